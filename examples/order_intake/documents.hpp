#ifndef ACTION_GRAMMAR_EXAMPLES_DOCUMENTS_HPP
#define ACTION_GRAMMAR_EXAMPLES_DOCUMENTS_HPP

// The same words for documents: what a composition in JSON may name of what place_order.hpp is made of.

#include <action_grammar/document/registry.hpp>

#include "place_order.hpp"

namespace order_intake {

/// The actions of `place_order`, bound to services, which must outlive them.
ag::document::registry actions_of(catalogue& items, order_book& books);

} // namespace order_intake

#endif
