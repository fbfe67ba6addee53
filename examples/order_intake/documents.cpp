#include "documents.hpp"

#include <action_grammar/document/document_of.hpp>

#include <stdexcept>

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
    auto const added = ag::document::add_all_of(actions, place_order, ag::environment{items, books});
    if (!added) throw std::logic_error(added.error().name + ": " + added.error().message);
    return actions;
}

} // namespace order_intake
