// The snippets of how-to/http-files-memory.md about HTTP.

#include <cassert>
#include <chrono>
#include <optional>
#include <string>
#include <variant>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/http/operations.hpp>

namespace ag = action_grammar;
namespace http = action_grammar::http;

// [sentence]
struct cart_request {
    std::string id;
    std::optional<int> since;
};
struct cart {
    std::string id;
    int quantity = 0;
};
struct order {
    std::string id;
    int quantity = 0;
};
struct receipt {
    std::string number;
};

struct cart_service : http::client {
    using client::client;
};
struct payments : http::client {
    using client::client;
};

inline constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(http::get<cart, cart_request, cart_service>("/v2/carts/{id}?since={since}"))
    | ag::transform<"order">([](cart const& c) { return order{c.id, c.quantity}; })
    | ag::with(ag::retry(ag::exponential{.attempts = 4}),
               ag::emit<"receipt">(
                   http::post<receipt, order, std::string, payments>("/orders", {.auth = {{"payments"}}}),
                   ag::keyed_by(&order::id))));
// [/sentence]

// [statuses]
static_assert(http::meaning_of(429, true).transient && !http::meaning_of(429, true).in_doubt);
static_assert(http::meaning_of(504, false).transient && http::meaning_of(504, false).in_doubt);
static_assert(!http::meaning_of(422, false).transient && !http::meaning_of(422, false).in_doubt);
// [/statuses]

int main() {
    // [clients]
    http::secret_store secrets;
    secrets.set("payments", "a token");

    http::options by;
    by.base_url = "https://127.0.0.1:1";
    by.deadline = std::chrono::seconds{2};
    by.internal_hosts = {"127.0.0.1"};
    by.secrets = secrets.lookup();
    cart_service carts(by);
    payments payment(by);

    auto const placed = ag::run(place_order, cart_request{"c1", {}}, ag::environment{carts, payment});
    if (placed.has_error()) {
        auto const& why = std::get<http::error>(placed.error());
        assert(why.kind == http::error_kind::connect); // nobody listens there
        assert(why.url == "https://127.0.0.1:1/v2/carts/c1");
        assert(why.transient && !why.in_doubt);
    }
    // [/clients]
    assert(placed.has_error());
}
