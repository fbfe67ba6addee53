#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_UNITS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SPLIT_UNITS_HPP

// A document as the list of its steps, whatever section they stand in, and where it may be cut.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/judge.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>

namespace action_grammar::document::detail::splitting {

/// Whether a rule is one that a cut answers.
constexpr bool is_of_order(rule_code code) noexcept {
    return code == rule_code::second_mutation || code == rule_code::fallible_after_mutation;
}
/// Whether a rule says where a mutation must not stand.
constexpr bool is_of_place(rule_code code) noexcept {
    return is_of_order(code) || code == rule_code::mutation_repeated
        || code == rule_code::mutation_beside_fallible;
}

/// A step of the top level.
struct unit {
    json::object const* written = nullptr;
    std::string pointer; ///< In the text that is cut.
    std::string_view id{};
    std::vector<std::string_view> labels{}; ///< Its id, and those within an `all`.
    grade effect = grade::infallible;
    violation
        broken{}; ///< A rule about where mutations stand that it breaks by itself: it cannot be a commit.
};

/// The steps of a document in the order in which they run.
inline std::vector<unit> units_of(json::object const& document) {
    std::vector<unit> all;
    auto const add = [&](json::value const& step, std::string pointer) {
        if (auto const* object = step.if_object())
            all.push_back({.written = object, .pointer = std::move(pointer)});
    };
    auto const list = [&](std::string_view section) {
        auto const* found = document.if_contains(section);
        auto const* steps = found == nullptr ? nullptr : found->if_array();
        for (std::size_t i = 0; steps != nullptr && i < steps->size(); ++i) {
            std::string pointer;
            json::append_token(pointer, section);
            json::append_token(pointer, i);
            add((*steps)[i], std::move(pointer));
        }
    };
    list(name(section::prepare));
    if (auto const* commit = document.if_contains(name(section::commit))) add(*commit, "/commit");
    list(name(section::conclude));
    return all;
}

/// Whether a node or one below it mutates, by the names of actions.
inline bool mutates_within(std::vector<node> const& nodes, std::uint32_t top) {
    return std::ranges::any_of(
        nodes.begin() + top, nodes.begin() + top + nodes[top].extent,
        [](node const& each) { return each.form == construct::action && mutates(each.what); });
}

/// The top-level nodes of a tree, one for each step.
inline std::vector<std::uint32_t> tops_of(std::vector<node> const& nodes) {
    std::vector<std::uint32_t> tops;
    for (std::uint32_t i = 1; i < nodes.size(); i += nodes[i].extent)
        tops.push_back(i);
    return tops;
}

/// Adds the labels that a node brings into the scope around it.
inline void add_labels(std::vector<node> const& nodes, std::uint32_t at, std::vector<std::string_view>& to) {
    node const& here = nodes[at];
    if (!here.label.empty()) to.push_back(here.label);
    if (here.form != construct::parallel && here.form != construct::wrapped) return;
    for (std::uint32_t child = at + 1; child < at + here.extent; child += nodes[child].extent)
        add_labels(nodes, child, to);
}

/// Tells a step what its nodes say of it: labels, effect, and the rule that it breaks by itself, if any.
inline void judge_unit(unit& of, judged_document const& document, std::uint32_t top) {
    std::vector<node> const& nodes = document.form.nodes;
    std::uint32_t inner = top;
    while (nodes[inner].form == construct::wrapped)
        ++inner;
    of.id = nodes[inner].label;
    add_labels(nodes, top, of.labels);
    std::vector<node> alone(nodes.begin() + top, nodes.begin() + top + nodes[top].extent);
    for (node& each : alone) {
        each.first_reference = 0;
        each.reference_count = 0;
        each.input = each.output = contract_state::satisfied; // told of the whole document
    }
    auto const note = [&](violation const& found) {
        if (!of.broken && is_of_place(found.code)) of.broken = found;
    };
    of.effect = check(shape{alone, {}}, note, document.by.bounds.shape).effect;
}

} // namespace action_grammar::document::detail::splitting

#endif
