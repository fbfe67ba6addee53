// The snippets of how-to/transforms.md.

#include <cassert>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/containment/compare.hpp>
// [include_filter]
#include <action_grammar/contract/expression/filter.hpp>
// [/include_filter]
// [include_infer]
#include <action_grammar/contract/inference/infer.hpp>
// [/include_infer]
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>

namespace ag = action_grammar;
namespace json = ag::json;

// [resource]
class summarizer {
public:
    explicit summarizer(ag::expression::filter summary) : summary_(std::move(summary)) {}

    ag::result<json::value, ag::expression::evaluation_error> summarize(json::value const& order) const {
        return summary_.evaluate_one(order);
    }

private:
    ag::expression::filter summary_;
};

inline constexpr auto summarize_order =
    ag::query<"summarize_order">(ag::transform<"summary">(&summarizer::summarize));
// [/resource]

int main() {
    json::value const order = *json::parse(
        R"({"id": "SO-7", "lines": [{"price": 2.5, "quantity": 4}, {"price": 1, "quantity": 2}]})");
    {
        // [evaluate]
        auto const total = ag::expression::compile(".lines | map(.price * .quantity) | add");
        assert(total);
        auto const sum = total->evaluate_one(order);
        assert(sum && *sum == 12);
        // [/evaluate]
    }
    {
        // [outputs]
        auto const prices = ag::expression::compile(".lines[].price");
        assert(prices->evaluate(order)->size() == 2);
        assert(prices->evaluate_one(order).error().reason == ag::expression::failure::not_single);

        std::optional<json::value> first; // as many as are asked for, and no more work
        auto const done = prices->for_each(order, [&](json::value&& output) {
            first = std::move(output);
            return false;
        });
        assert(done && *first == 2.5);
        // [/outputs]
    }
    {
        // [compile_error]
        auto const misspelt = ag::expression::compile(".lines\n| mpa(.price)");
        assert(misspelt.error().message == "unknown function `mpa`; did you mean `map`?");
        assert(misspelt.error().hint == "map");
        assert(misspelt.error().line == 2 && misspelt.error().column == 3);

        auto const excluded = ag::expression::compile("{at: now}");
        std::cout << excluded.error().message << '\n';
        // [/compile_error]
        assert(excluded.error().message
               == "`now` is not available: it reads the clock, and an expression depends on its input only; "
                  "pass the time in the input");
    }
    {
        // [evaluation_error]
        auto const wrong = ag::expression::compile(".id * 2 + 1")->evaluate_one(order);
        assert(wrong.error().reason == ag::expression::failure::raised);
        assert(wrong.error().message == "string (\"SO-7SO-7\") and number (1) cannot be added");
        assert(wrong.error().line == 1 && wrong.error().column == 9);
        // [/evaluation_error]
    }
    {
        // [limits]
        auto const endless = ag::expression::compile("[recurse(.)]");
        ag::expression::evaluation_limits limits;
        limits.fuel = 10'000; // steps
        limits.depth = 100;   // evaluations within each other
        limits.nesting = 32;  // arrays and objects within each other
        limits.outputs = 10;
        limits.bytes = 1024 * 1024; // of values at a time, and of all outputs
        auto const ended = endless->evaluate(order, limits);
        assert(ended.error().reason == ag::expression::failure::out_of_fuel);
        // [/limits]
    }
    {
        // [run]
        summarizer const by_order(*ag::expression::compile("{order: .id, lines: (.lines | length)}"));
        auto const outcome = ag::run(summarize_order, order, ag::environment{by_order});
        assert(outcome && json::serialize(*outcome) == R"({"order":"SO-7","lines":2})");
        // [/run]
    }
    // [infer]
    auto const orders = *ag::schema::load_text(R"({
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^SO-[0-9]+$"},
            "lines": {"type": "array", "minItems": 1, "items": {
                "type": "object",
                "properties": {"price": {"type": "number", "minimum": 0},
                               "quantity": {"type": "integer", "minimum": 1},
                               "note": {"type": "string"}},
                "required": ["price", "quantity"],
                "additionalProperties": false
            }}
        },
        "required": ["id", "lines"],
        "additionalProperties": false
    })");
    auto const filter =
        ag::expression::compile("{order: .id, total: (.lines | map(.price * .quantity) | add)}");
    auto const inferred = ag::inference::infer(filter->syntax(), orders);
    assert(json::serialize(inferred.schema)
           == R"({"type":"object","properties":{)"
              R"("order":{"type":"string","pattern":"^SO-[0-9]+$"},"total":{"type":"number","minimum":0}},)"
              R"("required":["order","total"],"additionalProperties":false})");
    assert(inferred.findings.empty() && !inferred.may_fail);
    assert((inferred.outputs == ag::inference::cardinality{1, 1}));
    // [/infer]
    {
        // [compare]
        ag::containment::contract const made(*ag::schema::load(inferred.schema));
        ag::containment::contract const taken(*ag::schema::load_text(
            R"({"type": "object", "properties": {"total": {"type": "number"}}, "required": ["total"]})"));
        assert(ag::containment::compare(made, taken));
        // [/compare]
    }
    {
        // [misspelt]
        auto const wrong = ag::inference::infer(".lines | map(.prise)", orders);
        assert(wrong && wrong->has_errors());
        ag::inference::finding const& found = wrong->findings[0];
        assert(found.message == "there is no member `prise` here; did you mean `price`?");
        assert(found.hint == "price" && found.line == 1 && found.column == 14);
        // [/misspelt]
        assert(wrong->findings.size() == 1);
    }
    {
        // [one_output]
        auto const several = ag::inference::infer("first(.lines[] | select(.price > 100)) | .note", orders,
                                                  {.one_output = true});
        for (ag::inference::finding const& each : several->findings)
            std::cout << each.line << ':' << each.column << ": " << name_of(each.level) << ": "
                      << each.message << " (" << name_of(each.kind) << ")\n";
        // [/one_output]
        assert(several->findings.size() == 2);
    }
}
