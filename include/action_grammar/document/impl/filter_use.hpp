#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FILTER_USE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FILTER_USE_HPP

// A filter in a step's configuration: compiled, and judged by the contract of what reaches it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/datum.hpp>
#include <action_grammar/document/failure_of.hpp>
#include <action_grammar/document/impl/filter_cost.hpp>
#include <action_grammar/document/impl/known_contracts.hpp>
#include <action_grammar/document/impl/memo.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/impl/quoting.hpp>

namespace action_grammar::document::detail {

/// A message about a place in a filter.
inline std::string placed(std::string_view message, std::string_view filter, std::size_t line,
                          std::size_t column) {
    std::string text(message);
    text += filter.find('\n') == std::string_view::npos ? " (column "
                                                        : " (line " + std::to_string(line) + ", column ";
    return text + std::to_string(column) + " of the filter)";
}

/// The filter with the name at a place, or next to it, replaced; empty where there is no such name, or where the whole
/// would not be a filter.
inline std::string with_name(std::string_view filter, std::size_t offset, std::string_view name) {
    auto const in_name = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    if (name.empty() || offset > filter.size()) return {};
    for (char const c : name)
        if (!in_name(c)) return {};
    std::size_t begin = offset;
    while (begin < filter.size() && std::string_view(".[\"$@ ").find(filter[begin]) != std::string_view::npos)
        ++begin;
    std::size_t end = begin;
    while (end < filter.size() && in_name(filter[end]))
        ++end;
    if (begin == end) return {};
    std::string mended(filter.substr(0, begin));
    mended += name;
    mended += filter.substr(end);
    return expression::parse(mended) ? mended : std::string();
}

/// Offers a filter with the name at a place replaced, by the name that is meant and by those that are as near to what is
/// written there.
template <class Names>
void replace_name(use_problem& told, std::string_view filter, std::size_t offset, std::string_view meant,
                  Names const& candidates) {
    told.replacement = with_name(filter, offset, meant);
    if (told.replacement.empty()) return;
    // What is written there is between what both texts begin and end with.
    std::string_view const mended = told.replacement;
    std::string_view const rest = filter.substr(offset);
    std::size_t const begin = offset + std::min(rest.find_first_not_of(".[\"$@ "), rest.size());
    std::string_view const written = filter.substr(begin, meant.size() + filter.size() - mended.size());
    for (std::string_view const rival : with_rivals(written, meant, candidates)) {
        if (rival == meant) continue;
        if (auto other = with_name(filter, offset, rival); !other.empty())
            told.other_replacements.push_back(std::move(other));
    }
}

/// A filter that compiles; otherwise what is wrong with it is told.
inline std::optional<expression::filter> compiled_filter(std::string_view text, std::string_view pointer,
                                                         std::vector<use_problem>& problems) {
    auto made = expression::compile(text);
    if (made) return *std::move(made);
    expression::error const& error = made.error();
    use_problem told;
    told.pointer = pointer;
    told.message = placed(error.message, text, error.line, error.column);
    told.hint = did_you_mean(error.hint);
    std::vector<std::string_view> names;
    for (auto const& each : expression::builtin_signatures)
        names.push_back(each.name);
    std::string_view rest = text;
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest))
        names.push_back(word); // it may have been defined
    replace_name(told, text, error.offset, error.hint, names);
    problems.push_back(std::move(told));
    return std::nullopt;
}

/// How a finding of inference counts: notes do not, but for members that may be absent. Where producers write nothing
/// that they do not list, reading such a member is a mistake.
inline std::optional<severity> weight_of(inference::finding const& found, producers policy) noexcept {
    using inference::finding_kind;
    if (found.level == inference::severity::error) return severity::error;
    if (found.kind == finding_kind::unlisted_member && policy == producers::closed) return severity::error;
    if (found.level == inference::severity::warning || found.kind == finding_kind::may_be_absent)
        return severity::warning;
    return std::nullopt;
}

/// What a filter makes of a contract, and what is to be told of it.
struct judged_filter {
    contract yields;
    bool may_fail = true;
    bool one_output = false;
    bool complete = false; ///< It was followed to the end.
};

inline judged_filter judge_filter(expression::filter const& filter, std::string_view pointer,
                                  contract const& input, producers policy, memo* known,
                                  std::vector<use_problem>& problems) {
    inference::infer_options options;
    options.one_output = true;
    inference::inferred found = inference::infer(filter.syntax(), input.graph(), options);
    judged_filter made;
    made.may_fail = found.may_fail;
    made.one_output = found.outputs == inference::cardinality{1, 1};
    made.complete = true;
    // What follows from a member that cannot be there, as that null is no number, is not told beside it.
    bool const misspelt = std::ranges::any_of(found.findings, [](inference::finding const& each) {
        return each.kind == inference::finding_kind::unknown_member
            && each.level == inference::severity::error;
    });
    bool const explained = std::ranges::any_of(found.findings, [](inference::finding const& each) {
        return each.kind != inference::finding_kind::always_fails && each.level == inference::severity::error;
    });
    std::vector<std::string_view> names;
    if (!found.findings.empty()) gather_members(input.schema(), names);
    for (inference::finding const& each : found.findings) {
        if (each.kind == inference::finding_kind::limit_reached) made.complete = false;
        if (explained && each.kind == inference::finding_kind::always_fails) continue;
        if (misspelt && each.kind != inference::finding_kind::unknown_member) continue;
        auto const weight = weight_of(each, policy);
        if (!weight) continue;
        use_problem told;
        told.code = rule_code::contract_mismatch;
        told.level = *weight;
        told.pointer = pointer;
        told.message = placed(each.message, filter.text(), each.line, each.column);
        told.hint = did_you_mean(each.hint);
        replace_name(told, filter.text(), each.offset, each.hint, names);
        problems.push_back(std::move(told));
    }
    made.yields = known_contracts(known).of_inferred(std::move(found.schema));
    return made;
}

