#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_ACCESS_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_ACCESS_HPP

// Reading, replacing and removing what is at a place in a value: a member, an element, a slice, a path of them.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/order.hpp>
#include <action_grammar/contract/expression/utf8.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>
#include <action_grammar/contract/merge_sort.hpp>

namespace action_grammar::expression::detail {

[[noreturn]] inline void raise_not_indexable(workspace& space, datum const& target, datum const& key) {
    std::string message = "Cannot index " + std::string(type_name(target)) + " with ";
    if (key.is_string())
        message += "string \"" + std::string(key.text().substr(0, 200)) + "\"";
    else
        message += type_name(key);
    raise(space, message);
}

/// The bounds of a slice within a length, clamped, the first not above the second; jq rounds them outward.
struct bounds {
    std::size_t first;
    std::size_t last;
};
inline bounds slice_bounds(std::size_t length, datum const& from, datum const& to) noexcept {
    auto const clamped = [length](double at) {
        double const size = static_cast<double>(length);
        if (at < 0) at += size;
        if (!(at > 0)) return 0.0;
        return std::min(at, size);
    };
    double const first = from.is_number() ? std::floor(clamped(from.as_double())) : 0;
    double const last = to.is_number() ? std::ceil(clamped(std::isnan(to.as_double()) ? 0 : to.as_double()))
                                       : static_cast<double>(length);
    auto const begin = static_cast<std::size_t>(first);
    return {begin, std::max(begin, static_cast<std::size_t>(std::min(last, static_cast<double>(length))))};
}
inline bool may_bound(datum const& bound) noexcept { return bound.is_null() || bound.is_number(); }

/// The value of `target[from:to]`; none where `target` has no slices. Raises where the bounds are no numbers.
inline datum slice_of(workspace& space, datum const& target, datum const& from, datum const& to) {
    if (target.is_null()) return datum::null();
    if (!target.is_array() && !target.is_string()) return {};
    if (!may_bound(from) || !may_bound(to))
        raise(space, "Start and end indices of an array slice must be numbers");
    if (target.is_string()) {
        std::string_view const text = target.text();
        space.step_bytes(text.size());
        bounds const part = slice_bounds(count_code_points(text), from, to);
        std::size_t const begin = offset_of_code_point(text, part.first);
        std::size_t const length = offset_of_code_point(text.substr(begin), part.last - part.first);
        if (target.which() == tag::text_view) return datum::view(text.substr(begin, length));
        return make_text(space, text.substr(begin, length));
    }
    bounds const part = slice_bounds(size_of_array(target), from, to);
    array_writer result(space, part.last - part.first);
    space.step((part.last - part.first) / 4);
    for (std::size_t i = part.first; i < part.last; ++i)
        result.append(element(target, i));
    return result.finish();
}

/// The places in an array where the other one begins.
inline datum indices_of_array(workspace& space, datum const& array, datum const& wanted) {
    array_writer found(space);
    std::size_t const length = size_of_array(wanted);
    for (std::size_t i = 0; length != 0 && i + length <= size_of_array(array); ++i) {
        std::size_t same = 0;
        while (same < length && equal(space, element(array, i + same), element(wanted, same)))
            ++same;
        space.step();
        if (same == length) found.append(datum::integer(static_cast<std::int64_t>(i)));
    }
    return found.finish();
}

inline datum const& bound_in(workspace& space, datum& held, datum const& slice, std::string_view name) {
    held = member_of(slice, name);
    if (!held || !may_bound(held)) raise(space, "Start and end indices of an array slice must be numbers");
    return held;
}

/// The position that a number means in an array, counted from the end if it is negative; below zero if there is none.
inline double position_in_array(double index, std::size_t size) noexcept {
    if (std::isnan(index)) return -1;
    double const whole = std::floor(index);
    return whole < 0 ? whole + static_cast<double>(size) : whole;
}

inline datum field_of(datum const& target, std::string_view name) {
    if (target.is_object()) {
        datum found = member_of(target, name);
        return found ? found : datum::null();
    }
    return target.is_null() ? datum::null() : datum();
}

/// The value of `target[key]`, null if it is not there; none if such a thing has no such place.
inline datum index_of(workspace& space, datum const& target, datum const& key) {
    switch (key.type()) {
    case type::string: return field_of(target, key.text());
    case type::number: {
        if (target.is_null()) return datum::null();
        if (!target.is_array()) return {};
        std::size_t const size = size_of_array(target);
        double const position = position_in_array(key.as_double(), size);
        bool const whole = key.as_double() == std::floor(key.as_double());
        if (!whole || !(position >= 0 && position < static_cast<double>(size))) return datum::null();
        return element(target, static_cast<std::size_t>(position));
    }
    case type::object: {
        if (!target.is_null() && !target.is_array() && !target.is_string()) return {};
        if (target.is_null()) return datum::null();
        datum from;
        datum to;
        bound_in(space, from, key, "start");
        bound_in(space, to, key, "end");
        return slice_of(space, target, from, to);
    }
    case type::array:
        if (target.is_null()) return datum::null();
        return target.is_array() ? indices_of_array(space, target, key) : datum();
    case type::null: return target.is_null() ? datum::null() : datum();
    default: return {};
    }
}

inline datum index_or_raise(workspace& space, datum const& target, datum const& key) {
    datum found = index_of(space, target, key);
    if (!found) raise_not_indexable(space, target, key);
    return found;
}

/// `target` with `value` at `key`, in place if nobody else has it.
inline datum set_at(workspace& space, datum target, datum const& key, datum value) {
    if (key.is_string() && (target.is_object() || target.is_null())) {
        object_writer object =
            target.is_null() ? object_writer(space) : object_writer(space, std::move(target), 1);
        object.set(key, std::move(value));
        return object.finish();
    }
    if (key.is_number() && (target.is_array() || target.is_null())) {
        array_writer array =
            target.is_null() ? array_writer(space) : array_writer(space, std::move(target), 1);
        double const position = position_in_array(key.as_double(), array.size());
        if (!(position >= 0)) raise(space, "Out of bounds negative array index");
        // So many elements would be more than the limit of memory, whatever it is.
        if (position > 536870911.0) raise(space, "Array index too large");
        auto const index = static_cast<std::size_t>(position);
        if (index >= array.size()) {
            if (index / 4 > space.limits().bytes / sizeof(datum)) throw limit_reached{failure::out_of_bytes};
            space.step((index - array.size()) / 4);
            while (array.size() <= index)
                array.append(datum::null());
        }
        array.set(index, std::move(value));
        return array.finish();
    }
    if (key.is_object() && (target.is_array() || target.is_null())) {
        if (!value.is_array()) raise(space, "A slice of an array can only be assigned another array");
        datum from;
        datum to;
        bound_in(space, from, key, "start");
        bound_in(space, to, key, "end");
        std::size_t const size = target.is_null() ? 0 : size_of_array(target);
        bounds const part = slice_bounds(size, from, to);
        std::size_t const inserted = size_of_array(value);
        array_writer result(space, size + inserted);
        space.step((size + inserted) / 4);
        for (std::size_t i = 0; i < part.first; ++i)
            result.append(element(target, i));
        for (std::size_t i = 0; i < inserted; ++i)
            result.append(element(value, i));
        for (std::size_t i = part.last; i < size; ++i)
            result.append(element(target, i));
        return result.finish();
    }
    if (key.is_object())
        raise(space, "Cannot update field at object index of " + std::string(type_name(target)));
    if (key.is_array() && target.is_array()) raise(space, "Cannot update field at array index of array");
    raise_not_indexable(space, target, key);
}

/// A path as an array of keys.
inline datum get_path(workspace& space, datum value, datum const& path) {
    for (std::size_t i = 0; i < size_of_array(path); ++i) {
        if (value.is_null()) return value;
        space.step();
        value = index_or_raise(space, value, element(path, i));
    }
    return value;
}

/// Removes what is at `key` in `target`, in place, and returns it, so that the rest has no other owner; null if there
/// is nothing.
inline datum take_at(workspace& space, datum& target, datum const& key) {
    if (target.which() == tag::object && key.is_string() && target.own_object()->references == 1) {
        std::uint32_t const found = find_in(target.own_object(), key.text());
        if (found == no_member) return datum::null();
        return std::exchange(target.own_object()->data()[found].value, datum::null());
    }
    if (target.which() == tag::array && key.is_number() && target.own_array()->references == 1) {
        double const position = position_in_array(key.as_double(), target.own_array()->size);
        if (!(position >= 0 && position < target.own_array()->size)) return datum::null();
        return std::exchange(target.own_array()->data()[static_cast<std::size_t>(position)], datum::null());
    }
    return index_or_raise(space, target, key);
}

/// Whether there is one reference to it, so that it may be changed; true of what is never changed in place.
inline bool is_sole(datum const& value) noexcept {
    if (value.which() == tag::array_view || value.which() == tag::object_view) return false;
    if (value.which() == tag::array) return value.own_array()->references == 1;
    return value.which() != tag::object || value.own_object()->references == 1;
}
/// A copy of one level.
inline datum made_own(workspace& space, datum value) {
    return value.is_array() ? array_writer(space, std::move(value), 1).finish()
                            : object_writer(space, std::move(value), 1).finish();
}

/// `value` with what `change` makes of the part at `path`, which it is handed with no other owner where that can be.
template <class Change>
datum change_path(workspace& space, datum value, datum const& path, Change& change, std::size_t from = 0) {
    if (from == size_of_array(path)) return change(std::move(value));
    if (from > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    space.step();
    datum const key = element(path, from);
    // A part of something that others have too would be shared; making it ours first costs one level only.
    if (!is_sole(value)) value = made_own(space, std::move(value));
    datum part = take_at(space, value, key);
    part = change_path(space, std::move(part), path, change, from + 1);
    return set_at(space, std::move(value), key, std::move(part));
}

inline datum set_path(workspace& space, datum value, datum const& path, datum const& replacement) {
    auto replace = [&](datum const&) { return replacement; };
    return change_path(space, std::move(value), path, replace);
}

/// `target` without what is at any of the keys, each of which means what it meant when all were there.
inline datum remove_keys(workspace& space, datum target, std::vector<datum> const& keys) {
    if (keys.empty() || target.is_null()) return target;
    if (target.is_object()) {
        object_writer object(space, std::move(target));
        for (datum const& key : keys) {
            if (!key.is_string())
                raise(space, "Cannot delete field at object index of " + std::string(type_name(key)));
            object.remove(key.text());
        }
        return object.finish();
    }
    if (!target.is_array()) raise(space, "Cannot delete fields from " + std::string(type_name(target)));
    std::size_t const size = size_of_array(target);
    space.step_bytes(size);
    std::vector<bool> removed(size);
    for (datum const& key : keys) {
        bounds part{0, 0};
        if (key.is_number()) {
            double const position = position_in_array(key.as_double(), size);
            if (!(position >= 0 && position < static_cast<double>(size))) continue;
            part = {static_cast<std::size_t>(position), static_cast<std::size_t>(position) + 1};
        } else if (key.is_object()) {
            datum from;
            datum to;
            bound_in(space, from, key, "start");
            bound_in(space, to, key, "end");
            part = slice_bounds(size, from, to);
        } else {
            raise(space, "Cannot delete field at " + std::string(key.is_string() ? "object" : "array")
                             + " index of array");
        }
        space.step((part.last - part.first) / 32);
        std::fill(removed.begin() + static_cast<std::ptrdiff_t>(part.first),
                  removed.begin() + static_cast<std::ptrdiff_t>(part.last), true);
    }
    array_writer array(space, std::move(target));
    space.step(size / 8);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size; ++i) {
        if (removed[i]) continue;
        if (kept != i) array[kept] = std::move(array[i]);
        ++kept;
    }
    array.shrink(kept);
    return array.finish();
}

/// `value` without what is at any of the sorted paths, which agree up to `level`.
inline datum delete_sorted(workspace& space, datum value, std::span<datum const> paths,
                           std::size_t level = 0) {
    if (level > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    std::vector<datum> removed;
    while (!paths.empty()) {
        space.step();
        datum const key = element(paths.front(), level);
        std::size_t same = 1;
        while (same < paths.size() && equal(space, element(paths[same], level), key))
            ++same;
        // The shortest comes first, and what is below it goes with it.
        if (size_of_array(paths.front()) == level + 1) {
            removed.push_back(key);
        } else if (!index_or_raise(space, value, key).is_null()) {
            if (!is_sole(value)) value = made_own(space, std::move(value));
            datum part = take_at(space, value, key);
            part = delete_sorted(space, std::move(part), paths.first(same), level + 1);
            value = set_at(space, std::move(value), key, std::move(part));
        }
        paths = paths.subspan(same);
    }
    return remove_keys(space, std::move(value), removed);
}

/// `value` without what is at any of the paths.
inline datum delete_paths(workspace& space, datum value, std::vector<datum> paths) {
    if (paths.empty()) return value;
    // What is not a number, in a path too, has no strict order, which std::sort may be led astray by: merging is not.
    action_grammar::detail::merge_sort(
        paths, [&](datum const& left, datum const& right) { return compare(space, left, right) < 0; });
    if (size_of_array(paths.front()) == 0) return datum::null();
    return delete_sorted(space, std::move(value), paths);
}
inline datum delete_path(workspace& space, datum value, datum const& path) {
    return delete_paths(space, std::move(value), {path});
}

} // namespace action_grammar::expression::detail

#endif
