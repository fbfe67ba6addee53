// Decoding and validation under the exported schema accept the same values.

#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include "shop.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace agreement {

using namespace shop;

/// Every kind of type but times, whose format a schema only mentions.
struct mixture {
    bool truth = false;
    std::int8_t tiny = 0;
    std::uint8_t small = 0;
    std::int64_t large = 0;
    std::uint64_t huge = 0;
    float single_precision = 0;
    double double_precision = 0;
    std::string text;
    color shade = color::red;
    order_id strong{"AA-1"};
    money amount;
    std::vector<point> points;
    std::array<int, 2> two{};
    std::optional<double> maybe;
    std::optional<color> maybe_color;
    std::map<std::string, point> by_name;
    std::set<std::string> unique;
    std::tuple<int, std::string> mixed;
    shape outline;
    std::optional<shape> maybe_shape;
    std::monostate nothing;
    ag::json::value any;
};

} // namespace agreement

namespace {

namespace ag = action_grammar;
using namespace agreement;

/// Changes values a little, so that about half of them stay valid.
class changer {
public:
    explicit changer(std::uint64_t seed) : random_(seed) {}

    void change(ag::json::value& whole, unsigned depth = 0) {
        if (depth < 6 && chance(depth == 0 ? 90 : 70)) {
            if (auto* object = whole.if_object(); object != nullptr && !object->empty()) {
                auto const at = object->begin() + static_cast<std::ptrdiff_t>(below(object->size()));
                if (chance(10)) {
                    std::string const name = at->key();
                    object->erase(name);
                } else if (chance(8)) {
                    object->insert_or_assign(chance(50) ? "added" : "value", any());
                } else {
                    change(at->value(), depth + 1);
                }
                return;
            }
            if (auto* array = whole.if_array(); array != nullptr && !array->empty()) {
                auto const at = below(array->size());
                if (chance(15))
                    array->erase(array->begin() + static_cast<std::ptrdiff_t>(at));
                else if (chance(25))
                    array->push_back((*array)[at]);
                else
                    change((*array)[at], depth + 1);
                return;
            }
        }
        if (whole.is_number() && chance(60)) {
            whole = number();
        } else if (whole.is_string() && chance(60)) {
            whole = text();
        } else {
            whole = any();
        }
    }

private:
    std::size_t below(std::size_t end) { return static_cast<std::size_t>(random_() % end); }
    bool chance(unsigned percent) { return random_() % 100 < percent; }
    ag::json::value number() {
        static ag::json::value const all[] = {0,
                                              1,
                                              -1,
                                              2,
                                              3,
                                              10,
                                              11,
                                              99,
                                              100,
                                              127,
                                              128,
                                              -128,
                                              -129,
                                              255,
                                              256,
                                              0.5,
                                              0.49,
                                              1.0,
                                              -0.5,
                                              1e-9,
                                              0.01,
                                              19.99,
                                              19.995,
                                              2147483647,
                                              2147483648,
                                              3e38,
                                              4e38,
                                              1e300,
                                              -1e300,
                                              3.4028234663852886e38,
                                              3.4028234663852889e38,
                                              std::numeric_limits<std::int64_t>::min(),
                                              std::numeric_limits<std::int64_t>::max(),
                                              std::numeric_limits<std::uint64_t>::max(),
                                              9223372036854775808.0,
                                              18446744073709551616.0,
                                              -9223372036854775808.0,
                                              18446744073709551614U};
        return all[below(std::size(all))];
    }
    ag::json::value text() {
        static char const* const all[] = {"",
                                          "a",
                                          "ab",
                                          "abc",
                                          "abcd",
                                          "AB-1",
                                          "ab-1",
                                          "red",
                                          "green",
                                          "blue",
                                          "Red",
                                          "0.00",
                                          "-12.34",
                                          "1.5",
                                          "circle",
                                          "square",
                                          "string",
                                          "null",
                                          "\xC3\xA9\xC3\xA9",
                                          "\xF0\x9F\x98\x80",
                                          "A\nB",
                                          "AB-1\n"};
        return all[below(std::size(all))];
    }
    ag::json::value any() {
        switch (below(8)) {
        case 0: return nullptr;
        case 1: return chance(50);
        case 2: return ag::json::array{};
        case 3: return ag::json::object{};
        case 4: return ag::json::array{number(), text()};
        case 5: return ag::json::object{{"x", number()}, {"y", number()}};
        case 6: return text();
        default: return number();
        }
    }

