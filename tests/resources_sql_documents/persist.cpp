#include "support.hpp"

namespace {

constexpr std::string_view keyed = R"({"keyed": "input/id"})";
constexpr std::string_view natural = R"("natural")";
constexpr std::string_view unprotected = R"("unprotected")";

} // namespace

TEMPLATE_TEST_CASE("a keyed insert happens once", "[documents]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    std::string const document = at.command(R"({"table": "orders", "mode": "insert"})", keyed);
    CHECK(at.run(document, R"({"id": "c", "total": 3, "note": null})")
          == R"({"id":"c","total":3,"note":null})");
    CHECK(at.run(document, R"({"id": "c", "total": 9, "note": null})")
          == R"({"id":"c","total":3,"note":null})");
    CHECK(at.count("orders") == 3);
}

TEMPLATE_TEST_CASE("a key of its own has a column, or is the identity", "[documents]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    std::string document =
        at.command(R"({"table": "entries", "mode": "insert"})", R"({"keyed": "input/note"})");
    document.replace(document.find(R"("id": {"type": "string"})"), 24,
                     R"("note": {"type": "string"}, "id": {"type": "string"})");
    document.replace(document.find(R"("commit":)"), 9,
                     R"json("prepare": [{"id": "entry", "action": "transform(jq)", )json"
                     R"json("with": {"filter": "{id, total}"}}], "commit":)json");
    CHECK(at.run(document, R"({"id": "c", "total": 3, "note": "k'1"})") == R"({"id":"c","total":3})");
    CHECK(at.run(document, R"({"id": "d", "total": 4, "note": "k'1"})") == R"({"id":"c","total":3})");
    CHECK(at.run(document, R"({"id": "d", "total": 4, "note": "k2"})") == R"({"id":"d","total":4})");
    CHECK(at.count("entries") == 2);

    std::string other = at.command(R"({"table": "orders", "mode": "insert"})", R"({"keyed": "input/note"})");
    other.replace(other.find(R"("id": {"type": "string"})"), 24,
                  R"("note": {"type": "string"}, "id": {"type": "string"})");
    CHECK(at.run(other, R"({"id": "c", "total": 3, "note": "k"})").find("the key of the step is not")
          != std::string::npos);
    CHECK(at.count("orders") == 2);
}

TEMPLATE_TEST_CASE("rows are changed and deleted by their identity", "[documents]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    auto const put = [&](std::string_view with, std::string_view input) {
        return at.run(at.command(with, natural), input);
    };
    CHECK(put(R"({"table": "orders", "mode": "upsert"})", R"({"id": "a", "total": 5, "note": "n"})")
          == R"({"id":"a","total":5,"note":"n"})");
    CHECK(put(R"({"table": "orders", "mode": "update"})", R"({"id": "a", "total": 6, "note": null})")
          == R"({"id":"a","total":6,"note":null})");
    CHECK(put(R"({"table": "orders", "mode": "update"})", R"({"id": "z", "total": 6, "note": null})")
              .find("no such row")
          != std::string::npos);
    CHECK(put(R"({"table": "orders", "mode": "delete"})", R"({"id": "a", "total": 6, "note": null})")
          == R"({"deleted":1})");
    CHECK(put(R"({"table": "orders", "mode": "delete"})", R"({"id": "a", "total": 6, "note": null})")
          == R"({"deleted":0})");
    CHECK(at.run(at.command(R"({"table": "orders", "mode": "insert"})", unprotected),
                 R"({"id": "b", "total": 6, "note": null})")
              .find("constraint")
          != std::string::npos);
}

TEMPLATE_TEST_CASE("a row has all of its columns and no others", "[documents]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    std::string const part =
        at.command(R"({"table": "orders", "mode": "upsert", "columns": ["id", "total"]})", natural);
    CHECK(at.run(part, R"({"id": "b", "total": 7, "note": "lost?"})").find("no column to write: note")
          != std::string::npos);
    std::string const whole = at.command(R"({"table": "orders", "mode": "upsert"})", natural);
    CHECK(at.run(whole, R"({"id": "b", "total": 7, "note": null, "x\"; DROP TABLE orders; --": 1})")
              .find("no column to write")
          != std::string::npos);
    CHECK(at.count("orders") == 2);
}

TEMPLATE_TEST_CASE("a document writes only what the host lets it", "[documents]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    auto const refused = [&](std::string_view with, std::string_view protection, std::string_view words) {
        std::string const told =
            at.run(at.command(with, protection), R"({"id": "c", "total": 1, "note": null})");
        INFO(told);
        CHECK(told.find(words) != std::string::npos);
        CHECK(told.starts_with("AG302"));
    };
    refused(R"({"table": "secrets", "mode": "insert"})", keyed, "no table of that name");
    refused(R"({"table": "orders\"; DROP TABLE orders", "mode": "insert"})", keyed, "no table of that name");
    refused(R"({"table": "entries", "mode": "delete"})", natural, "does not let documents do this");
    refused(R"({"table": "orders", "mode": "insert"})", natural, "not idempotent by nature");
    refused(R"({"table": "orders", "mode": "upsert"})", keyed, "nothing recognizes the key");
    refused(R"({"table": "orders", "mode": "update", "columns": ["id", "text"]})", natural, "no column");
    refused(R"({"table": "orders", "mode": "update", "columns": ["total"]})", natural, "identity is missing");
    refused(R"({"table": "orders", "mode": "update", "columns": ["id"]})", natural, "nothing to update");
    refused(R"({"table": "orders", "mode": "drop"})", natural, "");
}
