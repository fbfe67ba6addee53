#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_INFER_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_INFER_HPP

// The output contract of a filter, from its input contract.

#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/parser.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/builtin_rules.hpp>
#include <action_grammar/contract/inference/finding.hpp>
#include <action_grammar/contract/inference/write.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::inference {

/// What an inference may ask for, and what is told.
struct infer_options {
    std::size_t steps = 20'000; ///< Constructs that are evaluated on types; what is beyond may be anything.
    std::size_t findings = 100; ///< Told at most.
    bool mark_dialect = false;  ///< Begin the schema with `$schema`.
    bool one_output = false;    ///< The filter is to have one output: tell where it may have none or several.
};

/// What is known of a filter under an input contract.
struct inferred {
    /// A schema of draft 2020-12 that every output is valid under, for every valid input.
    json::value schema;
    std::vector<finding> findings; ///< In order of their place.
    cardinality outputs;           ///< How many outputs there are for an input, if evaluation does not fail.
    bool may_fail = false;         ///< Some input may make it fail, as far as is known.

    /// Whether there is a finding of severity error.
    bool has_errors() const noexcept {
        return std::ranges::any_of(findings,
                                   [](finding const& each) { return each.level == severity::error; });
    }
};

/// The output contract of a parsed filter whose inputs are valid under the root of `input`, and what is to be told of
/// the filter.
///
/// Sound: whatever evaluation gives for such an input, without failing, is valid under `schema`. The one exception
/// are numbers beyond the range of doubles: where arithmetic overflows twice, as in `1e308 * 10 - 1e308 * 10`, the
/// result is null, which is not foreseen. Where the filter, or the contract, says more than types can, the schema says
/// less. Patterns, formats, references and all else that the input contract says of a part that the filter passes
/// through unchanged are kept.
///
/// Never fails. Time and memory are bounded by `options.steps`; usual filters take some 10 us.
inline inferred infer(expression::tree const& filter, schema::graph const& input,
                      infer_options const& options = {}) {
    detail::universe types(input);
    detail::analysis work(filter, types, options.steps, options.findings);
    inferred made;
    detail::type_ptr const whole = types.of_node(input.root);
    if (types.is_nothing(whole)) {
        work.report(
            severity::error, finding_kind::impossible_input, 0,
            "no value satisfies the input contract, so that this is never evaluated; correct the contract");
        made.schema = false;
        made.outputs = {0, 0};
        made.findings = work.take_findings();
        return made;
    }
    detail::outcome const found = work.evaluate(filter.root, {whole, nullptr});
    made.may_fail = !types.is_nothing(found.error);
    made.outputs = found.count;
    bool const never = types.is_nothing(found.type);
    if (never && found.count.max > 0 && made.may_fail)
        work.report(
            severity::error, finding_kind::always_fails, 0,
            "this fails whatever the input; see the other findings, or leave out what raises the error");
    else if (never || found.count.max == 0)
        work.report(severity::error, finding_kind::no_output, 0,
                    "this never has an output; leave out `empty`, or the condition that nothing satisfies");
    if (never) made.outputs = {0, 0};
    if (options.one_output && !never) {
        if (found.count.min == 0)
            work.report(severity::warning, finding_kind::may_lack_output, 0,
                        "this has no output for some inputs; collect what there is with `[...]`, or give a "
                        "default with "
                        "`first(..., null)`");
        if (found.count.max > 1)
            work.report(
                severity::warning, finding_kind::several_outputs, 0,
                "this may have several outputs; collect them with `[...]`, or take one with `first(...)`");
    }
    if (work.gave_up() || types.exhausted())
        work.report(
            severity::note, finding_kind::limit_reached, 0,
            "this is too large or too deeply recursive to follow to the end, so that its result may be "
            "anything; split it, or state the output contract");
    detail::type_writer writer(types);
    made.schema = writer.write(found.type);
    if (json::object* const schema = made.schema.if_object()) {
        json::object definitions = writer.definitions();
        if (!definitions.empty()) (*schema)["$defs"] = std::move(definitions);
        if (options.mark_dialect) (*schema)["$schema"] = "https://json-schema.org/draft/2020-12/schema";
    }
    made.findings = work.take_findings();
    return made;
}

/// The same of the text of a filter. Errors: the text is no filter.
inline result<inferred, expression::error> infer(std::string_view filter, schema::graph const& input,
                                                 infer_options const& options = {}) {
    auto const tree = expression::parse(filter);
    if (!tree) return unexpected(tree.error());
    return infer(*tree, input, options);
}

} // namespace action_grammar::inference

#endif
