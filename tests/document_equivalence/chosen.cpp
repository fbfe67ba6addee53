#include "batch.hpp"
#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <array>
#include <string>
#include <string_view>
#include <vector>

// Cases in which a composition and its document are judged alike that the generated ones leave out.

using namespace equivalence_tests;

namespace {

namespace document = ag::document;

template <class Value>
using list_of = std::vector<Value>;

[[maybe_unused]] constexpr auto make_list = [](int) noexcept { return list_of<int>{}; };
constexpr auto next = [](int n) noexcept { return n; };
[[maybe_unused]] constexpr auto is_positive = [](int n) noexcept { return n > 0; };

document::registry actions() {
    document::registry made;
    REQUIRE(made.add("next", ag::transform<"x">(keep<int>{})).has_value());
    REQUIRE(made.add("pair", ag::transform<"x">([](std::array<long, 2> const& of) noexcept { return of; }))
                .has_value());
    REQUIRE(made.add("list", ag::persist<"x">(make_list, ag::natural)).has_value());
    REQUIRE(made.add("put", ag::persist<"x">(keep<int>{}, ag::natural)).has_value());
    return made;
}

/// The errors, each as "AG201 /commit".
std::vector<std::string> told(std::string_view text) {
    std::vector<std::string> all;
    for (auto const& each : document::validate(text, actions()).found.list)
        if (each.level == ag::severity::error)
            all.push_back(std::string(ag::find_rule(each.code)->id) + ' ' + each.where.pointer);
    return all;
}
using lines = std::vector<std::string>;

/// What the typed surface says of one piece behind another.
template <class Before, class Piece>
constexpr ag::rule_code behind() {
    return typing::typing_of<typing::joined_pipeline<Before, Piece>>::broken::code;
}

[[maybe_unused]] constexpr auto put_list = ag::persist<"list">(make_list, ag::natural);
[[maybe_unused]] constexpr auto put = ag::persist<"put">(next, ag::natural);
[[maybe_unused]] constexpr auto doubled = ag::fan_out<"each">(ag::transform<"one">(next));
[[maybe_unused]] constexpr auto two_steps = ag::transform<"a">(next) | ag::transform<"b">(next);
template <class Piece>
using piece = std::remove_const_t<Piece>;

} // namespace

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
