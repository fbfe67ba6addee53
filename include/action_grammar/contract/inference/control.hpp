#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_CONTROL_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_CONTROL_HPP

// What goes on or not by a value: conditions, defaults, failures that are caught, folds, on types.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/inference/analysis.hpp>

namespace action_grammar::inference::detail {

inline outcome analysis::logic(node const& of, world const& at) {
    bool const conjunction = of.kind == construct::conjunction;
    outcome left;
    {
        while_ const looks(absence_ok_);
        left = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(left.type);
    if (kinds == 0) return left;
    bool const falsy = (kinds & falsy_kinds) != 0;
    bool const truthy = (kinds & ~falsy_kinds) != 0;
    bool const decided = conjunction ? falsy : truthy;
    bool const open = conjunction ? truthy : falsy;
    unsigned result = decided ? (conjunction ? false_kind : true_kind) : 0;
    outcome made = left;
    if (open) {
        world const inside = narrowed(of.a, at, conjunction);
        outcome right = nowhere();
        if (!is_nowhere(inside)) {
            while_ const looks(absence_ok_);
            right = evaluate(of.b, inside);
        }
        kind_mask const more = types_->kinds_of(right.type);
        if ((more & falsy_kinds) != 0) result |= false_kind;
        if ((more & ~falsy_kinds) != 0) result |= true_kind;
        made = after(left, right);
        if (decided) made.count = product(left.count, either(exactly_one, right.count));
    }
    made.type = types_->with_kinds(static_cast<kind_mask>(result));
    return made;
}

inline outcome analysis::alternative(node const& of, world const& at) {
    outcome left;
    {
        while_ const looks(absence_ok_);
        left = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(left.type);
    bool const may_be_falsy = (kinds & falsy_kinds) != 0;
    outcome kept = left;
    kept.type = types_->restricted(left.type, other_kinds(falsy_kinds));
    judged(of.offset, may_be_falsy || left.count.min == 0 ? verdict::either : verdict::true_);
    if (!may_be_falsy && left.count.min > 0) {
        if (kinds != 0 && !left.type->any && (*tree_)[of.b].kind == construct::literal)
            report(severity::note, finding_kind::constant_test, of.offset,
                   "the default behind `//` is never used, since what is before it is never null or false; "
                   "leave it out");
        return kept;
    }
    outcome const right = evaluate(of.b, at);
    outcome made = either_of(kept, right);
    made.count.max = std::max(left.count.max, right.count.max);
    // All outputs may be falsy, or all but one.
    made.count.min = std::min(1U, right.count.min);
    return made;
}

inline outcome analysis::conditional(node const& of, world const& at) {
    outcome test;
    {
        while_ const looks(absence_ok_);
        test = evaluate(of.a, at);
    }
    kind_mask const kinds = types_->kinds_of(test.type);
    if (kinds == 0) return test;
    bool const truthy = (kinds & ~falsy_kinds) != 0;
    bool const falsy = (kinds & falsy_kinds) != 0;
    judged(of.offset, truthy && falsy ? verdict::either : truthy ? verdict::true_ : verdict::false_);
    construct const tested = (*tree_)[of.a].kind;
    if ((!truthy || !falsy) && tested != construct::comparison && tested != construct::literal)
        report(severity::warning, finding_kind::constant_test, of.offset,
               std::string("this condition is always ") + (truthy ? "true" : "false")
                   + "; test another value, or leave the condition out");
    std::optional<outcome> made;
    auto const branch = [&](bool truth, node_id body) {
        world const inside = narrowed(of.a, at, truth);
        if (is_nowhere(inside)) return;
        outcome const result = body == expression::no_node ? one(inside.input) : evaluate(body, inside);
        made = made ? either_of(*made, result) : result;
    };
    if (truthy) branch(true, of.b);
    if (falsy) branch(false, of.c);
    return made ? after(test, *made) : test;
}

inline outcome analysis::attempt(node const& of, world const& at) {
    outcome tried;
    {
        while_ const tolerates(tolerant_);
        tried = evaluate(of.a, at);
    }
    if (types_->is_nothing(tried.error)) return tried;
    outcome caught{types_->nothing(), none, types_->nothing(), false};
    if (of.b != expression::no_node) caught = evaluate(of.b, {tried.error, at.scope});
    outcome made = either_of(tried, caught);
    made.error = caught.error;
    made.count = {std::min(tried.count.min, caught.count.min), count_sum(tried.count.max, caught.count.max)};
    return made;
}

inline outcome analysis::fold(node const& of, world const& at) {
    outcome const source = evaluate(of.a, at);
    outcome const start = evaluate(of.b, at);
    if (types_->is_nothing(start.type)) return start;
    outcome made = after(source, start);
    frame const* scope = at.scope;
    bool const runs = !types_->is_nothing(source.type);
    cardinality rounds = source.count;
    if (runs) {
        // An item goes round once for each combination of what its pattern finds, which may be none.
        outcome const keys = destructure(of.d, source.type, at, scope);
        rounds = product(rounds, keys.count);
        made = after(keys, made);
    }
    auto const advanced = [&](type_ptr state) { return evaluate(of.c, {state, scope}); };
    // Without an output of the update the state is null.
    auto const next_state = [&](outcome const& next) {
        return next.count.min == 0 ? types_->join(next.type, types_->null()) : next.type;
    };
    type_ptr state = start.type;
    if (runs) state = fixpoint(start.type, [&](type_ptr now) { return next_state(advanced(now)); });
    outcome const last = runs ? advanced(state) : outcome{types_->nothing(), none, types_->nothing(), false};
    made.error = types_->join(made.error, last.error);
    made.breaks = made.breaks || last.breaks;
    if (of.kind == construct::reduce) {
        bool const surely = runs && rounds.min > 0;
        made.type = surely ? next_state(last) : types_->join(state, next_state(last));
        made.count = start.count;
        return made;
    }
    outcome shown = last;
    if (of.list_size > 0 && !types_->is_nothing(last.type)) {
        shown = evaluate(argument(of, 0), {last.type, scope});
        shown.count = product(last.count, shown.count);
    }
    made.type = shown.type;
    made.error = types_->join(made.error, shown.error);
    made.breaks = made.breaks || shown.breaks;
    made.count = runs ? product(product(start.count, rounds), shown.count) : none;
    // A state that is lost ends nothing, but the count of later outputs is another.
    if (last.count.min == 0) made.count.min = 0;
    return made;
}

} // namespace action_grammar::inference::detail

#endif
