#ifndef ACTION_GRAMMAR_EXAMPLES_SIDE_BY_SIDE_HPP
#define ACTION_GRAMMAR_EXAMPLES_SIDE_BY_SIDE_HPP

// The composition that the compiler checked beside one that arrived as JSON.

#include <istream>
#include <string>

#include "place_order.hpp"

namespace order_intake {

/// What a composition runs on.
struct shop {
    catalogue& items;
    order_book& books;
};

/// Runs `place_order` on one shop and a document on another, for each line of `orders`, and prints what both came to.
/// They are the same when status, phase, failed action, error and output are. The exit status: 0 if all are the same.
///
/// @param text  the document, of a file that is shown as `file`
int run_side_by_side(std::istream& orders, shop typed, shop other, std::string const& text,
                     std::string const& file);

/// Prints what is wrong with a document. The exit status: 0 if it may run, otherwise 1.
int check(std::string const& text, std::string const& file);

} // namespace order_intake

#endif
