#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_SHAPES_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_SHAPES_HPP

// Writes shapes as expressions: in_order("checkout", fallible("cart"), mutation("receipt")).

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/check.hpp>
#include <action_grammar/rules/resolve.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <ostream>
#include <string_view>
#include <vector>

namespace action_grammar_tests {

namespace ag = action_grammar;

/// A shape that owns its arrays.
struct composition {
    std::vector<ag::node> nodes{};
    std::vector<ag::reference> references{};

    constexpr operator ag::shape() const { return {nodes, references}; }
};

constexpr composition one(ag::node const& action) { return {{action}, {}}; }

constexpr composition action(ag::verb what, std::string_view label, ag::grade effect = ag::grade::fallible) {
    return one({.what = what, .effect = effect, .label = label});
}
constexpr composition fallible(std::string_view label) { return action(ag::verb::fetch, label); }
constexpr composition infallible(std::string_view label) {
    return action(ag::verb::transform, label, ag::grade::infallible);
}
constexpr composition validate(std::string_view label) { return action(ag::verb::validate, label); }
constexpr composition gate(std::string_view label) { return action(ag::verb::gate, label); }
constexpr composition mutation(std::string_view label, ag::protection guard = ag::protection::keyed) {
    return one({.what = ag::verb::persist, .effect = ag::grade::committed, .guard = guard, .label = label});
}

constexpr void append(composition& whole, composition const& child) {
    auto const offset = static_cast<std::uint32_t>(whole.references.size());
    for (ag::node copy : child.nodes) {
        copy.first_reference += offset;
        whole.nodes.push_back(copy);
    }
    for (ag::reference const& read : child.references)
        whole.references.push_back(read);
    whole.nodes.front().extent = static_cast<std::uint32_t>(whole.nodes.size());
}

template <class... Children>
constexpr composition assemble(ag::node const& head, Children const&... children) {
    composition whole = one(head);
    (append(whole, children), ...);
    return whole;
}

template <class... Children>
constexpr composition in_order(std::string_view label, Children const&... children) {
    return assemble({.form = ag::construct::sequence, .label = label}, children...);
}
template <class... Children>
constexpr composition decide(std::string_view label, Children const&... children) {
    return assemble({.form = ag::construct::alternatives, .what = ag::verb::decide, .label = label},
                    children...);
}
template <class... Children>
constexpr composition all(Children const&... children) {
    return assemble({.form = ag::construct::parallel}, children...);
}
constexpr composition fan_out(std::string_view label, composition const& body) {
    return assemble({.form = ag::construct::repetition, .what = ag::verb::fan_out, .label = label}, body);
}
constexpr composition with(ag::mixin wrapper, composition const& wrapped) {
    return assemble(
        {.form = ag::construct::wrapped, .wrapper = wrapper, .label = wrapped.nodes.front().label}, wrapped);
}
constexpr composition retry(composition const& wrapped) { return with(ag::mixin::retry, wrapped); }

/// The same composition, whose first node reads the names instead of the value before it.
constexpr composition reading(std::initializer_list<std::string_view> names, composition whole) {
    whole.nodes.front().first_reference = static_cast<std::uint32_t>(whole.references.size());
    whole.nodes.front().reference_count = static_cast<std::uint32_t>(names.size());
    whole.nodes.front().reads_previous = false;
    for (std::string_view const name : names)
        whole.references.push_back({.name = name});
    return whole;
}

constexpr composition promising(ag::purpose intent, composition whole) {
    whole.nodes.front().intent = intent;
    return whole;
}

using violations = std::vector<ag::violation>;

/// Whether a rule is about the single-mutation boundary, and so about the executions of a composition.
constexpr bool about_the_boundary(ag::rule_code code) {
    return code == ag::rule_code::second_mutation || code == ag::rule_code::fallible_after_mutation
        || code == ag::rule_code::mutation_repeated || code == ag::rule_code::mutation_beside_fallible
        || code == ag::rule_code::retried_mutation;
}

/// All that `check` reports, in its order.
constexpr violations checked(ag::shape whole, ag::shape_limits limits = {}) {
    violations found;
    ag::check(whole, [&found](ag::violation const& broken) { found.push_back(broken); }, limits);
    return found;
}

/// All that `resolve` reports, in its order.
constexpr violations resolved(composition whole, ag::shape_limits limits = {}) {
    violations found;
    ag::resolve(
        whole.nodes, whole.references, [&found](ag::violation const& broken) { found.push_back(broken); },
        limits);
    return found;
}

/// All that `findings` reports, in its order.
constexpr violations found_in(composition whole) { return ag::findings(whole.nodes, whole.references); }

/// Where the references lead after `resolve`.
constexpr std::vector<std::uint32_t> targets(composition whole) {
    ag::resolve(whole.nodes, whole.references, [](ag::violation const&) {});
    std::vector<std::uint32_t> found;
    for (ag::reference const& read : whole.references)
        found.push_back(read.target);
    return found;
}

} // namespace action_grammar_tests

namespace action_grammar {

// For the messages of failing tests.
inline std::ostream& operator<<(std::ostream& out, place const& where) {
    out << '"' << where.label << "\" ";
    if (where.node == unresolved) return out << "nowhere";
    if (where.node == composition_input) return out << "at the input";
    return out << "at " << where.node;
}
inline std::ostream& operator<<(std::ostream& out, violation const& broken) {
    return out << "AG" << static_cast<unsigned>(broken.code) << " (" << broken.first << ", " << broken.second
               << ')';
}

} // namespace action_grammar

#endif
