#ifndef ACTION_GRAMMAR_TESTS_RESOURCES_SQL_DOCUMENTS_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_RESOURCES_SQL_DOCUMENTS_SUPPORT_HPP

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/resources/sql_documents/actions.hpp>

#include "resources_sql/databases.hpp"

namespace doc = ag::document;

inline ag::json::value json_of(std::string_view text) { return *ag::json::parse(text); }

inline sql::document_access access_to_shop() {
    auto const row =
        json_of(R"({"type": "object", "additionalProperties": false, "required": ["id", "total", "note"],
        "properties": {"id": {"type": "string"}, "total": {"type": "integer"}, "note": {"type": ["string", "null"]}}})");
    sql::document_access access;
    access.queries = {
        {"order", "SELECT id, total, note FROM orders WHERE id = :id", sql::rows_wanted::one, row},
        {"maybe", "SELECT id, total, note FROM orders WHERE id = :id", sql::rows_wanted::optional, row},
        {"all", "SELECT id, total, note FROM orders ORDER BY id", sql::rows_wanted::many, row, 3},
        {"liar", "SELECT 1 AS id, 2 AS total, 'x' AS note", sql::rows_wanted::one, row}};
    using sql::write_mode;
    access.tables = {{"orders",
                      {"id", "total", "note"},
                      {"id"},
                      {write_mode::insert, write_mode::upsert, write_mode::update, write_mode::remove},
                      row},
                     {"entries", {"id", "total"}, {"id"}, {write_mode::insert}, true, "request"}};
    return access;
}

/// A shop's tables, and the actions of documents on them.
template <class Backend>
struct shop {
    explicit shop(sql::document_access access = access_to_shop()) {
        auto lent = sound(pool.lease());
        sound(lent->execute_script("CREATE TABLE orders (id text PRIMARY KEY, total bigint, note text); "
                                   "CREATE TABLE entries (id text, total bigint, request text UNIQUE); "
                                   "CREATE TABLE secrets (text text); INSERT INTO secrets VALUES ('hush'); "
                                   "INSERT INTO orders VALUES ('a', 1, NULL), ('b', 2, 'x')"));
        REQUIRE(sql::register_actions(actions, pool, std::move(access), "shop").has_value());
    }

    /// A document of one fetch.
    static std::string query(std::string_view with) {
        return R"json({"query": "ask", "version": "1.0.0", "input": {"type": "object", "required": ["id"]}, )json"
               R"json("prepare": [{"id": "rows", "action": "fetch(shop)", "with": )json"
             + std::string(with) + "}]}";
    }
    /// A document of one persist.
    static std::string command(std::string_view with, std::string_view protection) {
        return R"json({"command": "put", "version": "1.0.0", "input": {"type": "object", "required": ["id", "total", "note"], )json"
               R"json("properties": {"id": {"type": "string"}}}, "commit": )json"
               R"json({"id": "row", "action": "persist(shop)", "with": )json"
             + std::string(with) + R"(, "protection": )" + std::string(protection) + "}}";
    }

    /// What a run gives, as JSON; or "status: message" of the failure, or the findings.
    std::string run(std::string const& document, std::string_view input) {
        auto made = doc::executable::assemble(document, actions);
        if (!made) return findings(made.error());
        auto const outcome = made->run(json_of(input));
        if (outcome) return ag::json::serialize(*outcome);
        auto const& why = std::get<0>(outcome.error());
        return why.type + ": " + why.message;
    }
    static std::string findings(doc::findings const& all) {
        std::string text;
        for (auto const& each : all.list)
            text += "AG" + std::to_string(static_cast<int>(each.code)) + ' ' + each.message + '\n';
        return text;
    }
    std::int64_t count(std::string const& from) {
        auto lent = sound(pool.lease());
        return sound(sql::collect<std::int64_t>(*lent, "SELECT count(*) FROM " + from, {}, 1,
                                                sql::effect::reads))
            .front();
    }

    Backend database;
    typename Backend::pool pool{database.options()};
    doc::registry actions;
};

#endif
