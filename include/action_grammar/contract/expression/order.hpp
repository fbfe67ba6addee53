#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_ORDER_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_ORDER_HPP

// The order of all values, jq's: null, false, true, numbers, strings by code point, arrays element by element, objects
// first by their sorted names, then value by value.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/workspace.hpp>

namespace action_grammar::expression::detail {

template <class T>
int order_of(T left, T right) noexcept {
    return left < right ? -1 : right < left ? 1 : 0;
}

/// An integer against a double that is none, or beyond the integers.
inline int compare_mixed(std::int64_t integer, double real) noexcept {
    if (std::isnan(real)) return 1;
    if (real >= 9223372036854775808.0) return -1;
    if (real < -9223372036854775808.0) return 1;
    double const whole = std::trunc(real);
    int const order = order_of(integer, static_cast<std::int64_t>(whole));
    return order != 0 ? order : order_of(0.0, real - whole);
}

/// As jq has it, what is not a number is below every number, itself included.
inline int compare_numbers(datum const& left, datum const& right) noexcept {
    if (left.which() == tag::integer && right.which() == tag::integer)
        return order_of(left.get_integer(), right.get_integer());
    if (left.which() == tag::natural && right.which() == tag::natural)
        return order_of(left.get_natural(), right.get_natural());
    if (left.which() == tag::integer && right.which() == tag::real)
        return compare_mixed(left.get_integer(), right.get_real());
    if (left.which() == tag::real && right.which() == tag::integer) {
        if (std::isnan(left.get_real())) return -1;
        return -compare_mixed(right.get_integer(), left.get_real());
    }
    double const l = left.as_double();
    double const r = right.as_double();
    return std::isnan(l) ? -1 : std::isnan(r) ? 1 : order_of(l, r);
}

/// Below zero, zero or above, as for memcmp.
inline int compare(workspace& space, datum const& left, datum const& right, std::size_t depth = 0) {
    space.step();
    type const kind = left.type();
    if (kind != right.type()) return order_of(kind, right.type());
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    switch (kind) {
    case type::null:
    case type::false_:
    case type::true_: return 0;
    case type::number: return compare_numbers(left, right);
    case type::string: {
        space.step(std::min(left.text().size(), right.text().size()) / 64);
        int const order = left.text().compare(right.text());
        return order_of(order, 0);
    }
    case type::array: {
        std::size_t const l = size_of_array(left);
        std::size_t const r = size_of_array(right);
        for (std::size_t i = 0; i < std::min(l, r); ++i)
            if (int const order = compare(space, element(left, i), element(right, i), depth + 1); order != 0)
                return order;
        return order_of(l, r);
    }
    case type::object: break;
    }
    auto const l = sorted_names(space, left);
    auto const r = sorted_names(space, right);
    // jq compares the names as an array.
    for (std::size_t i = 0; i < std::min(l.size(), r.size()); ++i)
        if (int const order = l[i].compare(r[i]); order != 0) return order_of(order, 0);
    if (l.size() != r.size()) return order_of(l.size(), r.size());
    for (std::string_view const name : l)
        if (int const order = compare(space, member_of(left, name), member_of(right, name), depth + 1);
            order != 0)
            return order;
    return 0;
}

inline bool equal(workspace& space, datum const& left, datum const& right, std::size_t depth = 0) {
    if (left.type() != right.type()) return false;
    if (left.type() == type::array && size_of_array(left) != size_of_array(right)) return false;
    if (left.type() != type::object) return compare(space, left, right, depth) == 0;
    if (size_of_object(left) != size_of_object(right)) return false;
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    space.step();
    return each_member(left, [&](datum const& key, datum const& value) {
        datum const other = member_of(right, key.text());
        return other && equal(space, value, other, depth + 1);
    });
}

} // namespace action_grammar::expression::detail

#endif
