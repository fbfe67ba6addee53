#include <action_grammar/resources/sql/select.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "databases.hpp"

namespace {

struct line {
    std::string sku;
    std::int64_t quantity = 0;
    friend bool operator==(line const&, line const&) = default;
};

constexpr auto of_an_order = "SELECT quantity, sku FROM lines WHERE owner = $1 ORDER BY sku";

} // namespace

TEMPLATE_TEST_CASE("rows of a connection, by the values of a query", "[select]", on_sqlite, on_postgresql) {
    TestType database;
    auto open = database.open();
    sound(
        open.execute_script("CREATE TABLE lines (owner text, sku text, quantity bigint);"
                            "INSERT INTO lines VALUES ('a', 'BELL', 2), ('a', 'PUMP', 3), ('b', 'PUMP', 5)"));

    std::string const name = "a";
    CHECK(sound(sql::select<line>(open, 2, of_an_order, name))
          == std::vector<line>{{"BELL", 2}, {"PUMP", 3}});
    CHECK(sound(sql::select<line>(open, 2, of_an_order, "c")).empty());
    CHECK(failed(sql::select<line>(open, 1, of_an_order, name)).kind == error_kind::too_many_rows);
    CHECK(sound(sql::select<std::int64_t>(open, 1, "SELECT count(*) FROM lines"))
          == std::vector<std::int64_t>{3});

    CHECK(sound(sql::select_optional<line>(open, of_an_order, "b")) == line{"PUMP", 5});
    CHECK(sound(sql::select_optional<line>(open, of_an_order, "c")) == std::nullopt);
    CHECK(failed(sql::select_optional<line>(open, of_an_order, name)).kind == error_kind::too_many_rows);

    auto const refused =
        failed(sql::select_optional<line>(open, "SELECT sku FROM lines WHERE owner = $1", "b"));
    CHECK(refused.kind == error_kind::mismatch);
    CHECK(refused.name == "quantity");
    CHECK(failed(sql::select<line>(open, 1, "SELEKT")).kind == error_kind::refused);
}
