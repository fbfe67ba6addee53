#ifndef ACTION_GRAMMAR_RESOURCES_SQL_COLLECT_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_COLLECT_HPP

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/connection.hpp>
#include <action_grammar/resources/sql/row_reader.hpp>

namespace action_grammar::sql {

/// Runs a statement and reads its rows. Errors: those of the statement and of the reader, with the statement; more than
/// `most` rows, of which none is returned.
template <class Row, connection Connection>
result<std::vector<Row>, error> collect(Connection& database, std::string_view text,
                                        std::span<value const> values, std::size_t most, effect does) {
    auto rows = database.run(text, values, does);
    if (!rows) return unexpected(std::move(rows).error());
    std::vector<Row> read;
    row_reader<Row> reader;
    for (;;) {
        auto more = rows->next();
        if (!more) return unexpected(std::move(more).error());
        if (!*more) return read;
        if (read.size() == most) {
            return unexpected(
                error{error_kind::too_many_rows, "",
                      "there are more rows than the " + std::to_string(most) + " that were asked for",
                      std::string(text)});
        }
        auto row = reader.read(*rows);
        if (!row) {
            row.error().statement = text;
            return unexpected(std::move(row).error());
        }
        read.push_back(*std::move(row));
    }
}

/// Runs a statement of which one row is expected at most.
template <class Row, connection Connection>
result<std::optional<Row>, error> collect_optional(Connection& database, std::string_view text,
                                                   std::span<value const> values, effect does) {
    auto rows = sql::collect<Row>(database, text, values, 1, does);
    if (!rows) return unexpected(std::move(rows).error());
    if (rows->empty()) return std::optional<Row>();
    return std::optional<Row>(std::move(rows->front()));
}

} // namespace action_grammar::sql

#endif
