#ifndef ACTION_GRAMMAR_DOCUMENT_KEYED_BY_DOCUMENT_HPP
#define ACTION_GRAMMAR_DOCUMENT_KEYED_BY_DOCUMENT_HPP

// Mutations whose idempotency key is named by the document that uses them.

#include <utility>

#include <action_grammar/actions/basic_action.hpp>
#include <action_grammar/actions/guard.hpp>
#include <action_grammar/actions/operation.hpp>
#include <action_grammar/model/protection.hpp>

namespace action_grammar {

namespace detail {

/// The protection of a mutation that is handed its key with each call.
struct document_key_guard : plain_guard<protection::keyed> {};

/// A projection that gives the same key whatever the values are.
template <class Key>
struct given_key {
    Key const* key;
    template <class... Values>
    constexpr Key const& operator()(Values const&...) const noexcept {
        return *key;
    }
};

/// An operation that is kept elsewhere.
template <class Operation>
struct referred_operation {
    Operation const* to;
};
template <class Operation>
struct operation_traits<referred_operation<Operation>> : operation_traits<Operation> {};
template <class Operation, bool Implicit, class... Values>
struct generic_call<referred_operation<Operation>, Implicit, Values...>
    : generic_call<Operation, Implicit, Values...> {};
template <class Operation, class Environment, class... Values>
[[gnu::always_inline]] constexpr decltype(auto) call(referred_operation<Operation> const& operation,
                                                     Environment& environment, Values&&... values) {
    return call(*operation.to, environment, static_cast<Values&&>(values)...);
}

} // namespace detail

/// The receiver recognizes a repeat by a key that the document names: `"protection": {"keyed": "order/id"}`. For
/// actions of a registry whose operation takes an `ag::idempotency_key<std::string>`, or of a `std::string_view`, behind
/// its values:
///
///     actions.add("orders", ag::persist<"orders">(&order_table::put, ag::keyed_by_document), table);
inline constexpr detail::document_key_guard keyed_by_document{};

} // namespace action_grammar

#endif
