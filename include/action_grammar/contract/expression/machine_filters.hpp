#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_FILTERS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_FILTERS_HPP

// The builtins that evaluate filters. Included by machine.hpp.

#include <cmath>
#include <exception>

#include <action_grammar/contract/expression/machine.hpp>
#include <action_grammar/contract/expression/machine_regex.hpp>
#include <action_grammar/contract/expression/plain.hpp>

namespace action_grammar::expression::detail {

/// recurse(f), recurse(f; condition), while(condition; f), until(condition; f), repeat(f). The last output of f at
/// each level goes round the loop, so that only branching takes stack.
template <class Place>
bool machine::unfold(builtin which, node const& here, Place in, environment const& env, sink<Place> out) {
    level const count(*this);
    auto const list = tree_.list(here);
    bool const conditioned = which == builtin::while_ || which == builtin::until;
    node_id const next = conditioned ? list[1] : list[0];
    for (;;) {
        space_.step();
        if (conditioned) {
            bool goes_on = false;
            auto const decide = [&](datum const& condition) {
                goes_on = condition.is_truthy() == (which == builtin::while_);
                return true;
            };
            if (!all(list[0], value_of(in), env, decide)) return false;
            if (which == builtin::until && !goes_on) return out(std::move(in));
            if (!goes_on) return true;
        }
        if (which != builtin::until && !out(in)) return false;
        Place held{};
        bool holds = false;
        auto const take = [&](Place output) {
            if (holds && !unfold(which, here, std::exchange(held, Place{}), env, out)) return false;
            held = std::move(output);
            holds = true;
            return true;
        };
        auto const filtered = [&](Place output) {
            if (which != builtin::recurse || list.size() == 1) return take(std::move(output));
            return all(list[1], value_of(output), env,
                       [&](datum const& condition) { return !condition.is_truthy() || take(output); });
        };
        std::exception_ptr failed;
        try {
            if (!each<Place>(next, in, env, filtered)) return false;
        } catch (raised const&) {
            // What came before the error comes first.
            if (!holds || !value_of(held)) throw;
            failed = std::current_exception();
        }
        if (failed) {
            if (!unfold(which, here, std::move(held), env, out)) return false;
            std::rethrow_exception(failed);
        }
        if (!holds) return true;
        in = std::move(held);
    }
}

/// The first `count` outputs.
template <class Place>
bool machine::limited(node_id id, double count, Place in, environment const& env, sink<Place> out) {
    double left = std::ceil(count);
    bool wanted = true;
    bool const ended = each<Place>(id, std::move(in), env, [&](Place output) {
        --left;
        wanted = out(std::move(output));
        return wanted && left > 0;
    });
    return ended || (wanted && left <= 0);
}

template <class Place>
bool machine::last_of(node_id id, Place in, environment const& env, sink<Place> out) {
    Place last = in;
    if constexpr (std::is_same_v<Place, datum>)
        last = datum::null();
    else
        last.value = datum::null();
    bool const ended = each<Place>(id, std::move(in), env, [&](Place output) {
        last = std::move(output);
        return true;
    });
    return ended && out(std::move(last));
}

template <class Place>
bool machine::nth_of(node_id id, double count, Place in, environment const& env, sink<Place> out) {
    Place last = in;
    if constexpr (std::is_same_v<Place, datum>)
        last = datum::null();
    else
        last.value = datum::null();
    bool const ended = limited<Place>(id, count, std::move(in), env, [&](Place output) {
        last = std::move(output);
        return true;
    });
    return ended && out(std::move(last));
}

/// `any` and `all`, of one, two or no arguments.
inline bool machine::quantified(node const& here, datum const& in, environment const& env, bool any) {
    auto const list = tree_.list(here);
    bool decided = false;
    auto const consider = [&](datum const& item) {
        auto const judge = [&](datum const& verdict) {
            decided = verdict.is_truthy() == any;
            return !decided;
        };
        return list.empty() ? judge(item) : all(list.back(), item, env, judge);
    };
    if (list.size() == 2) {
        if (!all(list[0], in, env, consider) && !decided) throw broken{};
    } else {
        at(here);
        if (!iterate<datum>(here, in, consider) && !decided) throw broken{};
    }
    return decided == any;
}

inline datum machine::mapped(node_id filter, datum const& in, environment const& env) {
    array_writer results(space_, in.is_array() ? size_of_array(in) : 4);
    std::size_t const place = tree_[filter].offset;
    place_ = place;
    each_part(space_, in, [&](datum const& part) {
        gather(filter, part, env, [&](datum output) { results.append(std::move(output)); });
    });
    return results.finish();
}

/// `map_values(f)` is `.[] |= f`.
inline datum machine::mapped_values(node const& here, datum in, environment const& env) {
    node_id const filter = tree_.list(here)[0];
    at(here);
    if (!in.is_array() && !in.is_object()) raise(space_, "Cannot iterate over " + described(space_, in));
    datum const keys = keys_of(space_, in, false);
    datum result = std::move(in);
    for (std::size_t i = 0; i < size_of_array(keys); ++i) {
        datum const key = element(keys, i);
        datum const old = index_or_raise(space_, result, key);
        datum found;
        bool const ended = all(filter, old, env, [&](datum output) {
            found = std::move(output);
            return false;
        });
        if (found)
            result = set_at(space_, std::move(result), key, std::move(found));
        else if (ended)
            result = remove_keys(space_, std::move(result), {key});
        else
            throw broken{};
    }
    return result;
}

/// sort_by, group_by, unique_by, min_by, max_by
inline datum machine::keyed(node const& here, datum const& in, environment const& env) {
    node_id const filter = tree_.list(here)[0];
    bool const single = tree_[filter].single;
    array_writer keys(space_, in.is_array() ? size_of_array(in) : 1);
    at(here);
    each_part(space_, in, [&](datum const& part) {
        if (single) {
            keys.append(one(filter, part, env));
            return;
        }
        array_writer key(space_, 1);
        gather(filter, part, env, [&](datum output) { key.append(std::move(output)); });
        keys.append(key.finish());
    });
    datum const by = keys.finish();
    at(here);
    switch (here.called) {
    case builtin::sort_by: return arranged(space_, in, &by, arrangement::sorted);
    case builtin::group_by: return arranged(space_, in, &by, arrangement::grouped);
    case builtin::unique_by: return arranged(space_, in, &by, arrangement::unique);
    case builtin::min_by: return extreme(space_, in, &by, false);
    default: return extreme(space_, in, &by, true);
    }
}

inline datum machine::with_entries(node_id filter, datum const& in, environment const& env) {
    place_ = tree_[filter].offset;
    datum const entries = to_entries(space_, in);
    object_writer object(space_, size_of_array(entries));
    for (std::size_t i = 0; i < size_of_array(entries); ++i)
        gather(filter, element(entries, i), env, [&](datum const& entry) {
            place_ = tree_[filter].offset;
            add_entry(space_, object, entry);
        });
    return object.finish();
}

inline bool machine::range(datum const& from, datum const& to, datum const& by, sink<datum> out) {
    if (!from.is_number() || !to.is_number()) raise(space_, "Range bounds must be numeric");
    if (!by.is_number()) raise_about(space_, from, by, "cannot be added");
    double const step = by.as_double();
    double const end = to.as_double();
    if (!(step > 0) && !(step < 0)) return true;
    for (double at = from.as_double(); step > 0 ? at < end : at > end; at += step) {
        space_.step();
        if (!out(datum::number(at))) return false;
    }
    return true;
}

inline bool machine::walk(node_id filter, datum const& in, environment const& env, sink<datum> out) {
    level const count(*this);
    space_.step();
    if (in.is_object()) {
        object_writer object(space_, size_of_object(in));
        each_member(in, [&](datum const& key, datum const& part) {
            datum last;
            if (!walk(filter, part, env, [&](datum output) {
                    last = std::move(output);
                    return true;
                }))
                throw broken{};
            if (last) object.set(key, std::move(last));
            return true;
        });
        return all(filter, object.finish(), env, out);
    }
    if (in.is_array()) {
        array_writer array(space_, size_of_array(in));
        for (std::size_t i = 0; i < size_of_array(in); ++i)
            if (!walk(filter, element(in, i), env, [&](datum output) {
                    array.append(std::move(output));
                    return true;
                }))
                throw broken{};
        return all(filter, array.finish(), env, out);
    }
    return all(filter, in, env, out);
}

inline bool machine::combinations(node const& here, datum const& in, std::size_t from, datum chosen,
                                  sink<datum> out) {
    level const count(*this);
    at(here);
    if (!in.is_array()) {
        // Of what is empty there is the empty one.
        if (length_of(space_, in).as_double() == 0) return out(std::move(chosen));
        raise_not_indexable(space_, in, datum::integer(0));
    }
    if (from == size_of_array(in)) return out(std::move(chosen));
    return iterate<datum>(here, element(in, from), [&](datum part) {
        array_writer more(space_, chosen, 1);
        more.append(std::move(part));
        return combinations(here, in, from + 1, more.finish(), out);
    });
}

inline bool machine::streamed(datum const& in, path_pointer const& path, bool top, sink<datum> out) {
    level const count(*this);
    auto const event = [&](path_pointer const& where, datum const* leaf) {
        array_writer made(space_, 2);
        made.append(path_array(space_, where));
        if (leaf != nullptr) made.append(*leaf);
        return out(made.finish());
    };
    bool const leaf =
        (!in.is_array() && !in.is_object()) || (in.is_array() ? size_of_array(in) : size_of_object(in)) == 0;
    if (leaf) return event(path, &in);
    datum const keys = keys_of(space_, in, false);
    path_pointer last;
    for (std::size_t i = 0; i < size_of_array(keys); ++i) {
        datum const key = element(keys, i);
        last = extended(space_, path, key);
        if (!streamed(index_of(space_, in, key), last, false, out)) return false;
    }
    static_cast<void>(top);
    return event(last, nullptr);
}

/// `IN(s)`: whether the input is among the outputs of s; `IN(a; s)`: whether an output of a is.
inline datum machine::is_in(node const& here, datum const& in, environment const& env) {
    auto const list = tree_.list(here);
    bool found = false;
    auto const candidate = [&](datum const& wanted) {
        return all(list.back(), list.size() == 1 ? in : wanted, env, [&](datum const& member) {
            found = equal(space_, member, wanted);
            return !found;
        });
    };
    bool const ended = list.size() == 1 ? candidate(in) : all(list[0], in, env, candidate);
    if (!ended && !found) throw broken{};
    return datum::boolean(found);
}

inline datum machine::indexed_by(node_id stream, node_id key, datum const& in, environment const& env) {
    object_writer object(space_);
    auto const enter = [&](datum const& row) {
        gather(key, row, env, [&](datum const& name) { object.set(to_text(space_, name), row); });
    };
    if (stream == no_node)
        each_part(space_, in, enter);
    else
        gather(stream, in, env, enter);
    return object.finish();
}

/// `paths`, `paths(f)`, `leaf_paths`
inline bool machine::paths(node const& here, datum const& in, environment const& env, sink<datum> out) {
    auto const list = tree_.list(here);
    return descend<located>(located{in, {}, in}, [&](located part) {
        if (part.path.get() == nullptr) return true;
        if (here.called == builtin::leaf_paths) {
            bool const leaf = !part.value.is_array() && !part.value.is_object() && part.value.is_truthy();
            return !leaf || out(path_array(space_, part.path));
        }
        if (list.empty()) return out(path_array(space_, part.path));
        return all(list[0], part.value, env, [&](datum const& condition) {
            return !condition.is_truthy() || out(path_array(space_, part.path));
        });
    });
}

} // namespace action_grammar::expression::detail

#endif
