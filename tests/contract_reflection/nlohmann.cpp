#include <action_grammar/contract/reflection/nlohmann.hpp>

#include "shop.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <limits>

namespace {

namespace ag = action_grammar;
using namespace shop;

TEST_CASE("values of nlohmann::json are decoded and encoded alike") {
    auto const from = nlohmann::json::parse(
        R"({"id":"AB-1","lines":[{"article":"tea","quantity":2,"price":"3.50"}],"shade":"green",)"
        R"("gift":true})");
    auto const decoded = ag::decode<order>(from);
    REQUIRE(decoded.has_value());
    CHECK(decoded->lines == std::vector<line>{{"tea", 2, {350}}});
    CHECK(ag::encode_nlohmann(*decoded) == from);
}

TEST_CASE("their numbers stay exact") {
    std::uint64_t const most = std::numeric_limits<std::uint64_t>::max();
    std::int64_t const least = std::numeric_limits<std::int64_t>::min();
    CHECK(ag::decode<std::uint64_t>(nlohmann::json(most)) == most);
    CHECK(ag::decode<std::int64_t>(nlohmann::json(least)) == least);
    CHECK(ag::encode_nlohmann(most) == nlohmann::json(most));
    CHECK(ag::decode<double>(nlohmann::json(0.1)) == 0.1);
}

TEST_CASE("their errors are those of decoding") {
    auto const refused = ag::decode<point>(nlohmann::json{{"x", 1}, {"y", "2"}});
    REQUIRE(!refused.has_value());
    CHECK(to_string(refused.error()) == "/y: expected a number, found the string \"2\"\n");
    CHECK(!ag::decode<point>(nlohmann::json::binary({1, 2})).has_value());
    nlohmann::json deep = nlohmann::json::array();
    for (int i = 0; i < 5000; ++i)
        deep = nlohmann::json::array({std::move(deep)});
    CHECK(!ag::decode<ag::json::value>(deep).has_value());
}

} // namespace
