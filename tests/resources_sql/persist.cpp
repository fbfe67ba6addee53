#include <cstddef>
#include <map>
#include <optional>

#include "databases.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sql/persist.hpp>

namespace {

enum class state { open, closed };

struct address {
    std::string street;
    std::optional<int> number;
    friend bool operator==(address const&, address const&) = default;
};

struct order {
    std::string id;
    std::int32_t quantity = 0;
    double price = 0;
    bool urgent = false;
    std::optional<std::string> note;
    state how = state::open;
    address to;
    std::vector<std::string> tags;
    std::vector<std::byte> seal;
    friend bool operator==(order const&, order const&) = default;
};

order const first{.id = "a'1",
                  .quantity = -3,
                  .price = 0.1,
                  .urgent = true,
                  .note = std::nullopt,
                  .how = state::closed,
                  .to = {"Main \"St\"", 7},
                  .tags = {"x", "y;--"},
                  .seal = {std::byte{0}, std::byte{255}, std::byte{39}}};

template <class Backend>
struct shop {
    using pool = typename Backend::pool;

    shop() {
        auto open = database.open();
        sound(open.execute_script(
            std::string("CREATE TABLE orders (id text PRIMARY KEY, quantity bigint NOT NULL, "
                        "price double precision NOT NULL, urgent boolean NOT NULL, note text, "
                        "how text NOT NULL, \"to\" text NOT NULL, tags text NOT NULL, seal ")
            + Backend::bytes + " NOT NULL)"));
        sound(open.execute_script(
            "CREATE TABLE lines (id bigint, part bigint, text text, request text UNIQUE)"));
    }
    std::int64_t count(std::string const& table) {
        auto lent = sound(orders.lease());
        return sound(sql::collect<std::int64_t>(*lent, "SELECT count(*) FROM " + table, {}, 1,
                                                sql::effect::reads))
            .front();
    }

    Backend database;
    pool orders{database.options()};
};

struct by_id {
    std::string id;
};
struct line {
    std::int64_t id = 0;
    std::int64_t part = 0;
    std::optional<std::string> text;
    friend bool operator==(line const&, line const&) = default;
};

template <class Operation, class Pool, class Input>
auto perform(Operation const& operation, Pool& pool, Input const& input) {
    return operation.function.get()(pool, input, ag::deadline{});
}

} // namespace

TEMPLATE_TEST_CASE("a row is stored and read back as it was", "[persist]", on_sqlite, on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    CHECK(sound(perform(sql::insert<pool, order>("orders"), at.orders, first)) == first);
    auto const one = sql::one<pool, by_id, order>(
        "SELECT id, quantity, price, urgent, note, how, \"to\", tags, seal FROM orders WHERE id = :id");
    CHECK(sound(perform(one, at.orders, by_id{"a'1"})) == first);
    auto other = first;
    other.id = "2";
    other.note = "";
    other.to.number.reset();
    other.seal.clear();
    other.tags.clear();
    CHECK(sound(perform(sql::insert<pool, order>("orders"), at.orders, other)) == other);
    CHECK(sound(perform(one, at.orders, by_id{"2"})) == other);
}

TEMPLATE_TEST_CASE("an insert that meets a row of its identity does what was chosen", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    sound(perform(sql::insert<pool, &order::id>("orders"), at.orders, first));
    auto changed = first;
    changed.quantity = 9;

    CHECK(failed(perform(sql::insert<pool, order>("orders"), at.orders, changed)).kind
          == error_kind::constraint);
    CHECK(failed(perform(sql::insert<pool, &order::id>("orders", sql::on_conflict::fail), at.orders, changed))
              .kind
          == error_kind::constraint);
    CHECK(sound(perform(sql::insert<pool, &order::id>("orders"), at.orders, changed)) == first);
    CHECK(sound(perform(sql::upsert<pool, &order::id>("orders"), at.orders, changed)) == changed);
    CHECK(sound(perform(sql::upsert<pool, &order::id>("orders"), at.orders, changed)) == changed);
    CHECK(at.count("orders") == 1);
}

TEMPLATE_TEST_CASE("updates and deletions touch one row, or are undone", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    auto const update = sql::update<pool, &line::id>("lines");
    CHECK(failed(perform(update, at.orders, line{1, 1, "x"})).kind == error_kind::not_found);
    sound(perform(sql::insert<pool, line>("lines"), at.orders, line{1, 1, "a"}));
    CHECK(sound(perform(update, at.orders, line{1, 5, {}})) == line{1, 5, {}});
    sound(perform(sql::insert<pool, line>("lines"), at.orders, line{1, 2, "b"}));
    CHECK(failed(perform(update, at.orders, line{1, 7, "c"})).kind == error_kind::unexpected_rows);
    CHECK(sound(perform(sql::update<pool, &line::id, &line::part>("lines"), at.orders, line{1, 2, "c"})).text
          == "c");

    CHECK(failed(perform(sql::remove<pool, &line::id>("lines"), at.orders, line{1, 0, {}})).kind
          == error_kind::unexpected_rows);
    CHECK(at.count("lines") == 2);
    auto const exactly = sql::remove<pool, &line::id, &line::part>("lines", sql::touches::exactly_one);
    CHECK(sound(perform(exactly, at.orders, line{1, 2, {}})) == 1);
    CHECK(failed(perform(exactly, at.orders, line{1, 2, {}})).kind == error_kind::not_found);
    auto const natural = sql::remove<pool, &line::id>("lines");
    CHECK(sound(perform(natural, at.orders, line{1, 0, {}})) == 1);
    CHECK(sound(perform(natural, at.orders, line{1, 0, {}})) == 0);
}

