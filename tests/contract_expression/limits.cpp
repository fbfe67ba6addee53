#include "contract_expression/evaluate.hpp"

#include <array>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace action_grammar_tests;
using expression::failure;

struct ended {
    std::string_view filter;
    failure reason;
};

TEST_CASE("what would not end, or not fit, ends with the limit that it meets") {
    for (ended const& each : std::to_array<ended>({
             {"def f: f; f", failure::out_of_fuel},
             {"def f: f | f; f", failure::too_deep},
             {"def f(g): f(g | g); f(.)", failure::out_of_fuel},
             {"def f: (f, 1); first(f)", failure::too_deep},
             {"[recurse(.)]", failure::out_of_fuel},
             {"[recurse(if . == null then 0 elif . < 1e9 then . + 1 else empty end)]", failure::out_of_fuel},
             {"\"x\" * 1e9", failure::out_of_bytes},
             {"[range(1e12)]", failure::out_of_fuel},
             {"last(range(1e12))", failure::out_of_fuel},
             {"reduce range(1e9) as $i (\"\"; . + \"x\")", failure::out_of_fuel},
             {"reduce range(1e6) as $i (null; [.])", failure::too_deep},
             {"reduce range(1e6) as $i (null; {a: .})", failure::too_deep},
             {"reduce range(60) as $i (\"x\"; . + .)", failure::out_of_fuel},
             {"reduce range(60) as $i ([0]; . + .)", failure::out_of_fuel},
             {"range(1e6)", failure::too_many},
             {"try repeat(.) catch 1", failure::too_many},
             {"[repeat(.)?] // 1", failure::out_of_fuel},
             {"[.] | combinations(1e9)", failure::out_of_bytes},
             {"setpath([1e7]; 1)", failure::out_of_fuel},
         })) {
        INFO(each.filter);
        auto const filter = compiled(each.filter);
        REQUIRE(filter);
        auto const result = filter->evaluate(nullptr, {.outputs = 1000});
        REQUIRE(!result);
        CHECK(result.error().reason == each.reason);
        CHECK(!result.error().message.empty());
    }
}

TEST_CASE("a value that is nested deeply is an error or a result") {
    json::value deep(1);
    for (int i = 0; i < 10'000; ++i) {
        json::array outer;
        outer.push_back(std::move(deep));
        deep = std::move(outer);
    }
    for (ended const& each : std::to_array<ended>({
             {"[recurse(.)]", failure::out_of_fuel},
             {"[recurse(.[0]?)]", failure::too_deep},
             {"[recurse]", failure::too_deep},
             {"[..]", failure::too_deep},
             {"[paths]", failure::too_deep},
             {"walk(.)", failure::too_deep},
             {"flatten", failure::too_deep},
             {"tojson", failure::too_deep},
             {"[., .] | sort", failure::too_deep},
             {". == [[]]", failure::too_deep},
             {"[.]", failure::too_deep},
             {".", failure::too_deep},
         })) {
        INFO(each.filter);
        auto const result = compiled(each.filter).value().evaluate(deep);
        CHECK((result || !result.error().message.empty()));
        if (!result) CHECK(result.error().reason == each.reason);
    }
    CHECK(text_of(compiled("length").value().evaluate_one(deep).value()) == "1");
}

