// The snippets of how-to/typed-and-documents.md.

#include <cassert>
#include <cstdint>
#include <iostream>
#include <map>
#include <string>

// [include]
#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/document_of.hpp>
#include <action_grammar/document/executable.hpp>
// [/include]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

// [composition]
struct order_request {
    std::string id;
    std::int64_t quantity;
};
struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string order;
    std::int64_t number;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct price_list {
    ag::result<std::int64_t, unreachable> current(order_request const&) { return 25; }
};
struct order_table {
    std::map<std::string, order> rows;
    receipt put(order const& placed) {
        rows.insert_or_assign(placed.id, placed);
        return {placed.id, static_cast<std::int64_t>(rows.size())};
    }
};
inline constexpr auto is_large = [](order const& placed) noexcept { return placed.total > 1000; };

inline constexpr auto place_order = ag::command<"place_order">(
    ag::with(ag::retry(ag::exponential{}), ag::fetch<"price">(&price_list::current))
    | ag::transform<"order">(ag::from<"input", "price">,
                             [](order_request const& asked, std::int64_t price) {
                                 return order{asked.id, asked.quantity * price};
                             })
    | ag::persist<"receipt">(&order_table::put, ag::natural));
// [/composition]

// [decide]
inline constexpr auto discount = ag::query<"discount">(
    ag::decide<"rate">(ag::when(is_large, ag::transform<"large">([](order const&) noexcept { return 5; })),
                       ag::otherwise(ag::transform<"small">([](order const&) noexcept { return 0; }))));
// [/decide]

int main() {
    price_list prices;
    order_table orders;
    // [register]
    document::registry actions;
    auto const added = document::add_all_of(actions, place_order, ag::environment{prices, orders});
    assert(added); // otherwise added.error() says which name is taken
    json::value const written = ag::document_of(place_order);
    // [/register]

    // [run]
    auto const handler = document::executable::assemble(json::serialize(written), actions);
    assert(handler);
    order_request const asked{"A-1", 4};
    auto const as_document = handler->run(ag::encode(asked));
    auto const as_types = ag::run(place_order, asked, ag::environment{prices, orders});
    assert(as_document && *as_document == ag::encode(*as_types));
    // [/run]

    // [show]
    std::cout << json::serialize(written.at("prepare")) << '\n';
    // [/show]
    assert(json::serialize(written.at("prepare"))
           == R"json([{"id":"price","action":"fetch(price)"},{"id":"order","action":"transform(order)",)json"
              R"json("from":{"input":"input","price":"price"}}])json");

    // [prefix]
    auto const second =
        document::add_all_of(actions, place_order, ag::environment{prices, orders}, "second.");
    assert(second);
    assert(ag::document_of(place_order, "second.").at("commit").at("action") == "persist(second.receipt)");
    // [/prefix]

    // [decide_run]
    assert(document::add_all_of(actions, discount));
    std::cout << json::serialize(ag::document_of(discount).at("prepare")) << '\n';
    // [/decide_run]
    auto const rates = document::executable::assemble(json::serialize(ag::document_of(discount)), actions);
    assert(rates && *rates->run(ag::encode(order{"A-1", 2000})) == 5);
    assert(*rates->run(ag::encode(order{"A-1", 20})) == 0);
}
