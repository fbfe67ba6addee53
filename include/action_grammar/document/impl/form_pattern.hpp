#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_PATTERN_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_PATTERN_HPP

// What a step names that uses a pattern, and what it gives it.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/count_values.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
#include <action_grammar/document/pattern.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

/// Reports a pattern that there is not.
inline void report_unknown_pattern(form_state& state, place_id at, std::string_view key) {
    finding& problem = state.problems.add(rule_code::unknown_pattern, {state.pointer_of(at, "pattern")},
                                          "there is no pattern " + in_quotes(key));
    std::string_view const nearest = state.patterns->nearest(key);
    problem.hint = did_you_mean(nearest);
    std::vector<std::string_view> keys;
    for (auto const& each : state.patterns->all())
        keys.emplace_back(each->key());
    for (std::string_view const meant : with_rivals(key, nearest, keys))
        problem.fixes.push_back({"replace " + in_quotes(key) + " by " + in_quotes(meant),
                                 applicability::maybe_incorrect,
                                 replacing(problem.where.pointer, json::value(meant))});
}

/// A parameter that the pattern has not, but for its spelling.
inline void offer_parameter(finding& problem, pattern const& of, json::value const& with,
                            std::string_view pointer) {
    json::object const* const given = with.if_object();
    auto const way = pointer_tokens(pointer);
    if (given == nullptr || !way || way->size() != 1 || !given->contains(way->front())) return;
    json::value const& schema = of.parameters().schema();
    auto const listed = free_members(schema, {});
    if (std::ranges::find(listed, std::string_view(way->front())) != listed.end()) return;
    auto const names = free_members(schema, *given);
    std::string const uses(parent_pointer(problem.where.pointer));
    for (std::string_view const meant : with_rivals(way->front(), meant_by(way->front(), names), names)) {
        std::string to = uses;
        json::append_token(to, meant);
        problem.fixes.push_back({"rename " + in_quotes(way->front()) + " to " + in_quotes(meant),
                                 applicability::maybe_incorrect, moving(problem.where.pointer, to)});
    }
}

/// A use of a pattern with its parameters filled in. Where that cannot be done, which is told, there is none.
inline std::shared_ptr<pattern_use const> resolved_use(form_state& state, place_id at, item const& about) {
    pattern const* const known = state.patterns->find(about.action);
    if (known == nullptr) {
        report_unknown_pattern(state, at, about.action);
        return nullptr;
    }
    auto filled = known->resolve(about.with, state.pattern_values_left);
    if (filled) {
        state.pattern_values_left -= count_values(filled->steps);
        return std::make_shared<pattern_use const>(pattern_use{at, known->key(), *std::move(filled)});
    }
    for (pattern_problem& each : filled.error()) {
        std::string pointer = state.pointer_of(at, about.with == nullptr ? "pattern" : "with");
        if (about.with != nullptr) pointer += each.pointer;
        finding& problem =
            state.problems.add(rule_code::pattern_parameter, {std::move(pointer)},
                               "a parameter of " + in_quotes(known->key()) + " is wrong: " + each.message);
        problem.hint = std::move(each.hint);
        if (about.with != nullptr) offer_parameter(problem, *known, *about.with, each.pointer);
    }
    return nullptr;
}

} // namespace action_grammar::document::detail::forming

#endif
