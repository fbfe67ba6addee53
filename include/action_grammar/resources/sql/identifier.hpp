#ifndef ACTION_GRAMMAR_RESOURCES_SQL_IDENTIFIER_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_IDENTIFIER_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/error.hpp>

namespace action_grammar::sql {

/// Whether a name may stand for a table or a column: letters of ASCII, digits and `_`, no digit first, 63 at most.
/// What databases allow beyond that is not worth what it costs.
constexpr bool is_identifier(std::string_view name) noexcept {
    if (name.empty() || name.size() > 63) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        char const c = name[i];
        bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (!letter && (i == 0 || c < '0' || c > '9')) return false;
    }
    return true;
}

/// Whether a name may stand for a table: an identifier, or two with a point between, a schema's and the table's.
constexpr bool is_table_name(std::string_view name) noexcept {
    std::size_t const point = name.find('.');
    if (point == name.npos) return is_identifier(name);
    return is_identifier(name.substr(0, point)) && is_identifier(name.substr(point + 1));
}

namespace detail {

// Not a constant expression: what is called is the message.
inline void the_name_of_the_table_is_no_identifier() {}

} // namespace detail

/// The name of a table.
class table_name {
public:
    /// Checked by the compiler.
    template <std::size_t Size>
    consteval table_name(char const (&literal)[Size]) : text_(literal, Size - 1) {
        if (!is_table_name(text_)) detail::the_name_of_the_table_is_no_identifier();
    }

    /// Of a text that must outlive it. Errors: it is no identifier, nor two with a point between.
    static constexpr result<table_name, error> of(std::string_view text) {
        if (is_table_name(text)) return table_name(text, 0);
        return unexpected(error{error_kind::refused, "",
                                "\"" + std::string(text.substr(0, 80))
                                    + "\" is no name of a table: letters, digits "
                                      "and _, and a point behind a schema",
                                "", 0, std::string(text.substr(0, 80))});
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return text_; }

private:
    constexpr table_name(std::string_view text, int) noexcept : text_(text) {}

    std::string_view text_;
};

/// Appends a table's or a column's name, quoted: `"shop"."orders"`. Precondition: `is_table_name(name)`.
inline void append_quoted(std::string& text, std::string_view name) {
    text += '"';
    for (char const c : name) {
        if (c == '.') {
            text += "\".\"";
        } else {
            text += c;
        }
    }
    text += '"';
}

} // namespace action_grammar::sql

#endif