/// A filter that is used on values of a contract, and what is to be told of that.
struct used_filter {
    std::optional<expression::filter> filter; ///< None if the text is no filter.
    bool is_cheap = false;                    ///< See `filter_cost`.
    judged_filter judged;
    std::vector<use_problem> problems; ///< Without the place of the filter.
};
inline std::size_t weight_of(used_filter const& of) noexcept {
    constexpr std::size_t nodes_of_a_schema = 8;
    std::size_t const nodes = of.filter ? of.filter->syntax().nodes.size() : 0;
    return nodes / nodes_of_a_schema + of.problems.size() + of.judged.yields.weight();
}

/// Compiles and judges a filter, once for all documents of a registry.
///
/// @param pointer   where the filter stands, from its step
/// @param known     what was found out before, or null
/// @param problems  gets what is wrong with it
inline std::shared_ptr<used_filter const> use_of_filter(std::string_view text, std::string_view pointer,
                                                        contract const& input, producers policy, memo* known,
                                                        std::vector<use_problem>& problems) {
    memo_key asked(question::use_of_filter);
    asked.add(static_cast<std::uint64_t>(policy)).add(input).add(text);
    auto found = remembered(known, std::move(asked), [&] {
        used_filter made;
        made.filter = compiled_filter(text, {}, made.problems);
        if (made.filter) {
            made.judged = judge_filter(*made.filter, {}, input, policy, known, made.problems);
            made.is_cheap = filter_cost::is_cheap(made.filter->syntax());
        }
        return std::make_shared<used_filter const>(std::move(made));
    });
    for (use_problem const& each : found->problems)
        problems.emplace_back(each).pointer = pointer;
    return found;
}

/// The failure of an evaluation.
inline failure failure_of_evaluation(expression::evaluation_error const& error, std::string_view filter) {
    failure made;
    made.type = "expression_error";
    made.message = placed(error.message, filter, error.line, error.column);
    json::object detail{{"message", error.message}, {"line", error.line}, {"column", error.column}};
    if (error.value) detail["value"] = *error.value;
    made.detail = std::move(detail);
    return made;
}

inline bool has_errors(std::vector<use_problem> const& problems) noexcept {
    for (use_problem const& each : problems)
        if (each.level == severity::error) return true;
    return false;
}

/// The value of a datum as JSON, without a copy where it is JSON.
class json_view {
public:
    explicit json_view(datum const& of) : seen_(of.if_json()) {
        if (seen_ == nullptr) made_ = of.to_json();
    }
    json::value const& operator*() const noexcept { return seen_ != nullptr ? *seen_ : made_; }

private:
    json::value const* seen_;
    json::value made_;
};

inline answer failed(failure why) {
    answer made;
    made.how = status::failed;
    made.error = std::move(why);
    made.retryable = true; // nothing has happened outside
    return made;
}

/// Runs `work` on the only value of a step; whatever is thrown is a failure of it.
template <class Work>
answer run_guarded(std::span<datum const> values, Work const& work) noexcept {
    try {
        static datum const nothing;
        return work(values.empty() ? nothing : values.front());
    } catch (...) {
        answer made;
        made.how = status::failed;
        made.retryable = true;
        made.error = failure_of_exception(std::current_exception(), false);
        return made;
    }
}

/// What reaches a step: the first of its inputs.
inline contract input_of(use_request const& request) {
    return request.inputs.empty() ? contract() : request.inputs.front();
}

/// The same of a filter that a step applies to what reaches it. Of an input that is not known only the text is looked
/// at.
inline std::shared_ptr<used_filter const> use_of_filter(std::string_view text, std::string_view pointer,
                                                        use_request const& request,
                                                        std::vector<use_problem>& problems) {
    if (request.inputs_are_known)
        return use_of_filter(text, pointer, input_of(request), request.policy, request.known, problems);
    used_filter made;
    made.filter = compiled_filter(text, pointer, problems);
    return std::make_shared<used_filter const>(std::move(made));
}

/// The contract of a schema in a configuration; otherwise what is wrong with it is told.
inline std::optional<contract> contract_in(json::value const& schema, std::string_view pointer,
                                           use_request const& request, std::vector<use_problem>& problems) {
    auto made = request.resolve != nullptr ? (*request.resolve)(schema) : contract::of_schema(schema);
    if (made) return *std::move(made);
    schema::load_error const& error = made.error();
    use_problem told;
    told.pointer = pointer;
    // A place that is not in the schema itself is in one that came along.
    if (error.location.starts_with("/contracts/"))
        told.in_contracts = error.location;
    else
        told.pointer += error.location;
    told.message = error.message;
    told.hint = error.repair;
    problems.push_back(std::move(told));
    return std::nullopt;
}

} // namespace action_grammar::document::detail

#endif
