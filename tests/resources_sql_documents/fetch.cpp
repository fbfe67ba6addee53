#include "support.hpp"

TEMPLATE_TEST_CASE("a document fetches by the host's queries", "[documents]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    CHECK(at.run(at.query(R"({"query": "order"})"), R"({"id": "b"})")
          == R"({"id":"b","total":2,"note":"x"})");
    CHECK(at.run(at.query(R"({"query": "order"})"), R"({"id": "z"})").find("there is no such row")
          != std::string::npos);
    CHECK(at.run(at.query(R"({"query": "maybe"})"), R"({"id": "z"})") == "null");
    CHECK(at.run(at.query(R"({"query": "all"})"), R"({"id": "-"})")
          == R"([{"id":"a","total":1,"note":null},{"id":"b","total":2,"note":"x"}])");
    CHECK(at.run(at.query(R"({"query": "order"})"), R"({"id": "a' OR '1'='1"})").find("no such row")
          != std::string::npos);
    sound(sound(at.pool.lease())->execute_script("INSERT INTO orders VALUES ('c', 3, ''), ('d', 4, '')"));
    CHECK(at.run(at.query(R"({"query": "all"})"), R"({"id": "-"})").find("more rows than the 3")
          != std::string::npos);
}

TEMPLATE_TEST_CASE("what a query gives is what the host promised", "[documents]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    CHECK(at.run(at.query(R"({"query": "liar"})"), R"({"id": "-"})").find("does not satisfy its schema")
          != std::string::npos);
    auto const made = at.actions.find("fetch(shop)")->check({.with = nullptr, .inputs = {}});
    CHECK(made.problems.size() == 1);
    auto const with = json_of(R"({"query": "all"})");
    auto const all = at.actions.find("fetch(shop)")->check({.with = &with, .inputs = {}});
    CHECK(all.problems.empty());
    CHECK(all.output.length().most == 3);
}

TEMPLATE_TEST_CASE("an input that lacks a parameter is found before anything runs", "[documents]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    auto const with = json_of(R"({"query": "order"})");
    auto const lacking = *doc::contract::of_schema(json_of(
        R"({"type": "object", "properties": {"ident": {"type": "string"}}, "additionalProperties": false})"));
    auto const made = at.actions.find("fetch(shop)")->check({.with = &with, .inputs = {&lacking, 1}});
    REQUIRE(made.problems.size() == 1);
    CHECK(made.problems.front().code == ag::rule_code::contract_mismatch);
    CHECK(made.problems.front().hint == "the step needs an object with id");
    CHECK(made.run == nullptr);
}

TEMPLATE_TEST_CASE("a document from a stranger runs no SQL of its own", "[documents]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    auto const refused = [&](std::string_view with, std::string_view words) {
        std::string const told = at.run(at.query(with), R"({"id": "a"})");
        INFO(told);
        CHECK(told.find(words) != std::string::npos);
        CHECK(told.find("AG302") != std::string::npos);
    };
    refused(R"({"sql": "SELECT text FROM secrets"})", "no queries of their own");
    refused(R"({"query": "SELECT text FROM secrets"})", "no query of that name");
    refused(R"({"query": "order", "row": true})", "the host has said");
    refused(R"({})", "no query is named");
    refused(R"({"query": "order", "most": 0})", "at least 1");
}

TEMPLATE_TEST_CASE("where the host says so it may, and still cannot write", "[documents]", on_sqlite,
                   on_postgresql) {
    auto access = access_to_shop();
    access.own_queries = true;
    access.most_rows = 2;
    shop<TestType> at(access);
    auto const own = [&](std::string const& sql, std::string const& more = "") {
        return at.run(at.query(R"({"sql": ")" + sql + '"' + more + '}'), R"({"id": "a"})");
    };
    CHECK(own("SELECT total FROM orders WHERE id = :id") == R"({"total":1})");
    CHECK(own("select id from orders order by id", R"(, "rows": "many", "row": {"required": ["id"]})")
          == R"([{"id":"a"},{"id":"b"}])");
    CHECK(own("SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3", R"(, "rows": "many", "most": 50)")
              .find("more rows than the 2")
          != std::string::npos);
    CHECK(own("SELECT 1 AS n", R"(, "row": {"required": ["m"]})").find("does not satisfy")
          != std::string::npos);
    for (char const* const hostile :
         {"DELETE FROM orders", "DELETE FROM orders RETURNING id", "SELECT 1; DELETE FROM orders",
          "PRAGMA user_version", "ATTACH 'x' AS y", "-- x\\nDELETE FROM orders",
          "WITH a AS (SELECT 1) INSERT INTO orders SELECT 'e', 5, NULL",
          "WITH a AS (DELETE FROM orders RETURNING id) SELECT id FROM a", "SELECTS", "BEGIN", "SELECT $1"}) {
        std::string const told = own(hostile);
        INFO(hostile << ": " << told);
        CHECK((told.starts_with("AG") || told.find("error: ") != std::string::npos));
        CHECK(at.count("orders") == 2);
    }
}

TEST_CASE("what a host says is checked when it is registered", "[documents]") {
    on_sqlite const database;
    ag::sqlite::pool pool(database.options());
    auto const refused = [&](auto change) {
        auto access = access_to_shop();
        change(access);
        doc::registry actions;
        auto const made = sql::register_actions(actions, pool, access);
        REQUIRE_FALSE(made.has_value());
        return made.error().message;
    };
    CHECK(refused([](auto& a) { a.queries[0].text = "SELECT $1"; }).find("numbered") != std::string::npos);
    CHECK(refused([](auto& a) { a.queries[1].name = "order"; }).find("two queries") != std::string::npos);
    CHECK(refused([](auto& a) { a.queries[0].row = json_of(R"({"type": 1})"); }).find("schema")
          != std::string::npos);
    CHECK(refused([](auto& a) { a.tables[0].name = "orders; --"; }).find("name") != std::string::npos);
    CHECK(refused([](auto& a) { a.tables[0].columns.push_back("a\"b"); }).find("identifier")
          != std::string::npos);
    CHECK(refused([](auto& a) { a.tables[0].identity = {"nope"}; }).find("identity") != std::string::npos);
    CHECK(refused([](auto& a) { a.tables[1].key_column = "id"; }).find("key column") != std::string::npos);
    doc::registry actions;
    CHECK(sql::register_actions(actions, pool, access_to_shop()).has_value());
    CHECK(actions.find("fetch(sqlite)") != nullptr);
    CHECK(actions.find("persist(sqlite)") != nullptr);
    CHECK_FALSE(sql::register_actions(actions, pool, access_to_shop()).has_value());
}
