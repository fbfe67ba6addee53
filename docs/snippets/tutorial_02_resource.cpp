#include <cassert>

#include "seats.hpp"

// [sentence]
inline constexpr auto find_seat = ag::query<"find_seat">(ag::fetch<"seat">(&hall::find));
// [/sentence]

// [hall]
struct small_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override {
        if (wanted.seat > 100) return ag::unexpected(no_such_seat{wanted.seat});
        return seat{wanted.seat, wanted.seat <= 20 ? 1 : 2, true};
    }
};
// [/hall]

int main() {
    // [run]
    small_hall hall;
    auto const found = ag::run(find_seat, wish{1, 7, 12}, ag::environment{hall});
    assert(found && found->number == 12 && found->category == 1);
    // [/run]
}
