// action-grammar contract infer: what is the contract of a filter's outputs?

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include "batch.hpp"
#include "schemas.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;
namespace expression = action_grammar::expression;
namespace inference = action_grammar::inference;

namespace {

struct answered {
    inference::inferred inferred;
    std::int64_t nanoseconds = 0;
    std::int64_t compile_nanoseconds = 0;
};

/// Throws `input_error` for a text that is no filter, or a schema that cannot be loaded.
answered infer(infer_question const& question, std::string const& filter, json::value const& input,
               std::optional<std::string> const& draft = {}) {
    auto const [compiled, compile_time] = timed([&] {
        return std::pair(expression::parse(filter),
                         load_schema(input, "input", question, draft, schema::leniency::ignored));
    });
    auto const& [tree, contract] = compiled;
    if (!tree)
        throw input_error(
            fmt::format("filter:{}:{}: {}", tree.error().line, tree.error().column, tree.error().message));
    auto [inferred, time] = timed([&] { return inference::infer(*tree, contract, {.one_output = true}); });
    return {std::move(inferred), time, compile_time};
}

json::object as_json(answered const& made) {
    inference::inferred const& inferred = made.inferred;
    json::object object;
    object["schema"] = inferred.schema;
    json::array& findings = object["findings"].emplace_array();
    for (inference::finding const& each : inferred.findings) {
        json::object& finding = findings.emplace_back(json::object()).get_object();
        finding["severity"] = inference::name_of(each.level);
        finding["kind"] = inference::name_of(each.kind);
        finding["message"] = each.message;
        if (!each.hint.empty()) finding["hint"] = each.hint;
        finding["line"] = each.line;
        finding["column"] = each.column;
    }
    object["min_outputs"] = inferred.outputs.min;
    if (inferred.outputs.max != inference::cardinality::unbounded)
        object["max_outputs"] = inferred.outputs.max;
    object["may_fail"] = inferred.may_fail;
    object["nanoseconds"] = made.nanoseconds;
    object["compile_nanoseconds"] = made.compile_nanoseconds;
    return object;
}

void print(inference::inferred const& inferred) {
    fmt::print("{}\n", json::serialize(inferred.schema));
    for (inference::finding const& each : inferred.findings) {
        // The message names the hint, too.
        fmt::print("filter:{}:{}: {}: {} ({})\n", each.line, each.column, inference::name_of(each.level),
                   each.message, inference::name_of(each.kind));
    }
}

} // namespace

exit_status answer(infer_question const& question) {
    if (!question.batch.empty())
        return answer_batch(question.batch, [&](json::object const& line) {
            return as_json(
                infer(question, string_of(line, "filter"), member_of(line, "schema"), draft_of(line)));
        });
    json::value const input = question.input.empty() ? json::value(true) : read_json(question.input);
    answered const made = infer(question, question.filter, input);
    if (question.format == output_format::json)
        fmt::print("{}\n", json::serialize(as_json(made)));
    else
        print(made.inferred);
    return made.inferred.has_errors() ? exit_status::no : exit_status::yes;
}

} // namespace action_grammar_program
