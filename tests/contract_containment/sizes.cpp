// Small schemas of which values, conjunctions or alternatives are huge. What is allocated is counted: within the caps
// it is some megabytes, and without them hundreds or more.

#include "cases.hpp"

#include "support/counted_allocations.hpp"

#include <cstddef>
#include <functional>
#include <string>

using namespace containment_tests;
namespace ct = ag::containment;

namespace {

constexpr std::size_t most_bytes = 64'000'000;

std::size_t bytes_for(std::function<void()> const& done) {
    std::size_t const before = counted_allocations::bytes;
    done();
    return counted_allocations::bytes - before;
}

/// The comparison of two schemas, each step of which is to allocate little.
ct::comparison small_comparison(std::string const& producer, std::string const& consumer) {
    INFO("producer " << producer.substr(0, 2'000));
    shared_contract from;
    shared_contract to;
    CHECK(bytes_for([&] {
              from = contract_of(producer);
              to = contract_of(consumer);
          })
          < most_bytes);
    ct::comparison made;
    CHECK(bytes_for([&] { made = compare(from, to); }) < most_bytes);
    return made;
}

std::string repeated(int times, std::function<std::string(int)> const& part) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += (i == 0 ? "" : ",") + part(i);
    return all;
}
std::string reference(int level, std::string const& name = "n") {
    return R"({"$ref": "#/$defs/)" + name + std::to_string(level) + R"("})";
}
/// Definitions of so many levels, each of which is made of a reference to the one below.
std::string levels(int depth, std::string const& leaf, std::function<std::string(std::string)> const& level,
                   std::string const& name = "n") {
    return "\"" + name + R"(0": )" + leaf + "," + repeated(depth, [&](int i) {
               return "\"" + name + std::to_string(i + 1) + "\": " + level(reference(i, name));
           });
}
std::string nested(int depth, std::string const& leaf, std::function<std::string(std::string)> const& level) {
    return R"({"$ref": "#/$defs/n)" + std::to_string(depth) + R"(", "$defs": {)" + levels(depth, leaf, level)
         + "}}";
}
std::string two_members(std::string const& inner) {
    return R"({"type": "object", "required": ["a", "b"], "properties": {"a": )" + inner + R"(, "b": )" + inner
         + "}}";
}

std::string const a_string = R"({"type": "string"})";
std::string const an_object = R"({"type": "object"})";

void check_is_too_large(ct::comparison const& made) {
    CHECK(name_of(made.result) == "undecided");
    CHECK(text_of(made.reason).name == "size");
}

} // namespace

TEST_CASE("values that double with every level are not built") {
    int const depth = 18;
    check_is_too_large(small_comparison(nested(depth, an_object, two_members), a_string));
    check_is_too_large(small_comparison(
        nested(depth, a_string,
               [](std::string const& inner) {
                   return R"({"type": "array", "minItems": 2, "prefixItems": [)" + inner + "," + inner + "]}";
               }),
        a_string));
    check_is_too_large(small_comparison(nested(depth, a_string,
                                               [](std::string const& inner) {
                                                   return R"({"type": "array", "minItems": 2, "items": )"
                                                        + inner + "}";
                                               }),
                                        a_string));
    check_is_too_large(small_comparison(
        nested(depth, a_string,
               [](std::string const& inner) {
                   return R"({"type": "array", "minContains": 2, "contains": )" + inner + "}";
               }),
        a_string));
    check_is_too_large(small_comparison(
        nested(depth, a_string,
               [](std::string const& inner) {
                   return R"({"type": "object", "minProperties": 2, "additionalProperties": false,
                              "patternProperties": {"^x": )"
                        + inner + "}}";
               }),
        a_string));
    check_is_too_large(small_comparison(
        nested(depth, a_string,
               [](std::string const& inner) {
                   return R"({"type": "object", "minProperties": 2, "unevaluatedProperties": )" + inner + "}";
               }),
        a_string));
    check_is_too_large(small_comparison(nested(depth, a_string,
                                               [](std::string const& inner) {
                                                   return R"({"anyOf": [)" + two_members(inner) + ","
                                                        + two_members(two_members(inner)) + "]}";
                                               }),
                                        a_string));
}

