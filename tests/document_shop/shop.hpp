#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_SHOP_SHOP_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_SHOP_SHOP_HPP

// A host that sells things: what its documents may name, and what they did.

#include <action_grammar/document/registry.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace document_tests {

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
struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
    std::int64_t number;
};

/// What actions did, and what they are to fail with.
struct shop {
    std::map<std::string, order> orders;
    std::vector<std::string> events;
    std::vector<std::string> calls;
    int unreachable = 0; ///< So many fetches fail first.
    bool refuses = false;
    bool loses_answer = false;
    std::string last_key;
};

/// The actions of the shop: fetch(cart), fetch(limit), validate(stock), transform(price), persist(order),
/// persist(raw), emit(event), gate(approval), transform(sum).
action_grammar::document::registry actions_of(shop& of);

/// The names of all actions that are registered.
std::vector<std::string> names_of(action_grammar::document::registry const& actions);

} // namespace document_tests

#endif
