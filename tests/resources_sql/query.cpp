#include <cstdint>
#include <limits>
#include <map>

#include "databases.hpp"

#include <action_grammar/contract/reflection/chrono.hpp>
#include <action_grammar/resources/sql/query.hpp>

namespace {

struct nothing {};
struct point {
    std::int64_t x = 0;
    std::string name;
    friend bool operator==(point const&, point const&) = default;
};

template <class Backend>
auto with_points() {
    struct made {
        Backend database;
        typename Backend::pool pool{database.options()};
    };
    auto at = std::make_unique<made>();
    auto open = at->database.open();
    sound(open.execute_script("CREATE TABLE points (x bigint, name text); "
                              "INSERT INTO points VALUES (1, 'a'), (2, 'b'), (3, 'c'), (4, NULL)"));
    return at;
}

template <class Operation, class Pool, class Input>
auto perform(Operation const& operation, Pool& pool, Input const& input) {
    return operation.function.get()(pool, input, ag::deadline{});
}

/// What a query that selects `expression` gives, read as T.
template <class T, class Pool>
auto select(Pool& pool, std::string const& expression) {
    auto lent = sound(pool.lease());
    auto rows = sql::collect<T>(*lent, "SELECT " + expression + " AS value", {}, 1, sql::effect::reads);
    return rows ? ag::result<T, sql::error>(std::move(rows->front())) : ag::unexpected(rows.error());
}

} // namespace

TEMPLATE_TEST_CASE("one row, or none, or as many as may be", "[query]", on_sqlite, on_postgresql) {
    auto const at = with_points<TestType>();
    using pool = typename TestType::pool;
    auto const one = sql::one<pool, point, point>("SELECT name, x FROM points WHERE x >= :x AND x <= :x");
    CHECK(sound(perform(one, at->pool, point{2, ""})) == point{2, "b"});
    CHECK(failed(perform(one, at->pool, point{9, ""})).kind == error_kind::not_found);
    auto const several = sql::one<pool, nothing, point>("SELECT name, x FROM points WHERE x < 4");
    CHECK(failed(perform(several, at->pool, nothing{})).kind == error_kind::too_many_rows);

    auto const maybe = sql::optional<pool, std::int64_t, std::string>("SELECT name FROM points WHERE x = $1");
    CHECK(sound(perform(maybe, at->pool, std::int64_t{3})) == "c");
    CHECK(sound(perform(maybe, at->pool, std::int64_t{9})) == std::nullopt);

    auto const three =
        sql::many<pool, nothing, point>("SELECT x, name FROM points WHERE x < 4 ORDER BY x", 3);
    CHECK(sound(perform(three, at->pool, nothing{})) == std::vector<point>{{1, "a"}, {2, "b"}, {3, "c"}});
    auto const two = sql::many<pool, nothing, point>("SELECT x, name FROM points WHERE x < 4 ORDER BY x", 2);
    CHECK(failed(perform(two, at->pool, nothing{})).kind == error_kind::too_many_rows);
}

TEMPLATE_TEST_CASE("columns and members are the same ones", "[query]", on_sqlite, on_postgresql) {
    auto const at = with_points<TestType>();
    using pool = typename TestType::pool;
    auto const wrong = [&](auto query) {
        auto const error = failed(perform(query, at->pool, nothing{}));
        CHECK(error.kind == error_kind::mismatch);
        CHECK_FALSE(error.statement.empty());
        return error.name;
    };
    CHECK(wrong(sql::one<pool, nothing, point>("SELECT x FROM points WHERE x = 1")) == "name");
    CHECK(wrong(sql::one<pool, nothing, point>("SELECT x, name, 1 AS more FROM points WHERE x = 1"))
          == "more");
    CHECK(wrong(sql::one<pool, nothing, point>("SELECT x, name, x FROM points WHERE x = 1")) == "x");
    CHECK(wrong(sql::one<pool, nothing, point>("SELECT x, name FROM points WHERE x = 4")) == "name"); // NULL
    CHECK(wrong(sql::one<pool, nothing, std::int64_t>("SELECT x, name FROM points WHERE x = 1")).empty());
}

