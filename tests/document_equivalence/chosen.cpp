#include "by_hand.hpp"

// Cases in which a composition and its document are judged alike that the generated ones leave out.

using namespace equivalence_tests;

TEST_CASE("a timeout behind the mutation") {
    constexpr auto limited = ag::with(ag::timeout(ag::duration{1}), two_steps);
    CHECK(behind<piece<decltype(put)>, piece<decltype(limited)>>() == ag::rule_code::fallible_after_mutation);
    CHECK(told(R"json({"command": "c", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "commit": {"id": "put", "action": "persist(put)"},
        "conclude": [{"id": "b", "decide": [{"otherwise": true, "prepare": [{"id": "a", "action": "transform(next)"},
            {"id": "b", "action": "transform(next)"}]}]}],
        "mixins": [{"mixin": "timeout", "on": ["b"], "with": {"ms": 1}}]})json")
          == lines{"AG202 /conclude/0"});
}

TEST_CASE("a timeout around one action that takes no deadline") {
    using one = piece<decltype(ag::transform<"a">(next))>;
    using limiting = decltype(ag::timeout(ag::duration{1}));
    CHECK(typing::with_verdict<limiting, one>::code == ag::rule_code::mixin_not_applicable);
    CHECK(told(R"json({"query": "q", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "prepare": [{"id": "a", "action": "transform(next)"}],
        "mixins": [{"mixin": "timeout", "on": ["a"], "with": {"ms": 1}}]})json")
          == lines{"AG502 /mixins/0"});
}

TEST_CASE("a fixed number of elements through a fan_out") {
    constexpr auto over_pair =
        ag::transform<"pair">([](std::array<long, 2> const& of) noexcept { return of; })
        | ag::fan_out<"each">(ag::transform<"one">([](long n) noexcept { return n; }));
    constexpr auto pair = ag::transform<"again">([](std::array<long, 2> const& of) noexcept { return of; });
    CHECK(behind<piece<decltype(over_pair)>, piece<decltype(pair)>>() == ag::rule_code::none);
    CHECK(told(R"json({"query": "q",
        "input": {"type": "array", "items": {"type": "integer", "minimum": 0, "maximum": 9}, "minItems": 2, "maxItems": 2},
        "prepare": [{"id": "each", "fan_out": [{"id": "one", "action": "transform(next)"}]},
                    {"id": "pair", "action": "transform(pair)"}]})json")
          == lines{});
}

TEST_CASE("a step under a mixin that reads itself") {
    CHECK(told(R"json({"query": "q", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "prepare": [{"id": "a", "from": "a", "action": "transform(next)"}]})json")
          == lines{"AG402 /prepare/0/from"});
    CHECK(told(R"json({"command": "c", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "commit": {"id": "a", "from": "a", "action": "persist(put)"},
        "mixins": [{"mixin": "retry", "on": ["a"]}]})json")
          == lines{"AG402 /commit/from"});
}
