#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

#include "shop.hpp"
#include "support/catch.hpp"

#include <limits>
#include <stdexcept>

namespace {

namespace ag = action_grammar;
using namespace shop;

/// The one error of decoding `text`, as "pointer: expected ..., found ...".
template <class T>
std::string refusal(std::string_view text, ag::decode_options const& options = {}) {
    auto const decoded = ag::decode_text<T>(text, options);
    if (decoded.has_value()) return "accepted";
    std::string all;
    for (ag::decode_error error : decoded.error().errors) {
        error.line = 0;
        if (!all.empty()) all += " | ";
        all += to_string(error);
    }
    return all;
}
template <class T>
bool accepts(std::string_view text) {
    return ag::decode_text<T>(text).has_value();
}

std::string const valid_order =
    R"({"id":"AB-1","lines":[{"article":"tea","quantity":2,"price":"3.50"}],"shade":"green"})";

TEST_CASE("an object becomes a struct") {
    auto const decoded = ag::decode_text<order>(valid_order);
    REQUIRE(decoded.has_value());
    CHECK(*decoded == order{{"AB-1"}, {{"tea", 2, {350}}}, std::nullopt, color::green, false});
    CHECK(ag::decode<order>(*ag::json::parse(valid_order)) == *decoded);
}

TEST_CASE("members may stand in any order") {
    auto const decoded = ag::decode_text<point>(R"({"y":2,"x":1})");
    REQUIRE(decoded.has_value());
    CHECK(*decoded == point{1, 2});
}

TEST_CASE("all errors are told, each with its place") {
    auto const decoded = ag::decode_text<order>(
        "{\"id\":\"ab\",\n \"lines\":[{\"article\":1,\n\"quantity\":100}],\"shade\":\"pink\",\"x/y\":1}");
    REQUIRE(!decoded.has_value());
    auto const& errors = decoded.error().errors;
    REQUIRE(errors.size() == 6);
    CHECK(to_string(errors[0])
          == R"(1:7: /id: expected a string matching ^[A-Z]{2}-[0-9]+$, found the string "ab")");
    CHECK(to_string(errors[1]) == R"(2:22: /lines/0/article: expected a string, found the number 1)");
    CHECK(to_string(errors[2]) == R"(3:12: /lines/0/quantity: expected at most 99, found the number 100)");
    CHECK(to_string(errors[3]) == R"(2:11: /lines/0/price: expected a string, found nothing)");
    CHECK(to_string(errors[4])
          == R"(3:26: /shade: expected one of "red", "green", "blue", found the string "pink")");
    CHECK(to_string(errors[5])
          == R"(3:39: /x~1y: expected no other member than "id", "lines", "note", "shade", "gift", )"
             R"(found the number 1)");
    CHECK(decoded.error().complete);
}

TEST_CASE("no more errors are told than asked for") {
    ag::decode_options options;
    options.errors = 1;
    auto const first = ag::decode_text<order>(R"({"id":1,"lines":2})", options);
    REQUIRE(!first.has_value());
    CHECK(first.error().errors.size() == 1);
    CHECK(!first.error().complete);
    options.errors = 3;
    auto const three = ag::decode_text<std::vector<int>>(R"(["a","b","c","d","e"])", options);
    REQUIRE(!three.has_value());
    CHECK(three.error().errors.size() == 3);
    CHECK(three.error().errors[2].pointer == "/2");
}

TEST_CASE("what is no JSON is told with its place") {
    auto const decoded = ag::decode_text<order>("{\"id\":\n  nope}");
    REQUIRE(!decoded.has_value());
    REQUIRE(decoded.error().errors.size() == 1);
    CHECK(decoded.error().errors[0].expected == "JSON");
    CHECK(decoded.error().errors[0].line == 2);
    CHECK(!accepts<order>(""));
    CHECK(!accepts<point>(R"({"x":1,"x":1,"y":2})"));
    CHECK(!accepts<bool>("true true"));
}

TEST_CASE("integers keep to the range of their type") {
    CHECK(ag::decode_text<std::int8_t>("-128") == std::int8_t{-128});
    CHECK(refusal<std::int8_t>("128")
          == "the whole: expected an integer from -128 to 127, found the number 128");
    CHECK(ag::decode_text<std::uint8_t>("255") == std::uint8_t{255});
    CHECK(!accepts<std::uint8_t>("-1"));
    CHECK(!accepts<std::uint8_t>("256"));
    CHECK(ag::decode_text<std::int64_t>("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
    CHECK(ag::decode_text<std::int64_t>("-9223372036854775808") == std::numeric_limits<std::int64_t>::min());
    CHECK(!accepts<std::int64_t>("9223372036854775808"));
    CHECK(ag::decode_text<std::uint64_t>("18446744073709551615")
          == std::numeric_limits<std::uint64_t>::max());
    CHECK(!accepts<std::uint64_t>("18446744073709551616"));
    CHECK(!accepts<int>("\"1\""));
    CHECK(!accepts<int>("true"));
    CHECK(!accepts<int>("null"));
}

TEST_CASE("an integer may be written as 1.0") {
    CHECK(ag::decode_text<int>("1.0") == 1);
    CHECK(ag::decode_text<int>("-2e3") == -2000);
    CHECK(!accepts<int>("1.5"));
    CHECK(!accepts<int>("1e30"));
    CHECK(!accepts<std::int64_t>("9223372036854775808.0"));
    // In decimals that double is -9223372036854776000.
    CHECK(!accepts<std::int64_t>("-9223372036854775808.0"));
    CHECK(ag::decode_text<std::int64_t>("1e18") == std::int64_t{1'000'000'000'000'000'000});
    CHECK(!accepts<std::uint64_t>("18446744073709551616.0"));
    CHECK(!accepts<std::uint64_t>("-1.0"));
    CHECK(ag::decode_text<std::uint64_t>("-0.0") == std::uint64_t{0});
}

TEST_CASE("numbers beyond their type are refused") {
    CHECK(ag::decode_text<double>("0.1") == 0.1);
    CHECK(ag::decode_text<double>("5") == 5.0);
    CHECK(!accepts<double>("1e400"));
    CHECK(!accepts<float>("1e39"));
    CHECK(ag::decode_text<float>("3.4028234663852886e38") == std::numeric_limits<float>::max());
    CHECK(!accepts<float>("-3.4028235e38"));
}

TEST_CASE("absent and null are the same for what is optional, and for nothing else") {
    CHECK(
        ag::decode_text<order>(
            R"({"id":"AB-1","lines":[{"article":"","quantity":1,"price":"0.00"}],"shade":"red","note":null})")
            ->note
        == std::nullopt);
    CHECK(refusal<point>(R"({"x":1,"y":null})") == "/y: expected a number, found null");
    CHECK(refusal<point>(R"({"x":1})") == "/y: expected a number, found nothing");
    CHECK(ag::decode_text<std::vector<std::optional<int>>>("[1,null]")->at(1) == std::nullopt);
}

TEST_CASE("a member with a default need not be there") {
    auto const decoded = ag::decode_text<settings>("{}");
    REQUIRE(decoded.has_value());
    CHECK(decoded->retries == -5);
    CHECK(decoded->host == "localhost");
    CHECK(decoded->shade == color::green);
    CHECK(decoded->factor == 0.5);
    CHECK(decoded->on);
    CHECK(ag::decode_text<settings>(R"({"retries":1})")->retries == 1);
}

TEST_CASE("unknown members are refused unless the type is open or the host says so") {
    CHECK(refusal<point>(R"({"x":1,"y":2,"z":3})")
          == R"(/z: expected no other member than "x", "y", found the number 3)");
    CHECK(accepts<relaxed>(R"({"known":1,"more":[]})"));
    ag::decode_options options;
    options.unknown = ag::unknown_members::ignored;
    CHECK(ag::decode_text<point>(R"({"x":1,"y":2,"z":3})", options).has_value());
    options.unknown = ag::unknown_members::refused;
    CHECK(!ag::decode_text<relaxed>(R"({"known":1,"more":[]})", options).has_value());
}

TEST_CASE("variants are read by their tag") {
    CHECK(ag::decode_text<shape>(R"({"type":"square","side":2})") == shape(square{2}));
    CHECK(ag::decode_text<shape>(R"({"side":2,"type":"square"})") == shape(square{2}));
    CHECK(ag::decode_text<shape>(R"({"type":"string","value":"s"})") == shape(std::string("s")));
    CHECK(ag::decode_text<shape>(R"({"type":"null"})") == shape(std::monostate{}));
    CHECK(refusal<shape>(R"({"type":"cube"})")
          == R"(/type: expected one of "circle", "square", "string", "null", found the string "cube")");
    CHECK(refusal<shape>("{}")
          == R"(/type: expected one of "circle", "square", "string", "null", found nothing)");
    CHECK(refusal<shape>(R"({"type":"circle","side":2})")
          == R"(/side: expected no other member than "radius", found the number 2 | /radius: expected )"
             R"(a number, found nothing)");
    CHECK(refusal<shape>(R"({"type":"string"})") == "/value: expected a string, found nothing");
    CHECK(refusal<shape>(R"({"type":"null","value":1})")
          == R"(/value: expected no other member than the tag and "value", found the number 1)");
    CHECK(refusal<shape>("[]") == "the whole: expected an object, found an array of 0 elements");
}

TEST_CASE("arrays and tuples have their size") {
    CHECK(ag::decode_text<std::array<int, 2>>("[1,2]") == std::array{1, 2});
    CHECK(refusal<std::array<int, 2>>("[1]")
          == "the whole: expected an array of 2 elements, found an array of 1 element");
    using pair = std::pair<int, std::string>;
    CHECK(ag::decode_text<pair>(R"([1,"a"])") == pair(1, "a"));
    CHECK(refusal<pair>(R"(["a"])")
          == "the whole: expected an array of 2 elements, found an array of 1 element");
    CHECK(refusal<pair>(R"(["a",1])")
          == R"(/0: expected an integer from -2147483648 to 2147483647, found the string "a" | )"
             "/1: expected a string, found the number 1");
    CHECK(refusal<std::set<int>>("[1,2,1]") == "/2: expected no element twice, found the number 1");
}

TEST_CASE("what is decoded replaces what was there") {
    CHECK(ag::decode_text<std::vector<int>>("[]")->empty());
    CHECK(ag::decode_text<constrained>(
              R"({"least":1,"most":0,"above":1,"below":0,"even":0,"cents":0,"letters":"ab","word":"a",)"
              R"("few":[7],"distinct":[],"big":0})")
              ->few
          == std::vector{7});
}

TEST_CASE("classes that are adapted or listed") {
    CHECK(ag::decode_text<adapted>(R"({"a":1,"b":"x"})")->b == "x");
    CHECK(ag::decode_text<listed>(R"({"shown":1,"also":"x"})")->shown == 1);
    CHECK(!accepts<listed>(R"({"shown":1,"also":"x","hidden_":1})"));
}

TEST_CASE("a conversion may refuse") {
    CHECK(ag::decode_text<money>(R"("-12.34")") == money{-1234});
    CHECK(refusal<money>(R"("12.345")").starts_with("the whole: expected a string matching "));
    CHECK(refusal<money>(R"("99999999999999999999.00")")
          == R"(the whole: expected a value of the type shop::money, found the string )"
             R"("99999999999999999999.00")");
}

TEST_CASE("recursive types are read to the depth that is allowed") {
    std::string nested;
    for (int i = 0; i < 200; ++i)
        nested += R"({"name":"","children":[)";
    nested += R"({"name":"","children":[]})";
    for (int i = 0; i < 200; ++i)
        nested += "]}";
    CHECK(!accepts<tree>(nested));
    ag::decode_options options;
    options.depth = 500;
    CHECK(ag::decode_text<tree>(nested, options).has_value());
    // A value is not limited by a parser.
    auto const parsed = ag::json::parse(nested, {.depth = 500});
    REQUIRE(parsed.has_value());
    auto const decoded = ag::decode<tree>(*parsed);
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().errors.back().expected == "no more than 256 arrays and objects within each other");
    CHECK(!decoded.error().complete);
    CHECK(ag::decode<tree>(*parsed, options).has_value());
}

TEST_CASE("elements and bytes are limited") {
    ag::decode_options options;
    options.elements = 3;
    CHECK(ag::decode_text<std::vector<int>>("[1,2,3]", options).has_value());
    CHECK(refusal<std::vector<int>>("[1,2,3,4]", options)
          == "the whole: expected no more than 3 elements and members, found more");
    CHECK(refusal<std::vector<std::vector<int>>>("[[1],[2]]", options)
          == "/1: expected no more than 3 elements and members, found more");
    options.bytes = 4;
    CHECK(refusal<std::string>(R"("abc")", options)
          == "the whole: expected JSON, found the text is longer than 4 bytes");
}

TEST_CASE("a hostile text is an error within its limits") {
    CHECK(!accepts<tree>(std::string(100000, '[')));
    CHECK(!accepts<ag::json::value>(std::string(100000, '{')));
    std::string many = "[";
    for (int i = 0; i < 20000; ++i)
        many += "\"x\",";
    many += "0]";
    auto const decoded = ag::decode_text<std::vector<int>>(many);
    REQUIRE(!decoded.has_value());
    CHECK(decoded.error().errors.size() == 16);
    std::string long_string = "\"" + std::string(100000, 'a') + "\"";
    auto const refused = ag::decode_text<int>(long_string);
    REQUIRE(!refused.has_value());
    CHECK(refused.error().errors[0].found.size() < 100);
    std::string const smile = "\xF0\x9F\x98\x80";
    std::string smiles;
    for (int i = 0; i < 40; ++i)
        smiles += smile;
    auto const cut = ag::decode_text<int>("\"" + smiles + "\"");
    REQUIRE(!cut.has_value());
    CHECK(ag::json::parse(cut.error().errors[0].found.substr(11, cut.error().errors[0].found.size() - 14))
              .has_value());
}

struct explosive {
    int value = 0;
};
struct picky {
    int value = 0;
};

} // namespace

template <>
inline constexpr auto action_grammar::contract_of<explosive> =
    action_grammar::represented_as<int>([](explosive const& e) { return e.value; },
                                        [](int value) -> explosive {
                                            if (value < 0) throw std::runtime_error("boom");
                                            return {value};
                                        });
template <>
inline constexpr auto action_grammar::contract_of<picky> = action_grammar::represented_as<int>(
    [](picky const& p) { return p.value; },
    [](int value) -> action_grammar::result<picky, std::string> {
        if (value % 2 != 0) return action_grammar::unexpected(std::string("an even number"));
        return picky{value};
    });

namespace {

TEST_CASE("what a conversion throws is an error, and what it says is told") {
    CHECK(ag::decode_text<explosive>("1")->value == 1);
    CHECK(refusal<explosive>("-1") == "the whole: expected a value, found an exception: boom");
    CHECK(ag::decode_text<picky>("2")->value == 2);
    CHECK(refusal<std::vector<picky>>("[1]") == "/0: expected an even number, found the number 1");
}

TEST_CASE("places in texts with escapes and spaces") {
    auto const place = [](std::string_view text, std::string_view pointer) {
        return ag::reflection::detail::offset_of(text, pointer);
    };
    std::string_view const text =
        R"( { "a\"b" : [ 1 , { "\u00e9/\ud83d\ude00" : "x,]}" , "c":[[],{}] } ] , "d" : 2 } )";
    CHECK(place(text, "") == 1);
    CHECK(text.substr(place(text, "/a\"b"), 3) == "[ 1");
    CHECK(text.substr(place(text, "/a\"b/0"), 1) == "1");
    CHECK(text.substr(place(text, "/a\"b/1/\xC3\xA9~1\xF0\x9F\x98\x80"), 3) == "\"x,");
    CHECK(text.substr(place(text, "/a\"b/1/c/1"), 2) == "{}");
    CHECK(text.substr(place(text, "/d"), 1) == "2");
    CHECK(place(text, "/e") == 1);
    CHECK(text.substr(place(text, "/a\"b/7"), 3) == "[ 1");
    CHECK(text.substr(place(text, "/d/x"), 1) == "2");
}

} // namespace
