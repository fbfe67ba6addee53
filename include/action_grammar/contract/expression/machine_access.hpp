#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_ACCESS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_MACHINE_ACCESS_HPP

// How the evaluator reads parts of values, collects paths and changes what is at them. Included by machine.hpp.

#include <action_grammar/contract/expression/machine.hpp>

namespace action_grammar::expression::detail {

inline located machine::child(located const& parent, datum key, datum value) {
    return located{value, extended(space_, parent.path, std::move(key)), std::move(value)};
}

inline void machine::check_intact(located const& whole, datum const& key) {
    if (whole.value.is_identical(whole.there)) return;
    std::string const place =
        key ? "element " + excerpt(space_, key) + " of " : std::string("iterate through ");
    raise(space_, "Invalid path expression near attempt to " + std::string(key ? "access " : "") + place
                      + excerpt(space_, whole.value));
}

/// One access, of a key that is evaluated already.
template <class Place>
bool machine::step_to(node const& here, Place const& target, datum const& key, sink<Place> out) {
    at(here);
    if constexpr (!std::is_same_v<Place, datum>) check_intact(target, key);
    datum found;
    if (here.optional && here.kind == construct::slice) {
        // Only here something else than the kind of the target may be wrong.
        try {
            found = index_of(space_, value_of(target), key);
        } catch (raised const&) {
            return true;
        }
    } else {
        found = index_of(space_, value_of(target), key);
    }
    if (!found) {
        if (here.optional) return true;
        raise_not_indexable(space_, value_of(target), key);
    }
    if constexpr (std::is_same_v<Place, datum>)
        return out(std::move(found));
    else
        return out(child(target, key, std::move(found)));
}

template <class Place>
bool machine::iterate(node const& here, Place const& target, sink<Place> out) {
    at(here);
    datum const whole = value_of(target);
    if constexpr (!std::is_same_v<Place, datum>) check_intact(target, {});
    auto const give = [&](auto&& make_key, datum part) {
        space_.step();
        if constexpr (std::is_same_v<Place, datum>) {
            return out(std::move(part));
        } else {
            return out(child(target, make_key(), std::move(part)));
        }
    };
    if (whole.is_array()) {
        std::size_t const size = size_of_array(whole);
        for (std::size_t i = 0; i < size; ++i)
            if (!give([i] { return datum::integer(static_cast<std::int64_t>(i)); }, element(whole, i)))
                return false;
        return true;
    }
    if (whole.is_object())
        return each_member(whole, [&](datum const& key, datum part) {
            return give([&key] { return key; }, std::move(part));
        });
    if (here.optional) return true;
    if (whole.is_null()) raise(space_, "Cannot iterate over null (null)");
    raise(space_, "Cannot iterate over " + described(space_, whole));
}

template <class Place>
bool machine::access(node const& here, Place const& in, environment const& env, sink<Place> out) {
    datum const input = value_of(in);
    auto const on_targets = [&](auto&& consume) {
        if (tree_[here.a].kind == construct::identity) return consume(in);
        if constexpr (std::is_same_v<Place, datum>)
            if (tree_[here.a].single) return consume(one(here.a, in, env));
        return each<Place>(here.a, in, env, sink<Place>(consume));
    };
    switch (here.kind) {
    case construct::iterate:
        return on_targets([&](Place const& target) { return iterate(here, target, out); });
    case construct::field: {
        datum const name = datum::view(tree_.constant(here));
        return on_targets([&](Place const& target) { return step_to(here, target, name, out); });
    }
    case construct::index:
        return all(here.b, input, env, [&](datum const& key) {
            return on_targets([&](Place const& target) { return step_to(here, target, key, out); });
        });
    default: break;
    }
    auto const with_bounds = [&](datum const& from, datum const& to) {
        object_writer slice(space_, 2);
        slice.set(datum::view(std::string_view("start")), from);
        slice.set(datum::view(std::string_view("end")), to);
        datum const key = slice.finish();
        return on_targets([&](Place const& target) { return step_to(here, target, key, out); });
    };
    auto const with_start = [&](datum const& from) {
        if (here.c == no_node) return with_bounds(from, datum::null());
        return all(here.c, input, env, [&](datum const& to) { return with_bounds(from, to); });
    };
    if (here.b == no_node) return with_start(datum::null());
    return all(here.b, input, env, with_start);
}

template <class Place>
bool machine::descend(Place const& in, sink<Place> out) {
    level const count(*this);
    space_.step();
    if (!out(in)) return false;
    type const kind = value_of(in).type();
    if (kind != type::array && kind != type::object) return true;
    node here;
    here.offset = static_cast<std::uint32_t>(place_);
    return iterate<Place>(here, in, [&](Place const& part) { return descend(part, out); });
}

inline datum machine::path_of(located const& whole) {
    if (!whole.value.is_identical(whole.there))
        raise(space_, "Invalid path expression with result " + excerpt(space_, whole.value));
    return path_array(space_, whole.path);
}

inline std::vector<datum> machine::paths_of(node_id id, datum const& in, environment const& env) {
    std::vector<datum> paths;
    auto collect = [&](located const& part) {
        space_.step_bytes(sizeof(datum));
        paths.push_back(path_of(part));
        return true;
    };
    if (!each<located>(id, located{in, {}, in}, env, collect)) throw broken{};
    return paths;
}

/// `a |= b`
inline datum machine::modified(node const& here, datum in, environment const& env) {
    datum const original = in;
    datum result = std::move(in);
    auto change = [&](located part) {
        datum const path = path_of(part);
        part = {};
        if (tree_[here.b].single) {
            auto update = [&](datum old) { return one(here.b, old, env, &old); };
            at(here);
            result = change_path(space_, std::move(result), path, update);
            return true;
        }
        at(here);
        datum const old = get_path(space_, result, path);
        datum found;
        bool const ended = each<datum>(here.b, old, env, [&](datum output) {
            found = std::move(output);
            return false;
        });
        if (!ended && !found) throw broken{};
        at(here);
        result = found ? set_path(space_, std::move(result), path, found)
                       : delete_path(space_, std::move(result), path);
        return true;
    };
    if (!each<located>(here.a, located{original, {}, original}, env, change)) throw broken{};
    return result;
}

/// `a = value`, `a op= value`, `a //= value`
inline datum machine::assigned(node const& here, datum in, environment const& env, datum const& value) {
    datum const original = in;
    datum result = std::move(in);
    auto change = [&](located part) {
        datum const path = path_of(part);
        part = {};
        auto update = [&](datum old) {
            at(here);
            if (here.kind == construct::assign) return value;
            if (here.kind == construct::update_default && old.is_truthy()) return old;
            if (here.kind == construct::update_default) return value;
            return calculate(space_, here.op, std::move(old), value);
        };
        at(here);
        result = change_path(space_, std::move(result), path, update);
        return true;
    };
    if (!each<located>(here.a, located{original, {}, original}, env, change)) throw broken{};
    return result;
}

} // namespace action_grammar::expression::detail

#endif