TEST_CASE("what does not need a huge value is decided in spite of it") {
    int const depth = 24;
    std::string const huge = nested(depth, a_string, two_members);
    CHECK(small_comparison(huge, an_object).result == answer::compatible);
    CHECK(
        small_comparison(R"({"anyOf": [)" + two_members("true") + R"(, {"type": "null"}]})", an_object).result
        == answer::incompatible);
    CHECK(small_comparison(
              R"({"type": "object", "properties": {"a": {"type": "null"}, "b": {"$ref": "#/$defs/n24"}},
                               "required": ["a", "b"], "$defs": {)"
                  + levels(depth, a_string, two_members) + "}}",
              R"({"properties": {"a": {"type": ["null", "string"]}}})")
              .result
          == answer::compatible);
    // The largest that is built, and the next.
    CHECK(small_comparison(nested(10, an_object, two_members), a_string).result == answer::incompatible);
    CHECK(small_comparison(R"({"type": "array", "minItems": 40000, "items": {"type": "null"}})", a_string)
              .result
          == answer::incompatible);
}

TEST_CASE("texts and names and constants count by their length") {
    auto const required = [](int count, std::string const& member) {
        auto const name = [](int i) { return "\"m" + std::to_string(i) + "\""; };
        return R"({"type": "object", "required": [)" + repeated(count, name)
             + R"(], "additionalProperties": )" + member + "}";
    };
    check_is_too_large(
        small_comparison(required(2'000, R"({"type": "string", "minLength": 50000})"), a_string));
    std::string const name(20'000, 'k');
    check_is_too_large(small_comparison(nested(80, an_object,
                                               [&](std::string const& inner) {
                                                   return R"({"type": "object", "required": [")" + name
                                                        + R"("], "properties": {")" + name + "\": " + inner
                                                        + "}}";
                                               }),
                                        a_string));
    std::string const text(100'000, 'x');
    check_is_too_large(small_comparison(nested(12, R"({"const": ")" + text + "\"}", two_members), a_string));
}

TEST_CASE("alternatives are not all held at once") {
    auto const name = [](int i) { return R"({"required": ["m)" + std::to_string(i) + R"("]})"; };
    std::string const one_of_many = R"({"oneOf": [)" + repeated(3'000, name) + "]}";
    CHECK(small_comparison(one_of_many, a_string).result == answer::incompatible);
    CHECK(small_comparison(R"({"type": "object", "minProperties": 1})", one_of_many).result
          == answer::incompatible);
}

TEST_CASE("merging the members of members comes to an end") {
    int const depth = 19;
    auto const made =
        small_comparison(R"({"allOf": [{"$ref": "#/$defs/n19"}, {"$ref": "#/$defs/m19"}], "$defs": {)"
                             + levels(depth, an_object, two_members) + ","
                             + levels(depth, R"({"minProperties": 1})", two_members, "m") + "}}",
                         an_object);
    CHECK(made.result == answer::compatible);
}

TEST_CASE("conjunctions of conjunctions are not copied at every level") {
    int const count = 3'000;
    auto const level = [](int i) {
        return R"("n)" + std::to_string(i + 1) + R"(": {"allOf": [)" + reference(i) + R"(], "required": ["m)"
             + std::to_string(i) + R"("]})";
    };
    small_comparison(R"({"allOf": [)" + repeated(count, [](int i) { return reference(i); })
                         + R"(], "$defs": {"n0": {"type": "object"}, )" + repeated(count, level) + "}}",
                     a_string);
}

TEST_CASE("what schemas evaluate is not asked in all ways through them") {
    int const depth = 12;
    auto const made =
        small_comparison(R"({"unevaluatedProperties": false, "$ref": "#/$defs/n12", "$defs": {)"
                             + levels(depth, R"({"properties": {"a": true}})",
                                      [](std::string const& inner) {
                                          return R"({"allOf": [)" + inner + "," + inner + "," + inner + "]}";
                                      })
                             + "}}",
                         R"({"type": "object"})");
    CHECK(made.result != answer::compatible);
}

TEST_CASE("dynamic scopes are told apart only as far as there are few") {
    int const count = 8;
    auto const resource = [&](int i) {
        return R"("d)" + std::to_string(i) + R"(": {"$id": "r)" + std::to_string(i)
             + R"(", "$dynamicAnchor": "x", "type": "object", "properties": {"z": {"$dynamicRef": "#x"}, )"
             + repeated(count,
                        [](int k) {
                            return "\"p" + std::to_string(k) + R"(": {"$ref": "r)" + std::to_string(k)
                                 + "\"}";
                        })
             + "}}";
    };
    std::string const all =
        R"({"$id": "http://host/all", "$ref": "r0", "$defs": {)" + repeated(count, resource) + "}}";
    CHECK(small_comparison(all, an_object).result == answer::compatible);
    CHECK(small_comparison(all, a_string).result == answer::incompatible);
}
