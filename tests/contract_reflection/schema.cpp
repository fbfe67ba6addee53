#include <action_grammar/contract/reflection/schema_of.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "support/catch.hpp"
#include "support/verify.hpp"

namespace ag = action_grammar;

// A schema is constant data, so each case here is a static_assert as well.

namespace schemas {

enum class color { red, green };
enum class size { small, large };
struct point {
    double x;
    double y;
};
struct order_id {
    std::string value;
};
struct money {
    std::int64_t cents;
};
inline std::string to_text(money const& amount) { return std::to_string(amount.cents); }
inline std::optional<money> to_money(std::string const&) { return money{}; }

struct line {
    std::string article;
    int quantity;
    money price;
};
struct order {
    order_id id;
    std::vector<line> lines;
    std::optional<std::string> note;
    color shade;
    std::optional<color> other;
};
struct circle {
    double radius;
};
struct square {
    double side;
};
using shape = std::variant<circle, square>;
using named_shape = std::variant<circle, square, std::string, std::monostate>;
struct drawing {
    shape outline;
    std::vector<shape> inside;
};
struct tree {
    std::string name;
    std::vector<tree> children;
};
struct chain {
    int value;
    std::unique_ptr<chain> next;
};
struct adapted {
    adapted() {}
    bool flag = false;
};
template <class T>
struct page {
    std::vector<T> items;
};
struct relaxed {
    int known;
};
struct every {
    int minimum;
    int both;
    double exclusive;
    double step;
    std::string text;
    std::string email;
    std::vector<int> few;
    std::optional<int> maybe;
    color by_default;
    bool old;
    std::vector<std::string> shown;
};
struct cheap {
    std::uint8_t small;
};
struct nothing {};
struct both {
    point first;
    page<point> second;
};
namespace other {
struct point {
    int z;
};
} // namespace other
struct clash {
    point one;
    other::point two;
};
struct search {
    std::string text;
    std::optional<int> limit;
    color shade;
    std::vector<point> near;
};

} // namespace schemas

BOOST_HANA_ADAPT_STRUCT(schemas::adapted, flag);

template <>
inline constexpr auto ag::contract_of<schemas::order_id> =
    ag::wraps<&schemas::order_id::value>(ag::matches("^[A-Z]+$"), ag::description("The number of an order"));
template <>
inline constexpr auto ag::contract_of<schemas::money> = ag::represented_as<std::string>(
    &schemas::to_text, &schemas::to_money, ag::matches("^-?[0-9]+\\.[0-9]{2}$"));
template <>
inline constexpr auto ag::contract_of<schemas::named_shape> =
    ag::tagged("kind", ag::alternative<schemas::circle>("round"), ag::alternative<std::string>("text"),
               ag::title("Shape"));
template <>
inline constexpr auto ag::contract_of<schemas::size> =
    ag::enumeration(ag::enumerator<schemas::size::small>("S"), ag::enumerator<schemas::size::large>("L"));
template <>
inline constexpr auto ag::contract_of<schemas::relaxed> = ag::object(ag::open, ag::named("Relaxed One"));
template <>
inline constexpr auto ag::contract_of<schemas::every> = ag::object(
    ag::title("Everything"), ag::description("All that can be said"),
    ag::member<&schemas::every::minimum>(ag::minimum(1), ag::examples(1, 2)),
    ag::member<&schemas::every::both>(ag::minimum(-5), ag::maximum(5)),
    ag::member<&schemas::every::exclusive>(ag::exclusive_minimum(0), ag::exclusive_maximum(0.5)),
    ag::member<&schemas::every::step>(ag::multiple_of(0.01), ag::title("Step")),
    ag::member<&schemas::every::text>(ag::min_length(1), ag::max_length(8), ag::matches("^\"\\d")),
    ag::member<&schemas::every::email>(ag::format("email")),
    ag::member<&schemas::every::few>(ag::min_items(1), ag::max_items(3), ag::unique_items),
    ag::member<&schemas::every::maybe>(ag::minimum(0)),
    ag::member<&schemas::every::by_default>(ag::default_value("green"), ag::description("the \"shade\"")),
    ag::member<&schemas::every::old>(ag::deprecated, ag::named("out-dated")),
    ag::member<&schemas::every::shown>(ag::examples(ag::raw{R"(["a"])"}, ag::raw{"[]"})));
template <>
inline constexpr auto ag::contract_of<schemas::cheap> =
    ag::object(ag::member<&schemas::cheap::small>(ag::exclusive_minimum(0)));
