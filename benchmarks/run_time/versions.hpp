#ifndef ACTION_GRAMMAR_BENCHMARKS_VERSIONS_HPP
#define ACTION_GRAMMAR_BENCHMARKS_VERSIONS_HPP

#include <type_traits>

#include <action_grammar/composition/outcome.hpp>

#include "shop.hpp"

// Every shape, three times: as a composition, by hand with early returns, and as a chain of monadic calls in
// the manner of std::expected. Each is a unit of its own, so that no version profits from another's inlining.
// All of them tell the same: the output; or the error, the action, the phase, and whether a repeat is safe.

namespace shop {

/// What the versions without a composition answer when they end early. Written by hand, the best form of an
/// outcome is a `result` whose error carries the rest: a completed run then writes the output and nothing
/// else.
template <class... Errors>
struct failure {
    std::variant<Errors...> error;
    std::string_view action;
    ag::status how = ag::status::failed;
    ag::phase part = ag::phase::prepare;
    bool retryable = true;
};

/// The error types of a shape, `thrown` among them where an operation may throw.
template <class... Errors>
struct ending_in {
    template <class Output>
    using typed = ag::outcome<Output, Errors...>;
    using failure_type = failure<Errors...>;
    template <class Output>
    using plain = ag::result<Output, failure_type>;
};

#ifdef ACTION_GRAMMAR_BENCHMARK_MAY_THROW
template <class First, class... Rest>
using errors = ending_in<First, ag::thrown, Rest...>;
#else
template <class... All>
using errors = ending_in<All...>;
#endif

using order_errors = errors<not_found, ag::invalid, sql_error>;
using routed_errors = errors<not_found, sql_error>;
using sum_errors = ending_in<not_found, ag::thrown>; // memory may run out

} // namespace shop

// What is measured is what runs between the entry to one of these functions and the return from it.
namespace entry {

using namespace shop;

order_errors::typed<receipt> linear_typed(order_request const&, cart_service&, rate_service&, order_table&);
order_errors::plain<receipt> linear_by_hand(order_request const&, cart_service&, rate_service&, order_table&);
order_errors::plain<receipt> linear_monadic(order_request const&, cart_service&, rate_service&, order_table&);

order_errors::typed<confirmation> multi_source_typed(order_request const&, cart_service&, rate_service&,
                                                     order_table&);
order_errors::plain<confirmation> multi_source_by_hand(order_request const&, cart_service&, rate_service&,
                                                       order_table&);
order_errors::plain<confirmation> multi_source_monadic(order_request const&, cart_service&, rate_service&,
                                                       order_table&);

order_errors::typed<receipt> owning_typed(order_request const&, cart_service&, customer_registry&, outbox&);
order_errors::plain<receipt> owning_by_hand(order_request const&, cart_service&, customer_registry&, outbox&);
order_errors::plain<receipt> owning_monadic(order_request const&, cart_service&, customer_registry&, outbox&);

routed_errors::typed<receipt> decide_typed(order_request const&, cart_service&, rate_service&, order_table&);
routed_errors::plain<receipt> decide_by_hand(order_request const&, cart_service&, rate_service&,
                                             order_table&);
routed_errors::plain<receipt> decide_monadic(order_request const&, cart_service&, rate_service&,
                                             order_table&);

sum_errors::typed<std::int64_t> fan_out_typed(order_request const&, cart_service&, rate_service&);
sum_errors::plain<std::int64_t> fan_out_by_hand(order_request const&, cart_service&, rate_service&);
sum_errors::plain<std::int64_t> fan_out_monadic(order_request const&, cart_service&, rate_service&);

} // namespace entry

#endif
