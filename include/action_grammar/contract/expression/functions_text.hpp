#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_TEXT_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_TEXT_HPP

// Functions of strings.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/convert.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/lexer.hpp>
#include <action_grammar/contract/expression/utf8.hpp>
#include <action_grammar/contract/expression/written.hpp>
#include <action_grammar/contract/json/parse.hpp>

namespace action_grammar::expression::detail {

/// A part of a text: a view where the text is one.
inline datum part_of(workspace& space, datum const& whole, std::string_view part) {
    return whole.which() == tag::text_view ? datum::view(part) : make_text(space, part);
}

inline datum explode(workspace& space, datum const& in) {
    if (!in.is_string()) raise(space, "explode input must be a string");
    std::string_view const text = in.text();
    array_writer codes(space, text.size());
    for (std::size_t at = 0; at < text.size();) {
        space.step();
        codes.append(datum::integer(next_code_point(text, at)));
    }
    return codes.finish();
}

inline datum implode(workspace& space, datum const& in) {
    if (!in.is_array()) raise(space, "implode input must be an array");
    std::string text;
    for (std::size_t i = 0; i < size_of_array(in); ++i) {
        datum const code = element(in, i);
        space.step();
        if (!code.is_number())
            raise_about(space, code, "can't be imploded, unicode codepoint needs to be numeric");
        double const number = code.as_double();
        // What is no character is shown as jq shows it.
        bool const valid = number >= 0 && number <= 0x10FFFF && !(number >= 0xD800 && number < 0xE000);
        append_utf8(text, valid ? static_cast<std::uint32_t>(number) : 0xFFFD);
        if (text.size() > space.limits().bytes) throw limit_reached{failure::out_of_bytes};
    }
    return make_text(space, text);
}

/// With `A` to `Z` or `a` to `z` in the other case; other letters stay.
inline datum in_case(workspace& space, datum const& in, char first, char last) {
    if (!in.is_string()) raise(space, "explode input must be a string");
    space.step_bytes(in.text().size());
    text_writer text(space, in.text().size());
    for (char const c : in.text())
        text.append(c >= first && c <= last ? static_cast<char>(c ^ 0x20) : c);
    return text.finish();
}

inline datum trimmed(workspace& space, datum const& in, bool left, bool right) {
    if (!in.is_string()) raise_about(space, in, "cannot be trimmed");
    constexpr std::string_view white = " \t\n\r\f\v";
    std::string_view text = in.text();
    space.step_bytes(text.size());
    if (left) text.remove_prefix(std::min(text.find_first_not_of(white), text.size()));
    if (right) text = text.substr(0, text.find_last_not_of(white) + 1);
    return part_of(space, in, text);
}

inline datum without_affix(workspace& space, datum const& in, datum const& affix, bool at_start) {
    if (!in.is_string() || !affix.is_string()) return in;
    std::string_view text = in.text();
    if (!(at_start ? text.starts_with(affix.text()) : text.ends_with(affix.text()))) return in;
    if (at_start)
        text.remove_prefix(affix.text().size());
    else
        text.remove_suffix(affix.text().size());
    return part_of(space, in, text);
}

/// The places, in code points, at which `wanted` stands in `text`.
inline datum indices_of_text(workspace& space, std::string_view text, std::string_view wanted) {
    array_writer found(space);
    space.step_bytes(text.size());
    std::size_t counted = 0;
    std::int64_t points = 0;
    if (!wanted.empty())
        for (std::size_t at = text.find(wanted); at != std::string_view::npos;
             at = text.find(wanted, at + 1)) {
            points += static_cast<std::int64_t>(count_code_points(text.substr(counted, at - counted)));
            counted = at;
            space.step_bytes(wanted.size());
            found.append(datum::integer(points));
        }
    return found.finish();
}

inline datum joined(workspace& space, datum const& in, datum const& separator) {
    if (!in.is_array() && !in.is_object()) raise(space, "Cannot iterate over " + described(space, in));
    datum result;
    auto const one = [&](datum const& part) {
        space.step();
        if (!result) {
            result = make_text(space, "");
        } else {
            if (!separator.is_string() && !separator.is_null())
                raise_about(space, result, separator, "cannot be added");
            if (separator.is_string()) {
                space.step_bytes(separator.text().size());
                result = text_writer(space, std::move(result), separator.text().size())
                             .append(separator.text())
                             .finish();
            }
        }
        if (part.is_null()) return true;
        if (part.is_array() || part.is_object()) raise_about(space, result, part, "cannot be added");
        datum const text = to_text(space, part);
        space.step_bytes(text.text().size());
        result = text_writer(space, std::move(result), text.text().size()).append(text.text()).finish();
        return true;
    };
    if (in.is_array())
        for (std::size_t i = 0; i < size_of_array(in); ++i)
            one(element(in, i));
    else
        each_member(in, [&](datum const&, datum const& part) { return one(part); });
    return result ? result : make_text(space, "");
}

inline datum from_json_text(workspace& space, datum const& in) {
    if (!in.is_string()) raise_about(space, in, "only strings can be parsed");
    std::string_view const text = in.text();
    space.step(text.size() / 4 + 1);
    // The parser's own memory is some 16 times the text at most.
    if (text.size() > space.limits().bytes / 16) throw limit_reached{failure::out_of_bytes};
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos && number_word(text))
        return datum::number(std::numeric_limits<double>::quiet_NaN());
    json::parse_limits limits;
    limits.depth = std::min<std::size_t>(space.limits().nesting, 512);
    limits.duplicates = json::duplicate_members::last_wins;
    auto const parsed = json::parse(text, limits);
    if (!parsed)
        raise(space, parsed.error().message + " at column " + std::to_string(parsed.error().column)
                         + " (while parsing '" + std::string(text.substr(0, 100)) + "')");
    return copied(space, *parsed);
}

} // namespace action_grammar::expression::detail

#endif
