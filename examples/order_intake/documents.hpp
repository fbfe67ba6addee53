#ifndef ACTION_GRAMMAR_EXAMPLES_DOCUMENTS_HPP
#define ACTION_GRAMMAR_EXAMPLES_DOCUMENTS_HPP

// The words of place_order.hpp for documents: they may name its actions, the very ones that the compiler checked.

#include <action_grammar/document/registry.hpp>

#include "place_order.hpp"

namespace order_intake {

/// The actions of `place_order`, the labels for their resources, bound to services, which must outlive them.
ag::document::registry actions_of(catalogue& items, order_book& books);

} // namespace order_intake

#endif
