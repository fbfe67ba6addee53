#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_WRITTEN_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_WRITTEN_HPP

// Values as JSON text, as expressions see it, and as errors quote it.

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/json/serialize.hpp>

namespace action_grammar::expression::detail {

/// Thrown where an operation does not apply or `error` is called; `try` catches it.
struct raised {
    datum value;
};

/// Appends a double in the fewest digits that denote it, laid out as jq does: an exponent below 1e-4 and where more
/// than 15 zeros would have to be added.
template <class Text>
void write_double(Text& text, double number) {
    if (std::isnan(number)) {
        text.append(std::string_view("null"));
        return;
    }
    if (std::isinf(number)) number = std::copysign(std::numeric_limits<double>::max(), number);
    std::array<char, 40> scientific;
    auto const end = std::to_chars(scientific.data(), scientific.data() + scientific.size(), number,
                                   std::chars_format::scientific)
                         .ptr;
    std::string_view written(scientific.data(), static_cast<std::size_t>(end - scientific.data()));
    std::size_t const mark = written.find('e');
    int exponent = 0;
    std::string_view const exponent_text = written.substr(mark + (written[mark + 1] == '+' ? 2 : 1));
    std::from_chars(exponent_text.data(), exponent_text.data() + exponent_text.size(), exponent);
    int const digits =
        static_cast<int>(mark) - (written.front() == '-') - (mark > 2 && written.find('.') < mark);
    if (exponent + 1 <= -4 || exponent + 1 > digits + 15) {
        text.append(written);
        return;
    }
    std::array<char, 40> plain;
    auto const plain_end =
        std::to_chars(plain.data(), plain.data() + plain.size(), number, std::chars_format::fixed).ptr;
    text.append(std::string_view(plain.data(), static_cast<std::size_t>(plain_end - plain.data())));
}

template <class Text, class Integer>
void write_integer(Text& text, Integer number) {
    std::array<char, 24> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    text.append(std::string_view(digits.data(), static_cast<std::size_t>(end - digits.data())));
}

template <class Text>
void write_number(Text& text, datum const& number) {
    if (number.which() == tag::integer)
        write_integer(text, number.get_integer());
    else if (number.which() == tag::natural)
        write_integer(text, number.get_natural());
    else
        write_double(text, number.get_real());
}

inline void write_string(text_writer& text, std::string_view characters) {
    std::string quoted;
    json::append_string(quoted, characters);
    text.append(quoted);
}

/// Appends `value` as JSON, or its beginning: no more than `enough` bytes and what completes the word.
inline void write_json(workspace& space, text_writer& text, datum const& value,
                       std::size_t enough = std::numeric_limits<std::size_t>::max(), std::size_t depth = 0) {
    if (text.size() > enough) return;
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    space.step();
    switch (value.type()) {
    case type::null: text.append("null"); return;
    case type::false_: text.append("false"); return;
    case type::true_: text.append("true"); return;
    case type::number: write_number(text, value); return;
    case type::string: {
        std::string_view const characters = value.text();
        space.step_bytes(std::min(characters.size(), enough));
        write_string(text, characters.size() > enough ? characters.substr(0, enough) : characters);
        return;
    }
    case type::array: {
        text.append('[');
        for (std::size_t i = 0; i < size_of_array(value) && text.size() <= enough; ++i) {
            if (i != 0) text.append(',');
            write_json(space, text, element(value, i), enough, depth + 1);
        }
        text.append(']');
        return;
    }
    case type::object: break;
    }
    text.append('{');
    bool first = true;
    each_member(value, [&](datum const& key, datum const& held) {
        if (!first) text.append(',');
        first = false;
        write_string(text, key.text());
        text.append(':');
        write_json(space, text, held, enough, depth + 1);
        return text.size() <= enough;
    });
    text.append('}');
}

inline datum to_json_text(workspace& space, datum const& value) {
    text_writer text(space);
    write_json(space, text, value);
    return text.finish();
}

/// What `tostring` makes of it: strings stay as they are.
inline datum to_text(workspace& space, datum const& value) {
    return value.is_string() ? value : to_json_text(space, value);
}

constexpr std::string_view name_of(type kind) noexcept {
    constexpr std::array<std::string_view, 7> names{"null",   "boolean", "boolean", "number",
                                                    "string", "array",   "object"};
    return names[static_cast<std::size_t>(kind)];
}
inline std::string_view type_name(datum const& value) noexcept { return name_of(value.type()); }

/// The beginning of the value's JSON text, as jq's errors quote it: 14 bytes, or 11 and an ellipsis.
inline std::string excerpt(workspace& space, datum const& value) {
    constexpr std::size_t longest = 14;
    text_writer text(space);
    write_json(space, text, value, 4 * longest);
    std::string_view const whole = text.text();
    if (whole.size() <= longest) return std::string(whole);
    std::size_t end = longest - 3;
    // No character is cut in two.
    while (end > 0 && (static_cast<unsigned char>(whole[end]) & 0xC0) == 0x80)
        --end;
    return std::string(whole.substr(0, end)) + "...";
}
/// `number (1)`
inline std::string described(workspace& space, datum const& value) {
    return std::string(type_name(value)) + " (" + excerpt(space, value) + ")";
}

[[noreturn]] inline void raise(workspace& space, std::string_view message) {
    // Unwinding takes a hundred times as long as a step.
    space.step(100);
    throw raised{make_text(space, message)};
}
[[noreturn]] inline void raise_about(workspace& space, datum const& value, std::string_view what) {
    raise(space, described(space, value) + " " + std::string(what));
}
[[noreturn]] inline void raise_about(workspace& space, datum const& left, datum const& right,
                                     std::string_view what) {
    raise(space, described(space, left) + " and " + described(space, right) + " " + std::string(what));
}

} // namespace action_grammar::expression::detail

#endif
