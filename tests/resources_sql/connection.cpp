#include <limits>

#include "databases.hpp"

#include <action_grammar/resources/sql/collect.hpp>

namespace {

template <class Connection>
std::int64_t count_of(Connection& open, std::string const& table) {
    return sound(sql::collect<std::int64_t>(open, "SELECT count(*) FROM " + table, {}, 1, sql::effect::reads))
        .front();
}

template <class Backend>
typename Backend::connection with_table(Backend const& database) {
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint PRIMARY KEY, text text NOT NULL)"));
    return open;
}

struct note {
    std::int64_t id = 0;
    std::string text;
    friend bool operator==(note const&, note const&) = default;
};

template <class Connection>
std::vector<note> notes_in(Connection& open) {
    return sound(
        sql::collect<note>(open, "SELECT id, text FROM notes ORDER BY id", {}, 100, sql::effect::reads));
}

} // namespace

static_assert(sql::connection<ag::sqlite::connection> && sql::connection<ag::postgresql::connection>);
static_assert(sql::database<ag::sqlite::pool> && sql::database<ag::postgresql::connection>
              && !sql::database<int>);

TEMPLATE_TEST_CASE("statements take numbered and named values, and say how many rows they changed",
                   "[connection]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    CHECK(sound(sql::execute(open, "INSERT INTO notes VALUES ($1, $2), ($3, $2)", 1, "same", 2)) == 2);
    CHECK(sound(sql::execute_with(open, "INSERT INTO notes (text, id) VALUES (:text, :id)", note{3, "x"}))
          == 1);
    CHECK(sound(sql::execute(open, "UPDATE notes SET text = 'y' WHERE id > 1")) == 2);
    CHECK(sound(sql::execute(open, "SELECT 1")) == 0);
    CHECK(sound(sql::execute(open, "CREATE TABLE other (id bigint)")) == 0);
    CHECK(notes_in(open) == std::vector<note>{{1, "same"}, {2, "y"}, {3, "y"}});
}

TEMPLATE_TEST_CASE("what looks like a parameter in a string, a comment or a name is none", "[connection]",
                   on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    auto const rows = sound(sql::collect<std::string>(
        open,
        "SELECT ':a $1 ''' /* :b */ || \":c\" || CAST(1 AS text) -- $7\n FROM (SELECT 'z' AS \":c\") AS t",
        {}, 1, sql::effect::reads));
    CHECK(rows.front() == ":a $1 'z1");
}

TEMPLATE_TEST_CASE("a wrong use of parameters is an error that names them", "[connection]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    CHECK(failed(sql::execute(open, "SELECT $1", 1, 2)).kind == error_kind::misused);
    CHECK(failed(sql::execute(open, "SELECT $1 + $2", 1)).kind == error_kind::misused);
    auto const unknown = failed(sql::execute_with(open, "SELECT :id, :titel", note{}));
    CHECK(unknown.kind == error_kind::refused);
    CHECK(unknown.name == "titel");
    CHECK(failed(sql::execute_with(open, "SELECT :id, $1", note{})).kind == error_kind::refused);
    CHECK(failed(sql::execute_with(open, "SELECT $1", note{})).kind == error_kind::refused);
    CHECK(failed(sql::execute(open, "SELECT $0")).kind == error_kind::refused);
    CHECK(failed(sql::execute(open, "SELECT $99999999999999999999")).kind == error_kind::refused);
}

TEMPLATE_TEST_CASE("a text is one statement", "[connection]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    CHECK(failed(sql::execute(open, "SELECT 1; DELETE FROM notes")).kind == error_kind::refused);
    CHECK(failed(sql::execute(open, "")).kind == error_kind::refused);
    CHECK(failed(sql::execute(open, std::string_view("SELECT 1\0", 9))).kind == error_kind::refused);
    CHECK(sound(sql::execute(open, "SELECT 1; -- and that was it")) == 0);
}

TEMPLATE_TEST_CASE("a statement that the database refuses says what and where", "[connection]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    auto const wrong = failed(sql::execute(open, "INSERT INT notes VALUES (1)"));
    CHECK(wrong.kind == error_kind::refused);
    CHECK(wrong.position == 8);
    CHECK(wrong.statement == "INSERT INT notes VALUES (1)");
    CHECK_FALSE(wrong.transient());
    CHECK_FALSE(wrong.in_doubt());
    CHECK(failed(sql::execute(open, "SELECT * FROM nowhere")).kind == error_kind::refused);
}

TEMPLATE_TEST_CASE("a broken constraint is told apart", "[connection]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    sound(sql::execute(open, "INSERT INTO notes VALUES (1, 'a')"));
    auto const twice = failed(sql::execute(open, "INSERT INTO notes VALUES (1, 'b')"));
    CHECK(twice.kind == error_kind::constraint);
    CHECK_FALSE(twice.transient());
    CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (2, $1)", nullptr)).kind
          == error_kind::constraint);
    CHECK(notes_in(open) == std::vector<note>{{1, "a"}});
}