TEST_CASE("hostile values are errors or results") {
    check_examples(std::to_array<example>({
        {R"([limit(-1; 1, 2)], [limit(0; 1)])", "null", "[1,2] []"},
        {R"([-1, 1e300, 55555, 1114112] | implode | explode)", "null", "[65533,65533,65533,65533]"},
        {R"(.[1e18] = 1)", "[]", "! Array index too large"},
        {R"(setpath([1e9]; 1))", "null", "! Array index too large"},
        {R"(.[nan], .[infinite], .[-infinite])", "[1]", "null null null"},
        {R"(.[nan:nan], .[infinite:], .[-infinite:infinite], .[null:null], .[3:1])", "[1,2]",
         "[] [] [1,2] [1,2] []"},
        {R"(.[nan] = 3)", "[1]", "! Out of bounds negative array index"},
        {R"(ltrimstr(1))", R"("a")", R"("a")"},
        {R"(("[" * 10000) | try fromjson catch "refused")", "null", R"("refused")"},
        {R"(("a" * 1000000) | test("^(a|b)*$"))", "null", "true"},
        {R"(("%Y" * 100000) as $f | try strptime($f) catch "refused")", R"("x")", R"("refused")"},
        {R"(0 | strftime("%Y" * 1000) | length)", "null", "4000"},
        {R"(def f: if . > 100000 then . else . + 1 | f end; 0 | f)", "null",
         "! the evaluation took more steps than its limit; let it do less, or raise the fuel"},
        {R"(def f($i): if $i > 50000 then $i else f($i + 1) end; f(0))", "null", "50001"},
    }));
}

TEST_CASE("each limit is the caller's to set") {
    auto const filter = compiled("range(10)");
    REQUIRE(filter);
    CHECK(filter->evaluate(nullptr, {.outputs = 10}));
    CHECK(filter->evaluate(nullptr, {.outputs = 9}).error().reason == failure::too_many);
    CHECK(filter->evaluate(nullptr, {.fuel = 5}).error().reason == failure::out_of_fuel);
    auto const array = compiled("[range(1000)]");
    CHECK(array->evaluate(nullptr, {.bytes = 1000}).error().reason == failure::out_of_bytes);
    auto const nested = compiled("[[[1]]]");
    CHECK(nested->evaluate(nullptr, {.nesting = 2}).error().reason == failure::too_deep);
    CHECK(nested->evaluate(nullptr, {.nesting = 3}));
    auto const sum = compiled("1 + (2 + (3 + 4))");
    CHECK(sum->evaluate(nullptr, {.depth = 2}).error().reason == failure::too_deep);
}

TEST_CASE("one output is one output") {
    CHECK(*compiled("1")->evaluate_one(nullptr) == 1);
    CHECK(compiled("1, 2")->evaluate_one(nullptr).error().reason == failure::not_single);
    CHECK(compiled("empty")->evaluate_one(nullptr).error().reason == failure::not_single);
}

TEST_CASE("errors of an evaluation say where") {
    auto const failed = compiled(".a\n | tonumber")->evaluate(value_of(R"({"a":"x"})"));
    REQUIRE(!failed);
    CHECK(failed.error().reason == failure::raised);
    CHECK(failed.error().line == 2);
    CHECK(failed.error().column == 4);
    CHECK(failed.error().offset == 6);
    auto const thrown = compiled("error({a: 1})")->evaluate(nullptr);
    REQUIRE(!thrown);
    REQUIRE(thrown.error().value);
    CHECK(text_of(*thrown.error().value) == R"({"a":1})");
}

TEST_CASE("an expression is compiled once and evaluated by several threads") {
    auto const filter =
        compiled(R"jq([.[] | {k: .a, t: "\(.a)-\(.b)", m: (.b | test("x+"))}] | group_by(.m))jq");
    REQUIRE(compiled);
    auto const input = value_of(R"([{"a":1,"b":"xx"},{"a":2,"b":"y"},{"a":[1],"b":"zx"}])");
    std::string const expected = text_of(filter->evaluate(input)->front());
    std::array<int, 4> wrong{};
    std::vector<std::thread> threads;
    for (int& mine : wrong)
        threads.emplace_back([&mine, &expected, &input, own = *filter] {
            for (int i = 0; i < 500; ++i) {
                auto const result = own.evaluate(input);
                if (!result || text_of(result->front()) != expected) ++mine;
            }
        });
    for (std::thread& each : threads)
        each.join();
    CHECK(wrong == std::array<int, 4>{});
}

} // namespace