TEMPLATE_TEST_CASE("a change by a statement of one's own is checked as well", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    sound(perform(sql::insert<pool, line>("lines"), at.orders, line{1, 10, {}}));
    auto const take =
        sql::change<pool, line>("UPDATE lines SET part = part - :part WHERE id = :id AND part >= :part");
    CHECK(sound(perform(take, at.orders, line{1, 8, {}})) == 1);
    CHECK(failed(perform(take, at.orders, line{1, 8, {}})).kind == error_kind::not_found);
    CHECK(sound(perform(
              sql::change<pool, std::int64_t>("DELETE FROM lines WHERE id = $1", sql::touches::any_number),
              at.orders, std::int64_t{5}))
          == 0);
}

TEMPLATE_TEST_CASE("a row with the key of its commit is inserted once", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    auto const insert = sql::insert_keyed<pool, line, std::string>("lines", "request");
    std::string const key = "k'1";
    auto const send = [&](line const& added) {
        return insert.function.get()(at.orders, added, ag::idempotency_key<std::string>{key}, ag::deadline{});
    };
    CHECK(sound(send({1, 2, "a"})) == line{1, 2, "a"});
    CHECK(sound(send({1, 3, "b"})) == line{1, 2, "a"});
    CHECK(at.count("lines") == 1);
}

TEMPLATE_TEST_CASE("a composition fetches, and persists once however often it runs", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    constexpr auto copy = ag::command<"copy">(
        ag::fetch<"there">(sql::optional<pool, order, order>(
            "SELECT id, quantity, price, urgent, note, how, \"to\", tags, seal FROM orders WHERE id = :id"))
        | ag::persist<"stored">(ag::from<"input">, sql::insert<pool, &order::id>("orders"),
                                ag::keyed_by(&order::id)));
    for (int i = 0; i < 2; ++i) {
        auto const came_to = ag::run(copy, first, ag::environment{at.orders});
        REQUIRE(came_to);
        CHECK(*came_to == first);
    }
    constexpr auto keep =
        ag::command<"keep">(ag::persist<"stored">(sql::upsert<pool, &order::id>("orders"), ag::natural));
    CHECK(ag::run(keep, first, ag::environment{at.orders}));
    CHECK(at.count("orders") == 1);
}

TEMPLATE_TEST_CASE("operations on a connection are part of the transaction that is open on it", "[persist]",
                   on_sqlite, on_postgresql) {
    shop<TestType> at;
    using connection = typename TestType::connection;
    auto open = at.database.open();
    {
        auto outer = sound(sql::transaction<connection>::begin(open));
        sound(perform(sql::insert<connection, &line::id>("lines", sql::on_conflict::fail), open,
                      line{1, 1, {}}));
        auto const refused = perform(
            sql::change<connection, line>("INSERT INTO lines (id, part, request) VALUES (:id, :part, 'r')"),
            open, line{2, 2, {}});
        CHECK(refused);
        auto const again = perform(
            sql::change<connection, line>("INSERT INTO lines (id, part, request) VALUES (:id, :part, 'r')"),
            open, line{3, 3, {}});
        CHECK(failed(again).kind == error_kind::constraint);
        sound(perform(sql::insert<connection, line>("lines"), open, line{4, 4, {}}));
    }
    CHECK(at.count("lines") == 0);
}

TEMPLATE_TEST_CASE("a row that cannot be read after it was written is not written", "[persist]", on_sqlite,
                   on_postgresql) {
    shop<TestType> at;
    using pool = typename TestType::pool;
    struct small {
        std::int64_t id = 0;
        std::string text; // which a trigger makes NULL
    };
    auto open = at.database.open();
    if constexpr (std::is_same_v<TestType, on_sqlite>) {
        sound(open.execute_script(
            "CREATE VIEW strange AS SELECT id, text FROM lines; CREATE TRIGGER lose INSTEAD OF "
            "INSERT ON strange BEGIN INSERT INTO lines (id) VALUES (new.id); END"));
        CHECK(sound(perform(sql::insert<pool, small>("strange"), at.orders, small{1, "x"})).text == "x");
    } else {
        sound(open.execute_script(
            "CREATE FUNCTION lose() RETURNS trigger AS $$ BEGIN new.text := NULL; RETURN new; "
            "END $$ LANGUAGE plpgsql; CREATE TRIGGER lose BEFORE INSERT ON lines "
            "FOR EACH ROW EXECUTE FUNCTION lose()"));
        CHECK(failed(perform(sql::insert<pool, small>("lines"), at.orders, small{1, "x"})).kind
              == error_kind::mismatch);
        CHECK(at.count("lines") == 0);
    }
}

TEST_CASE("names of tables and columns are identifiers", "[persist]") {
    for (std::string_view const hostile :
         std::initializer_list<std::string_view>{"", "a b", "a\"b", "a;b", "a--", "1a", "a.b.c", ".a", "a.",
                                                 std::string_view("a\0b", 3), "\xc3\xa4", "a'b", "a)"})
        CHECK_FALSE(sql::table_name::of(hostile).has_value());
    CHECK_FALSE(sql::table_name::of(std::string(64, 'a')).has_value());
    CHECK(sql::table_name::of("shop.orders_2").has_value());
    std::string text;
    sql::append_quoted(text, "shop.orders");
    CHECK(text == "\"shop\".\"orders\"");
}
