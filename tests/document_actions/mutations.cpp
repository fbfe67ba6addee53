// Mutations: their keys, their doubts, and whether they may be repeated.

#include <stdexcept>

#include "support.hpp"

using namespace shop;

namespace {

struct lost {
    bool in_doubt = false;
};
struct table {
    std::vector<std::string> keys;
    int puts = 0;
    bool answers = true;
    bool knows = false;

    ag::result<receipt, lost> put(order const& placed, ag::idempotency_key<std::string> key) {
        ++puts;
        keys.push_back(key.value);
        if (!answers) return ag::unexpected(lost{true});
        return receipt{placed.id};
    }
    receipt put_view(order const& placed, ag::idempotency_key<std::string_view> key) {
        keys.emplace_back(key.value);
        return {placed.id};
    }
    ag::result<receipt, lost> store(order const& placed) {
        ++puts;
        if (!answers) return ag::unexpected(lost{true});
        return receipt{placed.id};
    }
    receipt fail(order const&) { throw std::runtime_error("the line is dead"); }
    [[nodiscard]] ag::result<receipt, lost> refuse(order const&) const noexcept {
        return ag::unexpected(lost{false});
    }
    [[nodiscard]] std::optional<receipt> find(order const& placed) const {
        if (!knows) return std::nullopt;
        return receipt{"known " + placed.id};
    }
};
constexpr std::string_view placed = R"({"id":"a","total":1.5})";

} // namespace

TEST_CASE("a key is projected from the value") {
    table orders;
    auto const made =
        doc::make_typed_action("orders", ag::persist<"o">(&table::put, ag::keyed_by(&order::id)), orders);
    CHECK(made->about().protections == std::vector{ag::protection::keyed});
    CHECK_FALSE(made->about().takes_key);
    REQUIRE(run(*made, {json(placed)}, {.key = "other"}).how == ag::status::completed);
    CHECK(orders.keys == std::vector<std::string>{"a"});
}

TEST_CASE("a key comes with the call") {
    table orders;
    auto const made =
        doc::make_typed_action("orders", ag::persist<"o">(&table::put, ag::keyed_by_document), orders);
    CHECK(made->about().protections == std::vector{ag::protection::keyed});
    CHECK(made->about().takes_key);
    CHECK(made->about().parameters.size() == 1);
    REQUIRE(run(*made, {json(placed)}, {.key = "order-7"}).how == ag::status::completed);
    auto const views =
        doc::make_typed_action("views", ag::persist<"o">(&table::put_view, ag::keyed_by_document), orders);
    REQUIRE(run(*views, {json(placed)}, {.key = "order-8"}).how == ag::status::completed);
    CHECK(orders.keys == std::vector<std::string>{"order-7", "order-8"});
}

TEST_CASE("a key comes with the call of an operation that holds something") {
    std::string last;
    auto const made = doc::make_typed_action(
        "mail", ag::emit<"m">(
                    [&last](std::string const& words, ag::idempotency_key<std::string> key) noexcept {
                        last = key.value + ':' + words;
                    },
                    ag::keyed_by_document));
    REQUIRE(run(*made, {json(R"("hello")")}, {.key = "k"}).how == ag::status::completed);
    CHECK(last == "k:hello");
}

TEST_CASE("an answer that is lost leaves it in doubt") {
    table orders;
    orders.answers = false;
    auto const made = doc::make_typed_action("orders", ag::persist<"o">(&table::store, ag::natural), orders);
    auto const given = run(*made, {json(placed)});
    CHECK(given.how == ag::status::in_doubt);
    CHECK(given.part == ag::phase::commit);
    CHECK_FALSE(given.retryable);
    CHECK(given.error.type == "lost");
    CHECK(given.error.in_doubt);
}

TEST_CASE("an exception out of a mutation leaves it in doubt") {
    table orders;
    auto const made = doc::make_typed_action("orders", ag::persist<"o">(&table::fail, ag::natural), orders);
    auto const given = run(*made, {json(placed)});
    CHECK(given.how == ag::status::in_doubt);
    CHECK(given.error.type == "thrown");
    CHECK(given.error.message == "the line is dead");
    CHECK(given.error.in_doubt);
}

TEST_CASE("a mutation that said no may be repeated if it is protected") {
    table orders;
    auto const safe = doc::make_typed_action("orders", ag::persist<"o">(&table::refuse, ag::natural), orders);
    auto const once = run(*safe, {json(placed)});
    CHECK(once.how == ag::status::failed);
    CHECK(once.part == ag::phase::commit);
    CHECK(once.retryable);
    auto const bare =
        doc::make_typed_action("orders", ag::persist<"o">(&table::refuse, ag::unprotected), orders);
    CHECK_FALSE(run(*bare, {json(placed)}).retryable);
}

TEST_CASE("a value that cannot be read leaves nothing in doubt") {
    table orders;
    auto const made = doc::make_typed_action("orders", ag::persist<"o">(&table::store, ag::natural), orders);
    auto const given = run(*made, {json("7")});
    CHECK(given.how == ag::status::failed);
    CHECK(given.part == ag::phase::prepare);
    CHECK(given.retryable);
    CHECK(orders.puts == 0);
}

TEST_CASE("a receiver that can be asked is asked first") {
    table orders;
    auto const made = doc::make_typed_action(
        "orders", ag::persist<"o">(&table::store, ag::verified_by(&table::find)), orders);
    CHECK(made->about().protections == std::vector{ag::protection::verified});
    auto const fresh = run(*made, {json(placed)});
    REQUIRE(fresh.how == ag::status::completed);
    CHECK(text(fresh.value.to_json()) == R"({"order":"a"})");
    CHECK(orders.puts == 1);

    orders.knows = true;
    auto const again = run(*made, {json(placed)});
    REQUIRE(again.how == ag::status::completed);
    CHECK(text(again.value.to_json()) == R"({"order":"known a"})");
    CHECK(orders.puts == 1);
}

TEST_CASE("a doubt that the receiver dispels is a failure that may be repeated") {
    table orders;
    orders.answers = false;
    auto const made = doc::make_typed_action(
        "orders", ag::persist<"o">(&table::store, ag::verified_by(&table::find)), orders);
    auto const given = run(*made, {json(placed)});
    CHECK(given.how == ag::status::failed);
    CHECK(given.retryable);
    CHECK_FALSE(given.error.in_doubt);
}

TEST_CASE("an operation is handed the deadline of the call") {
    ag::time_point seen{};
    auto const made =
        doc::make_typed_action("x", ag::fetch<"x">([&seen](int of, ag::deadline until) noexcept {
                                   seen = until.at;
                                   return of;
                               }));
    ag::time_point const at{ag::duration{1234}};
    REQUIRE(run(*made, {json("1")}, {.until = {at}}).how == ag::status::completed);
    CHECK(seen == at);
    REQUIRE(run(*made, {json("1")}).how == ag::status::completed);
    CHECK(seen == ag::time_point::max());
}
