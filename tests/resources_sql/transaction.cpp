#include "databases.hpp"

#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>

namespace {

template <class Backend>
using transaction_on = sql::transaction<typename Backend::connection>;

template <class Connection>
std::int64_t add(Connection& open, std::int64_t id) {
    return sound(sql::execute(open, "INSERT INTO notes VALUES ($1)", id));
}
template <class Connection>
std::vector<std::int64_t> ids(Connection& open) {
    return sound(
        sql::collect<std::int64_t>(open, "SELECT id FROM notes ORDER BY id", {}, 100, sql::effect::reads));
}
template <class Backend>
typename Backend::connection with_table(Backend const& database) {
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint PRIMARY KEY)"));
    return open;
}

using numbers = std::vector<std::int64_t>;

} // namespace

TEMPLATE_TEST_CASE("what is not committed was never there", "[transaction]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    {
        auto changes = sound(transaction_on<TestType>::begin(open));
        add(open, 1);
        CHECK(open.in_transaction());
    }
    CHECK_FALSE(open.in_transaction());
    {
        auto changes = sound(transaction_on<TestType>::begin(open));
        add(open, 2);
        sound(changes.rollback());
    }
    {
        auto changes = sound(transaction_on<TestType>::begin(open));
        add(open, 3);
        sound(changes.commit());
        CHECK(failed(changes.commit()).kind == error_kind::misused);
    }
    CHECK(ids(open) == numbers{3});
}

TEMPLATE_TEST_CASE("a transaction within another is kept as far as that one is", "[transaction]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    {
        auto outer = sound(transaction_on<TestType>::begin(open));
        add(open, 1);
        {
            auto inner = sound(transaction_on<TestType>::begin(open));
            add(open, 2);
        }
        {
            auto inner = sound(transaction_on<TestType>::begin(open));
            add(open, 3);
            sound(inner.commit());
        }
        CHECK(ids(open) == numbers{1, 3});
        sound(outer.commit());
    }
    {
        auto outer = sound(transaction_on<TestType>::begin(open));
        auto inner = sound(transaction_on<TestType>::begin(open));
        add(open, 4);
        CHECK(failed(outer.commit()).kind == error_kind::misused);
        sound(inner.commit());
    }
    CHECK(ids(open) == numbers{1, 3});
}

TEMPLATE_TEST_CASE("a statement that fails in an inner transaction leaves the outer one sound",
                   "[transaction]", on_sqlite, on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    auto outer = sound(transaction_on<TestType>::begin(open));
    add(open, 1);
    {
        auto inner = sound(transaction_on<TestType>::begin(open));
        CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (1)")).kind == error_kind::constraint);
    }
    add(open, 2);
    sound(outer.commit());
    CHECK(ids(open) == numbers{1, 2});
}

TEMPLATE_TEST_CASE("a transaction begun in SQL is one around those that come", "[transaction]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    auto open = with_table(database);
    sound(open.execute_script("BEGIN"));
    {
        auto inner = sound(transaction_on<TestType>::begin(open));
        add(open, 1);
        sound(inner.commit());
    }
    CHECK(open.in_transaction());
    sound(open.execute_script("ROLLBACK"));
    CHECK(ids(open).empty());
}

TEMPLATE_TEST_CASE("work in a transaction is kept when it succeeds", "[transaction]", on_sqlite,
                   on_postgresql) {
    TestType const database;
    (void)with_table(database);
    typename TestType::pool shared(database.options());
    using done = ag::result<std::int64_t, sql::error>;
    CHECK(sound(sql::with_transaction(shared, {}, [](auto& open) -> done { return add(open, 7); })) == 1);
    auto const refused = sql::with_transaction(shared, {}, [](auto& open) -> done {
        add(open, 8);
        return ag::unexpected(sql::error{error_kind::not_found, "", "no"});
    });
    CHECK(failed(refused).kind == error_kind::not_found);
    auto open = database.open();
    CHECK(ids(open) == numbers{7});
}

