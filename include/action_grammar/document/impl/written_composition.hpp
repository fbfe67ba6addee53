#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_WRITTEN_COMPOSITION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_WRITTEN_COMPOSITION_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/written_composition.hpp>

namespace action_grammar::document::detail {

// ---- names

/// A text that is not in a set, and is put there.
inline std::string put_unused(std::string_view wanted, std::set<std::string, std::less<>>& taken,
                              std::set<std::string, std::less<>> const& reserved = {}) {
    std::string text(wanted);
    for (std::size_t n = 2; taken.contains(text) || reserved.contains(text); ++n)
        text = std::string(wanted) + '_' + std::to_string(n);
    taken.insert(text);
    return text;
}

/// A label as an id.
inline std::string as_id(std::string_view label) {
    if (forming::wrong_with_id(label).empty()) return std::string(label);
    std::string text(label.substr(0, forming::longest_name - 8));
    std::ranges::replace(text, '/', '_');
    return text.empty() ? "unnamed" : text;
}

/// A label as a resource.
inline std::string as_resource(std::string_view label) {
    std::string text(label.substr(0, forming::longest_name - 8));
    for (char& letter : text)
        if (!forming::is_resource({&letter, 1})) letter = '_';
    return text.empty() ? "unnamed" : text;
}

// ---- a list of steps

ACTION_GRAMMAR_DEFINED_ONCE written_scope::written_scope(std::vector<std::string_view> const& labels,
                                                         std::vector<std::string> inputs, bool sectioned)
    : readable_(std::move(inputs)), sectioned_(sectioned) {
    for (std::string_view const each : labels)
        reserved_.insert(as_id(each));
    // A scope that has one input has it whole as "input", or a part of it.
    if (readable_.size() == 1 && readable_.front().find('/') == std::string::npos) previous_ = 0;
}

ACTION_GRAMMAR_DEFINED_ONCE std::string written_scope::id_of(std::string_view label) {
    return put_unused(as_id(label), taken_);
}
ACTION_GRAMMAR_DEFINED_ONCE std::string written_scope::unused_id(std::string_view wanted) {
    return put_unused(wanted, taken_, reserved_);
}

ACTION_GRAMMAR_DEFINED_ONCE given_values
written_scope::values_at(std::span<std::size_t const> positions) const {
    given_values given;
    for (std::size_t const each : positions)
        given.references.push_back(readable_[each]);
    given.is_previous = positions.size() == 1 && positions.front() == previous_;
    return given;
}

ACTION_GRAMMAR_DEFINED_ONCE bool written_scope::reads_previous(std::string_view text) const {
    return previous_ != no_value && readable_[previous_] == text;
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::place(json::object step, bool mutates) {
    if (sectioned_ && mutates) {
        commit_ = std::move(step);
        committed_ = true;
    } else {
        (committed_ ? conclude_ : prepare_).push_back(std::move(step));
    }
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::yields(std::string const& id) {
    previous_ = readable_.size();
    readable_.push_back(id);
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::hands_on(std::span<std::size_t const> positions) noexcept {
    previous_ = positions.size() == 1 ? positions.front() : no_value;
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::add_filter(json::value from, std::string_view filter) {
    place({{"id", unused_id("output")},
           {"action", "transform(jq)"},
           {"from", std::move(from)},
           {"with", json::object{{"filter", filter}}}},
          false);
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::finish(std::span<std::size_t const> positions, bool is_void) {
    given_values const given = values_at(positions);
    if (given.is_previous || (positions.empty() && is_void)) return;
    if (given.references.size() == 1) {
        add_filter(json::value(given.references.front()), ".");
        return;
    }
    json::object from;
    std::string filter;
    for (std::size_t i = 0; i < given.references.size(); ++i) {
        std::string const name = "value_" + std::to_string(i + 1);
        from[name] = given.references[i];
        filter += (i == 0 ? "[." : ", .") + name;
    }
    if (given.references.empty())
        add_filter(json::value("input"), "{}");
    else
        add_filter(std::move(from), filter + ']');
}

ACTION_GRAMMAR_DEFINED_ONCE void written_scope::write_into(json::object& whole) {
    if (!prepare_.empty()) whole["prepare"] = std::move(prepare_);
    if (committed_) whole["commit"] = std::move(commit_);
    if (!conclude_.empty()) whole["conclude"] = std::move(conclude_);
}

// ---- steps

/// Puts what a step reads into it; several values under names.
inline void write_from(json::object& step, given_values const& given, std::vector<std::string> const& names) {
    if (given.is_previous || given.references.empty()) return;
    if (given.references.size() == 1) {
        step["from"] = given.references.front();
        return;
    }
    json::object from;
    for (std::size_t i = 0; i < given.references.size() && i < names.size(); ++i)
        from[names[i]] = given.references[i];
    step["from"] = std::move(from);
}
/// Names for values that have none.
inline std::vector<std::string> value_names(std::size_t count) {
    std::vector<std::string> names;
    for (std::size_t i = 1; i <= count; ++i)
        names.push_back(count == 1 ? "value" : "value_" + std::to_string(i));
    return names;
}
inline std::vector<std::string> within_input(std::vector<std::string> names) {
    for (std::string& each : names)
        each.insert(0, "input/");
    return names;
}

ACTION_GRAMMAR_DEFINED_ONCE json::object action_step(std::string_view id, verb what,
                                                     std::string_view resource, given_values const& given,
                                                     std::vector<std::string> const& parameters,
                                                     protection guard) {
    json::object step{{"id", id}, {"action", std::string(name(what)) + '(' + std::string(resource) + ')'}};
    if (!parameters.empty()) write_from(step, given, parameters);
    if (mutates(what)) step["protection"] = name(guard);
    return step;
}

ACTION_GRAMMAR_DEFINED_ONCE json::object list_step(std::string_view id, given_values const& given,
                                                   std::string_view construct, json::array list) {
    json::object step{{"id", id}};
    write_from(step, given, value_names(given.references.size()));
    step[construct] = std::move(list);
    return step;
}

ACTION_GRAMMAR_DEFINED_ONCE std::vector<std::string> inputs_of_nested(given_values const& given) {
    if (given.references.size() <= 1) return std::vector<std::string>(given.references.size(), "input");
    return within_input(value_names(given.references.size()));
}

ACTION_GRAMMAR_DEFINED_ONCE json::object nested_step(std::string_view id, given_values const& given,
                                                     written_scope& inside) {
    json::object branch{{"otherwise", true}};
    inside.write_into(branch);
    json::array branches;
    branches.push_back(std::move(branch));
    return list_step(id, given, name(verb::decide), std::move(branches));
}

ACTION_GRAMMAR_DEFINED_ONCE std::vector<std::string> parameter_names(description const& about) {
    std::vector<std::string> names;
    for (parameter const& each : about.parameters)
        names.push_back(each.name);
    return names;
}

ACTION_GRAMMAR_DEFINED_ONCE json::object choosing_step(std::string_view id, std::string_view choice,
                                                       given_values const& given, json::array branches) {
    json::object from{{"choice", choice}};
    std::vector<std::string> const names = value_names(given.references.size());
    for (std::size_t i = 0; i < names.size(); ++i)
        from[names[i]] = given.references[i];
    return {{"id", id}, {"from", std::move(from)}, {name(verb::decide), std::move(branches)}};
}

ACTION_GRAMMAR_DEFINED_ONCE json::object chosen_branch(std::int64_t choice, bool last,
                                                       written_scope& inside) {
    json::object branch;
    if (last)
        branch["otherwise"] = true;
    else
        branch["when"] = ".choice == " + std::to_string(choice);
    inside.write_into(branch);
    return branch;
}

ACTION_GRAMMAR_DEFINED_ONCE std::vector<std::string> inputs_of_choosing(std::size_t values) {
    return within_input(value_names(values));
}

// ---- the whole

ACTION_GRAMMAR_DEFINED_ONCE std::string written_composition::resource_for(verb what, std::string_view label) {
    std::string const text = prefix_ + as_resource(label);
    std::string const before = std::string(name(what)) + '(';
    // As for the names of actions, what differs by its verb only may have the same resource.
    return put_unused(before + text, names_).substr(before.size());
}

/// A duration as a document writes it, in whole milliseconds, none shorter than it was.
inline std::int64_t milliseconds_of(duration length) {
    return std::chrono::ceil<std::chrono::milliseconds>(length).count();
}

ACTION_GRAMMAR_DEFINED_ONCE void written_composition::add_mixin(mixin wrapper, std::string_view id,
                                                                json::object with) {
    mixins_.push_back(
        json::object{{"mixin", name(wrapper)}, {"on", json::array{id}}, {"with", std::move(with)}});
}
ACTION_GRAMMAR_DEFINED_ONCE void written_composition::add_mixin(std::string_view id,
                                                                exponential const& policy) {
    add_mixin(mixin::retry, id,
              {{"attempts", policy.attempts},
               {"initial_ms", milliseconds_of(policy.initial)},
               {"factor", policy.factor},
               {"limit_ms", milliseconds_of(policy.limit)},
               {"jitter", policy.jitter}});
}
ACTION_GRAMMAR_DEFINED_ONCE void written_composition::add_mixin(std::string_view id, constant const& policy) {
    add_mixin(id, exponential{policy.attempts, policy.delay, 1.0, std::max(policy.delay, policy.limit),
                              policy.jitter});
}
ACTION_GRAMMAR_DEFINED_ONCE void written_composition::add_mixin(std::string_view id, duration allowed) {
    add_mixin(mixin::timeout, id, {{"ms", milliseconds_of(allowed)}});
}

ACTION_GRAMMAR_DEFINED_ONCE json::object written_composition::finish(purpose intent,
                                                                     std::string_view composition,
                                                                     json::value input, json::value outcome,
                                                                     written_scope& steps) {
    json::object whole{{name(intent), composition}};
    if (!input.is_null()) whole["input"] = std::move(input);
    steps.write_into(whole);
    whole["outcome"] = std::move(outcome);
    if (!mixins_.empty()) whole["mixins"] = std::move(mixins_);
    return whole;
}

ACTION_GRAMMAR_DEFINED_ONCE json::value schema_value(std::string_view text) {
    auto read = json::parse(text);
    return read ? *std::move(read) : json::value(true);
}

} // namespace action_grammar::document::detail

#endif
