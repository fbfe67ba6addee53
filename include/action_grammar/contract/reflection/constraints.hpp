#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CONSTRAINTS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CONSTRAINTS_HPP

// Whether a JSON value meets what is said of a member: the same constraints that its schema has, with the
// same meaning.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/pattern/matcher.hpp>
#include <action_grammar/contract/reflection/attributes.hpp>
#include <action_grammar/contract/reflection/reading.hpp>

namespace action_grammar::reflection::detail {

/// Whether the attribute is one that values can break.
constexpr bool is_constraint(attribute const& said) noexcept { return said.key >= attribute_key::minimum; }

constexpr bool has_constraints(std::span<attribute const> said) noexcept {
    for (attribute const& each : said)
        if (is_constraint(each)) return true;
    return false;
}

inline constant constant_of(json::value const& number) noexcept {
    if (auto const* integer = number.if_int64()) return *integer;
    if (auto const* natural = number.if_uint64()) return *natural;
    return number.get_double();
}
inline json::decimal decimal_of(constant const& number) noexcept {
    if (number.kind() == constant_kind::real) return json::decimal::of(number.real());
    json::decimal const magnitude(number.magnitude());
    return number.flag() ? -magnitude : magnitude;
}
inline bool is_multiple(json::value const& number, constant const& step) noexcept {
    if (step.kind() == constant_kind::integer && !number.is_double()) {
        std::uint64_t magnitude = 0;
        if (auto const* integer = number.if_int64())
            magnitude = *integer < 0 ? 0 - static_cast<std::uint64_t>(*integer)
                                     : static_cast<std::uint64_t>(*integer);
        else
            magnitude = number.get_uint64();
        return magnitude % step.magnitude() == 0;
    }
    return json::decimal::of(number).is_multiple_of(decimal_of(step));
}

inline std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Appends a text that is the same for values that JSON Schema calls equal, and for no others.
inline void append_canonical(std::string& text, json::value const& whole) {
    if (whole.is_number()) {
        text += json::decimal::of(whole).to_string();
    } else if (auto const* array = whole.if_array()) {
        text += '[';
        for (json::value const& element : *array) {
            detail::append_canonical(text, element);
            text += ',';
        }
        text += ']';
    } else if (auto const* object = whole.if_object()) {
        std::vector<std::pair<std::string_view, json::value const*>> members;
        members.reserve(object->size());
        for (auto const& member : *object)
            members.emplace_back(std::string_view{member.key().data(), member.key().size()}, &member.value());
        std::sort(members.begin(), members.end());
        text += '{';
        for (auto const& [name, member] : members) {
            json::append_string(text, name);
            detail::append_canonical(text, *member);
            text += ',';
        }
        text += '}';
    } else {
        json::append(text, whole);
    }
}
inline bool are_unique(json::array const& elements) {
    std::vector<std::string> texts;
    texts.reserve(elements.size());
    for (json::value const& element : elements)
        detail::append_canonical(texts.emplace_back(), element);
    std::sort(texts.begin(), texts.end());
    return std::adjacent_find(texts.begin(), texts.end()) == texts.end();
}

/// What the constraint asks in words, if `value` breaks it; otherwise nothing. Patterns are not its concern.
inline std::string broken(attribute const& said, json::value const& value) {
    constant const& bound = said.value;
    auto const size_is = [&](std::size_t size, bool at_least) {
        return at_least ? size >= bound.magnitude() : size <= bound.magnitude();
    };
    switch (said.key) {
    case attribute_key::minimum:
        if (compare(constant_of(value), bound) < 0) return "at least " + in_words(bound);
        break;
    case attribute_key::maximum:
        if (compare(constant_of(value), bound) > 0) return "at most " + in_words(bound);
        break;
    case attribute_key::exclusive_minimum:
        if (compare(constant_of(value), bound) <= 0) return "more than " + in_words(bound);
        break;
    case attribute_key::exclusive_maximum:
        if (compare(constant_of(value), bound) >= 0) return "less than " + in_words(bound);
        break;
    case attribute_key::multiple_of:
        if (!is_multiple(value, bound)) return "a multiple of " + in_words(bound);
        break;
    case attribute_key::min_length:
    case attribute_key::max_length: {
        bool const at_least = said.key == attribute_key::min_length;
        auto const& text = value.get_string();
        if (!size_is(code_points({text.data(), text.size()}), at_least))
            return (at_least ? "at least " : "at most ") + in_words(bound) + " characters";
        break;
    }
    case attribute_key::min_items:
    case attribute_key::max_items: {
        bool const at_least = said.key == attribute_key::min_items;
        if (!size_is(value.get_array().size(), at_least))
            return (at_least ? "at least " : "at most ") + in_words(bound) + " elements";
        break;
    }
    case attribute_key::unique_items:
        if (!are_unique(value.get_array())) return "no element twice";
        break;
    default: break;
    }
    return {};
}

/// The matcher of a pattern that is said somewhere, compiled when it is first needed.
/// @tparam Said  a class whose `list` are the attributes
template <class Said, std::size_t Index>
result<pattern::matcher, pattern::pattern_error> const& matcher_of() {
    static auto const compiled = pattern::compile(Said::list[Index].value.text());
    return compiled;
}

template <class Said, std::size_t Index>
bool meets(json::value const& value, reading& state, path_step const* at) {
    constexpr attribute const& said = Said::list[Index];
    if constexpr (said.key == attribute_key::pattern) {
        auto const& text = value.get_string();
        auto const& compiled = matcher_of<Said, Index>();
        if (!compiled.has_value())
            return state.fail(at,
                              "a pattern that can be used, not " + std::string(said.value.text()) + " ("
                                  + compiled.error().message + ")",
                              in_words(value));
        if (compiled->matches({text.data(), text.size()})) return true;
        return state.fail(at, "a string matching " + std::string(said.value.text()), in_words(value));
    } else if constexpr (is_constraint(said)) {
        std::string asked = detail::broken(said, value);
        if (asked.empty()) return true;
        return state.fail(at, std::move(asked), in_words(value));
    } else {
        return true;
    }
}

template <class Said, std::size_t... Indices>
bool meets_all(json::value const& value, reading& state, path_step const* at,
               std::index_sequence<Indices...>) {
    bool met = true;
    ((met = detail::meets<Said, Indices>(value, state, at) && met), ...);
    return met;
}

/// Whether a value, which was read as the type that this is said of, meets all constraints; notes those that
/// it does not.
template <class Said>
bool meets(json::value const& value, reading& state, path_step const* at) {
    if constexpr (has_constraints(Said::list)) {
        if (value.is_null()) return true; // what may be null is
        return detail::meets_all<Said>(value, state, at, std::make_index_sequence<Said::list.size()>{});
    } else {
        return true;
    }
}

} // namespace action_grammar::reflection::detail

#endif