TEMPLATE_TEST_CASE("another's lock is waited for, and then busy", "[transaction]", on_sqlite, on_postgresql) {
    TestType const database;
    auto first = with_table(database);
    auto second = database.open();
    add(first, 1);
    auto changes = sound(transaction_on<TestType>::begin(first));
    sound(sql::execute(first, "UPDATE notes SET id = 2 WHERE id = 1"));
    auto const busy = failed(sql::execute(second, "UPDATE notes SET id = 3 WHERE id = 1"));
    CHECK(busy.kind == error_kind::busy);
    CHECK(busy.transient());
    CHECK_FALSE(busy.in_doubt());
    sound(changes.commit());
    CHECK(sound(sql::execute(second, "UPDATE notes SET id = 3 WHERE id = 2")) == 1);
}

TEST_CASE("PostgreSQL's transactions that cannot be serialized are busy", "[transaction]") {
    on_postgresql const database;
    auto options = database.options();
    options.isolation = ag::postgresql::isolation::serializable;
    auto first = with_table(database);
    first = sound(ag::postgresql::connection::open(options));
    auto second = sound(ag::postgresql::connection::open(options));
    add(first, 1);
    auto one = sound(ag::postgresql::transaction::begin(first));
    auto two = sound(ag::postgresql::transaction::begin(second));
    (void)ids(first);
    (void)ids(second);
    add(first, 10);
    add(second, 20);
    sound(one.commit());
    auto const lost = two.commit();
    CHECK(failed(lost).kind == error_kind::busy);
    CHECK(lost.error().code == "40001");
}

TEST_CASE("the commit of a PostgreSQL transaction in which a statement failed is an error", "[transaction]") {
    on_postgresql const database;
    auto open = with_table(database);
    auto changes = sound(ag::postgresql::transaction::begin(open));
    add(open, 1);
    CHECK_FALSE(sql::execute(open, "INSERT INTO notes VALUES (1)").has_value());
    CHECK(failed(changes.commit()).code == "25P02");
    CHECK_FALSE(open.in_transaction());
    CHECK(ids(open).empty());
}

TEST_CASE("a deferred constraint fails the commit, and nothing is in doubt", "[transaction]") {
    on_postgresql const database;
    auto open = database.open();
    sound(open.execute_script("CREATE TABLE notes (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
    auto changes = sound(ag::postgresql::transaction::begin(open));
    add(open, 1);
    add(open, 1);
    CHECK(failed(changes.commit()).kind == error_kind::constraint);
    CHECK_FALSE(open.in_transaction());
    CHECK(ids(open).empty());
}

TEST_CASE("after SQLite has undone a transaction by itself nothing runs outside of it", "[transaction]") {
    on_sqlite const database;
    auto open = with_table(database);
    {
        auto outer = sound(ag::sqlite::transaction::begin(open));
        add(open, 1);
        CHECK(failed(sql::execute(open, "INSERT OR ROLLBACK INTO notes VALUES (1)")).kind
              == error_kind::constraint);
        CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (5)")).kind == error_kind::misused);
        CHECK(failed(ag::sqlite::transaction::begin(open)).kind == error_kind::misused);
        CHECK(failed(outer.commit()).kind == error_kind::misused);
    }
    CHECK(ids(open).empty());
    add(open, 6);
    CHECK(ids(open) == numbers{6});
}

TEST_CASE("after a PostgreSQL transaction was ended in SQL nothing runs as if it were open",
          "[transaction]") {
    on_postgresql const database;
    auto open = with_table(database);
    {
        auto outer = sound(ag::postgresql::transaction::begin(open));
        add(open, 1);
        sound(open.execute_script("ROLLBACK"));
        CHECK(failed(sql::execute(open, "INSERT INTO notes VALUES (5)")).kind == error_kind::misused);
        CHECK(failed(outer.commit()).kind == error_kind::misused);
    }
    CHECK(ids(open).empty());
}
