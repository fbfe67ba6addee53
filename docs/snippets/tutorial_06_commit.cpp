#include <cassert>

#include "seats.hpp"

// [sentence]
inline constexpr auto book_seat =
    ag::command<"book_seat">(ag::fetch<"seat">(&hall::find) | ag::validate<"is free">(is_free)
                             | ag::fetch<"tariff">(ag::from<"input">, &price_list::current)
                             | ag::transform<"booking">(ag::from<"input", "seat", "tariff">, price)
                             | ag::persist<"ticket">(&ledger::enter, ag::keyed_by(&booking::wish)));
// [/sentence]

struct small_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override { return seat{wanted.seat, 1, true}; }
};
struct prices final : price_list {
    ag::result<tariff, database_error> current(wish const&) override { return tariff{4500, 2900}; }
};
struct books final : ledger {
    int entries = 0;
    ag::result<ticket, database_error> enter(booking const& made) override {
        ++entries;
        return ticket{made.wish, made.seat};
    }
};

int main() {
    small_hall hall;
    prices prices;
    books books;
    auto const booked = ag::run(book_seat, wish{1, 7, 12}, ag::environment{hall, prices, books});
    assert(booked && booked->seat == 12 && books.entries == 1);
}
