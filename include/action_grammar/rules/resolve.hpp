#ifndef ACTION_GRAMMAR_RULES_RESOLVE_HPP
#define ACTION_GRAMMAR_RULES_RESOLVE_HPP

// For shapes whose references are known by name only, as documents give them. The typed surface resolves
// names by their types and does not include this header, which needs <vector>.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/data_flow.hpp>
#include <action_grammar/rules/summary.hpp>
#include <action_grammar/rules/well_formed.hpp>

namespace action_grammar {

/// The label by which every scope knows the composition's own input; no action may carry it.
inline constexpr std::string_view input_label = "input";

namespace detail {

/// Which node carries a label in a scope. Open addressing; the two halves of the hash give the first slot and
/// the step, so that labels which share the one do not share the other.
class label_table {
public:
    constexpr explicit label_table(std::size_t labels) : slots_(std::bit_ceil(2 * labels + 1)) {}

    /// The node that carries the label, or `unresolved`.
    constexpr std::uint32_t find(std::uint32_t scope, std::string_view label) const {
        return slots_[slot_of(scope, label)].node;
    }

    /// Enters a label unless it is there. Returns the node that had it before, or `unresolved`.
    constexpr std::uint32_t insert(std::uint32_t scope, std::string_view label, std::uint32_t node) {
        slot& found = slots_[slot_of(scope, label)];
        std::uint32_t const before = found.node;
        if (before == unresolved) found = {label, scope, node};
        return before;
    }

private:
    struct slot {
        std::string_view label{};
        std::uint32_t scope = 0;
        std::uint32_t node = unresolved;
    };

    static constexpr std::uint64_t hash(std::uint32_t scope, std::string_view label) {
        std::uint64_t value = 0xcbf2'9ce4'8422'2325U ^ scope; // FNV-1a ...
        for (char const letter : label)
            value = (value ^ static_cast<unsigned char>(letter)) * 0x0000'0100'0000'01b3U;
        value = (value ^ (value >> 30U)) * 0xbf58'476d'1ce4'e5b9U; // ... and the finalizer of SplitMix64
        value = (value ^ (value >> 27U)) * 0x94d0'49bb'1331'11ebU;
        return value ^ (value >> 31U);
    }

    constexpr std::size_t slot_of(std::uint32_t scope, std::string_view label) const {
        std::uint64_t const mixed = hash(scope, label);
        std::size_t const mask = slots_.size() - 1;
        std::size_t const step = static_cast<std::size_t>(mixed >> 32U) | 1U;
        std::size_t at = static_cast<std::size_t>(mixed) & mask;
        while (slots_[at].node != unresolved && (slots_[at].scope != scope || slots_[at].label != label)) {
            at = (at + step) & mask;
        }
        return at;
    }

