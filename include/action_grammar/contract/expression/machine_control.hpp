#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CONTROL_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CONTROL_HPP

// How the evaluator goes through pipes, branches, alternatives, labels and folds. Included by machine.hpp.

#include <action_grammar/contract/expression/machine.hpp>

namespace action_grammar::expression::detail {

template <class Place>
bool machine::from_stage(node const& here, std::size_t stage, Place in, environment const& env,
                         sink<Place> out) {
    auto const stages = tree_.list(here);
    if constexpr (std::is_same_v<Place, datum>)
        for (; stage + 1 < stages.size() && tree_[stages[stage]].single; ++stage)
            in = one(stages[stage], in, env, &in);
    if (stage + 1 == stages.size()) return each<Place>(stages[stage], std::move(in), env, out);
    return each<Place>(stages[stage], std::move(in), env, [&](Place output) {
        return from_stage(here, stage + 1, std::move(output), env, out);
    });
}

template <class Place>
bool machine::conditional(node const& here, Place in, environment const& env, sink<Place> out) {
    return all(here.a, value_of(in), env, [&](datum const& condition) {
        node_id const branch = condition.is_truthy() ? here.b : here.c;
        return branch == no_node ? out(in) : each<Place>(branch, in, env, out);
    });
}

template <class Place>
bool machine::alternatives(node const& here, Place in, environment const& env, sink<Place> out) {
    bool found = false;
    bool const more = each<Place>(here.a, in, env, [&](Place output) {
        if (!value_of(output).is_truthy()) return true;
        found = true;
        return out(std::move(output));
    });
    if (!more) return false;
    return found || each<Place>(here.b, std::move(in), env, out);
}

template <class Place>
bool machine::attempt(node const& here, Place const& in, environment const& env, sink<Place> out) {
    // An error of whoever receives the outputs is not one of ours.
    bool outside = false;
    datum error;
    try {
        return each<Place>(here.a, in, env, [&](Place output) {
            outside = true;
            bool const wanted = out(std::move(output));
            outside = false;
            return wanted;
        });
    } catch (raised& caught) {
        if (outside) throw;
        error = std::move(caught.value);
    }
    if (here.b == no_node) return true;
    if constexpr (std::is_same_v<Place, datum>)
        return each<datum>(here.b, std::move(error), env, out);
    else
        return each<datum>(here.b, std::move(error), env,
                           [&](datum output) { return out(located{std::move(output), in.path, in.there}); });
}

template <class Place>
bool machine::labeled(node const& here, Place in, environment const& env, sink<Place> out) {
    environment const inner = extended(space_, env, datum::null());
    bool outcome = false;
    try {
        outcome = each<Place>(here.a, std::move(in), inner, out);
    } catch (broken const&) {
        if (breaking_ != inner.get()) throw;
    }
    if (outcome || breaking_ != inner.get()) return outcome;
    breaking_ = nullptr;
    return true;
}

template <class Place>
bool machine::fold(node const& here, Place in, environment const& env, sink<Place> out) {
    constexpr bool only_value = std::is_same_v<Place, datum>;
    bool const emits = here.kind == construct::foreach;
    datum const input = value_of(in);
    auto const nothing = [&] {
        if constexpr (only_value)
            return datum::null();
        else
            return located{datum::null(), in.path, in.there};
    };
    auto run = [&](Place state) {
        auto update = [&](environment const& bound) {
            if constexpr (only_value)
                if (!emits && tree_[here.c].single) {
                    state = one(here.c, state, bound, &state);
                    return true;
                }
            Place before = std::exchange(state, nothing());
            return each<Place>(here.c, std::move(before), bound, [&](Place output) {
                state = std::move(output);
                if (!emits) return true;
                if (here.list_size == 0) return out(state);
                return each<Place>(tree_.list(here)[0], state, bound, out);
            });
        };
        bool const more = all(here.a, input, env, [&](datum item) {
            space_.step();
            if (tree_[here.d].kind == construct::pattern_name)
                return update(extended(space_, env, std::move(item)));
            return destructure(here.d, item, input, env, env, update);
        });
        return more && (emits || out(std::move(state)));
    };
    return each<Place>(here.b, std::move(in), env, run);
}

} // namespace action_grammar::expression::detail

#endif
