#ifndef DOCS_SNIPPETS_BOOK_SEAT_HPP
#define DOCS_SNIPPETS_BOOK_SEAT_HPP

#include "seats.hpp"

// [sentence]
struct reply {
    int seat;
};

inline constexpr auto book_seat = ag::command<"book_seat", reply>(
    ag::fetch<"seat">(&hall::find) | ag::validate<"is free">(is_free)
    | ag::fetch<"tariff">(ag::from<"input">, &price_list::current)
    | ag::transform<"booking">(ag::from<"input", "seat", "tariff">, price)
    | ag::persist<"ticket">(&ledger::enter, ag::keyed_by(&booking::wish))
    | ag::transform<"reply">([](ticket const& t) noexcept { return reply{t.seat}; }));
// [/sentence]

#endif
