#include "seats.hpp"

// [pieces]
struct mail {
    virtual ag::result<void, database_error> send(ticket const&) = 0;
};

constexpr auto booked =
    ag::transform<"booking">(price) | ag::persist<"ticket">(&ledger::enter, ag::keyed_by(&booking::wish));
constexpr auto mailed = ag::emit<"mail">(&mail::send, ag::keyed_by(&ticket::wish));
constexpr auto checked = ag::validate<"has a seat">([](ticket const& t) { return t.seat > 0; });
constexpr auto shortened = ag::transform<"number">([](ticket const& t) noexcept { return t.seat; });
// [/pieces]

// [asked]
template <class Left, class Right>
constexpr bool can_follow(Left, Right) {
    return ag::composable_with<Left, Right>; // the question of `|`, answered without an error
}

static_assert(!can_follow(booked, mailed));   // AG201: a second mutation
static_assert(!can_follow(booked, checked));  // AG202: it could fail
static_assert(can_follow(booked, shortened)); // it cannot fail
// [/asked]

int main() {}
