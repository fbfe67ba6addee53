#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_EMPTINESS_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_EMPTINESS_HPP

// The solver, complete: splitting, and the search for each kind of value.

#include <action_grammar/contract/containment/array_search.hpp>
#include <action_grammar/contract/containment/number_search.hpp>
#include <action_grammar/contract/containment/object_search.hpp>
#include <action_grammar/contract/containment/solver.hpp>
#include <action_grammar/contract/containment/string_search.hpp>

namespace action_grammar::containment::detail {

inline outcome solver::of_atoms(goal const& atoms, value_kind kind) {
    if (!spend()) return outcome::unknown(undecided_reason::budget);
    switch (kind) {
    case value_kind::null: return outcome::found(nullptr);
    case value_kind::no: return outcome::found(false);
    case value_kind::yes: return outcome::found(true);
    case value_kind::integer:
    case value_kind::fraction: return number_search(atoms, kind, limits_.steps).run();
    case value_kind::string: return string_search(*this, atoms).run();
    case value_kind::array: return array_search(*this, atoms).run();
    default:
        // The members are put in order.
        if (!spend_on_pass(4 * atoms.size())) return outcome::unknown(undecided_reason::budget);
        return object_search(*this, atoms).run();
    }
}

} // namespace action_grammar::containment::detail

#endif
