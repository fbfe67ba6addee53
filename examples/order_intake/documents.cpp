#include "documents.hpp"

#include <cstdio>
#include <cstdlib>

/// A struct with a base class cannot be taken apart by itself: its members are named.
template <>
inline constexpr auto action_grammar::contract_of<order_intake::priced_order> =
    action_grammar::object(action_grammar::member<&order_intake::priced_order::id>(),
                           action_grammar::member<&order_intake::priced_order::customer>(),
                           action_grammar::member<&order_intake::priced_order::currency>(),
                           action_grammar::member<&order_intake::priced_order::lines>(),
                           action_grammar::member<&order_intake::priced_order::total>());

namespace order_intake {

ag::document::registry actions_of(catalogue& items, order_book& books) {
    ag::document::registry actions;
    auto const must = [](auto added) {
        if (added) return;
        std::fprintf(stderr, "%s: %s\n", added.error().name.c_str(), added.error().message.c_str());
        std::abort(); // two actions of one name: a mistake in this function
    };
    // A document's values own what they hold, so that the line is no view.
    must(actions.add("order",
                     ag::transform<"order">([](std::string const& line) { return parse_order(line); })));
    must(actions.add("earlier", ag::fetch<"earlier">(&order_book::find), books));
    must(actions.add("one_order_per_id",
                     ag::validate<"one order per id">(ag::from<"order", "earlier">, same_order)));
    must(actions.add("items", ag::fetch<"items">(&catalogue::items), items));
    must(actions.add("rate", ag::fetch<"rate">(&catalogue::rate_for), items));
    must(actions.add("in_stock", ag::validate<"in stock">(ag::from<"order", "items", "earlier">, in_stock)));
    must(actions.add("price", ag::transform<"priced">(ag::from<"order", "items", "rate">, price)));
    must(actions.add("books", ag::persist<"receipt">(&order_book::place, ag::keyed_by(&priced_order::id)),
                     books));
    return actions;
}

} // namespace order_intake
