#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTION_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_CONSTRUCTION_HPP

// Values that a filter makes: text, arrays, objects, on types.

#include <algorithm>
#include <cstddef>
#include <string>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/operators.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::inference::detail {

inline outcome analysis::text(node const& of, world const& at) {
    outcome all = one(types_->string(""));
    for (node_id const each : tree_->list(of)) {
        bool const literal = (*tree_)[each].kind == construct::literal;
        outcome part = evaluate(each, at);
        if (!literal && !types_->is_nothing(part.type)) part = formatted(of.format, part, (*tree_)[each]);
        type_ptr const before = all.type;
        all = after(all, part);
        // The last part is evaluated first, so that an earlier one without output does not hide its failure.
        if (types_->is_nothing(all.type)) continue;
        kind_mask bad = 0;
        all.type = add_types(before, all.type, bad);
    }
    return all;
}

/// What a format makes of a value.
inline outcome analysis::formatted(expression::text_format format, outcome of, node const& where) {
    using expression::text_format;
    if (types_->is_nothing(of.type)) return of;
    outcome result = one(types_->string());
    switch (format) {
    case text_format::text: result.type = to_text(of.type); break;
    case text_format::json:
    case text_format::html:
    case text_format::uri:
    case text_format::base64: break;
    case text_format::base64d: result = with_failure(result); break;
    case text_format::csv:
    case text_format::tsv: {
        outcome const rows =
            only(of.type, array_kind, where, format == text_format::csv ? "`@csv`" : "`@tsv`");
        result.error = rows.error;
        type_ptr const row = types_->view(rows.type);
        if (row->arrays == nullptr && !row->any) result.type = types_->nothing();
        kind_mask const cells =
            row->arrays != nullptr ? types_->kinds_of(types_->elements(*row->arrays)) : all_kinds;
        if ((cells & container_kinds) != 0) result = with_failure(result);
        break;
    }
    case text_format::sh: {
        outcome const words = only(of.type, other_kinds(object_kind), where, "`@sh`");
        result.error = words.error;
        type_ptr const word = types_->view(words.type);
        if (types_->is_nothing(word)) result.type = types_->nothing();
        if (word->any || word->arrays != nullptr) result = with_failure(result);
        break;
    }
    }
    of.type = result.type;
    of.error = types_->join(of.error, result.error);
    return of;
}

inline outcome analysis::collect(node const& of, world const& at) {
    if (of.a == expression::no_node) return one(types_->literal(json::array()));
    // The outputs of `x, y` one by one are known in their order.
    array_shape shape;
    outcome all{types_->nothing(), none, types_->nothing(), false};
    node const& inner = (*tree_)[of.a];
    bool ordered = true;
    auto const add = [&](node_id id) {
        outcome const next = evaluate(id, at);
        ordered = ordered && next.count == exactly_one && shape.prefix.size() < longest_prefix;
        shape.prefix.push_back(next.type);
        all = {types_->join(all.type, next.type), sum(all.count, next.count),
               types_->join(all.error, next.error), all.breaks || next.breaks};
    };
    if (inner.kind == construct::comma)
        for (node_id const each : tree_->list(inner))
            add(each);
    else
        add(of.a);
    // One output that is none: it is certain to fail, or never reached, and there is no array.
    bool const fails =
        ordered && std::ranges::any_of(shape.prefix, [&](type_ptr each) { return types_->is_nothing(each); });
    outcome made{types_->nothing(), exactly_one, all.error, all.breaks};
    if (fails) return made;
    if (!ordered) {
        shape.prefix.clear();
        shape.rest = all.type;
        shape.max = all.count.max == cardinality::unbounded ? no_limit : all.count.max;
        shape.min = types_->is_nothing(all.type) ? 0 : all.count.min;
        if (types_->is_nothing(all.type)) shape.max = 0;
    } else
        shape.min = shape.max = shape.prefix.size();
    made.type = types_->array(std::move(shape));
    return made;
}

inline outcome analysis::object(node const& of, world const& at) {
    outcome all = one(types_->literal(json::object()));
    object_shape shape;
    auto const members = tree_->list(of);
    for (std::size_t i = 0; i + 1 < members.size(); i += 2) {
        outcome const key = evaluate(members[i], at);
        outcome const value = evaluate(members[i + 1], at);
        outcome names =
            types_->is_nothing(key.type)
                ? key
                : after(key, only(key.type, string_kind, (*tree_)[members[i]], "The name of a member"));
        all = after(after(all, names), value);
        if (types_->is_nothing(names.type) || types_->is_nothing(value.type)) {
            all.type = types_->nothing();
            return all;
        }
        set_member(shape, types_->view(names.type), value.type);
    }
    if (!members.empty()) all.type = types_->object(std::move(shape));
    return all;
}

/// `shape` with a value at one of the names.
inline void analysis::set_member(object_shape& shape, type_ptr names, type_ptr value) {
    auto const place = [&](std::string const& name) {
        auto found = std::ranges::lower_bound(shape.members, name, {}, &member_shape::name);
        if (found == shape.members.end() || found->name != name) {
            type_ptr const before = types_->lookup(shape, name).type;
            found = shape.members.insert(found, {name, before, false});
        }
        return found;
    };
    if (!names->any && names->strings && names->strings->finite) {
        bool const sure = names->strings->values.size() == 1;
        for (std::string const& name : names->strings->values) {
            auto const member = place(name);
            member->type = sure ? value : types_->join(member->type, value);
            member->required = sure || member->required;
        }
        return;
    }
    for (member_shape& each : shape.members)
        each.type = types_->join(each.type, value);
    for (pattern_shape& each : shape.patterns)
        each.type = types_->join(each.type, value);
    shape.rest = shape.rest == nullptr ? value : types_->join(shape.rest, value);
}

} // namespace action_grammar::inference::detail

#endif
