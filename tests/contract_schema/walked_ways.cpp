#include "support/catch.hpp"

#include <action_grammar/contract/schema/walked_ways.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

TEST_CASE("a way is written out as a JSON Pointer of the size that was told before") {
    action_grammar::schema::detail::walked_ways ways("/start");
    auto const members = ways.add(ways.begin, "properties");
    auto const name = ways.add(members, "a/b~c");
    auto const tenth = ways.add(ways.add(name, "anyOf"), std::size_t{10});
    auto const first = ways.add(ways.begin, std::size_t{0});
    CHECK(ways.pointer_of(ways.begin) == "/start");
    CHECK(ways.pointer_of(name) == "/start/properties/a~1b~0c");
    CHECK(ways.pointer_of(tenth) == "/start/properties/a~1b~0c/anyOf/10");
    CHECK(ways.pointer_of(first) == "/start/0");
    for (std::uint32_t const each : {ways.begin, members, name, tenth, first})
        CHECK(ways.size_of(each) == ways.pointer_of(each).size());
}
