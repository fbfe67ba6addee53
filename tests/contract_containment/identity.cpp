// Schemas are known again by a hash of what they say, and equal hashes are taken for a yes.

#include "cases.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

using namespace containment_tests;

namespace {

/// The bytes of a word as they go into the hash.
std::string word(std::size_t value) {
    std::string bytes(8, '\0');
    for (std::size_t i = 0; value != 0; ++i, value /= 256)
        bytes[i] = static_cast<char>(value % 256);
    return bytes;
}

/// Names that differ, each with its length before it, as one text; 7 of 120 bytes and one of `last`.
struct name_list {
    std::vector<std::string> names;
    std::string text;

    name_list(std::string const& prefix, std::size_t last) {
        for (std::size_t i = 0; i < 8; ++i) {
            std::string name = prefix + static_cast<char>('a' + i);
            name.resize(i < 7 ? 120 : last, 'n');
            text += word(name.size()) + name;
            names.push_back(std::move(name));
        }
    }
};

std::string quoted(std::string_view text) { return json_text(ag::json::string(text.data(), text.size())); }
std::string list_of(std::vector<std::string> const& names) {
    std::string list;
    for (auto const& name : names)
        list += (list.empty() ? "[" : ",") + quoted(name);
    return list + "]";
}

} // namespace

// The name of a property is as long as the tag of `maxItems` is great, and goes on with a limit and the tag of
// `required`; and the other way round. It says yes if names are hashed without a tag and a count before them.
TEST_CASE("a name cannot pass for a keyword") {
    constexpr std::size_t required = 1'024; // The tags of keywords.
    constexpr std::size_t max_items = 1'018;
    constexpr std::size_t property = 1'020;
    name_list const producers("", 92);
    name_list consumers(std::string(1, '\0'), 90);
    std::string const imitation = word(3) + word(required) + word(9) + consumers.text;
    REQUIRE(imitation.size() == max_items);
    consumers.names.push_back(word(1) + word(required) + word(8) + producers.text);
    REQUIRE(consumers.names.back().size() == property);

    std::string const begin = R"({"type": "object", "required": )" + list_of(consumers.names)
                            + R"(, "$ref": "#/$defs/r", "$defs": {"r": )";
    std::string const child = R"({"$anchor": "x", "properties": {"x": {"$ref": "#/$defs/r"}}})";
    std::string const producer = begin + R"({"properties": {)" + quoted(imitation) + ": " + child
                               + R"(}, "required": )" + list_of(producers.names) + R"(, "$ref": "#x"}}})";
    std::string const consumer = begin + R"({"maxItems": 3, "required": )" + list_of(consumers.names)
                               + R"(, "$ref": "#x"}, "x": )" + child + "}}";
    // The member `x` may be an array of 4 elements.
    CHECK(compared(producer, consumer).result == answer::incompatible);
}

// Of what cannot be expressed nothing is known, but that it is the same: told by what is said, so that neither the
// answer nor the order of the search depends on where anything is held.
TEST_CASE("what cannot be expressed is the same in two contracts of one schema") {
    std::string many = R"({"type": "object", "unevaluatedProperties": false, "anyOf": [)";
    for (int i = 0; i < 10; ++i)
        many += R"({"properties": {"p)" + std::to_string(i) + R"(": true}},)";
    std::string const other = many + R"(true], "minProperties": 1})";
    many += "true]}";
    CHECK(compared(many, many).result == answer::compatible);
    CHECK(compared(other, many).result != answer::compatible);
    auto const one = compare(closed_contract_of(many), closed_contract_of(many));
    CHECK(one.result == answer::compatible);
    // To close the objects says more, and its doubts are others.
    CHECK(compare(contract_of(many), closed_contract_of(many)).result != answer::compatible);
}

TEST_CASE("asserted formats") {
    std::array<char const*, 2> const names{"email", "date"};
    for (char const* producer : names)
        for (char const* consumer : names) {
            auto const schema = [](std::string_view format) {
                return R"({"$schema": "http://host/formats", "format": ")" + std::string(format) + "\"}";
            };
            INFO(producer << ' ' << consumer);
            CHECK((compared(schema(producer), schema(consumer)).result == answer::compatible)
                  == (producer == consumer));
            CHECK(compared(R"({"type": "string"})", schema(consumer)).result != answer::compatible);
            CHECK(compared(R"({"type": "number"})", schema(consumer)).result == answer::compatible);
            // In a recursive schema.
            auto const list = [](std::string_view format) {
                return R"({"$schema": "http://host/formats", "properties": {"next": {"$ref": "#"}}, "format": ")"
                     + std::string(format) + "\"}";
            };
            CHECK((compared(list(producer), list(consumer)).result == answer::compatible)
                  == (producer == consumer));
        }
}
