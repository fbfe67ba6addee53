#ifndef ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_FETCH_ROWS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_FETCH_ROWS_HPP

// The operation behind fetch(sqlite) and fetch(postgresql): a query of JSON, for JSON.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>
#include <action_grammar/resources/sql_documents/access.hpp>

namespace action_grammar::sql::detail {

/// Whether a query is one that only reads, as far as its first word tells.
inline bool begins_as_query(std::string_view text) noexcept {
    std::size_t const begin = text.find_first_not_of(" \t\r\n(");
    if (begin == text.npos) return false;
    text.remove_prefix(begin);
    for (std::string_view const word : {"SELECT", "WITH", "VALUES"}) {
        if (text.size() <= word.size() || continues_word(text[word.size()])) continue;
        bool same = true;
        for (std::size_t i = 0; i < word.size(); ++i)
            same = same && (text[i] == word[i] || text[i] == word[i] + ('a' - 'A'));
        if (same) return true;
    }
    return false;
}

/// Why a row is not what was promised of it.
inline error unpromised(schema::validator const& promised, json::value const& row,
                        std::string_view statement) {
    return {error_kind::mismatch, "", document::detail::broken_promise("a row", row, promised, ""),
            std::string(statement)};
}

/// A query made ready for a step.
struct ready_query {
    std::string text;
    rows_wanted rows = rows_wanted::one;
    std::size_t most = 1;
    bool is_own = false;                  ///< The document's, which is kept from writing.
    std::optional<schema::validator> row; ///< What its rows satisfy.
};

template <class Database>
struct fetch_rows {
    std::shared_ptr<ready_query const> query;

    result<json::value, error> operator()(Database& from, json::value const& input, deadline until) const {
        using dialect = typename connection_of<Database>::dialect;
        if (!query->is_own || dialect::read_only.empty())
            return sql::with_connection(from, until, [&](auto& open) { return read(open, input); });
        return sql::with_transaction(from, until, [&](auto& open) -> result<json::value, error> {
            if (auto done = run_to_end(open, dialect::read_only, {}); !done)
                return unexpected(std::move(done).error());
            return read(open, input);
        });
    }

private:
    template <class Connection>
    result<json::value, error> read(Connection& open, json::value const& input) const {
        bindings bound;
        if (auto done = bound.add_named(open, query->text, input); !done)
            return unexpected(std::move(done).error());
        auto rows = sql::collect<json::value>(open, query->text, bound.values(), query->most, effect::reads);
        if (!rows) return unexpected(std::move(rows).error());
        for (json::value const& row : *rows)
            if (!query->row->accepts(row)) return unexpected(unpromised(*query->row, row, query->text));
        if (query->rows == rows_wanted::many) {
            json::array all;
            all.reserve(rows->size());
            for (json::value& row : *rows)
                all.push_back(std::move(row));
            return json::value(std::move(all));
        }
        if (!rows->empty()) return std::move(rows->front());
        if (query->rows == rows_wanted::optional) return json::value(nullptr);
        return unexpected(error{error_kind::not_found, "", "there is no such row", query->text});
    }
};

} // namespace action_grammar::sql::detail

#endif
