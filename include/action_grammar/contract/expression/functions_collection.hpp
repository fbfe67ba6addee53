#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_COLLECTION_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_COLLECTION_HPP

// Functions of arrays and objects.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/access.hpp>
#include <action_grammar/contract/expression/arithmetic.hpp>
#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/functions_text.hpp>
#include <action_grammar/contract/expression/order.hpp>
#include <action_grammar/contract/expression/written.hpp>
#include <action_grammar/contract/merge_sort.hpp>

namespace action_grammar::expression::detail {

/// Calls `consume` with each element or member value, as `.[]` gives them.
template <class Consumer>
void each_part(workspace& space, datum const& in, Consumer&& consume) {
    if (in.is_array()) {
        for (std::size_t i = 0; i < size_of_array(in); ++i) {
            space.step();
            consume(element(in, i));
        }
    } else if (in.is_object()) {
        each_member(in, [&](datum const&, datum&& part) {
            space.step();
            consume(std::move(part));
            return true;
        });
    } else {
        raise(space, "Cannot iterate over " + described(space, in));
    }
}

inline datum length_of(workspace& space, datum const& in) {
    auto const counted = [](std::size_t count) { return datum::integer(static_cast<std::int64_t>(count)); };
    switch (in.type()) {
    case type::null: return datum::integer(0);
    case type::number: return datum::number(std::fabs(in.as_double()));
    case type::string: space.step_bytes(in.text().size()); return counted(count_code_points(in.text()));
    case type::array: return counted(size_of_array(in));
    case type::object: return counted(size_of_object(in));
    default: raise_about(space, in, "has no length");
    }
}

inline datum keys_of(workspace& space, datum const& in, bool sorted) {
    if (in.is_array()) {
        std::size_t const size = size_of_array(in);
        space.step(size);
        array_writer keys(space, size);
        for (std::size_t i = 0; i < size; ++i)
            keys.append(datum::integer(static_cast<std::int64_t>(i)));
        return keys.finish();
    }
    if (!in.is_object()) raise_about(space, in, "has no keys");
    array_writer keys(space, size_of_object(in));
    each_member(in, [&](datum key, datum const&) {
        space.step();
        keys.append(std::move(key));
        return true;
    });
    if (sorted)
        std::sort(keys.begin(), keys.end(),
                  [](datum const& left, datum const& right) { return left.text() < right.text(); });
    return keys.finish();
}

inline datum has_key(workspace& space, datum const& in, datum const& key) {
    if (in.is_null() && (key.is_string() || key.is_number())) return datum::boolean(false);
    if (in.is_object() && key.is_string())
        return datum::boolean(static_cast<bool>(member_of(in, key.text())));
    if (in.is_array() && key.is_number()) {
        double const index = key.as_double();
        return datum::boolean(index >= 0 && index < static_cast<double>(size_of_array(in)));
    }
    raise(space, "Cannot check whether " + std::string(type_name(in)) + " has a "
                     + std::string(type_name(key)) + " key");
}

inline bool contains(workspace& space, datum const& whole, datum const& part, std::size_t depth = 0) {
    space.step();
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    if (whole.is_object() && part.is_object())
        return each_member(part, [&](datum const& key, datum const& wanted) {
            datum const found = member_of(whole, key.text());
            return found && found.type() == wanted.type() && contains(space, found, wanted, depth + 1);
        });
    if (whole.is_array() && part.is_array()) {
        for (std::size_t i = 0; i < size_of_array(part); ++i) {
            datum const wanted = element(part, i);
            bool found = false;
            for (std::size_t j = 0; j < size_of_array(whole) && !found; ++j) {
                datum const candidate = element(whole, j);
                found = candidate.type() == wanted.type() && contains(space, candidate, wanted, depth + 1);
            }
            if (!found) return false;
        }
        return true;
    }
    if (whole.is_string() && part.is_string()) {
        space.step_bytes(whole.text().size());
        return whole.text().find(part.text()) != std::string_view::npos;
    }
    return equal(space, whole, part);
}
inline datum containment(workspace& space, datum const& whole, datum const& part) {
    bool const both_boolean = type_name(whole) == "boolean" && type_name(part) == "boolean";
    if (whole.type() != part.type() && !both_boolean)
        raise_about(space, whole, part, "cannot have their containment checked");
    return datum::boolean(contains(space, whole, part));
}

inline datum indices(workspace& space, datum const& in, datum const& wanted) {
    if (in.is_array() && !wanted.is_array()) {
        array_writer one(space, 1);
        one.append(wanted);
        return indices_of_array(space, in, one.finish());
    }
    if (in.is_string() && wanted.is_string()) return indices_of_text(space, in.text(), wanted.text());
    return index_or_raise(space, in, wanted);
}

inline datum total(workspace& space, datum const& in) {
    datum sum = datum::null();
    each_part(space, in, [&](datum const& part) { sum = add(space, std::move(sum), part); });
    return sum;
}

inline void flatten_into(workspace& space, array_writer& to, datum const& in, double levels,
                         std::size_t depth = 0) {
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    each_part(space, in, [&](datum part) {
        if (part.is_array() && levels != 0)
            flatten_into(space, to, part, levels - 1, depth + 1);
        else
            to.append(std::move(part));
    });
}
inline datum flattened(workspace& space, datum const& in, datum const& levels) {
    if (!levels.is_number() || levels.as_double() < 0) raise(space, "flatten depth must not be negative");
    array_writer flat(space);
    flatten_into(space, flat, in, levels.as_double());
    return flat.finish();
}

inline datum reversed(workspace& space, datum const& in) {
    if (in.is_null() || ((in.is_object() || in.is_string()) && length_of(space, in).get_integer() == 0))
        return array_writer(space, 1).finish();
    if (!in.is_array()) {
        length_of(space, in);
        if (in.is_number() && !(std::fabs(in.as_double()) >= 1)) return array_writer(space, 1).finish();
        raise_not_indexable(space, in, datum::integer(0));
    }
    std::size_t const size = size_of_array(in);
    space.step(size / 4);
    array_writer result(space, size);
    for (std::size_t i = size; i-- > 0;)
        result.append(element(in, i));
    return result.finish();
}

/// An element with what it is sorted by.
struct keyed_element {
    datum key;
    datum value;
};
inline std::vector<keyed_element> sorted_elements(workspace& space, datum const& in, datum const* keys) {
    if (!in.is_array()) raise_about(space, in, "cannot be sorted, as it is not an array");
    std::size_t const size = size_of_array(in);
    space.step(size);
    if (size > space.limits().bytes / sizeof(keyed_element)) throw limit_reached{failure::out_of_bytes};
    std::vector<keyed_element> elements;
    elements.reserve(size);
    for (std::size_t i = 0; i < size; ++i)
        elements.push_back({keys == nullptr ? element(in, i) : element(*keys, i), element(in, i)});
    // What is not a number has no strict order, which std::sort may be led astray by: merging is not.
    action_grammar::detail::merge_sort(elements, [&](keyed_element const& left, keyed_element const& right) {
        return compare(space, left.key, right.key) < 0;
    });
    return elements;
}

enum class arrangement : std::uint8_t { sorted, grouped, unique };

inline datum arranged(workspace& space, datum const& in, datum const* keys, arrangement how) {
    auto elements = sorted_elements(space, in, keys);
    array_writer result(space, elements.size());
    for (std::size_t i = 0; i < elements.size();) {
        if (how == arrangement::sorted) {
            result.append(std::move(elements[i++].value));
            continue;
        }
        std::size_t next = i + 1;
        while (next < elements.size() && compare(space, elements[i].key, elements[next].key) == 0)
            ++next;
        if (how == arrangement::unique) {
            result.append(elements[i].value);
        } else {
            array_writer group(space, next - i);
            for (std::size_t j = i; j < next; ++j)
                group.append(elements[j].value);
            result.append(group.finish());
        }
        i = next;
    }
    return result.finish();
}

/// The least element, the first of equal ones, or the greatest, the last of equal ones; null of none.
inline datum extreme(workspace& space, datum const& in, datum const* keys, bool greatest) {
    if (!in.is_array()) raise_about(space, in, keys == nullptr ? in : *keys, "cannot be iterated over");
    datum best = datum::null();
    datum best_key;
    for (std::size_t i = 0; i < size_of_array(in); ++i) {
        datum key = keys == nullptr ? element(in, i) : element(*keys, i);
        bool better = !best_key;
        if (!better) {
            int const order = compare(space, key, best_key);
            better = greatest ? order >= 0 : order < 0;
        }
        if (!better) continue;
        best = element(in, i);
        best_key = std::move(key);
    }
    return best;
}

inline datum make_entry(workspace& space, datum const& key, datum value) {
    object_writer entry(space, 2);
    entry.set(datum::view(std::string_view("key")), key);
    entry.set(datum::view(std::string_view("value")), std::move(value));
    return entry.finish();
}
inline datum to_entries(workspace& space, datum const& in) {
    datum const keys = keys_of(space, in, false);
    array_writer entries(space, size_of_array(keys));
    for (std::size_t i = 0; i < size_of_array(keys); ++i) {
        datum const key = element(keys, i);
        space.step();
        entries.append(make_entry(space, key, index_of(space, in, key)));
    }
    return entries.finish();
}

/// Adds `{key, value}`, `{name, value}` or their capitalized like to an object.
inline void add_entry(workspace& space, object_writer& object, datum const& entry) {
    datum key;
    for (std::string_view const name : {"key", "Key", "name", "Name"}) {
        key = index_or_raise(space, entry, datum::view(name));
        if (key.is_truthy()) break;
    }
    if (!key.is_string()) raise(space, "Cannot use " + described(space, key) + " as object key");
    datum const value_name = datum::view(std::string_view("value"));
    bool const has_value = entry.is_object() && member_of(entry, "value");
    datum value =
        index_or_raise(space, entry, has_value ? value_name : datum::view(std::string_view("Value")));
    object.set(key, std::move(value));
}
inline datum from_entries(workspace& space, datum const& in) {
    object_writer object(space);
    each_part(space, in, [&](datum const& entry) { add_entry(space, object, entry); });
    return object.finish();
}

inline datum transposed(workspace& space, datum const& in) {
    std::size_t width = 0;
    if (!in.is_array()) raise(space, "Cannot iterate over " + described(space, in));
    std::size_t const height = size_of_array(in);
    datum other =
        datum::null(); // a row that is no array, which only goes unnoticed while nothing is looked up in it
    for (std::size_t i = 0; i < height; ++i) {
        datum const row = element(in, i);
        if (row.is_array()) width = std::max(width, size_of_array(row));
        if (row.is_array() || row.is_null()) continue;
        if (length_of(space, row).as_double() != 0) raise_not_indexable(space, row, datum::integer(0));
        if (other.is_null()) other = row;
    }
    if (width > 0 && !other.is_null()) raise_not_indexable(space, other, datum::integer(0));
    array_writer columns(space, width);
    for (std::size_t j = 0; j < width; ++j) {
        array_writer column(space, height);
        for (std::size_t i = 0; i < height; ++i) {
            space.step();
            datum const row = element(in, i);
            column.append(row.is_array() && j < size_of_array(row) ? element(row, j) : datum::null());
        }
        columns.append(column.finish());
    }
    return columns.finish();
}

/// Where `wanted` is in a sorted array, or -1 minus where it would be.
inline datum searched(workspace& space, datum const& in, datum const& wanted) {
    if (!in.is_array()) raise_about(space, in, "cannot be searched from");
    std::size_t low = 0;
    std::size_t high = size_of_array(in);
    while (low < high) {
        std::size_t const middle = low + (high - low) / 2;
        int const order = compare(space, element(in, middle), wanted);
        if (order == 0) return datum::integer(static_cast<std::int64_t>(middle));
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return datum::integer(-1 - static_cast<std::int64_t>(low));
}

} // namespace action_grammar::expression::detail

#endif
