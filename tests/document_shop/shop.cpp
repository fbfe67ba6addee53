#include "shop.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>

#include <string>
#include <vector>

namespace document_tests {

namespace ag = action_grammar;

namespace {

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
struct limit {
    std::int64_t most;
};

ag::result<cart, not_found> find_cart(shop& of, order_request const& request) {
    of.calls.push_back("cart " + request.id);
    if (request.article.empty()) return ag::unexpected(not_found{request.id});
    return cart{request.id, request.article, request.quantity, 25};
}
ag::result<limit, unreachable> find_limit(shop& of, cart const&) {
    of.calls.emplace_back("limit");
    if (of.unreachable > 0) {
        --of.unreachable;
        return ag::unexpected(unreachable{});
    }
    return limit{1000};
}
bool in_stock(cart const& bought) { return bought.quantity > 0; }
order price(cart const& bought) noexcept { return {bought.id, bought.quantity * bought.unit_price}; }
ag::result<receipt, refused> put(shop& of, order const& placed) {
    of.calls.push_back("put " + placed.id);
    if (of.refuses) return ag::unexpected(refused{"the table is full"});
    of.orders.insert_or_assign(placed.id, placed);
    return receipt{placed.id, static_cast<std::int64_t>(of.orders.size())};
}
ag::result<receipt, lost> put_keyed(shop& of, order const& placed, ag::idempotency_key<std::string> key) {
    of.last_key = key.value;
    of.orders.insert_or_assign(placed.id, placed);
    if (of.loses_answer) return ag::unexpected(lost{});
    return receipt{placed.id, 1};
}
void announce(shop& of, order const& placed) { of.events.push_back(placed.id); }
ag::approval approve(cart const& bought) noexcept {
    if (bought.quantity > 100) return ag::approval::rejected;
    return bought.quantity > 10 ? ag::approval::waiting : ag::approval::approved;
}
std::int64_t sum(std::vector<std::int64_t> const& numbers) noexcept {
    std::int64_t total = 0;
    for (std::int64_t const each : numbers)
        total += each;
    return total;
}

} // namespace

ag::document::registry actions_of(shop& of) {
    ag::document::registry actions;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(actions.add("cart", ag::fetch<"cart">(ag::on<shop>(find_cart)), of));
    added(actions.add("limit", ag::fetch<"limit">(ag::on<shop>(find_limit)), of));
    added(actions.add("stock", ag::validate<"stock">(in_stock)));
    added(actions.add("approval", ag::gate<"approval">(approve)));
    added(actions.add("price", ag::transform<"price">(price)));
    added(actions.add("sum", ag::aggregate<"sum">(sum)));
    added(actions.add("order", ag::persist<"order">(ag::on<shop>(put), ag::natural), of));
    added(actions.add("raw", ag::persist<"raw">(ag::on<shop>(put), ag::unprotected), of));
    added(actions.add("keyed", ag::persist<"keyed">(ag::on<shop>(put_keyed), ag::keyed_by_document), of));
    added(actions.add("event", ag::emit<"event">(ag::on<shop>(announce), ag::keyed_by(&order::id)), of));
    return actions;
}

std::vector<std::string> names_of(ag::document::registry const& actions) {
    std::vector<std::string> names;
    for (auto const& each : actions.all())
        names.push_back(each->about().name);
    return names;
}

} // namespace document_tests
