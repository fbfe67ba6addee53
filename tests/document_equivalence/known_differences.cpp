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

// Where a composition and its document are judged differently. A test that fails here because the two agree now is good
// news: then its case belongs to the others, and its row out of docs/how-to/typed-and-documents.md.

using namespace equivalence_tests;

namespace {

namespace document = ag::document;

template <class Value>
using list_of = std::vector<Value>;

[[maybe_unused]] constexpr auto make_list = [](int) noexcept { return list_of<int>{}; };
[[maybe_unused]] constexpr auto next = [](int n) noexcept { return n; };
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

TEST_CASE("branches that yield different types") {
    using one = typing::branch<piece<decltype(is_positive)>,
                               typing::block_of<piece<decltype(ag::transform<"a">(next))>>>;
    using other_type = typing::branch<
        typing::always,
        typing::block_of<piece<decltype(ag::transform<"b">([](int) noexcept { return true; }))>>>;
    using either = ag::basic_decide<ag::label{"d"}, typing::previous, one, other_type>;
    CHECK(typing::typing_of<typing::pipeline_of<either>>::broken::code == ag::rule_code::contract_mismatch);
    CHECK(told(R"json({"query": "q", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "prepare": [{"id": "d", "decide": [
            {"when": ". > 0", "prepare": [{"id": "a", "action": "transform(next)"}]},
            {"otherwise": true, "prepare": [{"id": "b", "action": "transform(jq)", "with": {"filter": "true"}}]}]}]})json")
          == lines{});
}

TEST_CASE("a command that never mutates") {
    using whole = typing::typing_of<typing::pipeline_of<piece<decltype(ag::transform<"a">(next))>>>::whole;
    CHECK(typing::purpose_judgment<ag::purpose::command, "c", whole>::value.code
          == ag::rule_code::effect_undeclared);
    CHECK(told(R"json({"command": "c", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "prepare": [{"id": "a", "action": "transform(next)"}]})json")
          == lines{"AG308 "});
}

TEST_CASE("a fan_out over a vector behind the mutation") {
    CHECK(behind<piece<decltype(put_list)>, piece<decltype(doubled)>>()
          == ag::rule_code::fallible_after_mutation);
    CHECK(told(R"json({"command": "c", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "commit": {"id": "list", "action": "persist(list)"},
        "conclude": [{"id": "each", "fan_out": [{"id": "one", "action": "transform(next)"}]}]})json")
          == lines{});
}
