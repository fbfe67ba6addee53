#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CONSTRUCT_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CONSTRUCT_HPP

// How the evaluator makes values: arrays, objects, text, and the operators on operands with several outputs. Included
// by machine.hpp.

#include <action_grammar/contract/expression/formats.hpp>
#include <action_grammar/contract/expression/machine.hpp>

namespace action_grammar::expression::detail {

inline datum machine::collected(node const& here, datum const& in, environment const& env) {
    array_writer array(space_);
    if (here.a != no_node) gather(here.a, in, env, [&](datum output) { array.append(std::move(output)); });
    return array.finish();
}

inline void machine::put_member(datum& made, datum const& key, datum value, node const& key_node) {
    if (!key.is_string()) {
        at(key_node);
        raise(space_, "Cannot use " + described(space_, key) + " as object key");
    }
    object_writer object(space_, std::move(made), 1);
    object.set(key, std::move(value));
    made = object.finish();
}

/// Members from `from` on, an object for each combination; the first member varies slowest.
inline bool machine::objects(node const& here, std::size_t from, datum const& in, environment const& env,
                             datum made, sink<datum> out) {
    auto const members = tree_.list(here);
    if (from == members.size()) return out(std::move(made));
    level const count(*this);
    return all(members[from], in, env, [&](datum const& key) {
        return all(members[from + 1], in, env, [&](datum value) {
            datum more = made;
            put_member(more, key, std::move(value), tree_[members[from]]);
            return objects(here, from + 2, in, env, std::move(more), out);
        });
    });
}

/// The first `parts` parts of a text before `tail`; the last part varies slowest.
inline bool machine::texts(node const& here, std::size_t parts, datum const& in, environment const& env,
                           std::string const& tail, sink<datum> out) {
    if (parts == 0) return out(make_text(space_, tail));
    level const count(*this);
    node_id const part = tree_.list(here)[parts - 1];
    return all(part, in, env, [&](datum const& value) {
        bool const constant = tree_[part].kind == construct::literal;
        at(here);
        datum const written = constant ? value : formatted(space_, here.format, value);
        space_.step_bytes(written.text().size() + tail.size());
        if (written.text().size() + tail.size() > space_.limits().bytes)
            throw limit_reached{failure::out_of_bytes};
        return texts(here, parts - 1, in, env, std::string(written.text()) + tail, out);
    });
}

inline datum machine::text(node const& here, datum const& in, environment const& env) {
    text_writer whole(space_, 64);
    for (node_id const part : tree_.list(here)) {
        if (tree_[part].kind == construct::literal) {
            auto const& constant = tree_.constant(tree_[part]).get_string();
            whole.append(std::string_view(constant.data(), constant.size()));
            continue;
        }
        datum const value = one(part, in, env);
        at(here);
        datum const written = formatted(space_, here.format, value);
        space_.step_bytes(written.text().size());
        whole.append(written.text());
    }
    return whole.finish();
}

inline bool machine::each_value(node_id id, datum const& in, environment const& env, sink<datum> out) {
    node const& here = tree_[id];
    switch (here.kind) {
    case construct::format: at(here); return out(formatted(space_, here.format, in));
    case construct::text:
        if (!here.single) return texts(here, here.list_size, in, env, {}, out);
        break;
    case construct::object:
        if (!here.single)
            return objects(here, 0, in, env, object_writer(space_, here.list_size / 2).finish(), out);
        break;
    case construct::negate:
        if (here.single) break;
        return all(here.a, in, env, [&](datum const& operand) {
            at(here);
            return out(negate(space_, operand));
        });
    case construct::arithmetic:
    case construct::comparison:
        if (here.single) break;
        return all(here.b, in, env, [&](datum const& right) {
            return all(here.a, in, env, [&](datum left) {
                at(here);
                if (here.kind == construct::comparison)
                    return out(datum::boolean(compares(space_, here.op, left, right)));
                return out(calculate(space_, here.op, std::move(left), right));
            });
        });
    case construct::conjunction:
    case construct::disjunction: {
        if (here.single) break;
        bool const decisive = here.kind == construct::disjunction;
        return all(here.a, in, env, [&](datum const& left) {
            if (left.is_truthy() == decisive) return out(datum::boolean(decisive));
            return all(here.b, in, env,
                       [&](datum const& right) { return out(datum::boolean(right.is_truthy())); });
        });
    }
    case construct::assign:
    case construct::update_with:
    case construct::update_default:
        if (here.single) break;
        return all(here.b, in, env, [&](datum const& value) { return out(assigned(here, in, env, value)); });
    default: break;
    }
    return out(one(id, in, env));
}

} // namespace action_grammar::expression::detail

#endif
