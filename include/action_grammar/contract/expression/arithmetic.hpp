#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_ARITHMETIC_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_ARITHMETIC_HPP

// The operators, on numbers and on everything else that has them.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/order.hpp>
#include <action_grammar/contract/expression/syntax.hpp>
#include <action_grammar/contract/expression/utf8.hpp>
#include <action_grammar/contract/expression/workspace.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

/// The integer, if doubles say the same; arithmetic beyond is that of doubles, as in jq.
inline datum whole_or_double(std::int64_t exact, double approximation) noexcept {
    constexpr std::int64_t limit = std::int64_t{1} << 53;
    return exact >= -limit && exact <= limit ? datum::integer(exact) : datum::number(approximation);
}

inline datum add(workspace& space, datum left, datum const& right) {
    if (left.which() == tag::integer && right.which() == tag::integer) {
        std::int64_t sum = 0;
        if (!__builtin_add_overflow(left.get_integer(), right.get_integer(), &sum))
            return whole_or_double(sum, left.as_double() + right.as_double());
    }
    if (left.is_number() && right.is_number()) return datum::number(left.as_double() + right.as_double());
    if (left.is_null()) return right;
    if (right.is_null()) return left;
    if (left.is_string() && right.is_string()) {
        if (right.text().empty()) return left;
        space.step_bytes(right.text().size());
        return text_writer(space, std::move(left), right.text().size()).append(right.text()).finish();
    }
    if (left.is_array() && right.is_array()) {
        std::size_t const more = size_of_array(right);
        space.step(more / 4);
        array_writer array(space, std::move(left), more);
        for (std::size_t i = 0; i < more; ++i)
            array.append(element(right, i));
        return array.finish();
    }
    if (left.is_object() && right.is_object()) {
        space.step(size_of_object(right));
        object_writer object(space, std::move(left), size_of_object(right));
        each_member(right, [&](datum const& key, datum value) {
            object.set(key, std::move(value));
            return true;
        });
        return object.finish();
    }
    raise_about(space, left, right, "cannot be added");
}

inline datum subtract(workspace& space, datum const& left, datum const& right) {
    if (left.which() == tag::integer && right.which() == tag::integer) {
        std::int64_t difference = 0;
        if (!__builtin_sub_overflow(left.get_integer(), right.get_integer(), &difference))
            return whole_or_double(difference, left.as_double() - right.as_double());
    }
    if (left.is_number() && right.is_number()) return datum::number(left.as_double() - right.as_double());
    if (!left.is_array() || !right.is_array()) raise_about(space, left, right, "cannot be subtracted");
    array_writer rest(space);
    for (std::size_t i = 0; i < size_of_array(left); ++i) {
        datum candidate = element(left, i);
        bool found = false;
        for (std::size_t j = 0; j < size_of_array(right) && !found; ++j) {
            space.step();
            found = equal(space, candidate, element(right, j));
        }
        if (!found) rest.append(std::move(candidate));
    }
    return rest.finish();
}

/// Members of both, where both have an object merged likewise.
inline datum merge(workspace& space, datum left, datum const& right, std::size_t depth = 0) {
    if (depth > 2 * space.limits().nesting) throw limit_reached{failure::too_deep};
    object_writer object(space, std::move(left), size_of_object(right));
    each_member(right, [&](datum const& key, datum value) {
        space.step();
        datum& place = object[key];
        if (place.is_object() && value.is_object())
            value = merge(space, std::exchange(place, datum::null()), value, depth + 1);
        object.set(key, std::move(value));
        return true;
    });
    return object.finish();
}

inline datum repeat_text(workspace& space, std::string_view text, double times) {
    if (!(times > 0)) return datum::null();
    double const count = std::max(1.0, std::floor(times));
    if (count * static_cast<double>(text.size()) > static_cast<double>(space.limits().bytes))
        throw limit_reached{failure::out_of_bytes};
    if (text.empty()) return make_text(space, text);
    auto const total = static_cast<std::size_t>(count) * text.size();
    space.step_bytes(total);
    text_writer repeated(space, total);
    while (repeated.size() < total)
        repeated.append(text);
    return repeated.finish();
}

