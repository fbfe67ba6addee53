#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_NODES_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_NODES_HPP

// How the evaluator evaluates a node: for each output, or the only one. Included by machine.hpp.

#include <action_grammar/contract/expression/machine.hpp>

namespace action_grammar::expression::detail {

template <class Place>
bool machine::each(node_id id, Place in, environment env, sink<Place> out) {
    constexpr bool only_value = std::is_same_v<Place, datum>;
    level const count(*this);
    // What is in tail position goes round this loop, so that loops written as recursion take no stack.
    for (;;) {
        space_.step();
        node const& here = tree_[id];
        if constexpr (only_value)
            if (here.single && here.kind != construct::call_function && here.kind != construct::pipe
                && here.kind != construct::bind && here.kind != construct::define
                && here.kind != construct::conditional)
                return out(one(id, in, env, &in));
        switch (here.kind) {
        case construct::identity: return out(std::move(in));
        case construct::descend: return descend(in, out);
        case construct::field:
        case construct::index:
        case construct::slice:
        case construct::iterate: return access(here, in, env, out);
        case construct::pipe: {
            auto const stages = tree_.list(here);
            std::size_t stage = 0;
            if constexpr (only_value)
                for (; stage + 1 < stages.size() && tree_[stages[stage]].single; ++stage)
                    in = one(stages[stage], in, env, &in);
            if (stage + 1 < stages.size()) return from_stage(here, stage, std::move(in), env, out);
            id = stages.back();
            continue;
        }
        case construct::comma: {
            auto const members = tree_.list(here);
            for (std::size_t i = 0; i + 1 < members.size(); ++i)
                if (!each<Place>(members[i], in, env, out)) return false;
            id = members.back();
            continue;
        }
        case construct::alternative: return alternatives(here, std::move(in), env, out);
        case construct::conditional: {
            if (!tree_[here.a].single) return conditional(here, std::move(in), env, out);
            id = truth(here.a, value_of(in), env) ? here.b : here.c;
            if (id == no_node) return out(std::move(in));
            continue;
        }
        case construct::attempt: return attempt(here, in, env, out);
        case construct::reduce:
        case construct::foreach: return fold(here, std::move(in), env, out);
        case construct::bind: {
            if (tree_[here.a].single && tree_[here.d].kind == construct::pattern_name) {
                env = extended(space_, env, one(here.a, value_of(in), env));
                id = here.b;
                continue;
            }
            return all(here.a, value_of(in), env, [&](datum const& source) {
                return destructure(here.d, source, value_of(in), env, env, [&](environment bound) {
                    return each<Place>(here.b, in, std::move(bound), out);
                });
            });
        }
        case construct::label: return labeled(here, std::move(in), env, out);
        case construct::break_: breaking_ = up(env, here.hops); return false;
        case construct::define: id = here.a; continue;
        case construct::call_function: {
            function const& called = tree_.functions[here.symbol];
            environment callee = with_arguments(here, env);
            bool simple = true;
            std::size_t const arguments = here.list_size;
            for (std::size_t i = 0; i < arguments && simple; ++i)
                simple =
                    !tree_.parameters[called.parameters[i]].is_value || tree_[tree_.list(here)[i]].single;
            if (!simple)
                return with_values(here, 0, env, value_of(in), std::move(callee), [&](environment bound) {
                    return each<Place>(called.body, in, std::move(bound), out);
                });
            for (std::size_t i = 0; i < arguments; ++i)
                if (tree_.parameters[called.parameters[i]].is_value)
                    callee = extended(space_, std::move(callee), one(tree_.list(here)[i], value_of(in), env));
            env = std::move(callee);
            id = called.body;
            continue;
        }
        case construct::call_parameter: {
            cell* const parameter = up(env, here.hops);
            id = parameter->filter;
            env = environment(parameter->scope);
            continue;
        }
        case construct::call_builtin: return call(id, std::move(in), env, out);
        default: return values(id, in, env, out);
        }
    }
}

inline datum machine::one(node_id id, datum const& in, environment const& env, datum* owned) {
    space_.step();
    node const& here = tree_[id];
    switch (here.kind) {
    case construct::identity: return taken(in, owned);
    case construct::literal: return datum::view(tree_.constant(here));
    case construct::variable: return up(env, here.hops)->value;
    default: break;
    }
    level const count(*this);
    switch (here.kind) {
    case construct::field: {
        std::string_view const name(tree_.constant(here).get_string().data(),
                                    tree_.constant(here).get_string().size());
        datum found;
        if (tree_[here.a].kind == construct::identity) {
            found = field_of(in, name);
            if (!found) {
                at(here);
                raise_not_indexable(space_, in, datum::view(name));
            }
            return found;
        }
        datum const target = one(here.a, in, env, owned);
        found = field_of(target, name);
        if (!found) {
            at(here);
            raise_not_indexable(space_, target, datum::view(name));
        }
        return found;
    }
    case construct::index: {
        datum const key = one(here.b, in, env);
        datum const target = one(here.a, in, env);
        at(here);
        return index_or_raise(space_, target, key);
    }
    case construct::slice: {
        datum const from = here.b == no_node ? datum::null() : one(here.b, in, env);
        datum const to = here.c == no_node ? datum::null() : one(here.c, in, env);
        datum const target = one(here.a, in, env);
        at(here);
        datum part = slice_of(space_, target, from, to);
        if (!part) raise(space_, "Cannot index " + std::string(type_name(target)) + " with object");
        return part;
    }
    case construct::pipe: {
        auto const stages = tree_.list(here);
        datum current = one(stages[0], in, env, owned);
        for (std::size_t i = 1; i < stages.size(); ++i)
            current = one(stages[i], current, env, &current);
        return current;
    }
    case construct::arithmetic: {
        datum const right = one(here.b, in, env);
        datum left = one(here.a, in, env, owned);
        at(here);
        return calculate(space_, here.op, std::move(left), right);
    }
    case construct::comparison: {
        datum const right = one(here.b, in, env);
        datum const left = one(here.a, in, env);
        at(here);
        return datum::boolean(compares(space_, here.op, left, right));
    }
    case construct::negate: {
        datum const operand = one(here.a, in, env);
        at(here);
        return negate(space_, operand);
    }
    case construct::conjunction: return datum::boolean(truth(here.a, in, env) && truth(here.b, in, env));
    case construct::disjunction: return datum::boolean(truth(here.a, in, env) || truth(here.b, in, env));
    case construct::conditional: {
        node_id const branch = truth(here.a, in, env) ? here.b : here.c;
        if (branch == no_node) return taken(in, owned);
        return one(branch, in, env, owned);
    }
    case construct::array: return collected(here, in, env);
    case construct::text: return text(here, in, env);
    case construct::object: {
        object_writer object(space_, here.list_size / 2);
        auto const members = tree_.list(here);
        for (std::size_t i = 0; i < members.size(); i += 2) {
            datum const key = one(members[i], in, env);
            if (!key.is_string()) {
                at(tree_[members[i]]);
                raise(space_, "Cannot use " + described(space_, key) + " as object key");
            }
            object.set(key, one(members[i + 1], in, env));
        }
        return object.finish();
    }
    case construct::bind:
        if (tree_[here.d].kind == construct::pattern_name)
            return one(here.b, in, extended(space_, env, one(here.a, in, env)), owned);
        break;
    case construct::define: return one(here.a, in, env, owned);
    case construct::update: return modified(here, taken(in, owned), env);
    case construct::assign:
    case construct::update_with:
    case construct::update_default: {
        datum const value = one(here.b, in, env);
        return assigned(here, taken(in, owned), env, value);
    }
    case construct::call_builtin: return call_one(id, in, env, owned);
    default: break;
    }
    // Whatever else has a single output.
    datum result;
    auto keep = [&](datum output) {
        result = std::move(output);
        return true;
    };
    bool done = false;
    if (here.kind == construct::format || here.kind == construct::update)
        done = each_value(id, in, env, sink<datum>(keep));
    else if (here.kind == construct::alternative)
        done = alternatives<datum>(here, in, env, keep);
    else if (here.kind == construct::attempt)
        done = attempt<datum>(here, in, env, keep);
    else if (here.kind == construct::reduce)
        done = fold<datum>(here, taken(in, owned), env, keep);
    else if (here.kind == construct::bind)
        done = destructure(here.d, one(here.a, in, env), in, env, env, [&](environment const& bound) {
            result = one(here.b, in, bound);
            return true;
        });
    else
        done = each<datum>(id, in, env, keep);
    if (!done || !result) throw broken{};
    return result;
}

template <class Place>
bool machine::values(node_id id, Place const& in, environment const& env, sink<Place> out) {
    if constexpr (std::is_same_v<Place, datum>)
        return each_value(id, in, env, out);
    else
        return each_value(id, in.value, env,
                          [&](datum output) { return out(located{std::move(output), in.path, in.there}); });
}

} // namespace action_grammar::expression::detail

#endif
