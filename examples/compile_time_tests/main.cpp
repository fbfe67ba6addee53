// Unit tests that the compiler runs.
//
// A composition whose actions are constexpr runs in a constant expression. Its tests are then static_asserts:
// a wrong one is a compile error, and there is nothing to link, to start or to wait for. The resources are
// replaced by doubles, as in any unit test.

#include <cstdio>
#include <string_view>
#include <variant>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

namespace {

// ---- the composition to be tested: seats are booked on a flight

struct request {
    int booking; ///< the customer's number for it
    int flight;
    int seats;
};
struct flight {
    int number;
    int seats_left;
    int fare;
};
struct quote {
    int booking;
    int flight;
    int seats;
    int price;
};
struct ticket {
    int number;
    int paid;
};

struct unknown_flight {
    int number;
    constexpr bool operator==(unknown_flight const&) const = default;
};
/// The line to the airline broke: before the booking went out, or before its answer came back.
struct line_down {
    bool sent;
    [[nodiscard]] constexpr bool transient() const noexcept { return !sent; }
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return sent; }
};

struct timetable {
    constexpr virtual ag::result<flight, unknown_flight> find(request const&) noexcept = 0;

protected:
    constexpr ~timetable() = default;
};
struct airline {
    constexpr virtual ag::result<ticket, line_down> book(quote const&, ag::idempotency_key<int>) noexcept = 0;

protected:
    constexpr ~airline() = default;
};

constexpr quote price(request const& wanted, flight const& found) noexcept {
    int const full = wanted.seats * found.fare;
    return {wanted.booking, found.number, wanted.seats, wanted.seats >= 5 ? full - full / 10 : full};
}

constexpr auto book_seats = ag::command<"book_seats">(
    ag::fetch<"flight">(&timetable::find)
    | ag::validate<"seats left">(
        ag::from<"input", "flight">,
        [](request const& wanted, flight const& found) noexcept { return wanted.seats <= found.seats_left; })
    | ag::transform<"quote">(ag::from<"input", "flight">, price)
    | ag::persist<"ticket">(&airline::book, ag::keyed_by(&quote::booking))
    | ag::transform<"paid">([](ticket const& booked) noexcept { return booked.paid; }));

// ---- the doubles

struct one_flight final : timetable {
    constexpr ag::result<flight, unknown_flight> find(request const& wanted) noexcept override {
        if (wanted.flight != 714) return ag::unexpected(unknown_flight{wanted.flight});
        return flight{714, 6, 100};
    }
};
struct friendly_airline final : airline {
    int bookings = 0;
    int key = 0;

    constexpr ag::result<ticket, line_down> book(quote const& wanted,
                                                 ag::idempotency_key<int> booking) noexcept override {
        ++bookings;
        key = booking.value;
        return ticket{1, wanted.price};
    }
};
struct unreachable_airline final : airline {
    bool sent;

    constexpr explicit unreachable_airline(bool it_was_sent) noexcept : sent(it_was_sent) {}
    constexpr ag::result<ticket, line_down> book(quote const&, ag::idempotency_key<int>) noexcept override {
        return ag::unexpected(line_down{sent});
    }
};

/// Runs the composition on the doubles.
constexpr auto book(request wanted, airline& with) {
    one_flight flights;
    return ag::run(book_seats, wanted, ag::environment{flights, with});
}

// ---- the tests

static_assert(price({.booking = 1, .flight = 714, .seats = 2}, {714, 6, 100}).price == 200);
static_assert(price({.booking = 1, .flight = 714, .seats = 5}, {714, 6, 100}).price == 450,
              "ten percent off");

static_assert(
    [] {
        friendly_airline desk;
        auto const paid = book({.booking = 31, .flight = 714, .seats = 5}, desk);
        return paid && *paid == 450 && desk.bookings == 1 && desk.key == 31;
    }(),
    "what can be booked is booked once, under its key");

static_assert(
    [] {
        friendly_airline desk;
        auto const paid = book({.booking = 32, .flight = 815, .seats = 1}, desk);
        return paid.status() == ag::status::failed && paid.failed_action() == "flight"
            && std::get<unknown_flight>(paid.error()) == unknown_flight{815} && desk.bookings == 0;
    }(),
    "an unknown flight is an error, and nothing is booked");

static_assert(
    [] {
        friendly_airline desk;
        auto const paid = book({.booking = 33, .flight = 714, .seats = 7}, desk);
        return paid.failed_action() == "seats left" && paid.phase() == ag::phase::prepare && paid.retryable()
            && std::holds_alternative<ag::invalid>(paid.error()) && desk.bookings == 0;
    }(),
    "nobody is overbooked, and asking again does no harm");

static_assert(
    [] {
        unreachable_airline desk(false);
        auto const paid = book({.booking = 34, .flight = 714, .seats = 1}, desk);
        return paid.status() == ag::status::failed && paid.failed_action() == "ticket"
            && paid.phase() == ag::phase::commit && paid.transient() && paid.retryable();
    }(),
    "a booking that never went out can be sent again");

static_assert(
    [] {
        unreachable_airline desk(true);
        auto const paid = book({.booking = 35, .flight = 714, .seats = 1}, desk);
        return paid.status() == ag::status::in_doubt && paid.failed_action() == "ticket" && !paid.retryable();
    }(),
    "a booking whose answer was lost is in doubt, and is not sent again blindly");

// A composition without resources is tested in one line.
static_assert(*ag::run(ag::query<"double">(ag::transform<"d">([](int x) noexcept { return 2 * x; })), 21)
              == 42);

} // namespace

int main() { std::puts("8 tests passed when this program was compiled"); }
