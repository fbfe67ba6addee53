#include "support/catch.hpp"

#include <action_grammar/contract/schema/address_table.hpp>

#include <array>
#include <cstdint>
#include <utility>

TEST_CASE("an address keeps the number that it was given first") {
    std::array<char, 500> places{};
    action_grammar::schema::detail::address_table numbers;
    CHECK(numbers.find(&places[0]) == nullptr);
    for (std::uint32_t i = 0; i < places.size(); ++i)
        REQUIRE(numbers.number(&places[i], i) == std::pair(i, true));
    CHECK(numbers.size() == places.size());
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        REQUIRE(numbers.number(&places[i], 7'000) == std::pair(i, false));
        REQUIRE(*numbers.find(&places[i]) == i);
    }
    CHECK(numbers.size() == places.size());
    CHECK_FALSE(numbers.contains(&numbers));
}
