#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_EFFECTS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_EFFECTS_HPP

// What every part of a shape can do, by the algebra of rules/summary.hpp.

#include <cstdint>
#include <span>
#include <vector>

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/resolve.hpp>
#include <action_grammar/rules/summary.hpp>

namespace action_grammar::document::detail {

/// The summary of each node with all that is within it. For a shape without violations; O(nodes).
inline std::vector<summary> summaries_of(std::span<node const> nodes) {
    std::vector<summary> all(nodes.size());
    for (auto at = static_cast<std::uint32_t>(nodes.size()); at-- > 0;) { // children before parents
        node const& here = nodes[at];
        place const where{here.label, at};
        summary inside{};
        action_grammar::detail::for_each_child(nodes, at, [&](std::uint32_t child) {
            switch (here.form) {
            case construct::alternatives: inside = either(inside, all[child]); break;
            case construct::parallel: inside = beside(inside, all[child]).whole; break;
            default: inside = then(inside, all[child]).whole;
            }
        });
        if (here.form == construct::repetition) inside = repeated(inside, where).whole;
        if (here.form == construct::wrapped && here.wrapper == mixin::retry)
            inside = retried(inside, where).whole;
        all[at] = then(summary_of(here.effect, here.guard, where), inside).whole;
    }
    return all;
}

} // namespace action_grammar::document::detail

#endif
