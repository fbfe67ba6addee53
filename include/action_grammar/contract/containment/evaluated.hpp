#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_EVALUATED_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_EVALUATED_HPP

// `unevaluatedProperties` and `unevaluatedItems` in terms of the other keywords.
//
// What is evaluated grows with the set of branches that hold, so "all that no branch evaluates satisfies F" is the
// same as: for some choice of branches that hold, all that these do not evaluate satisfies F. Without branches that is
// one case; with few, a few. The closed-producer policy is the same question with F = false.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/translate.hpp>

namespace action_grammar::containment::detail {

/// All pairs of a case of each.
inline std::vector<evaluated_part> translator::combine(std::vector<evaluated_part> const& base,
                                                       std::vector<evaluated_part> const& more) {
    std::vector<evaluated_part> all;
    all.reserve(base.size() * more.size());
    for (auto const& a : base)
        for (auto const& b : more)
            all.push_back({make_.all_of({a.when, b.when}), make_.any_of({a.names, b.names}),
                           std::max(a.front, b.front), make_.any_of({a.elements, b.elements})});
    return all;
}

/// Adds the cases of a part that may hold or must. False if there are too many.
inline bool translator::add_alternatives(std::vector<evaluated_part>& base,
                                         std::vector<evaluated_part> const& more, bool optional) {
    constexpr std::size_t most_cases = 64;
    bool const evaluates_nothing = std::all_of(more.begin(), more.end(), [](evaluated_part const& part) {
        return part.names.is_false() && part.front == 0 && part.elements.is_false();
    });
    if (evaluates_nothing) return true;
    if (base.size() * (more.size() + (optional ? 1 : 0)) > most_cases) return false;
    auto combined = combine(base, more);
    if (!optional) {
        base = std::move(combined);
        return true;
    }
    for (auto const& part : combined) {
        bool const known = std::any_of(base.begin(), base.end(), [&part](evaluated_part const& held) {
            return held.names == part.names && held.front == part.front && held.elements == part.elements
                && (held.when == part.when || held.when.is_true());
        });
        if (!known) base.push_back(part);
    }
    return true;
}

/// Appends the cases of one in-place schema, each under the condition `when` as well.
inline bool translator::evaluated_in(schema::node_id id, literal when, std::uint32_t scope, bool objects,
                                     unsigned depth, std::vector<evaluated_part>& into) {
    std::vector<evaluated_part> cases;
    if (!evaluated({id, scope}, objects, depth + 1, cases)) return false;
    for (auto& part : cases)
        part.when = make_.all_of({when, part.when});
    into.insert(into.end(), std::make_move_iterator(cases.begin()), std::make_move_iterator(cases.end()));
    return true;
}

/// The cases of what a schema evaluates, itself and in place. False if there are too many.
inline bool translator::evaluated(scoped_node at, bool objects, unsigned depth,
                                  std::vector<evaluated_part>& into) {
    constexpr unsigned most_depth = 40;
    if (depth > most_depth || evaluations_ == 0) return false;
    --evaluations_;
    at.scope = enter(at);
    if (too_many_scopes_) return false;
    auto const& node = graph_[at.id];
    evaluated_part own{true_, false_, 0, false_};
    if (objects) {
        // The keyword in question, at the top, speaks of what all the others leave.
        bool const all = node.additional_properties != schema::no_node
                      || (depth > 0 && node.unevaluated_properties != schema::no_node);
        own.names = all ? true_ : listed_names(node);
    } else {
        bool const all =
            node.items != schema::no_node || (depth > 0 && node.unevaluated_items != schema::no_node);
        own.front = all ? everything : node.prefix_items.size();
        // 2019-09 does not say clearly whether `contains` evaluates the elements that it finds.
        if (node.contains != schema::no_node && node.draft == schema::dialect::draft2019_09) {
            ambiguous_ = true;
            return false;
        }
        if (node.contains != schema::no_node) {
            bool const outer = std::exchange(closing_, false);
            own.elements = child(node.contains, at.scope);
            closing_ = outer;
        }
    }
    into = {own};
    auto const must = [&](schema::node_id id) {
        std::vector<evaluated_part> cases;
        return evaluated_in(id, true_, at.scope, objects, depth, cases)
            && add_alternatives(into, cases, false);
    };
    auto const may = [&](schema::node_id id, literal when) {
        std::vector<evaluated_part> cases;
        return evaluated_in(id, make_.all_of({when, condition(id, at.scope)}), at.scope, objects, depth,
                            cases)
            && add_alternatives(into, cases, true);
    };
    for (auto const id : node.all_of)
        if (!must(id)) return false;
    if (node.reference != schema::no_node && !must(node.reference)) return false;
    if (node.dynamic_reference != schema::no_node && !must(resolve(node, at.scope))) return false;
    for (auto const id : node.any_of)
        if (!may(id, true_)) return false;
    if (!node.one_of.empty()) {
        // At most one of them holds, so that no two are ever chosen together.
        std::vector<evaluated_part> cases;
        for (auto const id : node.one_of)
            if (!evaluated_in(id, condition(id, at.scope), at.scope, objects, depth, cases)) return false;
        if (!add_alternatives(into, cases, true)) return false;
    }
    if (objects)
        for (auto const& [name, id] : node.dependent_schemas)
            if (!may(id, has_member(name))) return false;
    if (node.condition != schema::no_node) {
        if (!may(node.condition, true_)) return false;
        literal const when = condition(node.condition, at.scope);
        if (node.consequence != schema::no_node && !may(node.consequence, when)) return false;
        if (node.alternative != schema::no_node && !may(node.alternative, make_.negated(when))) return false;
    }
    return true;
}

inline void translator::of_unevaluated(schema::node const& node, scoped_node at,
                                       std::vector<literal>& parts) {
    auto const cases_of = [&](bool objects) {
        std::vector<evaluated_part> cases;
        schema::node_id const own = objects ? node.unevaluated_properties : node.unevaluated_items;
        if (own == schema::no_node) return cases;
        if (!evaluated(at, objects, 0, cases)) cases.clear();
        if (cases.empty()) parts.push_back(opaque(undecided_reason::keyword));
        return cases;
    };
    auto const add = [&](std::vector<literal> alternatives) {
        if (!alternatives.empty()) parts.push_back(make_.any_of(std::move(alternatives)));
    };
    std::vector<literal> alternatives;
    for (auto const& part : cases_of(true))
        alternatives.push_back(
            make_.all_of({part.when, make_.members(make_.negated(part.names),
                                                   child(node.unevaluated_properties, at.scope))}));
    add(std::exchange(alternatives, {}));
    for (auto const& part : cases_of(false)) {
        literal rest = true_;
        if (part.front != everything)
            rest = make_.items(part.front,
                               make_.any_of({child(node.unevaluated_items, at.scope), part.elements}));
        alternatives.push_back(make_.all_of({part.when, rest}));
    }
    add(std::move(alternatives));
}

/// The closed-producer policy: an object that lists members, and says nothing of others, has no others.
inline literal translator::closed(scoped_node at, literal said) {
    std::vector<evaluated_part> cases;
    if (!evaluated(at, true, 1, cases)) return make_.all_of({said, opaque(undecided_reason::keyword)});
    bool const lists_none = std::all_of(cases.begin(), cases.end(),
                                        [](evaluated_part const& part) { return part.names.is_false(); });
    if (lists_none) return said;
    std::vector<literal> alternatives;
    alternatives.reserve(cases.size());
    for (auto const& part : cases)
        alternatives.push_back(make_.all_of({part.when, make_.members(make_.negated(part.names), false_)}));
    return make_.all_of({said, make_.any_of(std::move(alternatives))});
}

} // namespace action_grammar::containment::detail

#endif