template <>
inline constexpr auto ag::contract_of<schemas::search> =
    ag::object(ag::description("Finds things"),
               ag::member<&schemas::search::text>(ag::description("What for"), ag::min_length(1)),
               ag::member<&schemas::search::limit>(ag::minimum(1), ag::maximum(50)),
               ag::member<&schemas::search::shade>(ag::description("Of that shade")));

namespace {

using namespace schemas;

/// A schema of 2020-12 around what `inner` says.
template <class T>
constexpr bool is(std::string_view inner) {
    constexpr std::string_view schema = ag::schema_of<T>;
    constexpr std::string_view begin = R"({"$schema":"https://json-schema.org/draft/2020-12/schema")";
    if (schema.substr(0, begin.size()) != begin || schema.back() != '}') return false;
    std::string_view const rest = schema.substr(begin.size(), schema.size() - begin.size() - 1);
    return inner.empty() ? rest.empty() : rest.substr(0, 1) == "," && rest.substr(1) == inner;
}
template <class T>
constexpr bool is_draft7(std::string_view inner) {
    constexpr std::string_view schema = ag::schema_of<T, ag::dialect::draft7>;
    constexpr std::string_view begin = R"({"$schema":"http://json-schema.org/draft-07/schema#",)";
    return schema.substr(0, begin.size()) == begin
        && schema.substr(begin.size(), schema.size() - begin.size() - 1) == inner;
}

TEST_CASE("schemas of simple types") {
    ACTION_GRAMMAR_VERIFY(is<bool>(R"("type":"boolean")"));
    ACTION_GRAMMAR_VERIFY(is<std::int8_t>(R"("type":"integer","minimum":-128,"maximum":127)"));
    ACTION_GRAMMAR_VERIFY(is<std::uint8_t>(R"("type":"integer","minimum":0,"maximum":255)"));
    ACTION_GRAMMAR_VERIFY(is<int>(R"("type":"integer","minimum":-2147483648,"maximum":2147483647)"));
    ACTION_GRAMMAR_VERIFY(
        is<std::int64_t>(R"("type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807)"));
    ACTION_GRAMMAR_VERIFY(
        is<std::uint64_t>(R"("type":"integer","minimum":0,"maximum":18446744073709551615)"));
    ACTION_GRAMMAR_VERIFY(is<double>(R"("type":"number")"));
    ACTION_GRAMMAR_VERIFY(
        is<float>(R"("type":"number","minimum":-3.4028234663852886e+38,"maximum":3.4028234663852886e+38)"));
    ACTION_GRAMMAR_VERIFY(is<std::string>(R"("type":"string")"));
    ACTION_GRAMMAR_VERIFY(is<std::string_view>(R"("type":"string")"));
    ACTION_GRAMMAR_VERIFY(is<std::monostate>(R"("type":"null")"));
    ACTION_GRAMMAR_VERIFY(is<boost::json::value>(""));
    ACTION_GRAMMAR_VERIFY(is<color>(R"("type":"string","enum":["red","green"])"));
    ACTION_GRAMMAR_VERIFY(is<schemas::size>(R"("type":"string","enum":["S","L"])"));
}

TEST_CASE("schemas of times, dates and durations") {
    ACTION_GRAMMAR_VERIFY(
        is<std::chrono::system_clock::time_point>(R"("type":"string","format":"date-time")"));
    ACTION_GRAMMAR_VERIFY(is<std::chrono::sys_days>(R"("type":"string","format":"date-time")"));
    ACTION_GRAMMAR_VERIFY(is<std::chrono::year_month_day>(R"("type":"string","format":"date")"));
    ACTION_GRAMMAR_VERIFY(is<std::chrono::milliseconds>(R"("type":"string","format":"duration")"));
}

TEST_CASE("schemas of containers") {
    ACTION_GRAMMAR_VERIFY(is<std::vector<bool>>(R"("type":"array","items":{"type":"boolean"})"));
    ACTION_GRAMMAR_VERIFY(is<std::list<std::string>>(R"("type":"array","items":{"type":"string"})"));
    ACTION_GRAMMAR_VERIFY(is<std::deque<double>>(R"("type":"array","items":{"type":"number"})"));
    ACTION_GRAMMAR_VERIFY(
        is<std::array<double, 3>>(R"("type":"array","items":{"type":"number"},"minItems":3,"maxItems":3)"));
    ACTION_GRAMMAR_VERIFY(
        is<std::set<std::string>>(R"("type":"array","items":{"type":"string"},"uniqueItems":true)"));
    ACTION_GRAMMAR_VERIFY(
        is<std::map<std::string, bool>>(R"("type":"object","additionalProperties":{"type":"boolean"})"));
    ACTION_GRAMMAR_VERIFY(is<std::unordered_map<std::string, double>>(
        R"("type":"object","additionalProperties":{"type":"number"})"));
    ACTION_GRAMMAR_VERIFY(is<std::pair<bool, double>>(
        R"("type":"array","prefixItems":[{"type":"boolean"},{"type":"number"}],"minItems":2,"maxItems":2)"));
    ACTION_GRAMMAR_VERIFY(is<std::tuple<bool>>(
        R"("type":"array","prefixItems":[{"type":"boolean"}],"minItems":1,"maxItems":1)"));
    ACTION_GRAMMAR_VERIFY(is<std::tuple<>>(R"("type":"array","minItems":0,"maxItems":0)"));
    ACTION_GRAMMAR_VERIFY(is<std::optional<bool>>(R"("type":["boolean","null"])"));
    ACTION_GRAMMAR_VERIFY(is<std::shared_ptr<double>>(R"("type":["number","null"])"));
    ACTION_GRAMMAR_VERIFY(
        is<std::vector<std::optional<bool>>>(R"("type":"array","items":{"type":["boolean","null"]})"));
}

TEST_CASE("schemas of structs name each type once") {
    ACTION_GRAMMAR_VERIFY(is<nothing>(R"("type":"object","properties":{},"additionalProperties":false)"));
    ACTION_GRAMMAR_VERIFY(
        is<adapted>(R"("type":"object","properties":{"flag":{"type":"boolean"}},"required":["flag"],)"
                    R"("additionalProperties":false)"));
    ACTION_GRAMMAR_VERIFY(
        is<both>(R"("type":"object","properties":{"first":{"$ref":"#/$defs/point"},)"
                 R"("second":{"$ref":"#/$defs/page_point"}},)"
                 R"("required":["first","second"],"additionalProperties":false,"$defs":{)"
                 R"("point":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},)"
                 R"("required":["x","y"],"additionalProperties":false},)"
                 R"("page_point":{"type":"object","properties":{"items":{"type":"array",)"
                 R"("items":{"$ref":"#/$defs/point"}}},)"
                 R"("required":["items"],"additionalProperties":false}})"));
    ACTION_GRAMMAR_VERIFY(is<std::vector<relaxed>>(
        R"("type":"array","items":{"$ref":"#/$defs/Relaxed_One"},"$defs":{"Relaxed_One":{"type":"object",)"
        R"("properties":{"known":{"type":"integer","minimum":-2147483648,"maximum":2147483647}},)"
        R"("required":["known"]}})"));
}

TEST_CASE("types of the same name are told apart by their scopes") {
    constexpr std::string_view schema = ag::schema_of<clash>;
    ACTION_GRAMMAR_VERIFY(schema.find(R"("one":{"$ref":"#/$defs/schemas.point"})") != schema.npos);
    ACTION_GRAMMAR_VERIFY(schema.find(R"("two":{"$ref":"#/$defs/schemas.other.point"})") != schema.npos);
    ACTION_GRAMMAR_VERIFY(schema.find(R"("schemas.other.point":{"type":"object","properties":{"z":)")
                          != schema.npos);
}

TEST_CASE("schemas of optional members, strong types and types that are others") {
    ACTION_GRAMMAR_VERIFY(
        is<order>(R"("type":"object","properties":{)"
                  R"("id":{"type":"string","pattern":"^[A-Z]+$","description":"The number of an order"},)"
                  R"("lines":{"type":"array","items":{"$ref":"#/$defs/line"}},)"
                  R"("note":{"type":["string","null"]},)"
                  R"("shade":{"$ref":"#/$defs/color"},)"
                  R"("other":{"anyOf":[{"$ref":"#/$defs/color"},{"type":"null"}]}},)"
                  R"("required":["id","lines","shade"],"additionalProperties":false,"$defs":{)"
                  R"("line":{"type":"object","properties":{"article":{"type":"string"},)"
                  R"("quantity":{"type":"integer","minimum":-2147483648,"maximum":2147483647},)"
                  R"("price":{"type":"string","pattern":"^-?[0-9]+\\.[0-9]{2}$"}},)"
                  R"("required":["article","quantity","price"],"additionalProperties":false},)"
                  R"("color":{"type":"string","enum":["red","green"]}})"));
}

TEST_CASE("schemas of recursive types") {
    ACTION_GRAMMAR_VERIFY(is<tree>(
        R"("$ref":"#/$defs/tree","$defs":{"tree":{"type":"object","properties":{"name":{"type":"string"},)"
        R"("children":{"type":"array","items":{"$ref":"#/$defs/tree"}}},"required":["name","children"],)"
        R"("additionalProperties":false}})"));
    ACTION_GRAMMAR_VERIFY(
        is<chain>(R"("$ref":"#/$defs/chain","$defs":{"chain":{"type":"object","properties":{)"
                  R"("value":{"type":"integer","minimum":-2147483648,"maximum":2147483647},)"
                  R"("next":{"anyOf":[{"$ref":"#/$defs/chain"},{"type":"null"}]}},"required":["value"],)"
                  R"("additionalProperties":false}})"));
}

TEST_CASE("schemas of variants tell the alternatives apart") {
    ACTION_GRAMMAR_VERIFY(
        is<shape>(R"("oneOf":[{"$ref":"#/$defs/circle.type"},{"$ref":"#/$defs/square.type"}],"$defs":{)"
                  R"("circle.type":{"type":"object","properties":{"type":{"type":"string","const":"circle"},)"
                  R"("radius":{"type":"number"}},"required":["type","radius"],"additionalProperties":false},)"
                  R"("square.type":{"type":"object","properties":{"type":{"type":"string","const":"square"},)"
                  R"("side":{"type":"number"}},"required":["type","side"],"additionalProperties":false}})"));
    ACTION_GRAMMAR_VERIFY(is<named_shape>(
        R"("oneOf":[{"$ref":"#/$defs/circle.kind.round"},{"$ref":"#/$defs/square.kind"},)"
        R"({"type":"object","properties":{"kind":{"type":"string","const":"text"},)"
        R"("value":{"type":"string"}},)"
        R"("required":["kind","value"],"additionalProperties":false},)"
        R"({"type":"object","properties":{"kind":{"type":"string","const":"null"}},)"
        R"("required":["kind"],"additionalProperties":false}],"title":"Shape","$defs":{)"
        R"("circle.kind.round":{"type":"object","properties":{"kind":{"type":"string","const":"round"},)"
        R"("radius":{"type":"number"}},"required":["kind","radius"],"additionalProperties":false},)"
        R"("square.kind":{"type":"object","properties":{"kind":{"type":"string","const":"square"},)"
        R"("side":{"type":"number"}},"required":["kind","side"],"additionalProperties":false}})"));
    constexpr std::string_view optional = ag::schema_of<std::optional<shape>>;
    ACTION_GRAMMAR_VERIFY(
        optional.find(R"("oneOf":[{"$ref":"#/$defs/circle.type"},{"$ref":"#/$defs/square.type"},)"
                      R"({"type":"null"}])")
        != optional.npos);
}

TEST_CASE("all that is said of a member is in the schema") {
    ACTION_GRAMMAR_VERIFY(is<every>(
        R"("type":"object","properties":{)"
        R"("minimum":{"type":"integer","minimum":1,"maximum":2147483647,"examples":[1,2]},)"
        R"("both":{"type":"integer","minimum":-5,"maximum":5},)"
        R"("exclusive":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":0.5},)"
        R"("step":{"type":"number","multipleOf":0.01,"title":"Step"},)"
        R"("text":{"type":"string","minLength":1,"maxLength":8,"pattern":"^\"\\d"},)"
        R"("email":{"type":"string","format":"email"},)"
        R"("few":{"type":"array","items":{"type":"integer","minimum":-2147483648,"maximum":2147483647},)"
        R"("minItems":1,"maxItems":3,"uniqueItems":true},)"
        R"("maybe":{"type":["integer","null"],"minimum":0,"maximum":2147483647},)"
        R"("by_default":{"$ref":"#/$defs/color","description":"the \"shade\"","default":"green"},)"
        R"("out-dated":{"type":"boolean","deprecated":true},)"
        R"("shown":{"type":"array","items":{"type":"string"},"examples":[["a"],[]]}},)"
        R"("required":["minimum","both","exclusive","step","text","email","few","out-dated","shown"],)"
        R"("additionalProperties":false,"title":"Everything","description":"All that can be said","$defs":{)"
        R"("color":{"type":"string","enum":["red","green"]}})"));
    ACTION_GRAMMAR_VERIFY(is<cheap>(
        R"("type":"object","properties":{"small":{"type":"integer","exclusiveMinimum":0,"maximum":255}},)"
        R"("required":["small"],"additionalProperties":false)"));
}

TEST_CASE("draft 7 spells some of it otherwise") {
    ACTION_GRAMMAR_VERIFY(is_draft7<std::pair<bool, double>>(
        R"("type":"array","items":[{"type":"boolean"},{"type":"number"}],"minItems":2,"maxItems":2)"));
    ACTION_GRAMMAR_VERIFY(is_draft7<std::vector<point>>(
        R"("type":"array","items":{"$ref":"#/definitions/point"},"definitions":{"point":{"type":"object",)"
        R"("properties":{"x":{"type":"number"},"y":{"type":"number"}},"required":["x","y"],)"
        R"("additionalProperties":false}})"));
    constexpr std::string_view schema = ag::schema_of<every, ag::dialect::draft7>;
    ACTION_GRAMMAR_VERIFY(
        schema.find(R"("by_default":{"allOf":[{"$ref":"#/definitions/color"}],"description":)")
        != schema.npos);
    ACTION_GRAMMAR_VERIFY(schema.find("deprecated") == schema.npos);
}

TEST_CASE("the strict dialect requires all, closes all and tells constraints in words") {
    ACTION_GRAMMAR_VERIFY(
        ag::strict_schema_of<search>
        == R"~({"type":"object","properties":{"text":{"type":"string","description":"What for (at )~"
           R"~(least 1 characters)"},)~"
           R"("limit":{"type":["integer","null"],"description":"at least 1, at most 50"},)"
           R"("shade":{"anyOf":[{"$ref":"#/$defs/color"}],"description":"Of that shade"},)"
           R"("near":{"type":"array","items":{"$ref":"#/$defs/point"}}},)"
           R"("required":["text","limit","shade","near"],"additionalProperties":false,)"
           R"("description":"Finds things",)"
           R"("$defs":{"color":{"type":"string","enum":["red","green"]},)"
           R"("point":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},)"
           R"("required":["x","y"],"additionalProperties":false}}})");
    // The root is an object even where the type refers to itself.
    ACTION_GRAMMAR_VERIFY(
        ag::strict_schema_of<chain>
        == R"({"type":"object","properties":{"value":{"type":"integer"},)"
           R"("next":{"anyOf":[{"$ref":"#/$defs/chain"},{"type":"null"}]}},"required":["value","next"],)"
           R"("additionalProperties":false,"$defs":{"chain":{"type":"object","properties":{)"
           R"("value":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/chain"},{"type":"null"}]}},)"
           R"("required":["value","next"],"additionalProperties":false}}})");
    constexpr std::string_view drawn = ag::strict_schema_of<drawing>;
    ACTION_GRAMMAR_VERIFY(drawn.find("oneOf") == drawn.npos);
    ACTION_GRAMMAR_VERIFY(drawn.find(R"("outline":{"anyOf":[{"$ref":"#/$defs/circle.type"})") != drawn.npos);
}

struct has_pointer {
    int* raw;
};
struct has_missing {
    std::vector<has_pointer> inner;
};

TEST_CASE("whether a type has a contract can be asked") {
    ACTION_GRAMMAR_VERIFY(ag::contract_type<order>);
    ACTION_GRAMMAR_VERIFY(ag::contract_type<tree>);
    ACTION_GRAMMAR_VERIFY(!ag::contract_type<has_missing>);
    ACTION_GRAMMAR_VERIFY(!ag::contract_type<char>);
    ACTION_GRAMMAR_VERIFY(!ag::contract_type<std::optional<std::optional<int>>>);
    ACTION_GRAMMAR_VERIFY(!ag::contract_type<std::map<int, int>>);
}

TEST_CASE("numbers are written as people write them") {
    using ag::reflection::detail::text_writer;
    constexpr auto written = [](double number, std::string_view expected) {
        char room[64]{};
        text_writer out(room);
        out.number(number);
        return std::string_view(room, out.size()) == expected && !out.inexact();
    };
    ACTION_GRAMMAR_VERIFY(written(0.0, "0"));
    ACTION_GRAMMAR_VERIFY(written(0.1, "0.1"));
    ACTION_GRAMMAR_VERIFY(written(-1.25, "-1.25"));
    ACTION_GRAMMAR_VERIFY(written(1e300, "1e+300") == false); // told where it is said, not rounded
    ACTION_GRAMMAR_VERIFY(written(1e20, "1000000000000000e+5"));
    ACTION_GRAMMAR_VERIFY(written(123456.789, "123456.789"));
    ACTION_GRAMMAR_VERIFY(written(0.000001, "0.000001"));
    ACTION_GRAMMAR_VERIFY(written(1e-9, "0.000000001"));
}

} // namespace
