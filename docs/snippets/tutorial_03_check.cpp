#include <cassert>

#include "seats.hpp"

// [sentence]
inline constexpr auto find_free_seat =
    ag::query<"find_free_seat">(ag::fetch<"seat">(&hall::find) | ag::validate<"is free">(is_free));
// [/sentence]

struct full_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override {
        if (wanted.seat > 100) return ag::unexpected(no_such_seat{wanted.seat});
        return seat{wanted.seat, 2, false};
    }
};

int main() {
    full_hall hall;
    // [run]
    auto const refused = ag::run(find_free_seat, wish{1, 7, 12}, ag::environment{hall});
    assert(refused.status() == ag::status::failed);
    assert(refused.failed_action() == "is free");
    // [/run]
}
