#ifndef ACTION_GRAMMAR_RESOURCES_SQLITE_BIND_HPP
#define ACTION_GRAMMAR_RESOURCES_SQLITE_BIND_HPP

#include <cstdint>
#include <string_view>
#include <variant>

#include <sqlite3.h>

#include <action_grammar/resources/sql/value.hpp>
#include <action_grammar/resources/sqlite/session.hpp>

namespace action_grammar::sqlite::detail {

/// Binds a value to a parameter; text and blobs are not copied.
inline int bind(sqlite3_stmt* statement, int parameter, sql::value const& bound) noexcept {
    switch (bound.index()) {
    case 1: return sqlite3_bind_int(statement, parameter, *std::get_if<bool>(&bound) ? 1 : 0);
    case 2: return sqlite3_bind_int64(statement, parameter, *std::get_if<std::int64_t>(&bound));
    case 3: return sqlite3_bind_double(statement, parameter, *std::get_if<double>(&bound));
    case 4:
    case 6: {
        auto const* const text = std::get_if<std::string_view>(&bound);
        std::string_view const characters =
            text != nullptr ? *text : std::get_if<sql::decimal>(&bound)->digits;
        return sqlite3_bind_text64(statement, parameter,
                                   characters.data() == nullptr ? "" : characters.data(), characters.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
    }
    case 5: {
        auto const& bytes = *std::get_if<sql::blob>(&bound);
        if (bytes.empty()) return sqlite3_bind_zeroblob(statement, parameter, 0);
        return sqlite3_bind_blob64(statement, parameter, bytes.data(), bytes.size(), SQLITE_STATIC);
    }
    default: return sqlite3_bind_null(statement, parameter);
    }
}

/// Whether nothing but space and comments follows a statement. A semicolon ends it.
inline bool ends_here(sqlite3* database, char const* rest, char const* end) noexcept {
    while (rest != end) {
        sqlite3_stmt* next = nullptr;
        char const* const before = rest;
        int const code = sqlite3_prepare_v2(database, rest, static_cast<int>(end - rest), &next, &rest);
        statement_handle const another(next);
        if (code != SQLITE_OK || another) return false;
        if (rest == before) return true;
    }
    return true;
}

} // namespace action_grammar::sqlite::detail

#endif
