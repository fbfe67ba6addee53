#include "same_outcome.hpp"

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

using namespace document_tests;

namespace {

struct order_request {
    std::string id;
    std::string article;
    std::int64_t quantity;
};
struct cart {
    std::string id;
    std::string article;
    std::int64_t quantity;
    std::int64_t unit_price;
};
struct limit {
    std::int64_t most;
};
struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
    std::int64_t number;
};
struct confirmation {
    std::string order;
    std::int64_t number;
    std::int64_t total;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct not_found {
    std::string id;
};
struct refused {
    std::string why;
};
struct lost {
    static constexpr bool in_doubt() noexcept { return true; }
};

/// Fails where it is told to.
struct warehouse {
    std::string fails{};
    int calls = 0;
    ag::result<cart, not_found> find(order_request const& asked) {
        ++calls;
        if (fails == "cart") return ag::unexpected(not_found{asked.id});
        if (fails == "throws") throw std::runtime_error("no warehouse");
        return cart{asked.id, asked.article, asked.quantity, 25};
    }
    ag::result<limit, unreachable> most(cart const&) {
        ++calls;
        if (fails == "limit") return ag::unexpected(unreachable{});
        if (fails == "limit once" && calls < 3) return ag::unexpected(unreachable{});
        return limit{1000};
    }
};
struct order_table {
    std::string fails{};
    std::map<std::string, order> rows{};
    std::string last_key{};
    ag::result<receipt, std::variant<refused, lost>> put(order const& placed,
                                                         ag::idempotency_key<std::string> key) {
        last_key = key.value;
        if (fails == "refused") return ag::unexpected(refused{"full"});
        rows.insert_or_assign(placed.id, placed);
        if (fails == "lost") return ag::unexpected(lost{});
        if (fails == "throws") throw std::runtime_error("no table");
        return receipt{placed.id, static_cast<std::int64_t>(rows.size())};
    }
};

constexpr auto in_stock = [](cart const& of, limit const& at) { return of.quantity <= at.most; };
constexpr auto approve = [](cart const& of) noexcept {
    if (of.quantity > 100) return ag::approval::rejected;
    return of.quantity > 10 ? ag::approval::waiting : ag::approval::approved;
};
constexpr auto price = [](cart const& of, limit const&) { return order{of.id, of.quantity * of.unit_price}; };
// Takes values to move from: in the composition that cannot fail.
constexpr auto reply = [](receipt given, order const& placed) noexcept {
    return confirmation{std::move(given.id), given.number, placed.total};
};

constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&warehouse::find)
    | ag::with(ag::retry(ag::constant{.attempts = 2, .delay = {}}), ag::fetch<"limit">(&warehouse::most))
    | ag::validate<"in stock">(ag::from<"cart", "limit">, in_stock)
    | ag::gate<"approval">(ag::from<"cart">, approve)
    | ag::transform<"order">(ag::from<"cart", "limit">, price)
    | ag::persist<"receipt">(&order_table::put, ag::keyed_by(&order::id))
    | ag::transform<"reply">(ag::from<"receipt", "order">, reply));

struct host {
    warehouse goods{};
    order_table orders{};
};

/// The typed composition and the document, each on a host of its own.
void compare(order_request const& asked, host const& before) {
    host typed = before;
    ending const wanted = ending_of(ag::run(place_order, asked, ag::environment{typed.goods, typed.orders}));

    host other = before;
    document::registry actions;
    ag::environment resources{other.goods, other.orders};
    REQUIRE(document::add_all_of(actions, place_order, resources).has_value());
    auto const run = assembled(ag::document_of(place_order), actions);
    auto const got = run.run(ag::encode(asked));
    CHECK(ending_of(got) == wanted);
    CHECK(other.goods.calls == typed.goods.calls);
    CHECK(other.orders.rows.size() == typed.orders.rows.size());
    CHECK(other.orders.last_key == typed.orders.last_key);
}

} // namespace

TEST_CASE("the document of a composition names its actions and reads what it reads") {
    CHECK(
        json::serialize(ag::document_of(place_order).at("prepare"))
        == R"json([{"id":"cart","action":"fetch(cart)"},{"id":"limit","action":"fetch(limit)"},)json"
           R"json({"id":"in stock","action":"validate(in_stock)","from":{"cart":"cart","limit":"limit"}},)json"
           R"json({"id":"approval","action":"gate(approval)","from":"cart"},)json"
           R"json({"id":"order","action":"transform(order)","from":{"cart":"cart","limit":"limit"}}])json");
    CHECK(json::serialize(ag::document_of(place_order, "shop.").at("commit"))
          == R"json({"id":"receipt","action":"persist(shop.receipt)","protection":"keyed"})json");
    CHECK(
        json::serialize(ag::document_of(place_order).at("mixins"))
        == R"json([{"mixin":"retry","on":["limit"],"with":{"attempts":2,"initial_ms":0,"factor":1,"limit_ms":10000,"jitter":0}}])json");
}

TEST_CASE("it is accepted and ends as the composition does") {
    compare({"a-1", "tea", 4}, {});
    compare({"a-1", "tea", 5000}, {});
    compare({"a-1", "tea", 11}, {});
    compare({"a-1", "tea", 101}, {});
    for (std::string_view const fails : {"cart", "throws", "limit", "limit once"})
        compare({"a-1", "tea", 4}, {.goods = {.fails = std::string(fails)}});
    for (std::string_view const fails : {"refused", "lost", "throws"})
        compare({"a-1", "tea", 4}, {.orders = {.fails = std::string(fails)}});
}

TEST_CASE("actions are registered all or none") {
    host of;
    ag::environment resources{of.goods, of.orders};
    document::registry actions;
    std::size_t const before = actions.all().size();
    REQUIRE(document::add_all_of(actions, place_order, resources).has_value());
    CHECK(actions.all().size() == before + 7);
    auto const again = document::add_all_of(actions, place_order, resources);
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().name == "fetch(cart)");
    CHECK(document::add_all_of(actions, place_order, resources, "second.").has_value());
    CHECK(actions.all().size() == before + 14);
    CHECK(actions.find("persist(second.receipt)") != nullptr);
}
