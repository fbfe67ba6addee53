#ifndef ACTION_GRAMMAR_EXAMPLES_DELIVERY_HPP
#define ACTION_GRAMMAR_EXAMPLES_DELIVERY_HPP

// The events of store.hpp on their way to who wants to know of orders.

#include <cstddef>
#include <cstdint>
#include <string>

#include "store.hpp"

namespace order_intake {

/// What became of the events that were not delivered before.
struct delivery {
    std::size_t delivered = 0;
    std::size_t failed = 0; ///< Tries, each of which was followed by another.
    std::int64_t left = 0;  ///< Events that are still to be delivered, by whoever does this next.
    std::string why;        ///< The latest try failed; empty if none did.
};

/// Sends each event as `POST <to>/<topic>`, with its key as Idempotency-Key, until all were taken, none was
/// for ten seconds, or a try failed in a way that does not pass by itself. Whatever is killed meanwhile, an
/// event is sent again until it was taken, and always under the same key.
///
/// @param to  a URL, with http only of 127.0.0.1
ag::result<delivery, store_error> deliver(sqlite::connection& database, std::string const& to);

} // namespace order_intake

#endif
