#include <cassert>

#include "book_seat.hpp"

// [sentence]
inline constexpr auto patient = ag::command<"patient">(
    ag::with(ag::retry(ag::exponential{.attempts = 4, .initial = std::chrono::milliseconds(50)}), book_seat));
// [/sentence]

struct small_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override { return seat{wanted.seat, 1, true}; }
};
struct standard_prices final : price_list {
    ag::result<tariff, database_error> current(wish const&) override { return tariff{4500, 2900}; }
};

// [double]
struct busy_at_first final : ledger {
    int refusals = 2;
    ag::result<ticket, database_error> enter(booking const& made) override {
        if (refusals-- > 0) return ag::unexpected(database_error{5});
        return ticket{made.wish, made.seat};
    }
};
// [/double]

int main() {
    small_hall hall;
    standard_prices prices;
    busy_at_first books;
    // [run]
    ag::virtual_clock clock;
    auto const booked = ag::run(patient, wish{1, 7, 12}, ag::environment{hall, prices, books, clock});
    assert(booked && booked->seat == 12);
    assert(clock.now() > ag::time_point{}); // two waits passed, and no time did
    // [/run]
}
