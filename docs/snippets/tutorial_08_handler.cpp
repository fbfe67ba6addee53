#include <cassert>

#include "book_seat.hpp"

// [handler]
struct response {
    int code;
    int seat = 0;
};

response handle(wish const& wanted, hall& seats, price_list& prices, ledger& books) {
    auto const booked = ag::run(book_seat, wanted, ag::environment{seats, prices, books});
    switch (booked.status()) {
    case ag::status::completed: return {200, booked->seat};
    case ag::status::failed: return {booked.transient() ? 503 : 409}; // nothing was booked
    case ag::status::in_doubt: return {202};                          // it may be booked: see below
    case ag::status::waiting:
    case ag::status::rejected: break; // only with a gate
    }
    return {500};
}
// [/handler]

struct small_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override {
        if (wanted.seat > 100) return ag::unexpected(no_such_seat{wanted.seat});
        return seat{wanted.seat, 1, true};
    }
};
struct standard_prices final : price_list {
    ag::result<tariff, database_error> current(wish const&) override { return tariff{4500, 2900}; }
};
struct busy_books final : ledger {
    ag::result<ticket, database_error> enter(booking const&) override {
        return ag::unexpected(database_error{5});
    }
};
struct open_books final : ledger {
    ag::result<ticket, database_error> enter(booking const& made) override {
        return ticket{made.wish, made.seat};
    }
};

int main() {
    small_hall hall;
    standard_prices prices;
    busy_books busy;
    open_books open;
    assert(handle({1, 7, 12}, hall, prices, busy).code == 503);
    assert(handle({1, 7, 120}, hall, prices, open).code == 409);
    assert(handle({1, 7, 12}, hall, prices, open).code == 200);
}
