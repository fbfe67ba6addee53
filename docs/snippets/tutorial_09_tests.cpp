#include "book_seat.hpp"

// [doubles]
struct hall_of final : hall {
    seat only;
    constexpr explicit hall_of(seat s) : only(s) {}
    constexpr ag::result<seat, no_such_seat> find(wish const& wanted) override {
        if (wanted.seat != only.number) return ag::unexpected(no_such_seat{wanted.seat});
        return only;
    }
};
struct standard_prices final : price_list {
    constexpr ag::result<tariff, database_error> current(wish const&) override { return tariff{4500, 2900}; }
};
struct recording_ledger final : ledger {
    int entries = 0;
    int cents = 0;
    constexpr ag::result<ticket, database_error> enter(booking const& made) override {
        ++entries;
        cents += made.cents;
        return ticket{made.wish, made.seat};
    }
};
// [/doubles]

// [tests]
constexpr bool books_a_free_seat() {
    hall_of hall{{12, 1, true}};
    standard_prices prices;
    recording_ledger books;
    auto const booked = ag::run(book_seat, wish{1, 7, 12}, ag::environment{hall, prices, books});
    return booked && booked->seat == 12 && books.entries == 1 && books.cents == 4500;
}
static_assert(books_a_free_seat());

constexpr bool changes_nothing_when_the_seat_is_taken() {
    hall_of hall{{12, 1, false}};
    standard_prices prices;
    recording_ledger books;
    auto const booked = ag::run(book_seat, wish{1, 7, 12}, ag::environment{hall, prices, books});
    return booked.failed_action() == "is free" && booked.phase() == ag::phase::prepare && books.entries == 0;
}
static_assert(changes_nothing_when_the_seat_is_taken());
// [/tests]

int main() { return books_a_free_seat() && changes_nothing_when_the_seat_is_taken() ? 0 : 1; }
