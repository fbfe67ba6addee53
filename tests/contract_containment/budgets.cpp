#include "cases.hpp"

#include <string>

using namespace containment_tests;
namespace ct = ag::containment;

// Schemas that are made to be expensive: each comparison must come to an end within its steps, with a right answer or
// with none. That it does so in milliseconds is for the benchmarks to show; without the budget these would not end.

namespace {

std::string repeated(int times, std::string const& separator, auto&& part) {
    std::string all;
    for (int i = 0; i < times; ++i)
        all += (i == 0 ? "" : separator) + part(i);
    return all;
}

/// `depth` conjunctions of alternatives, all of the same members.
std::string alternatives(int count) {
    return R"({"type": "object", "allOf": [)"
         + repeated(count, ",",
                    [](int i) {
                        std::string const name = "m" + std::to_string(i);
                        return R"({"anyOf": [{"required": [")" + name + R"("]}, {"properties": {"x)"
                             + std::to_string(i) + R"(": {"type": "string"}}}]})";
                    })
         + "]}";
}

} // namespace

TEST_CASE("conjunctions of many alternatives end") {
    CHECK_NOTHROW(compared(alternatives(40), R"({"type": "object", "minProperties": 21})"));
    CHECK(compared(R"({"type": "object", "maxProperties": 3})", alternatives(40)).result
          == answer::incompatible);
}

TEST_CASE("parity, which no shortcut sees through, ends") {
    // Exactly one of each neighboring pair, around an odd circle: no value, and exponential to see by splitting alone.
    int const count = 25;
    std::string const circle =
        R"({"type": "object", "allOf": [)"
        + repeated(count, ",",
                   [&](int i) {
                       auto const name = [](int n) {
                           return R"({"required": ["m)" + std::to_string(n) + R"("]})";
                       };
                       return R"({"oneOf": [)" + name(i) + "," + name((i + 1) % count) + "]}";
                   })
        + "]}";
    CHECK(compared(circle, "false").result != answer::incompatible);
}

TEST_CASE("enumerations of thousands of values") {
    std::string const few =
        R"({"enum": [)" + repeated(4000, ",", [](int i) { return std::to_string(i); }) + "]}";
    std::string const many =
        R"({"enum": [)" + repeated(4001, ",", [](int i) { return std::to_string(i); }) + "]}";
    CHECK(compared(few, many).result == answer::compatible);
    CHECK(compared(many, few).result == answer::incompatible);
}

TEST_CASE("patterns of which the automata are large") {
    CHECK_NOTHROW(compared(R"({"type": "string", "pattern": "^(a|b)*a(a|b){18}$"})",
                           R"({"type": "string", "pattern": "^(a|b)*b(a|b){17}$"})"));
    CHECK_NOTHROW(compared(R"({"type": "string", "pattern": "^(a{1,200}b{1,200}){1,200}$"})",
                           R"({"type": "string", "pattern": "^(b{1,200}a{1,200}){1,200}$"})"));
}

TEST_CASE("deep schemas and mutual recursion") {
    int const depth = 200;
    std::string deep;
    for (int i = 0; i < depth; ++i)
        deep += R"({"items": )";
    std::string const closing(depth, '}');
    auto const made =
        compared(deep + R"({"type": "string"})" + closing, deep + R"({"type": "null"})" + closing);
    CHECK(made.result != answer::compatible);

    auto const web = [](int count, std::string const& leaf) {
        return R"({"$ref": "#/$defs/n0", "$defs": {)"
             + repeated(count, ",",
                        [&](int i) {
                            return R"("n)" + std::to_string(i) + R"(": {"type": ["object", ")" + leaf
                                 + R"("], "properties": {)"
                                 + repeated(4, ",",
                                            [&](int k) {
                                                return R"("p)" + std::to_string(k)
                                                     + R"(": {"$ref": "#/$defs/n)"
                                                     + std::to_string((i * 7 + k * 3 + 1) % count) + R"("})";
                                            })
                                 + "}}";
                        })
             + "}}";
    };
    CHECK(compared(web(30, "null"), web(30, "null")).result == answer::compatible);
    CHECK(compared(web(12, "null"), web(11, "null")).result == answer::compatible);
    CHECK(compared(web(60, "null"), web(59, "null")).result != answer::incompatible);
    CHECK(compared(web(30, "null"), web(29, "string")).result == answer::incompatible);
}

TEST_CASE("a comparison without steps says so") {
    auto const made = compare(contract_of(R"({"type": "string"})"),
                              contract_of(R"({"minLength": 0, "maxLength": 9})"), {.steps = 0});
    CHECK(made.result == answer::undecided);
    CHECK(made.reason == ct::undecided_reason::budget);
}

TEST_CASE("the same question has the same answer, whatever was asked before") {
    auto const producer = contract_of(R"({"type": "string", "pattern": "^(ab|cd)*$", "minLength": 3})");
    auto const consumer = contract_of(R"({"type": "string", "pattern": "^[a-d]*$", "maxLength": 400})");
    for (std::uint64_t steps = 0; steps < 400; steps += 7) {
        ct::budget const limits{.steps = steps, .pattern_steps = 200'000};
        auto const first = compare(producer, consumer, limits);
        auto const second = compare(producer, consumer, limits);
        CHECK(first.result == second.result);
    }
}
