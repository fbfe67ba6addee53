#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_NODES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_NODES_HPP

// How nodes are put into the tree, and where they stand.

#include <algorithm>
#include <cstdint>

#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

/// Where a step stands.
struct standing {
    section part = section::prepare;
    std::uint32_t level = 2;      ///< Of its node; the whole composition is of level 1.
    bool is_commit = false;       ///< It is itself a commit, and not within one.
    bool last_of_prepare = false; ///< It is the last step of the document's `prepare`.

    [[nodiscard]] standing within(std::uint32_t deeper) const noexcept { return {part, level + deeper}; }
};

/// Adds nodes to a tree, within the limits.
class node_maker {
public:
    explicit node_maker(form_state& state) noexcept : state_(state) {}

    /// The greatest level of a node since this was last set.
    std::uint32_t deepest = 0;

    /// Adds a node. Returns its position; nothing is there once a limit is exceeded.
    std::uint32_t push(node const& head, item const& about, std::uint32_t level) {
        auto const position = static_cast<std::uint32_t>(state_.made.nodes.size());
        if (!state_.allow_nodes(std::size_t{position} + 1, level, about.at)) return position;
        deepest = std::max(deepest, level);
        state_.made.nodes.push_back(head);
        state_.made.items.push_back(about);
        return position;
    }

    /// Adds the list of steps of a construct.
    std::uint32_t push_sequence(item const& about, std::uint32_t level) {
        node head;
        head.form = construct::sequence;
        head.first_reference = static_cast<std::uint32_t>(state_.made.references.size());
        return push(head, about, level);
    }

    /// What was added since belongs to the node.
    void close(std::uint32_t position) {
        auto const end = static_cast<std::uint32_t>(state_.made.nodes.size());
        state_.made.nodes[position].extent = end - position;
    }

    /// Makes a node that stands for a step whose own part is no good, so that others can read its id. What is wrong was
    /// reported; that it has no name of an action says that nothing more is to be said of it.
    static void stand_in(node& head, bool is_commit) noexcept {
        head.form = construct::action;
        head.what = is_commit ? verb::persist : verb::transform;
        head.effect = is_commit ? grade::committed : grade::fallible;
        head.guard = is_commit ? protection::natural : protection::undeclared;
    }

private:
    form_state& state_;
};

} // namespace action_grammar::document::detail::forming

#endif
