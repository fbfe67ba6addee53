#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_ALGEBRA_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_ALGEBRA_HPP

// Regular languages form a Boolean algebra; its operations, by the product of automata. Equality is that of
// automata.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/automaton.hpp>
#include <action_grammar/contract/pattern/budget.hpp>
#include <action_grammar/contract/pattern/canonical.hpp>
#include <action_grammar/contract/pattern/joint_alphabet.hpp>
#include <action_grammar/contract/pattern/transition_graph.hpp>

namespace action_grammar::pattern {

namespace detail {

/// How a product accepts, by how its two parts do.
enum class product_kind : std::uint8_t { intersection, union_, difference };

/// A state of a product.
struct state_pair {
    state_index a = 0;
    state_index b = 0;
};

/// Whether a string of the product may still begin at a pair of states.
constexpr bool is_live(product_kind kind, dfa const& a, dfa const& b, state_pair at) noexcept {
    switch (kind) {
    case product_kind::intersection: return at.a != a.dead && at.b != b.dead;
    case product_kind::difference: return at.a != a.dead && at.b != b.universal;
    case product_kind::union_: break;
    }
    return at.a != a.dead || at.b != b.dead;
}
inline bool accepts(product_kind kind, dfa const& a, dfa const& b, state_pair at) noexcept {
    bool const by_a = a.accepting[at.a] != 0;
    bool const by_b = b.accepting[at.b] != 0;
    switch (kind) {
    case product_kind::intersection: return by_a && by_b;
    case product_kind::difference: return by_a && !by_b;
    case product_kind::union_: break;
    }
    return by_a || by_b;
}

inline std::optional<automaton> product(product_kind kind, automaton const& left, automaton const& right,
                                        budget& spent) {
    dfa const& a = left.table();
    dfa const& b = right.table();
    std::array<dfa const*, 2> const parts{&a, &b};
    joint_alphabet const joint(parts, spent);
    if (!joint.complete) return std::nullopt;

    transition_graph graph;
    std::vector<state_pair> pairs;
    std::unordered_map<std::uint64_t, state_index> number;
    auto const number_of = [&](state_pair at) {
        // One part settles a union for good, whatever the other does.
        if (kind == product_kind::union_ && (at.a == a.universal || at.b == b.universal))
            at = {a.universal, b.universal};
        auto const [known, fresh] = number.try_emplace(std::uint64_t{at.a} << 32 | at.b, 0);
        if (fresh) {
            bool const settled = at.a == a.universal && at.b == b.universal;
            known->second =
                graph.add_state(settled ? kind != product_kind::difference : accepts(kind, a, b, at));
            pairs.push_back(at);
        }
        return known->second;
    };
    number_of({0, 0});
    for (state_index state = 0; state < pairs.size(); ++state) {
        if (pairs.size() > spent.states || !spent.spend(2 * joint.letters.count + 4)) return std::nullopt;
        state_pair const from = pairs[state];
        bool const settled = kind == product_kind::union_ && from.a == a.universal && from.b == b.universal;
        for (std::uint32_t letter = 0; letter < joint.letters.count; ++letter) {
            if (settled) {
                graph.transitions.push_back({state, letter, state});
                continue;
            }
            state_pair const to{a.step(from.a, joint.part(letter, 0)), b.step(from.b, joint.part(letter, 1))};
            if (is_live(kind, a, b, to)) graph.transitions.push_back({state, letter, number_of(to)});
        }
    }
    return minimal(std::move(graph), joint.letters, spent);
}

/// Whether the product is empty, without building it.
inline std::optional<bool> is_product_empty(product_kind kind, dfa const& a, dfa const& b, budget& spent) {
    if (!is_live(kind, a, b, {0, 0})) return true;
    if (accepts(kind, a, b, {0, 0})) return false;
    std::array<dfa const*, 2> const parts{&a, &b};
    joint_alphabet const joint(parts, spent);
    if (!joint.complete) return std::nullopt;

    std::uint64_t const cells = std::uint64_t{a.states()} * b.states();
    bool const small = cells <= (1u << 16);
    std::vector<std::uint64_t> seen(small ? cells / 64 + 1 : 0, 0);
    std::unordered_set<std::uint64_t> seen_of_many;
    auto const first_visit = [&](state_pair at) {
        std::uint64_t const cell = std::uint64_t{at.a} * b.states() + at.b;
        if (!small) return seen_of_many.insert(cell).second;
        std::uint64_t const bit = std::uint64_t{1} << cell % 64;
        bool const fresh = (seen[cell / 64] & bit) == 0;
        seen[cell / 64] |= bit;
        return fresh;
    };
    std::vector<state_pair> pending{{0, 0}};
    first_visit({0, 0});
    while (!pending.empty()) {
        state_pair const from = pending.back();
        pending.pop_back();
        if (!spent.spend(joint.letters.count + (small ? 1 : 8))) return std::nullopt;
        for (std::size_t letter = 0; letter < joint.letters.count; ++letter) {
            state_pair const to{a.step(from.a, joint.part(letter, 0)), b.step(from.b, joint.part(letter, 1))};
            if (!is_live(kind, a, b, to) || !first_visit(to)) continue;
            if (accepts(kind, a, b, to)) return false;
            pending.push_back(to);
        }
    }
    return true;
}

} // namespace detail

/// The strings in both. Nothing beyond the budget, as for the others here.
inline std::optional<automaton> intersection_of(automaton const& a, automaton const& b, budget& spent) {
    if (a.is_empty() || b.is_universal() || a == b) return a;
    if (b.is_empty() || a.is_universal()) return b;
    return detail::product(detail::product_kind::intersection, a, b, spent);
}
/// The strings in either.
inline std::optional<automaton> union_of(automaton const& a, automaton const& b, budget& spent) {
    if (a.is_universal() || b.is_empty() || a == b) return a;
    if (b.is_universal() || a.is_empty()) return b;
    return detail::product(detail::product_kind::union_, a, b, spent);
}
/// The strings of `a` that are not in `b`.
inline std::optional<automaton> difference_of(automaton const& a, automaton const& b, budget& spent) {
    if (a.is_empty() || b.is_empty()) return a;
    if (b.is_universal() || a == b) return automaton();
    return detail::product(detail::product_kind::difference, a, b, spent);
}

/// The strings that are not in `a`. Linear in the size of `a`.
inline automaton complement_of(automaton const& a) {
    auto table = std::make_shared<detail::dfa>(a.table());
    for (std::uint8_t& accepting : table->accepting)
        accepting ^= 1u;
    std::swap(table->dead, table->universal);
    table->finish();
    return automaton(std::move(table));
}

/// Whether every string of `a` is one of `b`. Without building a product.
inline std::optional<bool> subset_of(automaton const& a, automaton const& b, budget& spent) {
    if (&a.table() == &b.table()) return true;
    return detail::is_product_empty(detail::product_kind::difference, a.table(), b.table(), spent);
}

/// Whether no string is in both. Without building a product.
inline std::optional<bool> disjoint(automaton const& a, automaton const& b, budget& spent) {
    return detail::is_product_empty(detail::product_kind::intersection, a.table(), b.table(), spent);
}

/// The same, each with a fresh budget.
inline std::optional<automaton> intersection_of(automaton const& a, automaton const& b) {
    budget fresh;
    return intersection_of(a, b, fresh);
}
inline std::optional<automaton> union_of(automaton const& a, automaton const& b) {
    budget fresh;
    return union_of(a, b, fresh);
}
inline std::optional<automaton> difference_of(automaton const& a, automaton const& b) {
    budget fresh;
    return difference_of(a, b, fresh);
}
inline std::optional<bool> subset_of(automaton const& a, automaton const& b) {
    budget fresh;
    return subset_of(a, b, fresh);
}
inline std::optional<bool> disjoint(automaton const& a, automaton const& b) {
    budget fresh;
    return disjoint(a, b, fresh);
}

} // namespace action_grammar::pattern

#endif
