#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_NARROWING_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_NARROWING_HPP

// What is known of a value where a condition held, or did not: `if .kind == "card" then ...`. Conditions that are not
// understood leave the value as it was.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/calculation.hpp>

namespace action_grammar::inference::detail {

inline analysis::chain analysis::chain_of(node_id id) const {
    chain found;
    std::vector<std::string> reversed;
    for (;;) {
        node const& here = (*tree_)[id];
        if (here.kind == construct::field) {
            auto const& name = tree_->constant(here).get_string();
            reversed.emplace_back(name.data(), name.size());
            id = here.a;
        } else if (here.kind == construct::identity || here.kind == construct::variable) {
            if (here.kind == construct::variable) found.variable = here.symbol;
            found.valid = true;
            found.names.assign(reversed.rbegin(), reversed.rend());
            return found;
        } else if (here.kind == construct::pipe && reversed.empty()) {
            // `.a | .b`, where all but the first begin with the input.
            auto const stages = tree_->list(here);
            found = chain_of(stages[0]);
            for (std::size_t i = 1; found.valid && i < stages.size(); ++i) {
                chain const next = chain_of(stages[i]);
                found.valid = next.valid && !next.variable;
                found.names.insert(found.names.end(), next.names.begin(), next.names.end());
            }
            return found;
        } else
            return {};
    }
}

template <class Narrow>
type_ptr analysis::narrowed_below(type_ptr whole, std::span<std::string const> names, Narrow& narrow) {
    if (names.empty()) return narrow(whole);
    type_ptr const spelled = types_->spelled(whole);
    type made;
    type_ptr const of_null = narrowed_below(types_->null(), names.subspan(1), narrow);
    bool const null_stays = !types_->is_nothing(of_null);
    bool same =
        (types_->kinds_of(spelled) & ~(null_kind | object_kind)) == 0 && (null_stays || !spelled->null);
    made.null = spelled->null && null_stays;
    made.origin = spelled->origin;
    for (object_shape const* each : spelled->objects) {
        member_view const found = types_->lookup(*each, names.front());
        type_ptr const there = types_->is_nothing(found.type)
                                 ? types_->nothing()
                                 : narrowed_below(found.type, names.subspan(1), narrow);
        bool const absent = found.may_be_absent && null_stays;
        bool const possible = !types_->is_nothing(there);
        if (!possible && !absent) {
            same = false;
            continue;
        }
        if (types_->equal(there, found.type) && absent == found.may_be_absent) {
            made.objects.push_back(each);
            continue;
        }
        same = false;
        object_shape shape = *each;
        auto place = std::ranges::lower_bound(shape.members, names.front(), {}, &member_shape::name);
        if (place == shape.members.end() || place->name != names.front())
            place = shape.members.insert(place, {names.front(), nullptr, false});
        place->type = there;
        place->required = !absent;
        made.objects.push_back(types_->add_shape(std::move(shape)));
    }
    if (same) return whole;
    made.origin_of(part::object) = schema::no_node;
    return types_->add(std::move(made));
}

template <class Narrow>
world analysis::narrowed_at(chain const& where, world const& at, Narrow&& narrow) {
    if (!where.variable) return {narrowed_below(at.input, where.names, narrow), at.scope};
    frame const* const known = find(frame::sort::variable, *where.variable, at.scope);
    if (known == nullptr) return at;
    type_ptr const less = narrowed_below(known->type, where.names, narrow);
    if (types_->is_nothing(less)) return {types_->nothing(), at.scope};
    if (less == known->type) return at;
    return {at.input, define_variable(*where.variable, less, at.scope)};
}

inline type_ptr analysis::equal_part(type_ptr of, json::value const& value, bool equal) {
    bool const number = value.is_number();
    if (value.is_structured() || (number && !exact_double(json::decimal::of(value)))) return of;
    if (equal) {
        // Not-a-number equals nothing.
        return types_->meet(of, types_->literal(value));
    }
    if (value.is_null()) return types_->restricted(of, other_kinds(null_kind));
    if (value.is_bool())
        return types_->restricted(of, other_kinds(value.get_bool() ? true_kind : false_kind));
    type_ptr const whole = types_->view(of);
    if (whole->any) return of;
    type made = *whole;
    made.viewed = nullptr;
    if (number && made.numbers && made.numbers->finite && !made.numbers->nan) {
        if (std::erase(made.numbers->values, json::decimal::of(value)) == 0) return of;
        if (made.numbers->values.empty()) made.numbers.reset();
    } else if (!number && made.strings && made.strings->finite) {
        if (std::erase(made.strings->values, std::string(value.get_string())) == 0) return of;
        if (made.strings->values.empty()) made.strings.reset();
    } else
        return of;
    return types_->add(std::move(made));
}

inline type_ptr analysis::ordered_part(type_ptr of, operation op, json::value const& bound) {
    bool const less = op == operation::less || op == operation::less_equal;
    bool const strict = op == operation::less || op == operation::greater;
    kind_mask const kind = types_->kinds_of(types_->literal(bound));
    // Kinds below and above, in jq's order of all values.
    unsigned const below = kind - 1U;
    unsigned const above = all_kinds & ~(below | kind);
    auto const kinds = static_cast<kind_mask>(less ? below | kind : above | kind);
    type_ptr part = types_->restricted(of, kinds);
    if (!bound.is_number()) {
        bool const scalar = kind == null_kind || kind == false_kind || kind == true_kind;
        return scalar && strict ? types_->restricted(of, static_cast<kind_mask>(kinds & ~kind)) : part;
    }
    if (!exact_double(json::decimal::of(bound)) || (types_->kinds_of(part) & number_kind) == 0) return part;
    number_set half;
    half.nan = true;
    (less ? half.upper : half.lower) = json::decimal::of(bound);
    (less ? half.upper_strict : half.lower_strict) = strict;
    type_ptr const rest = types_->restricted(part, other_kinds(number_kind));
    type_ptr const numbers = types_->restricted(part, number_kind);
    type_ptr const met = types_->meet(numbers, types_->number(half));
    if (types_->equal(met, numbers)) return part;
    return types_->join(rest, met);
}

inline world analysis::joined(world const& left, world const& right, world const& before) {
    if (is_nowhere(left)) return right;
    if (is_nowhere(right)) return left;
    type_ptr const input = types_->join(left.input, right.input);
    // Variables narrowed on one way only are as they were.
    return {input, left.scope == right.scope ? left.scope : before.scope};
}

inline world analysis::narrowed(node_id condition, world const& at, bool truth) {
    nested const level(depth_);
    if (is_nowhere(at) || depth_ > deepest || !step()) return at;
    node const& of = (*tree_)[condition];
    switch (of.kind) {
    case construct::literal: {
        json::value const& value = tree_->constant(of);
        bool const holds = !(value.is_null() || (value.is_bool() && !value.get_bool()));
        return holds == truth ? at : world{types_->nothing(), at.scope};
    }
    case construct::identity:
    case construct::field:
    case construct::variable: {
        chain const where = chain_of(condition);
        if (!where.valid) return at;
        return narrowed_at(where, at, [&](type_ptr leaf) {
            return types_->restricted(leaf, truth ? other_kinds(falsy_kinds) : falsy_kinds);
        });
    }
    case construct::conjunction:
    case construct::disjunction: {
        bool const all = (of.kind == construct::conjunction) == truth;
        // Which combination of several outputs it was is not known.
        if (!(*tree_)[of.a].single || !(*tree_)[of.b].single) return at;
        if (all) return narrowed(of.b, narrowed(of.a, at, truth), truth);
        world const first = narrowed(of.a, at, truth);
        world const second = narrowed(of.b, narrowed(of.a, at, !truth), truth);
        return joined(first, second, at);
    }
    case construct::comparison: return narrowed_comparison(of, at, truth);
    case construct::pipe: return narrowed_pipe(of, at, truth);
    case construct::call_builtin: {
        chain self;
        self.valid = true;
        auto const found = narrowed_call(of, self, at, truth);
        return found ? *found : at;
    }
    default: return at;
    }
}

inline world analysis::narrowed_pipe(node const& of, world const& at, bool truth) {
    auto const stages = tree_->list(of);
    node const& last = (*tree_)[stages.back()];
    if (last.kind == construct::call_builtin && last.called == expression::builtin::not_
        && stages.size() == 2)
        return narrowed(stages[0], at, !truth);
    if (stages.size() != 2) return at;
    chain const where = chain_of(stages[0]);
    if (!where.valid || last.kind != construct::call_builtin) return at;
    auto const found = narrowed_call(last, where, at, truth);
    return found ? *found : at;
}

inline world analysis::narrowed_comparison(node const& of, world const& at, bool truth) {
    node_id left = of.a;
    node_id right = of.b;
    operation op = of.op;
    if ((*tree_)[left].kind == construct::literal) {
        std::swap(left, right);
        if (op == operation::less)
            op = operation::greater;
        else if (op == operation::less_equal)
            op = operation::greater_equal;
        else if (op == operation::greater)
            op = operation::less;
        else if (op == operation::greater_equal)
            op = operation::less_equal;
    }
    if ((*tree_)[right].kind != construct::literal) return at;
    json::value const& value = tree_->constant((*tree_)[right]);
    if (!truth) {
        switch (op) {
        case operation::equal: op = operation::unequal; break;
        case operation::unequal: op = operation::equal; break;
        case operation::less: op = operation::greater_equal; break;
        case operation::less_equal: op = operation::greater; break;
        case operation::greater: op = operation::less_equal; break;
        default: op = operation::less; break;
        }
    }
    bool const equality = op == operation::equal || op == operation::unequal;
    chain const where = chain_of(left);
    if (where.valid)
        return narrowed_at(where, at, [&](type_ptr leaf) {
            return equality ? equal_part(leaf, value, op == operation::equal) : ordered_part(leaf, op, value);
        });
    // `type == "string"`, `length > 0`, of the input or a part of it.
    node const* call = &(*tree_)[left];
    chain on;
    on.valid = true;
    if (call->kind == construct::pipe && tree_->list(*call).size() == 2) {
        on = chain_of(tree_->list(*call)[0]);
        call = &(*tree_)[tree_->list(*call)[1]];
    }
    if (!on.valid || call->kind != construct::call_builtin) return at;
    if (call->called == expression::builtin::type && equality && value.is_string()) {
        kind_mask const kinds = kinds_of_name(std::string_view(value.get_string()));
        return narrowed_at(on, at, [&](type_ptr leaf) {
            return types_->restricted(leaf, op == operation::equal ? kinds : other_kinds(kinds));
        });
    }
    if (call->called == expression::builtin::length && value.is_int64()) {
        std::int64_t const bound = value.get_int64();
        bool const filled = (op == operation::greater && bound >= 0)
                         || (op == operation::greater_equal && bound >= 1)
                         || (op == operation::unequal && bound == 0) || (op == operation::equal && bound > 0);
        if (!filled) return at;
        return narrowed_at(on, at, [&](type_ptr leaf) {
            type_ptr const whole = types_->view(leaf);
            if (whole->any || whole->arrays == nullptr || whole->arrays->min > 0)
                return types_->restricted(leaf, other_kinds(null_kind));
            type made = *types_->restricted(whole, other_kinds(null_kind));
            made.viewed = nullptr;
            array_shape shape = *whole->arrays;
            if (shape.max == 0)
                made.arrays = nullptr;
            else {
                shape.min = 1;
                made.arrays = types_->add_shape(std::move(shape));
            }
            made.origin_of(part::array) = schema::no_node;
            return types_->add(std::move(made));
        });
    }
    return at;
}

inline kind_mask analysis::kinds_of_name(std::string_view name) noexcept {
    if (name == "null") return null_kind;
    if (name == "boolean") return boolean_kinds;
    if (name == "number") return number_kind;
    if (name == "string") return string_kind;
    if (name == "array") return array_kind;
    return name == "object" ? object_kind : kind_mask{0};
}

/// `x | has("a")`, `x | startswith("a")`, `x | IN("a", "b")`; nothing where the call tells nothing.
inline std::optional<world> analysis::narrowed_call(node const& of, chain const& on, world const& at,
                                                    bool truth) {
    using expression::builtin;
    auto const keep = [&](kind_mask kinds) {
        return narrowed_at(on, at, [&](type_ptr leaf) { return types_->restricted(leaf, kinds); });
    };
    switch (of.called) {
    case builtin::has: {
        node const& name = (*tree_)[argument(of, 0)];
        if (name.kind != construct::literal || !tree_->constant(name).is_string()) return std::nullopt;
        std::string const key(tree_->constant(name).get_string());
        return narrowed_at(on, at, [&](type_ptr leaf) {
            type_ptr const whole = types_->spelled(leaf);
            type made;
            made.null = whole->null && !truth;
            bool same =
                (types_->kinds_of(whole) & ~(object_kind | null_kind)) == 0 && made.null == whole->null;
            for (object_shape const* each : whole->objects) {
                member_view const found = types_->lookup(*each, key);
                bool const possible = truth ? !types_->is_nothing(found.type) : found.may_be_absent;
                if (!possible) {
                    same = false;
                    continue;
                }
                bool const already = truth ? !found.may_be_absent : types_->is_nothing(found.type);
                same = same && already;
                if (already) {
                    made.objects.push_back(each);
                    continue;
                }
                object_shape shape = *each;
                auto place = std::ranges::lower_bound(shape.members, key, {}, &member_shape::name);
                if (place == shape.members.end() || place->name != key)
                    place = shape.members.insert(place, {key, found.type, false});
                place->required = truth;
                if (!truth) place->type = types_->nothing();
                made.objects.push_back(types_->add_shape(std::move(shape)));
            }
            return same ? leaf : types_->add(std::move(made));
        });
    }
    // These fail on anything else, so that whichever answer they gave it was one of these.
    case builtin::startswith:
    case builtin::endswith:
    case builtin::test: return keep(string_kind);
    case builtin::not_:
        return narrowed_at(on, at, [&](type_ptr leaf) {
            return types_->restricted(leaf, truth ? falsy_kinds : other_kinds(falsy_kinds));
        });
    case builtin::is_in: {
        if (of.list_size != 1 || !truth) return std::nullopt;
        node const& list = (*tree_)[argument(of, 0)];
        type_ptr all = types_->nothing();
        auto const add = [&](node const& each) {
            if (each.kind != construct::literal) return false;
            json::value const& value = tree_->constant(each);
            if (value.is_structured() || (value.is_number() && !exact_double(json::decimal::of(value))))
                return false;
            all = types_->join(all, types_->literal(value));
            return true;
        };
        if (list.kind == construct::comma) {
            for (node_id const each : tree_->list(list))
                if (!add((*tree_)[each])) return std::nullopt;
        } else if (!add(list))
            return std::nullopt;
        return narrowed_at(on, at, [&](type_ptr leaf) { return types_->meet(leaf, all); });
    }
    default: return std::nullopt;
    }
}

} // namespace action_grammar::inference::detail

#endif