TEMPLATE_TEST_CASE("SQL in values changes nothing", "[connection]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    std::vector<note> const hostile{{1, "'); DROP TABLE notes; --"},
                                    {2, "\" OR 1=1; --"},
                                    {3, "$1 :id ?1 $$ \\' \\\\ %s"},
                                    {4, "\xf0\x9f\x92\xa3 \r\n\t"},
                                    {5, ""}};
    for (note const& each : hostile)
        sound(sql::execute_with(open, "INSERT INTO notes VALUES (:id, :text)", each));
    CHECK(notes_in(open) == hostile);
    for (note const& each : hostile)
        CHECK(sound(sql::execute(open, "DELETE FROM notes WHERE text = $1", each.text)) == 1);
    CHECK(count_of(open, "notes") == 0);
}

TEMPLATE_TEST_CASE("more different statements than are kept run all the same", "[connection]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto wanted = database.options();
    wanted.kept_statements = 2;
    auto open = sound(TestType::connection::open(wanted));
    for (int round = 0; round < 2; ++round)
        for (int i = 0; i < 5; ++i)
            CHECK(sound(sql::collect<std::int64_t>(open, "SELECT " + std::to_string(i), {}, 1,
                                                   sql::effect::reads))
                      .front()
                  == i);
}

TEMPLATE_TEST_CASE("a kept statement survives a change of its table", "[connection]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    sound(sql::execute(open, "INSERT INTO notes VALUES (1, 'a')"));
    auto const read = [&] {
        return sql::collect<ag::json::value>(open, "SELECT * FROM notes", {}, 10, sql::effect::reads);
    };
    CHECK(sound(read()).front().as_object().size() == 2);
    sound(open.execute_script("ALTER TABLE notes ADD COLUMN more text"));
    auto again = read();
    if (!again) again = read(); // PostgreSQL refuses it once
    CHECK(sound(std::move(again)).front().as_object().size() == 3);
}

TEMPLATE_TEST_CASE("a statement that takes too long is stopped and has changed nothing", "[connection]",
                   on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    std::string_view const endless =
        "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n) "
        "SELECT i, 'x' FROM n WHERE i > 0";
    auto const start = ag::monotonic_clock::now();
    {
        sql::time_limit const limit(open, {start + std::chrono::milliseconds(100)});
        auto const stopped = failed(sql::execute(open, endless));
        CHECK(stopped.kind == error_kind::out_of_time);
        CHECK(stopped.transient());
    }
    CHECK(ag::monotonic_clock::now() - start < std::chrono::seconds(5));
    CHECK(count_of(open, "notes") == 0);

    auto wanted = database.options();
    wanted.statement_timeout = std::chrono::milliseconds(100);
    auto impatient = sound(TestType::connection::open(wanted));
    CHECK(failed(sql::execute(impatient, endless)).kind == error_kind::out_of_time);
    CHECK(count_of(impatient, "notes") == 0);
}

TEMPLATE_TEST_CASE("a database that cannot be opened is an error", "[connection]", on_sqlite, on_postgresql) {
    if constexpr (std::is_same_v<TestType, on_sqlite>) {
        auto const nowhere = failed(ag::sqlite::connection::open({.file = "/nowhere/at/all.db"}));
        CHECK(nowhere.kind == error_kind::broken);
        CHECK(nowhere.name == "/nowhere/at/all.db");
        CHECK(failed(ag::sqlite::connection::open({.file = "/dev/null/x", .vfs = "no-such"})).kind
              == error_kind::refused);
    } else {
        auto const nobody =
            failed(ag::postgresql::connection::open({.conninfo = "host=/nowhere dbname=test"}));
        CHECK(nobody.kind == error_kind::unavailable);
        CHECK(nobody.transient());
        CHECK(failed(ag::postgresql::connection::open({.conninfo = "no=such=thing"})).kind
              == error_kind::unavailable);
    }
}

TEMPLATE_TEST_CASE("after the deadline no statement begins, and what was done can still be kept",
                   "[connection]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    auto changes = sound(sql::transaction<typename TestType::connection>::begin(open));
    sound(sql::execute(open, "INSERT INTO notes VALUES (1, 'a')"));
    {
        sql::time_limit const limit(open, {ag::monotonic_clock::now()});
        CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (2, 'b')")).kind
              == error_kind::out_of_time);
        sound(changes.commit());
    }
    CHECK(notes_in(open) == std::vector<note>{{1, "a"}});
}

TEST_CASE("SQLite is not given a number that it would store as NULL", "[connection]") {
    on_sqlite const database;
    auto open = database.open();
    double const none = std::numeric_limits<double>::quiet_NaN();
    CHECK(failed(sql::execute(open, "SELECT $1", none)).kind == error_kind::mismatch);
}

TEST_CASE("COPY is refused, and the connection goes on", "[connection]") {
    on_postgresql const database;
    auto open = with_table(database);
    CHECK(failed(sql::execute(open, "COPY notes TO STDOUT")).kind == error_kind::refused);
    CHECK(failed(open.execute_script("COPY notes FROM STDIN")).kind == error_kind::refused);
    CHECK(count_of(open, "notes") == 0);
}