    std::vector<slot> slots_;
};

/// What is known of a node beside what stands in it.
struct scoped_node {
    std::string_view label{};    ///< of a wrapper without one: its child's
    std::uint32_t scope = 0;     ///< where its label is declared and its references are looked up
    bool inside_wrapper = false; ///< the wrapper carries the label and the value
    bool transparent = false;    ///< its children's labels belong to the scope in which it stands
    bool reads_previous = false; ///< the value before it is read by it, or by something in it
    bool checks = false;         ///< hands its input on
    bool mutates = false;        ///< it, or something in it
    bool named = false;          ///< a reference leads to it
    bool needed = true;          ///< its value goes somewhere
};

/// Calls `use(child)` for every child of a node, in order.
template <class Use>
constexpr void for_each_child(std::span<node const> nodes, std::uint32_t at, Use use) {
    for (std::uint32_t child = at + 1; child < at + nodes[at].extent; child += nodes[child].extent) {
        use(child);
    }
}

/// Applies the scope rule to a well-formed shape. The children of a sequence share one scope; a branch of
/// alternatives and the body of a repetition have one each; a parallel group and a wrapper have none of their
/// own.
constexpr std::vector<scoped_node> scoped(std::span<node const> nodes) {
    auto const size = static_cast<std::uint32_t>(nodes.size());
    std::vector<scoped_node> all(size);
    for (std::uint32_t at = size; at-- > 0;) { // children before parents
        node const& here = nodes[at];
        scoped_node& mine = all[at];
        bool const wrapper = here.form == construct::wrapped;
        bool const group = here.form == construct::parallel;
        mine.label = wrapper && here.label.empty() ? all[at + 1].label : here.label;
        mine.transparent = group || (wrapper && all[at + 1].transparent);
        mine.checks = wrapper ? all[at + 1].checks : here.form == construct::action && checks(here.what);
        mine.mutates = here.form == construct::action && mutates(here.what);
        bool reads = !wrapper && !group;
        for_each_child(nodes, at, [&](std::uint32_t child) {
            mine.mutates = mine.mutates || all[child].mutates;
            reads = reads || all[child].reads_previous;
        });
        mine.reads_previous = reads && here.reads_previous && here.reference_count == 0;
    }
    std::uint32_t last_scope = 0;
    for (std::uint32_t at = 0; at < size; ++at) { // parents before children
        construct const form = nodes[at].form;
        bool const shared = form == construct::parallel || form == construct::wrapped;
        if (form == construct::sequence) ++last_scope;
        for_each_child(nodes, at, [&](std::uint32_t child) {
            if (form == construct::alternatives || form == construct::repetition) ++last_scope;
            all[child].scope = shared ? all[at].scope : last_scope;
            all[child].inside_wrapper = form == construct::wrapped;
        });
    }
    return all;
}

/// Reports every value that goes nowhere: no reference names it, the next action does not read it, and it is
/// not what its sequence yields. Checks hand their input on and mutations are done for their effect: neither
/// needs a reader.
template <class Sink>
constexpr void unused_values(std::span<node const> nodes, std::span<scoped_node> all, Sink& sink) {
    for (std::uint32_t at = 0; at < nodes.size(); ++at) {
        scoped_node const& here = all[at];
        std::uint32_t const end = at + nodes[at].extent;
        for_each_child(nodes, at, [&](std::uint32_t child) {
            std::uint32_t const next = child + nodes[child].extent;
            bool const follows = nodes[at].form == construct::sequence;
            bool const read_by_next = follows && (next == end || all[next].reads_previous);
            bool const yielded = !follows && (!here.transparent || here.needed);
            all[child].needed = all[child].named || read_by_next || yielded;
        });
        bool const value = !here.transparent && !here.checks && !here.mutates;
        if (value && !here.needed)
            sink(violation{rule_code::unused_value, {here.label, at}, {here.label, at}});
    }
}

} // namespace detail

/// Finds the targets of all references by their names, and reports what only names can show.
///
/// The children of one sequence share a scope, to which the members of a parallel group in it belong as well.
/// A branch of alternatives, the body of a repetition and a nested sequence each begin a scope of their own,
/// from which nothing outside is visible; "input" is each one's own input. A nested sequence's label belongs
/// to the scope in which it stands, and a wrapper stands for its child.
///
/// @param nodes       the shape's nodes; may hold anything, as for `check`
/// @param references  their `target` is written: the node that carries the name, `composition_input`, or
///                    `unresolved`. No two nodes may share a reference.
/// @param sink        called as `sink(violation)` for AG305 (`first` is the first node with the label, or
///                    "input" with `composition_input`), then for AG403, each in document order; or once for
///                    AG306, AG307 or AG308
/// @return false when the shape is not one and was not looked into
///
/// Whether the targets are in reach is for `check` to say. O(nodes + references) expected, no recursion
/// beyond that of `form_rule`.
template <class Sink>
constexpr bool resolve(std::span<node const> nodes, std::span<reference> references, Sink&& sink,
                       shape_limits limits = {}) {
    for (reference& read : references)
        read.target = unresolved;
    if (violation const fault = form_rule({nodes, references}, limits)) {
        sink(fault);
        return false;
    }
    std::vector<detail::scoped_node> all = detail::scoped(nodes);
    detail::label_table labels(nodes.size());
    for (std::uint32_t at = 0; at < nodes.size(); ++at) {
        std::string_view const label = all[at].label;
        if (label.empty() || all[at].inside_wrapper) continue;
        std::uint32_t const before =
            label == input_label ? composition_input : labels.insert(all[at].scope, label, at);
        if (before != unresolved) sink(violation{rule_code::duplicate_id, {label, before}, {label, at}});
    }
    for (std::uint32_t at = 0; at < nodes.size(); ++at) {
        for (reference& read : references.subspan(nodes[at].first_reference, nodes[at].reference_count)) {
            read.target =
                read.name == input_label ? composition_input : labels.find(all[at].scope, read.name);
            if (read.target < nodes.size()) all[read.target].named = true;
        }
    }
    detail::unused_values(nodes, all, sink);
    return true;
}

/// Resolves a composition's names and checks it: every broken rule, in the order of the nodes that it hits.
/// The targets of the references are written, as by `resolve`.
[[nodiscard]] constexpr std::vector<violation>
findings(std::span<node const> nodes, std::span<reference> references, shape_limits limits = {}) {
    std::vector<violation> found;
    auto const keep = [&found](violation const& broken) { found.push_back(broken); };
    if (!resolve(nodes, references, keep, limits)) return found;
    check({nodes, references}, keep, limits);

    // Sorted by counting, as std::sort is not stable and std::stable_sort not constexpr.
    std::vector<std::size_t> position(nodes.size() + 1, 0);
    for (violation const& broken : found)
        ++position[broken.second.node + 1];
    for (std::size_t at = 1; at < position.size(); ++at)
        position[at] += position[at - 1];
    std::vector<violation> ordered(found.size());
    for (violation const& broken : found)
        ordered[position[broken.second.node]++] = broken;
    return ordered;
}

/// What the author may have meant by a name that the node `reader` could not find: the nearest label made
/// before it in its scope, or "input"; empty when none is near. For a well-formed shape; O(nodes) and meant
/// for showing a finding.
[[nodiscard]] constexpr std::string_view nearest_label(std::span<node const> nodes, std::uint32_t reader,
                                                       std::string_view name) {
    std::vector<detail::scoped_node> const all = detail::scoped(nodes);
    std::vector<std::string_view> candidates{input_label};
    for (std::uint32_t at = 0; at < reader; ++at) {
        if (all[at].scope == all[reader].scope && !all[at].inside_wrapper)
            candidates.push_back(all[at].label);
    }
    return nearest(name, candidates);
}

} // namespace action_grammar

#endif
