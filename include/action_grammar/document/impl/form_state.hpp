#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_STATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_STATE_HPP

// What the parts of the reader share: the tree that is made, the limits, the problems.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document::detail::forming {

struct form_state {
    tree& made;
    limits const& bounds;
    pattern_library const* patterns; ///< Or null: they are left as they are.
    std::size_t pattern_values_left;
    problem_list problems;
    bool stopped = false; ///< A limit was exceeded: nothing more is looked into.

    form_state(tree& into, limits const& within, std::vector<finding>& found,
               pattern_library const* known_patterns = nullptr)
        : made(into),
          bounds(within),
          patterns(known_patterns),
          pattern_values_left(within.pattern_values),
          problems(found, within.findings) {}

    /// The pointer of a member; no place is kept for it.
    [[nodiscard]] std::string pointer_of(place_id at, std::string_view member) const {
        std::string pointer = made.pointer_of(at);
        json::append_token(pointer, member);
        return pointer;
    }

    finding& malformed(place_id at, std::string message) {
        if (problems.full()) return problems.dropped();
        return problems.add(rule_code::malformed, made.location_of(at), std::move(message));
    }
    /// About a member's value, or its name.
    finding& malformed(place_id at, std::string_view member, std::string message, bool key = false) {
        if (problems.full()) return problems.dropped();
        return problems.add(rule_code::malformed, {pointer_of(at, member), key}, std::move(message));
    }

    void exceed(place_id at, std::string message) {
        stopped = true;
        problems.add(rule_code::limit_exceeded, made.location_of(at), std::move(message)).hint =
            "split the composition, or raise the limit";
    }

    /// Whether there may be `nodes` nodes, one of them with `level` - 1 around it; reports it if not.
    bool allow_nodes(std::size_t nodes, std::size_t level, place_id at) {
        if (stopped) return false;
        if (nodes > bounds.shape.nodes)
            exceed(at, "there are more than " + std::to_string(bounds.shape.nodes)
                           + " steps, branches, lists within steps and mixins");
        else if (level > bounds.shape.depth)
            exceed(at, "steps, branches and mixins are nested more than " + std::to_string(bounds.shape.depth)
                           + " deep");
        return !stopped;
    }
    /// Whether there may be one more reference; reports it if not.
    bool allow_reference(place_id at) {
        if (!stopped && made.references.size() >= bounds.shape.references)
            exceed(at, "the steps read more than " + std::to_string(bounds.shape.references) + " values");
        return !stopped;
    }
};

/// A state of the tree that one may return to. Places stay.
class tree_mark {
public:
    explicit tree_mark(tree const& made) noexcept
        : nodes_(made.nodes.size()), references_(made.references.size()) {}

    /// Whether what was added since begins with a mutation.
    [[nodiscard]] bool is_mutation_after(tree const& made) const noexcept {
        return made.nodes.size() > nodes_ && made.nodes[nodes_].form == construct::action
            && mutates(made.nodes[nodes_].what);
    }

    void restore(tree& made) const {
        made.nodes.resize(nodes_);
        made.items.resize(nodes_);
        made.references.resize(references_);
        made.readings.resize(references_);
    }

private:
    std::size_t nodes_;
    std::size_t references_;
};

} // namespace action_grammar::document::detail::forming

#endif
