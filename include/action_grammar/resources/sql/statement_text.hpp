#ifndef ACTION_GRAMMAR_RESOURCES_SQL_STATEMENT_TEXT_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_STATEMENT_TEXT_HPP

// The parameters in the text of a statement, found without understanding the rest of it: strings, quoted
// identifiers and comments are passed over.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/error.hpp>

namespace action_grammar::sql {

namespace detail {

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool starts_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
}
constexpr bool continues_word(char c) noexcept { return starts_word(c) || is_digit(c); }

constexpr std::size_t word_end(std::string_view text, std::size_t from) noexcept {
    while (from < text.size() && continues_word(text[from]))
        ++from;
    return from;
}

/// Behind the quoted text that begins at `from`; a doubled quote does not end it.
constexpr std::size_t quoted_end(std::string_view text, std::size_t from, bool backslashes) noexcept {
    char const quote = text[from];
    for (++from; from < text.size(); ++from) {
        if (backslashes && text[from] == '\\') {
            ++from;
        } else if (text[from] == quote) {
            if (from + 1 == text.size() || text[from + 1] != quote) return from + 1;
            ++from;
        }
    }
    return text.size();
}

/// Behind `/* ... */`, which PostgreSQL nests.
constexpr std::size_t comment_end(std::string_view text, std::size_t from) noexcept {
    std::size_t depth = 0;
    while (from < text.size()) {
        std::string_view const here = text.substr(from, 2);
        if (here == "/*") {
            ++depth;
            from += 2;
        } else if (here == "*/") {
            from += 2;
            if (--depth == 0) return from;
        } else {
            ++from;
        }
    }
    return from;
}

/// Behind `$tag$ ... $tag$`, or `from` if none begins there.
constexpr std::size_t dollar_quoted_end(std::string_view text, std::size_t from) noexcept {
    std::size_t const tag_end = word_end(text, from + 1);
    if (tag_end >= text.size() || text[tag_end] != '$') return from;
    std::string_view const tag = text.substr(from, tag_end + 1 - from);
    std::size_t const closing = text.find(tag, tag_end + 1);
    return closing == text.npos ? text.size() : closing + tag.size();
}

/// Behind what is no parameter and begins at `from`: a string, a comment, a word, or one character.
constexpr std::size_t passage_end(std::string_view text, std::size_t from) noexcept {
    char const c = text[from];
    char const next = from + 1 < text.size() ? text[from + 1] : '\0';
    if (c == '\'' || c == '"' || c == '`') return quoted_end(text, from, false);
    if ((c == 'E' || c == 'e') && next == '\'') return quoted_end(text, from + 1, true);
    if (starts_word(c) || is_digit(c)) return word_end(text, from);
    if (c == '-' && next == '-') {
        std::size_t const line = text.find('\n', from);
        return line == text.npos ? text.size() : line;
    }
    if (c == '/' && next == '*') return comment_end(text, from);
    if (c == ':' && next == ':') return from + 2;
    if (c == '$' && !is_digit(next)) {
        std::size_t const end = dollar_quoted_end(text, from);
        return end == from ? from + 1 : end;
    }
    return from + 1;
}

/// Calls `named(name, from, end)` for each `:name` and `numbered(number, from, end)` for each `$1`; a number
/// that is too large is 0.
template <class Named, class Numbered>
constexpr void for_each_parameter(std::string_view text, Named named, Numbered numbered) {
    for (std::size_t i = 0; i < text.size();) {
        char const next = i + 1 < text.size() ? text[i + 1] : '\0';
        if (text[i] == ':' && starts_word(next)) {
            std::size_t const end = word_end(text, i + 1);
            named(text.substr(i + 1, end - i - 1), i, end);
            i = end;
        } else if (text[i] == '$' && is_digit(next)) {
            std::size_t number = 0;
            std::size_t end = i + 1;
            for (; end < text.size() && is_digit(text[end]); ++end)
                number = number > 65535 ? number : number * 10 + static_cast<std::size_t>(text[end] - '0');
            numbered(number > 65535 ? 0 : number, i, end);
            i = end;
        } else {
            i = passage_end(text, i);
        }
    }
}

} // namespace detail

/// A statement with its parameters in one database's notation.
struct statement_text {
    std::string text;               ///< With `$1` or `?1` for each parameter.
    std::vector<std::string> names; ///< Of parameters that are named, in the order of their numbers.
    std::size_t parameters = 0;     ///< How many values it takes.
};

/// Rewrites the parameters of a statement, `:name` or `$1`, to `mark` and a number. A name that stands twice is
/// one parameter. Errors: parameters of both kinds, a number beyond 65535 or below 1, a character that is zero.
inline result<statement_text, error> written_with(char mark, std::string_view original) {
    statement_text made;
    bool numbered = false;
    bool sound = original.find('\0') == original.npos;
    std::size_t written = 0;
    auto const write = [&](std::size_t number, std::size_t from, std::size_t end) {
        made.text.append(original, written, from - written);
        made.text += mark + std::to_string(number);
        written = end;
    };
    detail::for_each_parameter(
        original,
        [&](std::string_view name, std::size_t from, std::size_t end) {
            std::size_t number = 0;
            while (number < made.names.size() && made.names[number] != name)
                ++number;
            if (number == made.names.size()) made.names.emplace_back(name);
            write(number + 1, from, end);
        },
        [&](std::size_t number, std::size_t from, std::size_t end) {
            numbered = true;
            sound = sound && number != 0;
            made.parameters = made.parameters < number ? number : made.parameters;
            write(number, from, end);
        });
    made.text.append(original, written, original.npos);

    if (!sound || made.names.size() > 65535) {
        return unexpected(error{error_kind::refused, "",
                                "a statement has parameters $1 to $65535 and no character that is zero",
                                std::string(original)});
    }
    if (numbered && !made.names.empty()) {
        return unexpected(
            error{error_kind::refused, "",
                  "parameters are all named, as in :" + made.names.front() + ", or all numbered, as in $1",
                  std::string(original)});
    }
    if (!numbered) made.parameters = made.names.size();
    return made;
}

} // namespace action_grammar::sql

#endif
