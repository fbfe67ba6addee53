#include <cassert>

#include "seats.hpp"

// [sentence]
inline constexpr auto quote =
    ag::query<"quote">(ag::fetch<"seat">(&hall::find)     // takes the wish
                       | ag::validate<"is free">(is_free) // hands the seat on
                       | ag::fetch<"tariff">(ag::from<"input">, &price_list::current)
                       | ag::transform<"booking">(ag::from<"input", "seat", "tariff">, price));
// [/sentence]

struct small_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override { return seat{wanted.seat, 1, true}; }
};
struct prices final : price_list {
    ag::result<tariff, database_error> current(wish const&) override { return tariff{4500, 2900}; }
};

int main() {
    small_hall hall;
    prices prices;
    // [run]
    auto const priced = ag::run(quote, wish{1, 7, 12}, ag::environment{hall, prices});
    assert(priced && priced->cents == 4500);
    // [/run]
}