    std::mt19937_64 random_;
};

ag::schema::validator compiled(std::string_view schema) {
    auto made = ag::schema::compile_text(schema);
    INFO(schema);
    REQUIRE(made.has_value());
    return std::move(*made);
}

/// Changes `from` again and again, and counts how often both accept.
template <class T>
void agree(T const& from, std::uint64_t seed) {
    auto const newest = compiled(ag::schema_of<T>);
    auto const draft7 = compiled(ag::schema_of<T, ag::dialect::draft7>);
    ag::json::value const start = ag::encode(from);
    REQUIRE(newest.accepts(start));
    REQUIRE(draft7.accepts(start));
    changer change(seed);
    std::size_t accepted = 0;
    constexpr std::size_t rounds = 20000;
    ag::json::value value = start;
    for (std::size_t i = 0; i < rounds; ++i) {
        if (i % 4 == 0) value = start;
        change.change(value);
        bool const decoded = ag::decode<T>(value).has_value();
        accepted += decoded ? 1 : 0;
        if (decoded != newest.accepts(value) || decoded != draft7.accepts(value)) {
            INFO(ag::json::serialize(value));
            CHECK(decoded == newest.accepts(value));
            CHECK(decoded == draft7.accepts(value));
            return;
        }
    }
    CHECK(accepted > rounds / 50);
    CHECK(accepted < rounds - rounds / 50);
}

TEST_CASE("decoding agrees with the schema: every kind of type") {
    mixture from;
    from.points = {{1, 2}, {3, 4}};
    from.by_name = {{"a", {0, 0}}};
    from.unique = {"a", "b"};
    from.outline = circle{1};
    from.maybe_shape = std::string("s");
    from.any = {1, "x"};
    agree(from, 1);
    from.outline = std::monostate{};
    from.maybe = 2.5;
    from.maybe_color = color::green;
    agree(from, 2);
}

TEST_CASE("decoding agrees with the schema: constraints") { agree(constrained{}, 3); }

TEST_CASE("decoding agrees with the schema: defaults and optional members") {
    agree(settings{}, 4);
    agree(order{{"AB-1"}, {{"tea", 2, {350}}}, "note", color::green, true}, 5);
}

TEST_CASE("decoding agrees with the schema: recursive and open types, variants") {
    agree(tree{"a", {{"b", {}}, {"c", {{"d", {}}}}}}, 6);
    agree(std::vector<relaxed>{{1}, {2}}, 7);
    agree(std::vector<shape>{circle{1}, square{2}, "s", std::monostate{}}, 8);
    chain two{1, std::make_unique<chain>()};
    agree(two, 9);
}

struct offer {
    std::string text;
    std::optional<int> limit;
    std::vector<shape> shapes;
    std::optional<color> shade;
    std::vector<tree> trees;
};

TEST_CASE("what the strict schema accepts is decoded") {
    auto const strict = compiled(ag::strict_schema_of<offer>);
    ag::json::value const start = *ag::json::parse(
        R"({"text":"a","limit":null,"shapes":[{"type":"circle","radius":1},{"type":"null"}],"shade":"red",)"
        R"("trees":[{"name":"a","children":[]}]})");
    REQUIRE(strict.accepts(start));
    changer change(10);
    std::size_t accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        ag::json::value value = start;
        change.change(value);
        if (!strict.accepts(value)) continue;
        ++accepted;
        auto const decoded = ag::decode<offer>(value);
        if (decoded.has_value()) continue;
        // The strict dialect has no bounds; a number beyond its type is told by decoding.
        INFO(to_string(decoded.error()));
        CHECK(decoded.error().errors[0].expected == "an integer from -2147483648 to 2147483647");
    }
    CHECK(accepted > 1000);
}

} // namespace
