#ifndef DOCS_SNIPPETS_SEATS_HPP
#define DOCS_SNIPPETS_SEATS_HPP

// The values, errors and resources of the tutorial.

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

// [values]
struct wish {
    int id; // the client's own number for this wish: a repeat carries the same
    int show;
    int seat;
};
struct seat {
    int number;
    int category;
    bool free;
};
struct tariff {
    int cents_of_category_1;
    int cents_of_others;
};
struct booking {
    int wish;
    int show;
    int seat;
    int cents;
};
struct ticket {
    int wish;
    int seat;
};
// [/values]

// [errors]
struct no_such_seat {
    int number;
};
struct database_error {
    int code;
    [[nodiscard]] constexpr bool transient() const noexcept { return code == 5; } // busy: try again
};
// [/errors]

// [hall]
struct hall {
    virtual ag::result<seat, no_such_seat> find(wish const&) = 0;
};
// [/hall]

// [price_list]
struct price_list {
    virtual ag::result<tariff, database_error> current(wish const&) = 0;
};
// [/price_list]

// [ledger]
struct ledger {
    /// Enters a booking. The second time for a wish it changes nothing, and gives the ticket of the first.
    virtual ag::result<ticket, database_error> enter(booking const&) = 0;
};
// [/ledger]

// [checks]
constexpr bool is_free(seat const& found) noexcept { return found.free; }

constexpr booking price(wish const& wanted, seat const& found, tariff const& today) noexcept {
    return {wanted.id, wanted.show, found.number,
            found.category == 1 ? today.cents_of_category_1 : today.cents_of_others};
}
// [/checks]

#endif
