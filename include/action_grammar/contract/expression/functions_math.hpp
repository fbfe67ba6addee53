#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_MATH_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FUNCTIONS_MATH_HPP

// Functions of numbers.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <action_grammar/contract/expression/arithmetic.hpp>
#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

inline double number_in(workspace& space, datum const& value) {
    if (!value.is_number()) raise_about(space, value, "number required");
    return value.as_double();
}

/// Functions of one number.
inline datum math_of(workspace& space, builtin which, datum const& in) {
    double const x = number_in(space, in);
    // Integers are whole already, and exact beyond the doubles.
    bool const whole = in.which() != tag::real;
    switch (which) {
    case builtin::floor: return whole ? in : datum::number(std::floor(x));
    case builtin::ceil: return whole ? in : datum::number(std::ceil(x));
    case builtin::round: return whole ? in : datum::number(std::round(x));
    case builtin::trunc: return whole ? in : datum::number(std::trunc(x));
    case builtin::rint:
    case builtin::nearbyint: return whole ? in : datum::number(std::nearbyint(x));
    case builtin::fabs: return datum::number(std::fabs(x));
    case builtin::abs: return x < 0 ? negate(space, in) : in;
    case builtin::sqrt: return datum::number(std::sqrt(x));
    case builtin::cbrt: return datum::number(std::cbrt(x));
    case builtin::exp: return datum::number(std::exp(x));
    case builtin::exp2: return datum::number(std::exp2(x));
    case builtin::exp10: return datum::number(std::pow(10.0, x));
    case builtin::expm1: return datum::number(std::expm1(x));
    case builtin::log: return datum::number(std::log(x));
    case builtin::log2: return datum::number(std::log2(x));
    case builtin::log10: return datum::number(std::log10(x));
    case builtin::log1p: return datum::number(std::log1p(x));
    case builtin::sin: return datum::number(std::sin(x));
    case builtin::cos: return datum::number(std::cos(x));
    case builtin::tan: return datum::number(std::tan(x));
    case builtin::asin: return datum::number(std::asin(x));
    case builtin::acos: return datum::number(std::acos(x));
    case builtin::atan: return datum::number(std::atan(x));
    case builtin::sinh: return datum::number(std::sinh(x));
    case builtin::cosh: return datum::number(std::cosh(x));
    case builtin::tanh: return datum::number(std::tanh(x));
    case builtin::asinh: return datum::number(std::asinh(x));
    case builtin::acosh: return datum::number(std::acosh(x));
    case builtin::atanh: return datum::number(std::atanh(x));
    case builtin::isinfinite: return datum::boolean(std::isinf(x));
    case builtin::isnan: return datum::boolean(std::isnan(x));
    default: return datum::boolean(std::isnormal(x));
    }
}

/// Functions of two numbers.
inline datum math_of(workspace& space, builtin which, datum const& left, datum const& right) {
    double const x = number_in(space, left);
    double const y = number_in(space, right);
    switch (which) {
    case builtin::pow: return datum::number(std::pow(x, y));
    case builtin::fmod: return datum::number(std::fmod(x, y));
    case builtin::fmin: return datum::number(std::fmin(x, y));
    case builtin::fmax: return datum::number(std::fmax(x, y));
    case builtin::hypot: return datum::number(std::hypot(x, y));
    case builtin::atan2: return datum::number(std::atan2(x, y));
    case builtin::copysign: return datum::number(std::copysign(x, y));
    default: {
        double const exponent = std::isnan(y) ? 0 : std::fmax(-10000.0, std::fmin(10000.0, y));
        return datum::number(std::ldexp(x, static_cast<int>(exponent)));
    }
    }
}

/// jq's `tonumber` reads JSON numbers with space around them, and `nan`.
inline datum number_from_text(workspace& space, datum const& whole) {
    std::string_view text = whole.text();
    space.step_bytes(text.size());
    constexpr std::string_view white = " \t\r\n";
    std::size_t const first = text.find_first_not_of(white);
    text =
        first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(white) - first + 1);
    if (text == "nan") return datum::number(std::numeric_limits<double>::quiet_NaN());
    char const* const begin = text.data();
    char const* const end = begin + text.size();
    std::int64_t integer = 0;
    auto const read = std::from_chars(begin, end, integer);
    if (!text.empty() && read.ptr == end && read.ec == std::errc{} && (integer != 0 || text.front() != '-'))
        return datum::integer(integer);
    bool const plausible = text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
    double number = 0;
    std::string padded = text.starts_with('.') ? "0" + std::string(text) : std::string(text);
    if (text.starts_with("-.")) padded.insert(1, 1, '0');
    if (padded.starts_with('+')) padded.erase(0, 1);
    auto const [stop, status] = std::from_chars(padded.data(), padded.data() + padded.size(), number);
    if (!plausible || text.empty() || stop != padded.data() + padded.size()
        || status == std::errc::invalid_argument)
        raise(space,
              "Invalid numeric literal (while parsing '" + std::string(whole.text().substr(0, 100)) + "')");
    if (status == std::errc::result_out_of_range) {
        bool const small = padded.find("e-") != std::string::npos || padded.find("E-") != std::string::npos;
        number = small ? 0 : padded.front() == '-' ? -HUGE_VAL : HUGE_VAL;
    }
    return datum::number(number);
}

} // namespace action_grammar::expression::detail

#endif
