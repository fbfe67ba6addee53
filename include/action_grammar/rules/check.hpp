#ifndef ACTION_GRAMMAR_RULES_CHECK_HPP
#define ACTION_GRAMMAR_RULES_CHECK_HPP

#include <cstdint>
#include <string_view>

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/data_flow.hpp>
#include <action_grammar/rules/summary.hpp>
#include <action_grammar/rules/well_formed.hpp>

namespace action_grammar {

namespace detail {

/// Walks a shape once, in order, and reports every broken rule to the sink.
template <class Sink>
class shape_checker {
public:
    constexpr shape_checker(shape whole, Sink& sink) : whole_(whole), sink_(&sink) {}

    /// The summary of the subtree at `at`. `before` summarizes what runs before it on some path; `settled` is
    /// the first node that has not finished by the time it starts: the child of the nearest sequence in which
    /// it stands.
    constexpr summary subtree(std::uint32_t at, std::uint32_t settled, summary const& before) {
        node const& here = whole_.nodes[at];
        contracts(at);
        references(at, settled);
        summary const own = summary_of(here.effect, here.guard, where(at));
        report(then(before, own).broken);
        report(protection_rule(here.effect, here.guard, where(at)));
        // Only an action mutates by itself, so what runs before a construct also runs before its children.
        summary inside{};
        switch (here.form) {
        case construct::action: break;
        case construct::sequence: inside = children_in_order(at, before); break;
        case construct::alternatives: inside = one_child(at, settled, before); break;
        case construct::parallel: inside = all_children(at, settled, before); break;
        case construct::repetition: inside = repeated_child(at, settled, before); break;
        case construct::wrapped: inside = wrapped_child(at, settled, before); break;
        }
        summary const both = then(own, inside).whole;
        report(purpose_rule(here.intent, both, where(at)));
        return both;
    }

private:
    constexpr place where(std::uint32_t at) const { return {whole_.nodes[at].label, at}; }

    constexpr void report(violation const& broken) {
        if (broken) (*sink_)(broken);
    }

    constexpr void contracts(std::uint32_t at) {
        node const& here = whole_.nodes[at];
        report({input_rule(here.input), where(at), where(at)});
        report({output_rule(here.output), where(at), where(at)});
    }

    /// A name is in reach when its value is made before the reader starts. A value that the reader is part
    /// of, or that is made beside it in parallel, is not.
    constexpr void references(std::uint32_t at, std::uint32_t settled) {
        node const& here = whole_.nodes[at];
        for (reference const& read : whole_.references.subspan(here.first_reference, here.reference_count)) {
            rule_code code = reference_rule(read.target, settled);
            bool const finished = read.target >= at || whole_.nodes[read.target].extent <= at - read.target;
            if (code == rule_code::none && !finished) code = rule_code::forward_reference;
            report({code, {read.name, read.target}, where(at)});
        }
    }

    constexpr summary children_in_order(std::uint32_t at, summary const& before) {
        summary inside{};
        summary path = before;
        for (std::uint32_t child = at + 1; child < at + whole_.nodes[at].extent;
             child += whole_.nodes[child].extent) {
            summary const next = subtree(child, child, path);
            inside = then(inside, next).whole;
            path = then(path, next).whole;
        }
        return inside;
    }

    constexpr summary one_child(std::uint32_t at, std::uint32_t settled, summary const& before) {
        summary chosen{};
        for (std::uint32_t child = at + 1; child < at + whole_.nodes[at].extent;
             child += whole_.nodes[child].extent) {
            chosen = either(chosen, subtree(child, settled, before));
        }
        return chosen;
    }

    constexpr summary all_children(std::uint32_t at, std::uint32_t settled, summary const& before) {
        summary together{};
        for (std::uint32_t child = at + 1; child < at + whole_.nodes[at].extent;
             child += whole_.nodes[child].extent) {
            joined const next = beside(together, subtree(child, settled, before));
            report(next.broken);
            together = next.whole;
        }
        return together;
    }

    constexpr summary repeated_child(std::uint32_t at, std::uint32_t settled, summary const& before) {
        joined const next = repeated(subtree(at + 1, settled, before), where(at));
        report(next.broken);
        return next.whole;
    }

    constexpr summary wrapped_child(std::uint32_t at, std::uint32_t settled, summary const& before) {
        node const& here = whole_.nodes[at];
        summary const inner = subtree(at + 1, settled, before);
        report(mixin_rule(here.wrapper, inner, where(at), here.interruptible));
        if (here.wrapper != mixin::retry) return inner;
        joined const next = retried(inner, where(at));
        report(next.broken);
        return next.whole;
    }

    shape whole_;
    Sink* sink_;
};

} // namespace detail

/// Checks a composition that is given as plain values, at run time or in a constant expression alike.
///
/// @param whole  the shape; nodes and references may hold anything: a shape that is not one is answered with
///               AG306, AG307 or AG308 and not looked into
/// @param sink   called as `sink(violation)` for every broken rule, in the order of the walk
/// @return the summary of the whole; its effect is `invalid` when the shape was not looked into, and
///         otherwise what it would be without the violations. It is safe to run exactly when the sink was
///         called for no rule of severity `error`.
///
/// Names are taken as the references' targets say; `resolve` (rules/resolve.hpp) finds targets, duplicates
/// and unused values for a shape whose targets are not known. O(nodes + references), recursion at most
/// `limits.depth`, no allocation.
template <class Sink>
constexpr summary check(shape whole, Sink&& sink, shape_limits limits = {}) {
    if (violation const fault = form_rule(whole, limits)) {
        sink(fault);
        return {.effect = grade::invalid};
    }
    return detail::shape_checker{whole, sink}.subtree(0, 0, {});
}

} // namespace action_grammar

#endif
