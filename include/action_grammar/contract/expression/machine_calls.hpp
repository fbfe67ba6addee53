#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CALLS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_CALLS_HPP

// How the evaluator calls builtins: those of values by name, those that evaluate filters here. Included by machine.hpp.

#include <cmath>

#include <action_grammar/contract/expression/machine.hpp>
#include <action_grammar/contract/expression/machine_filters.hpp>
#include <action_grammar/contract/expression/plain.hpp>

namespace action_grammar::expression::detail {

/// Evaluates the first `count` arguments, which are values, for each combination.
inline bool machine::call_values(node const& here, std::size_t count, datum const& in, environment const& env,
                                 std::array<datum, most_arguments>& arguments, sink<datum*> then) {
    auto const list = tree_.list(here);
    // In jq the arguments of what is written in C are evaluated from the last, of what is written in jq from the first.
    bool const from_first = here.called == builtin::range;
    auto const order = [&](std::size_t i) { return from_first ? i : count - 1 - i; };
    auto const nest = [&](auto const& self, std::size_t i) -> bool {
        if (i == count) return then(arguments.data());
        return all(list[order(i)], in, env, [&](datum value) {
            arguments[order(i)] = std::move(value);
            return self(self, i + 1);
        });
    };
    return nest(nest, 0);
}

inline datum machine::plain(node_id id, datum const& in, std::span<datum const> arguments) {
    node const& here = tree_[id];
    at(here);
    switch (here.called) {
    case builtin::test: {
        bool found = false;
        matches(id, in, arguments, [&](datum const&) {
            found = true;
            return false;
        });
        return datum::boolean(found);
    }
    case builtin::split:
        if (arguments.size() == 2) {
            array_writer parts(space_);
            matches(id, in, arguments, [&](datum part) {
                parts.append(std::move(part));
                return true;
            });
            return parts.finish();
        }
        break;
    default: break;
    }
    return plain_builtin(space_, here.called, in, arguments);
}

inline datum machine::call_one(node_id id, datum const& in, environment const& env, datum* owned) {
    node const& here = tree_[id];
    auto const list = tree_.list(here);
    switch (here.called) {
    case builtin::map: return mapped(list[0], in, env);
    case builtin::map_values: return mapped_values(here, taken(in, owned), env);
    case builtin::del: {
        auto paths = paths_of(list[0], in, env);
        at(here);
        return delete_paths(space_, taken(in, owned), std::move(paths));
    }
    case builtin::with_entries: return with_entries(list[0], in, env);
    case builtin::any:
    case builtin::all: return datum::boolean(quantified(here, in, env, here.called == builtin::any));
    case builtin::sort_by:
    case builtin::group_by:
    case builtin::unique_by:
    case builtin::min_by:
    case builtin::max_by: return keyed(here, in, env);
    case builtin::isempty: {
        bool empty = true;
        bool const more = each<datum>(list[0], in, env, [&](datum const&) {
            empty = false;
            return false;
        });
        if (!more && empty) throw broken{};
        return datum::boolean(empty);
    }
    case builtin::isvalid: {
        bool valid = false;
        try {
            bool const more = each<datum>(list[0], in, env, [&](datum const&) {
                valid = true;
                return false;
            });
            if (!more && !valid) throw broken{};
            valid = true;
        } catch (raised const&) {
            valid = false;
        }
        return datum::boolean(valid);
    }
    case builtin::is_in: return is_in(here, in, env);
    case builtin::index_by: {
        bool const streamed = list.size() == 2;
        return indexed_by(streamed ? list[0] : no_node, list.back(), in, env);
    }
    case builtin::setpath: {
        datum const value = one(list[1], in, env);
        datum const path = one(list[0], in, env);
        at(here);
        if (!path.is_array()) raise(space_, "Path must be specified as an array");
        return set_path(space_, taken(in, owned), path, value);
    }
    case builtin::in:
    case builtin::inside: {
        datum const whole = one(list[0], in, env);
        at(here);
        return here.called == builtin::in ? has_key(space_, whole, in) : containment(space_, whole, in);
    }
    default: break;
    }
    std::array<datum, most_arguments> arguments;
    for (std::size_t i = list.size(); i-- > 0;)
        arguments[i] = one(list[i], in, env);
    return plain(id, in, {arguments.data(), list.size()});
}

template <class Place>
bool machine::call(node_id id, Place in, environment const& env, sink<Place> out) {
    node const& here = tree_[id];
    auto const list = tree_.list(here);
    auto const field = [&](datum const& key) {
        node access;
        access.kind = construct::index;
        access.offset = here.offset;
        return step_to(access, in, key, out);
    };
    switch (here.called) {
    case builtin::empty: return true;
    case builtin::select:
        return all(list[0], value_of(in), env,
                   [&](datum const& condition) { return !condition.is_truthy() || out(in); });
    case builtin::values:
    case builtin::nulls:
    case builtin::booleans:
    case builtin::numbers:
    case builtin::strings:
    case builtin::arrays:
    case builtin::objects:
    case builtin::iterables:
    case builtin::scalars:
    case builtin::finites:
    case builtin::normals: at(here); return !selects(space_, here.called, value_of(in)) || out(std::move(in));
    case builtin::error: {
        datum const value = value_of(in);
        if (list.empty()) {
            at(here);
            space_.step(100);
            throw raised{value};
        }
        return all(list[0], value, env, [&](datum raising) -> bool {
            at(here);
            space_.step(100);
            throw raised{std::move(raising)};
        });
    }
    case builtin::recurse:
        if (list.empty()) return descend(in, out);
        return unfold(here.called, here, std::move(in), env, out);
    case builtin::until:
    case builtin::while_:
    case builtin::repeat: return unfold(here.called, here, std::move(in), env, out);
    case builtin::first:
        if (list.empty()) return field(datum::integer(0));
        return limited(list[0], 1, std::move(in), env, out);
    case builtin::last:
        if (list.empty()) return field(datum::integer(-1));
        return last_of(list[0], std::move(in), env, out);
    case builtin::nth:
        if (list.size() == 1) return all(list[0], value_of(in), env, field);
        return all(list[0], value_of(in), env, [&](datum const& count) {
            at(here);
            double const number = number_in(space_, count);
            if (!(number >= 0)) raise(space_, "nth doesn't support negative indices");
            return nth_of(list[1], number + 1, in, env, out);
        });
    case builtin::limit:
        return all(list[0], value_of(in), env, [&](datum const& count) {
            at(here);
            double const number = number_in(space_, count);
            // Not-a-number is less than every number.
            if (!(number >= 0)) return each<Place>(list[1], in, env, out);
            return number == 0 || limited(list[1], number, in, env, out);
        });
    case builtin::getpath:
        return all(list[0], value_of(in), env, [&](datum const& path) {
            at(here);
            if (!path.is_array()) raise(space_, "Path must be specified as an array");
            datum found = get_path(space_, value_of(in), path);
            if constexpr (std::is_same_v<Place, datum>) {
                return out(std::move(found));
            } else {
                check_intact(in, path);
                located part{found, in.path, found};
                for (std::size_t i = 0; i < size_of_array(path); ++i)
                    part.path = extended(space_, std::move(part.path), element(path, i));
                return out(std::move(part));
            }
        });
    default: break;
    }
    if constexpr (std::is_same_v<Place, datum>)
        return call_generator(id, in, env, out);
    else
        return call_generator(id, in.value, env, [&](datum output) {
            return out(located{std::move(output), in.path, in.there});
        });
}

/// Builtins whose outputs are no parts of the input.
inline bool machine::call_generator(node_id id, datum const& in, environment const& env, sink<datum> out) {
    node const& here = tree_[id];
    auto const list = tree_.list(here);
    switch (here.called) {
    case builtin::path: {
        auto give = [&](located const& part) {
            at(here);
            return out(path_of(part));
        };
        return each<located>(list[0], located{in, {}, in}, env, give);
    }
    case builtin::paths:
    case builtin::leaf_paths: return paths(here, in, env, out);
    case builtin::walk: return walk(list[0], in, env, out);
    case builtin::combinations:
        if (list.empty()) return combinations(here, in, 0, array_writer(space_).finish(), out);
        return all(list[0], in, env, [&](datum const& count) {
            at(here);
            double const number = number_in(space_, count);
            if (number > 10000) throw limit_reached{failure::out_of_bytes};
            array_writer copies(space_);
            auto const length = number > 0 ? static_cast<std::size_t>(std::ceil(number)) : 0;
            for (std::size_t i = 0; i < length; ++i)
                copies.append(in);
            return combinations(here, copies.finish(), 0, array_writer(space_).finish(), out);
        });
    case builtin::tostream: return streamed(in, {}, true, out);
    case builtin::sub:
    case builtin::gsub: {
        bool const global = here.called == builtin::gsub;
        return all(list[0], in, env, [&](datum const& pattern) {
            if (list.size() == 2) return substituted(id, in, env, global, pattern, datum::null(), out);
            return all(list[2], in, env, [&](datum const& flags) {
                return substituted(id, in, env, global, pattern, flags, out);
            });
        });
    }
    default: break;
    }
    // Those of values: once for each combination of arguments. A filter argument has only functions with one output.
    if (here.single) return out(one(id, in, env));
    std::array<datum, most_arguments> arguments;
    return call_values(here, list.size(), in, env, arguments, [&](datum* values) {
        at(here);
        switch (here.called) {
        case builtin::range: {
            bool const only_end = list.size() == 1;
            return range(only_end ? datum::integer(0) : values[0], only_end ? values[0] : values[1],
                         list.size() == 3 ? values[2] : datum::integer(1), out);
        }
        case builtin::match:
        case builtin::capture:
        case builtin::scan:
        case builtin::splits: return matches(id, in, {values, list.size()}, out);
        case builtin::setpath:
            if (!values[0].is_array()) raise(space_, "Path must be specified as an array");
            return out(set_path(space_, in, values[0], values[1]));
        case builtin::in: return out(has_key(space_, values[0], in));
        case builtin::inside: return out(containment(space_, values[0], in));
        default: return out(plain(id, in, {values, list.size()}));
        }
    });
}

} // namespace action_grammar::expression::detail

#endif
