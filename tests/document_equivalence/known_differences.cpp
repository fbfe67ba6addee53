#include "by_hand.hpp"

// Where a composition and its document are judged differently. A test that fails here because the two agree now is good
// news: then its case belongs to the others, and its row out of docs/how-to/typed-and-documents.md.

using namespace equivalence_tests;

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

TEST_CASE("what a check passes on whose own reference is broken") {
    using first = piece<decltype(ag::validate<"a">(ag::from<"d">, is_positive))>;
    using second =
        piece<decltype(ag::transform<"b">([](std::array<long, 2> const& of) noexcept { return of; }))>;
    using whole = ag::basic_composition<ag::purpose::query, "whole", typing::joined_pipeline<first, second>>;
    std::vector<ag::rule_code> as_types;
    for (ag::violation const& each : found_in_shape<whole>())
        as_types.push_back(each.code);
    CHECK(as_types == std::vector{ag::rule_code::unresolved_reference});
    CHECK(told(R"json({"query": "q", "input": {"type": "integer", "minimum": 0, "maximum": 9},
        "prepare": [{"id": "a", "from": "d", "action": "validate(positive)"},
                    {"id": "b", "action": "transform(pair)"}]})json")
          == lines{"AG401 /prepare/0/from", "AG101 /prepare/1"});
}
