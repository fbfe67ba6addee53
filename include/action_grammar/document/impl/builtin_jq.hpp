#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_JQ_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_JQ_HPP

// transform(jq) and aggregate(jq).

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document::detail {

/// The configuration of both.
struct jq_configuration {
    std::string filter;
    std::optional<json::value> output;
};

class jq_runner final : public runner {
public:
    /// @param certain  it cannot fail: the limits are beyond what it can reach
    jq_runner(expression::filter filter, bool certain) : filter_(std::move(filter)) {
        if (!certain) return;
        limits_.fuel = std::numeric_limits<std::int64_t>::max();
        limits_.depth = 10'000;
        limits_.nesting = 2'000;
        limits_.bytes = std::size_t{1} << 46;
    }

    answer run(std::span<datum const> values, call const&) const noexcept override {
        return run_guarded(values, [this](datum const& value) {
            json_view const input(value);
            auto made = filter_.evaluate_one(*input, limits_);
            if (!made) return failed(failure_of_evaluation(made.error(), filter_.text()));
            answer given;
            given.value = datum(*std::move(made));
            return given;
        });
    }

private:
    expression::filter filter_;
    expression::evaluation_limits limits_;
};

class jq_kind final : public action_kind {
public:
    explicit jq_kind(verb what) {
        bool const reduces = what == verb::aggregate;
        about_.name = std::string(name(what)) + "(jq)";
        about_.what = what;
        about_.resource = "jq";
        about_.summary = reduces ? "Reduces a list to the value that a jq filter makes of it."
                                 : "Computes the value that a jq filter makes of its input.";
        parameter taken{reduces ? "values" : "value", {}};
        if (reduces)
            if (auto list = contract::of_schema(json::object{{"type", "array"}}))
                taken.accepts = *std::move(list);
        about_.parameters.push_back(std::move(taken));
        about_.configuration = contract::of_type(value_type_of<jq_configuration>).schema();
        about_.effect = grade::fallible;
        about_.failures.push_back({"expression_error", tendency::never, tendency::never, {}});
    }

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.effect = grade::fallible;
        auto const configured = configuration_of<jq_configuration>(request, made);
        if (!configured) return made;
        auto const used = use_of_filter(configured->filter, "/with/filter", request, made.problems);
        if (!used->filter) {
            declare(*configured, request, made);
            return made;
        }
        judged_filter const& judged = used->judged;
        made.output = judged.yields;
        if (configured->output) compare(*configured->output, request, made);
        if (has_errors(made.problems)) return made;
        bool const certain = !judged.may_fail && judged.one_output && judged.complete && used->is_cheap;
        if (certain) made.effect = grade::infallible;
        made.run = std::make_shared<jq_runner const>(*used->filter, certain);
        return made;
    }

private:
    /// Of a filter that is none its declared output is known all the same.
    static void declare(jq_configuration const& configured, use_request const& request, use& made) {
        if (!configured.output) return;
        if (auto declared = contract_in(*configured.output, "/with/output", request, made.problems))
            made.output = *std::move(declared);
    }

    static void compare(json::value const& schema, use_request const& request, use& made) {
        auto const declared = contract_in(schema, "/with/output", request, made.problems);
        if (!declared) return;
        auto const found = known_contracts(request.known).compare(made.output, *declared, request.policy);
        if (found) return;
        use_problem told;
        told.pointer = "/with/output";
        if (found.result == containment::answer::incompatible) {
            told.code = rule_code::contract_mismatch;
            told.message = "what the filter makes is not always of the declared output";
            if (found.witness) told.message += ": it may be " + shown(*found.witness);
            if (!found.keyword.empty())
                told.message += ", which breaks \"" + found.keyword + '"'
                              + (found.path.empty() ? "" : " at " + found.path);
            told.hint = "change the filter, declare a wider output, or narrow what reaches the step";
        } else {
            told.code = rule_code::contract_unproven;
            told.message = "whether what the filter makes is of the declared output is not known: "
                         + std::string(text_of(found.reason).sentence);
            told.hint = "declare a simpler output, or validate the value in a step of its own";
        }
        made.problems.push_back(std::move(told));
    }

    description about_;
};

} // namespace action_grammar::document::detail

#endif
