#ifndef ACTION_GRAMMAR_RULES_WELL_FORMED_HPP
#define ACTION_GRAMMAR_RULES_WELL_FORMED_HPP

#include <cstddef>
#include <cstdint>

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/summary.hpp>

namespace action_grammar {

/// Bounds on a shape that comes from outside. A larger or deeper one is answered with AG307 and not looked
/// into.
struct shape_limits {
    std::uint32_t nodes = 100'000;
    std::uint32_t depth = 128;
    std::uint32_t references = 1'000'000;
};

namespace detail {

/// Whether every enumeration of a node holds one of its enumerators, and its effect is one that code can
/// have.
constexpr bool known_values(node const& here) noexcept {
    return here.form <= construct::wrapped && here.what <= verb::emit && here.effect < grade::invalid
        && here.guard <= protection::unprotected && here.wrapper <= mixin::map_error
        && here.intent <= purpose::command && here.input <= contract_state::missing
        && here.output <= contract_state::missing;
}

/// Whether a shape is a single tree within the limits. Reads nothing outside of the two arrays.
class form_checker {
public:
    constexpr form_checker(shape whole, shape_limits limits) : whole_(whole), limits_(limits) {}

    constexpr violation verdict() {
        if (whole_.nodes.empty()) return {rule_code::empty, {}, {}};
        if (whole_.nodes.size() > limits_.nodes) return fault(rule_code::limit_exceeded, 0);
        if (whole_.references.size() > limits_.references) return fault(rule_code::limit_exceeded, 0);
        auto const size = static_cast<std::uint32_t>(whole_.nodes.size());
        if (violation const broken = subtree(0, size, limits_.depth)) return broken;
        std::uint32_t const root = whole_.nodes[0].extent;
        return root == size ? violation{} : fault(rule_code::malformed, root);
    }

private:
    constexpr violation fault(rule_code code, std::uint32_t at) const {
        place const here{whole_.nodes[at].label, at};
        return {code, here, here};
    }

    constexpr violation subtree(std::uint32_t at, std::uint32_t end, std::uint32_t depth_left) {
        if (depth_left == 0) return fault(rule_code::limit_exceeded, at);
        node const& here = whole_.nodes[at];
        if (!known_values(here) || !reads_its_own(here)) return fault(rule_code::malformed, at);
        if (here.extent == 0 || here.extent > end - at) return fault(rule_code::malformed, at);
        bool const leaf = here.form == construct::action;
        bool const mutating = leaf && mutates(here.what);
        if ((leaf && here.extent != 1) || mutating != (here.effect == grade::committed)) {
            return fault(rule_code::malformed, at);
        }
        if (!leaf && here.extent == 1) return fault(rule_code::empty, at);
        bool const single = here.form == construct::repetition || here.form == construct::wrapped;
        if (single && whole_.nodes[at + 1].extent != here.extent - 1) return fault(rule_code::malformed, at);
        std::uint32_t const stop = at + here.extent;
        for (std::uint32_t child = at + 1; child < stop; child += whole_.nodes[child].extent) {
            if (violation const broken = subtree(child, stop, depth_left - 1)) return broken;
        }
        return {};
    }

    /// Whether the references of a node exist and lead to nodes that exist. All nodes together may not have
    /// more than there are: otherwise a small input whose nodes all claim the same ones would be a lot of
    /// work.
    constexpr bool reads_its_own(node const& here) {
        std::size_t const all = whole_.references.size();
        if (here.first_reference > all || here.reference_count > all - here.first_reference) return false;
        if (here.reference_count > all - claimed_) return false;
        claimed_ += here.reference_count;
        for (reference const& read : whole_.references.subspan(here.first_reference, here.reference_count)) {
            bool const leads_nowhere = read.target == unresolved || read.target == composition_input;
            if (!leads_nowhere && read.target >= whole_.nodes.size()) return false;
        }
        return true;
    }

    shape whole_;
    shape_limits limits_;
    std::size_t claimed_ = 0;
};

} // namespace detail

/// The rule that a shape breaks by its form, or `none`: AG306 when something has no action in it, AG307 when
/// the shape is larger or deeper than the limits, AG308 when the arrays are not one pre-order tree of
/// meaningful nodes. Nodes and references may hold anything. O(nodes + references), recursion at most
/// `limits.depth`, no allocation.
[[nodiscard]] constexpr violation form_rule(shape whole, shape_limits limits = {}) {
    return detail::form_checker{whole, limits}.verdict();
}

} // namespace action_grammar

#endif
