#include <cassert>
#include <string>
#include <type_traits>
#include <variant>

#include "seats.hpp"

inline constexpr auto find_free_seat =
    ag::query<"find_free_seat">(ag::fetch<"seat">(&hall::find) | ag::validate<"is free">(is_free));

struct full_hall final : hall {
    ag::result<seat, no_such_seat> find(wish const& wanted) override {
        if (wanted.seat > 100) return ag::unexpected(no_such_seat{wanted.seat});
        return seat{wanted.seat, 2, false};
    }
};

// [explain]
struct in_words {
    std::string operator()(no_such_seat const& e) const { return "no seat " + std::to_string(e.number); }
    std::string operator()(ag::invalid const& e) const { return "refused: " + std::string(e.label); }
    std::string operator()(ag::thrown const&) const { return "something was thrown"; }
};

std::string answer(wish const& wanted, hall& seats) {
    auto const found = ag::run(find_free_seat, wanted, ag::environment{seats});
    if (!found) return std::visit(in_words{}, found.error());
    return "seat " + std::to_string(found->number);
}
// [/explain]

// [errors]
using ended = decltype(ag::run(find_free_seat, wish{}, ag::environment{std::declval<hall&>()}));
static_assert(std::is_same_v<ended, ag::outcome<seat, no_such_seat, ag::thrown, ag::invalid>>);
// [/errors]

int main() {
    full_hall hall;
    assert(answer({1, 7, 12}, hall) == "refused: is free");
    assert(answer({1, 7, 120}, hall) == "no seat 120");
}
