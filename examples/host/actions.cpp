// The actions, by the names that documents have for them.

#include <action_grammar/document/keyed_by_document.hpp>

#include <stdexcept>

#include "shop.hpp"

namespace host {

ag::document::registry actions_of(shop& of) {
    ag::document::registry actions;
    auto const must = [](auto const& added) {
        if (!added) throw std::logic_error(added.error().name + ": " + added.error().message);
    };
    must(actions.add("catalogue", ag::fetch<"catalogue">(&shop::find), of));
    must(actions.add("stock", ag::fetch<"stock">(&shop::look), of));
    must(actions.add("order_table", ag::persist<"order_table">(&shop::place, ag::keyed_by_document), of));
    must(actions.add("reorder_level", ag::persist<"reorder_level">(&shop::set, ag::natural), of));
    must(actions.add("outbox", ag::emit<"outbox">(&shop::send, ag::keyed_by_document), of));
    return actions;
}

} // namespace host