TEMPLATE_TEST_CASE("what does not fit its type is an error and never cut", "[query]", on_sqlite,
                   on_postgresql) {
    auto const at = with_points<TestType>();
    auto& pool = at->pool;
    CHECK(sound(select<std::int8_t>(pool, "127")) == 127);
    CHECK(failed(select<std::int8_t>(pool, "128")).kind == error_kind::mismatch);
    CHECK(failed(select<std::uint32_t>(pool, "-1")).kind == error_kind::mismatch);
    CHECK(sound(select<std::uint64_t>(pool, "9223372036854775807")) == 9223372036854775807U);
    CHECK(sound(select<std::int64_t>(pool, "-9223372036854775807 - 1"))
          == std::numeric_limits<std::int64_t>::min());
    CHECK(failed(select<int>(pool, "CAST(1.5 AS double precision)")).kind == error_kind::mismatch);
    CHECK(sound(select<int>(pool, "CAST(2.0 AS double precision)")) == 2);
    CHECK(failed(select<int>(pool, "CAST('7' AS text)")).kind == error_kind::mismatch);
    CHECK(failed(select<std::string>(pool, "7")).kind == error_kind::mismatch);
    CHECK(sound(select<double>(pool, "7")) == 7.0);
    CHECK(failed(select<double>(pool, "9007199254740993")).kind == error_kind::mismatch);
    CHECK(failed(select<bool>(pool, "2")).kind == error_kind::mismatch);
    CHECK(sound(select<bool>(pool, "1 < 2")));
    CHECK(failed(select<int>(pool, "CAST(NULL AS bigint)")).kind == error_kind::mismatch);
    CHECK(sound(select<std::optional<int>>(pool, "CAST(NULL AS bigint)")) == std::nullopt);
    CHECK(sound(select<std::optional<int>>(pool, "5")) == 5);
    CHECK(failed(select<std::vector<std::byte>>(pool, "7")).kind == error_kind::mismatch);

    using numbers = std::map<std::string, int>;
    CHECK(sound(select<numbers>(pool, "CAST('{\"a\": 1}' AS text)")) == numbers{{"a", 1}});
    CHECK(failed(select<numbers>(pool, "CAST('{\"a\": \"1\"}' AS text)")).kind == error_kind::mismatch);
    CHECK(failed(select<numbers>(pool, "CAST('{' AS text)")).kind == error_kind::mismatch);
}

TEMPLATE_TEST_CASE("an integer that no database holds is not bound", "[query]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = database.open();
    CHECK(failed(sql::execute(open, "SELECT $1", std::numeric_limits<std::uint64_t>::max())).kind
          == error_kind::mismatch);
}

TEMPLATE_TEST_CASE("floating-point numbers come back as they went", "[query]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = database.open();
    for (double const number : {0.1, -0.0, 1e308, 5e-324, 3.0, std::numeric_limits<double>::infinity()}) {
        auto const read = sound(sql::collect<double>(open, "SELECT CAST($1 AS double precision)",
                                                     std::array{sql::value(number)}, 1, sql::effect::reads));
        CHECK(read.front() == number);
    }
}

TEST_CASE("PostgreSQL's exact numbers and times", "[query]") {
    auto const at = with_points<on_postgresql>();
    auto& pool = at->pool;
    CHECK(sound(select<std::int64_t>(pool, "(SELECT sum(x) FROM (VALUES (CAST(3 AS bigint))) AS v(x))"))
          == 3); // numeric
    CHECK(failed(select<std::int64_t>(pool, "99999999999999999999.0")).kind == error_kind::mismatch);
    CHECK(sound(select<std::string>(pool, "CAST(0.10 AS numeric(9, 2))")) == "0.10");
    CHECK(sound(select<double>(pool, "CAST(0.10 AS numeric(9, 2))")) == 0.1);
    using namespace std::chrono;
    auto const when = sys_days{year{2026} / 2 / 3} + hours(4) + milliseconds(5678);
    CHECK(sound(select<sys_time<milliseconds>>(pool, "TIMESTAMPTZ '2026-02-03 06:00:05.678+02'")) == when);
    CHECK(sound(select<sys_time<milliseconds>>(pool, "TIMESTAMP '2026-02-03 04:00:05.678'")) == when);
    CHECK(failed(sql::execute(*sound(pool.lease()), "SELECT $1::text", std::string("a\0b", 3))).kind
          == error_kind::mismatch);
    CHECK(sound(select<ag::json::value>(pool, "CAST('{\"a\": [1]}' AS jsonb)")).as_object().size() == 1);
}

TEMPLATE_TEST_CASE("a query that changes something is not one", "[query]", on_sqlite, on_postgresql) {
    auto const at = with_points<TestType>();
    if constexpr (std::is_same_v<TestType, on_sqlite>) {
        auto const sly =
            sql::many<ag::sqlite::pool, nothing, std::int64_t>("DELETE FROM points RETURNING x", 10);
        CHECK(failed(perform(sly, at->pool, nothing{})).kind == error_kind::refused);
    }
    auto open = at->database.open();
    CHECK(sound(sql::collect<std::int64_t>(open, "SELECT count(*) FROM points", {}, 1, sql::effect::reads))
              .front()
          == 4);
}

TEMPLATE_TEST_CASE("a query stops at the deadline of its action", "[query]", on_sqlite, on_postgresql) {
    auto const at = with_points<TestType>();
    auto const endless = sql::one<typename TestType::pool, nothing, std::int64_t>(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n) SELECT count(*) "
        "FROM n");
    auto const late = endless.function.get()(
        at->pool, nothing{}, ag::deadline{ag::monotonic_clock::now() + std::chrono::milliseconds(50)});
    CHECK(failed(late).kind == error_kind::out_of_time);
}
