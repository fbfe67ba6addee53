#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_TEXT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_TEXT_HPP

// From the text of a document to a JSON value, or to what is wrong with the text.

#include <cstddef>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/limits.hpp>

namespace action_grammar::document::detail::forming {

inline constexpr std::string_view json_space = " \t\r\n";

inline json::parse_limits parse_limits_of(limits const& bounds) noexcept {
    json::parse_limits allowed;
    allowed.bytes = bounds.bytes;
    allowed.depth = bounds.depth;
    return allowed;
}

/// What stands at a place where no JSON can go on.
inline std::string unexpected_at(std::string_view text, std::size_t offset) {
    auto const byte = static_cast<unsigned char>(text[offset]);
    if (byte < 0x80) return "unexpected " + in_quotes(text.substr(offset, 1));
    return "a character that may not stand here, or bytes that are not UTF-8";
}

/// What probably makes the text something else than JSON; empty if that cannot be said.
inline std::string_view other_than_json(std::string_view text, std::size_t offset) {
    std::string_view const start = text.substr(std::min(text.find_first_not_of(json_space), text.size()));
    if (text.starts_with("\xef\xbb\xbf")) return "remove the byte order mark at the beginning";
    if (start.starts_with("```")) return "remove the fences ``` around the document";
    if (!start.starts_with('{') && !start.starts_with('['))
        return "a document is a JSON object and begins with {";
    if (offset >= text.size()) return "close every string, array and object";
    std::size_t const before = offset == 0 ? text.npos : text.find_last_not_of(json_space, offset - 1);
    char const found = text[offset];
    if (found == '\'') return "strings and names stand between double quotes";
    if (found == '/' || found == '#') return "JSON has no comments: use \"description\"";
    if ((found == '}' || found == ']') && before != text.npos && text[before] == ',')
        return "remove the comma before it";
    if (found == '"') return "separate members and elements by commas, and a name from its value by a colon";
    if ((found >= 'a' && found <= 'z') || (found >= 'A' && found <= 'Z'))
        return "names and strings stand between double quotes; the only words are true, false and null";
    return {};
}

/// The place of the member name that ends before or at `offset`, where it was found to be a second one.
inline void widen_to_name(location& where, std::string_view text) noexcept {
    if (where.offset >= text.size() || text[where.offset] != '"') return;
    std::size_t start = where.offset;
    while (start > 0) {
        --start;
        if (text[start] != '"') continue;
        std::size_t slashes = 0;
        while (slashes < start && text[start - slashes - 1] == '\\')
            ++slashes;
        if (slashes % 2 == 0) break;
        start -= slashes;
    }
    std::size_t const length = where.offset - start + 1;
    if (length > where.column) return; // a name stands on one line
    where.key = true;
    where.column -= length - 1;
    where.offset = start;
    where.length = length;
}

/// The finding for a text that was not read.
inline void report_text(problem_list& problems, std::string_view text, json::parse_error const& error,
                        json::parse_limits const& allowed) {
    using reason = boost::json::error;
    location where{.pointer = {},
                   .key = false,
                   .line = error.line,
                   .column = error.column,
                   .offset = error.offset,
                   .length = error.offset < text.size() ? std::size_t{1} : std::size_t{0}};
    bool const too_deep = error.message == json::detail::sentence_for(reason::too_deep, allowed);
    if (text.size() > allowed.bytes || too_deep) {
        problems.add(rule_code::limit_exceeded, where, error.message).hint =
            too_deep ? "nest less, or raise the limit on the depth" : "split it, or raise the limit on bytes";
        return;
    }
    if (text.find_first_not_of(json_space) == text.npos) {
        problems.add(rule_code::malformed, where, "the text is empty, where a JSON object was expected")
            .hint =
            R"-(the smallest document is like {"query": "name", "prepare": [{"id": "a", "action": "fetch(b)"}]})-";
        return;
    }
    if (error.message.ends_with("is named twice in one object")) {
        widen_to_name(where, text);
        // The name may be long.
        std::string_view const name = std::string_view(error.message).substr(12);
        problems
            .add(rule_code::malformed, where,
                 "the member " + in_quotes(name.substr(0, name.rfind('"'))) + " is named twice in one object")
            .hint = "one of the two would be lost: remove or rename it";
        return;
    }
    bool const syntax = error.message == make_error_code(reason::syntax).message();
    std::string what =
        syntax && error.offset < text.size() ? unexpected_at(text, error.offset) : error.message;
    problems.add(rule_code::malformed, where, "the text is not JSON: " + what).hint =
        other_than_json(text, error.offset);
}

} // namespace action_grammar::document::detail::forming

#endif