inline datum multiply(workspace& space, datum left, datum const& right) {
    if (left.which() == tag::integer && right.which() == tag::integer) {
        std::int64_t product = 0;
        bool const signed_zero = (left.get_integer() == 0 && right.get_integer() < 0)
                              || (right.get_integer() == 0 && left.get_integer() < 0);
        if (!signed_zero && !__builtin_mul_overflow(left.get_integer(), right.get_integer(), &product))
            return whole_or_double(product, left.as_double() * right.as_double());
    }
    if (left.is_number() && right.is_number()) return datum::number(left.as_double() * right.as_double());
    if (left.is_string() && right.is_number()) return repeat_text(space, left.text(), right.as_double());
    if (left.is_number() && right.is_string()) return repeat_text(space, right.text(), left.as_double());
    if (left.is_object() && right.is_object()) return merge(space, std::move(left), right);
    raise_about(space, left, right, "cannot be multiplied");
}

/// The parts of `text` between the separators; its characters if the separator is empty.
inline datum split_text(workspace& space, datum const& whole, std::string_view separator) {
    std::string_view const text = whole.text();
    space.step_bytes(text.size() + separator.size());
    array_writer parts(space);
    auto const part = [&](std::string_view piece) {
        space.step();
        parts.append(whole.which() == tag::text_view ? datum::view(piece) : make_text(space, piece));
    };
    if (text.empty()) return parts.finish();
    std::size_t begin = 0;
    if (separator.empty()) {
        while (begin < text.size()) {
            std::size_t end = begin;
            next_code_point(text, end);
            part(text.substr(begin, end - begin));
            begin = end;
        }
        return parts.finish();
    }
    for (;;) {
        std::size_t const end = text.find(separator, begin);
        part(text.substr(begin, end == std::string_view::npos ? end : end - begin));
        if (end == std::string_view::npos) return parts.finish();
        begin = end + separator.size();
    }
}

inline datum divide(workspace& space, datum const& left, datum const& right) {
    if (left.is_number() && right.is_number()) {
        if (right.as_double() == 0)
            raise_about(space, left, right, "cannot be divided because the divisor is zero");
        return datum::number(left.as_double() / right.as_double());
    }
    if (left.is_string() && right.is_string()) return split_text(space, left, right.text());
    raise_about(space, left, right, "cannot be divided");
}

/// A double as the machine of jq 1.6 makes an integer of it, but for what is beyond, which is clamped.
inline std::int64_t truncated(double number) noexcept {
    if (std::isnan(number)) return std::numeric_limits<std::int64_t>::min();
    if (number >= 9223372036854775808.0) return std::numeric_limits<std::int64_t>::max();
    if (number <= -9223372036854775808.0) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(number);
}

inline datum modulo(workspace& space, datum const& left, datum const& right) {
    if (!left.is_number() || !right.is_number()) raise_about(space, left, right, "cannot be divided");
    double const l = left.as_double();
    double const r = right.as_double();
    if (std::isnan(l) || std::isnan(r)) return datum::number(std::numeric_limits<double>::quiet_NaN());
    std::int64_t const dividend = truncated(l);
    std::int64_t const divisor = truncated(r);
    if (divisor == 0)
        raise_about(space, left, right, "cannot be divided (remainder) because the divisor is zero");
    auto const magnitude = [](std::int64_t number) {
        return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
    };
    auto const rest = static_cast<std::int64_t>(magnitude(dividend) % magnitude(divisor));
    return datum::number(dividend < 0 ? -static_cast<double>(rest) : static_cast<double>(rest));
}

inline datum negate(workspace& space, datum const& of) {
    if (!of.is_number()) raise_about(space, of, "cannot be negated");
    if (of.which() == tag::integer && of.get_integer() != 0
        && of.get_integer() != std::numeric_limits<std::int64_t>::min())
        return datum::integer(-of.get_integer());
    return datum::number(-of.as_double());
}

inline datum calculate(workspace& space, operation op, datum left, datum const& right) {
    switch (op) {
    case operation::add: return add(space, std::move(left), right);
    case operation::subtract: return subtract(space, left, right);
    case operation::multiply: return multiply(space, std::move(left), right);
    case operation::divide: return divide(space, left, right);
    default: return modulo(space, left, right);
    }
}

inline bool compares(workspace& space, operation op, datum const& left, datum const& right) {
    if (op == operation::equal) return equal(space, left, right);
    if (op == operation::unequal) return !equal(space, left, right);
    int const order = compare(space, left, right);
    switch (op) {
    case operation::less: return order < 0;
    case operation::less_equal: return order <= 0;
    case operation::greater: return order > 0;
    default: return order >= 0;
    }
}

} // namespace action_grammar::expression::detail

#endif
