#include "support.hpp"

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace action_grammar_tests {

namespace ag = action_grammar;

namespace {

ag::schema::graph graph_of(std::string_view text) {
    auto loaded = ag::schema::load_text(text);
    if (!loaded) throw std::runtime_error(std::string(text) + ": " + loaded.error().message);
    return *std::move(loaded);
}

/// What shows that not every value of `schema` is one of `other`; empty if every one is.
std::string beyond(ag::containment::contract const& schema, ag::containment::contract const& other) {
    auto const made = ag::containment::compare(schema, other);
    if (made) return {};
    return made.witness ? ag::json::serialize(*made.witness) : std::string("undecided");
}

} // namespace

std::optional<inference::finding> inferred::first(finding_kind kind) const {
    auto const found = std::ranges::find(findings, kind, &inference::finding::kind);
    if (found == findings.end()) return std::nullopt;
    return *found;
}

inferred infer(std::string_view filter, std::string_view contract, asked const& options) {
    INFO(filter << " on " << contract);
    inference::infer_options with;
    if (options.steps) with.steps = *options.steps;
    if (options.findings) with.findings = *options.findings;
    with.mark_dialect = options.mark_dialect;
    with.one_output = options.one_output;
    auto const found = inference::infer(filter, graph_of(contract), with);
    if (!found) throw std::runtime_error(std::string(filter) + ": " + found.error().message);
    std::size_t place = 0;
    for (inference::finding const& each : found->findings) {
        CHECK(each.offset >= place);
        CHECK(each.offset <= filter.size());
        CHECK(!each.message.empty());
        CHECK((each.line > 1 || each.column == each.offset + 1));
        place = each.offset;
    }
    CHECK(found->findings.size() <= with.findings);
    CHECK(ag::schema::load(found->schema));
    return {ag::json::serialize(found->schema), found->findings, found->outputs, found->may_fail,
            found->has_errors()};
}

std::string difference(std::string_view schema, std::string_view other) {
    ag::containment::contract const first(graph_of(schema));
    ag::containment::contract const second(graph_of(other));
    if (auto const only = beyond(first, second); !only.empty()) return "only the first has " + only;
    if (auto const only = beyond(second, first); !only.empty()) return "only the second has " + only;
    return {};
}

void check_outputs(std::initializer_list<output_case> cases) {
    for (output_case const& each : cases) {
        INFO(each.filter << " on " << each.contract);
        inferred const found = infer(each.filter, each.contract);
        INFO("inferred " << found.schema << "\nexpected " << each.output);
        CHECK(difference(found.schema, each.output) == "");
    }
}

void check_findings(std::initializer_list<finding_case> cases) {
    for (finding_case const& each : cases) {
        INFO(each.filter << " on " << each.contract);
        inferred const found = infer(each.filter, each.contract);
        std::string all;
        for (inference::finding const& told : found.findings)
            all += std::string(name_of(told.level)) + ' ' + std::string(name_of(told.kind)) + " at "
                 + std::to_string(told.column) + ": " + told.message + " [" + told.hint + "]\n";
        INFO("told:\n" << all);
        CHECK(std::ranges::any_of(found.findings, [&](inference::finding const& told) {
            return told.kind == each.kind && told.level == each.level && told.line == 1
                && told.column == each.column && told.message.find(each.says) != std::string::npos
                && told.hint == each.hint;
        }));
    }
}

void check_clean(std::initializer_list<std::pair<std::string_view, std::string_view>> filters_and_contracts) {
    for (auto const& [filter, contract] : filters_and_contracts) {
        inferred const found = infer(filter, contract);
        INFO(filter << " on " << contract);
        INFO((found.findings.empty() ? std::string() : found.findings.front().message));
        CHECK(found.findings.empty());
    }
}

} // namespace action_grammar_tests
