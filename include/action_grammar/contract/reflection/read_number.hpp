#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_READ_NUMBER_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_READ_NUMBER_HPP

// From JSON numbers to C++ numbers, exactly or not at all.

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/constant.hpp>

namespace action_grammar::reflection::detail {

template <class Integer>
bool read_integer(Integer& out, json::value const& in) noexcept {
    if (auto const* integer = in.if_int64()) {
        if (!std::in_range<Integer>(*integer)) return false;
        out = static_cast<Integer>(*integer);
        return true;
    }
    if (auto const* natural = in.if_uint64()) {
        if (!std::in_range<Integer>(*natural)) return false;
        out = static_cast<Integer>(*natural);
        return true;
    }
    auto const* real = in.if_double();
    if (real == nullptr || !std::isfinite(*real) || *real != std::trunc(*real)) return false;
    // Here as in schemas a double is the decimal that its shortest text denotes: 1e19, not its neighbor.
    auto const exact = json::decimal::of(*real).to_value();
    return exact && !exact->is_double() && detail::read_integer(out, *exact);
}

template <class Number>
bool read_number(Number& out, json::value const& in) noexcept {
    double number = 0;
    if (auto const* real = in.if_double())
        number = *real;
    else if (auto const* integer = in.if_int64())
        number = static_cast<double>(*integer);
    else if (auto const* natural = in.if_uint64())
        number = static_cast<double>(*natural);
    else
        return false;
    if (!(std::fabs(number) <= static_cast<double>(std::numeric_limits<Number>::max())))
        return false; // or NaN
    out = static_cast<Number>(number);
    return true;
}

/// A constant as JSON: of a boolean, a number or a string.
inline json::value value_of(constant const& known) {
    switch (known.kind()) {
    case constant_kind::boolean: return json::value(known.flag());
    case constant_kind::integer:
        if (known.flag()) return json::value(static_cast<std::int64_t>(0 - known.magnitude()));
        return json::value(known.magnitude());
    case constant_kind::real: return json::value(known.real());
    case constant_kind::string:
        return json::value(boost::json::string_view(known.text().data(), known.text().size()));
    default: return {};
    }
}

} // namespace action_grammar::reflection::detail

#endif
