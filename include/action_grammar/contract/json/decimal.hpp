#ifndef ACTION_GRAMMAR_CONTRACT_JSON_DECIMAL_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_DECIMAL_HPP

// Exact decimal numbers, in which schemas' bounds are compared and multiples are taken: 0.3 is a multiple of
// 0.1, which the doubles next to them are not.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::json {

namespace detail {

__extension__ using int128 = __int128;
__extension__ using uint128 = unsigned __int128;

/// Mantissas stay below 10^37, so that one more digit still fits.
inline constexpr int mantissa_digits = 37;

constexpr int128 power_of_ten(int exponent) noexcept {
    int128 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}
inline constexpr int128 mantissa_end = power_of_ten(mantissa_digits);

constexpr int digits_of(int128 magnitude) noexcept {
    int digits = 0;
    for (; magnitude > 0; magnitude /= 10)
        ++digits;
    return digits;
}

constexpr std::optional<int128> checked_product(int128 left, int128 right) noexcept {
    int128 product = 0;
    if (__builtin_mul_overflow(left, right, &product) || product >= mantissa_end || product <= -mantissa_end)
        return std::nullopt;
    return product;
}

/// `left * right % modulus`, of any operands below the modulus.
constexpr uint128 product_modulo(uint128 left, uint128 right, uint128 modulus) noexcept {
    if (modulus <= std::numeric_limits<std::uint64_t>::max()) return left * right % modulus;
    uint128 product = 0;
    for (; right > 0; right /= 2) {
        if (right % 2 == 1) product = (product + left) % modulus;
        left = left * 2 % modulus;
    }
    return product;
}

constexpr int128 gcd(int128 left, int128 right) noexcept {
    while (right != 0) {
        int128 const rest = left % right;
        left = right;
        right = rest;
    }
    return left < 0 ? -left : left;
}

} // namespace detail

/// A number with up to 37 decimal digits, exactly: mantissa times a power of ten, the mantissa without zeros
/// at its end, so that equal numbers are equal member by member.
class decimal {
public:
    constexpr decimal() = default;
    constexpr decimal(std::int64_t integer) noexcept : decimal(detail::int128{integer}, 0) {}
    constexpr decimal(int integer) noexcept : decimal(detail::int128{integer}, 0) {}
    constexpr decimal(std::uint64_t integer) noexcept : decimal(static_cast<detail::int128>(integer), 0) {}

    /// `mantissa` times ten to the `exponent`. Precondition: the mantissa is below 10^37.
    static constexpr decimal scaled(detail::int128 mantissa, int exponent) noexcept {
        return {mantissa, exponent};
    }

    /// The decimal that the shortest text of `number` denotes, which is what its author wrote if that had no
    /// more than 15 digits. Precondition: `number` is finite.
    static decimal of(double number) noexcept {
        if (number == std::trunc(number) && std::fabs(number) < 9e15)
            return {static_cast<std::int64_t>(number)};
        std::array<char, 32> text;
        auto const end =
            std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific).ptr;
        detail::int128 mantissa = 0;
        int exponent = 0;
        bool fraction = false;
        char const* next = text.data();
        bool const negative = *next == '-';
        if (negative) ++next;
        for (; next != end && *next != 'e'; ++next) {
            if (*next == '.') {
                fraction = true;
                continue;
            }
            mantissa = mantissa * 10 + (*next - '0');
            if (fraction) --exponent;
        }
        int written = 0;
        if (next != end) std::from_chars(next[1] == '+' ? next + 2 : next + 1, end, written);
        return {negative ? -mantissa : mantissa, exponent + written};
    }

    /// The number that `number` holds. Precondition: it is one.
    static decimal of(value const& number) noexcept {
        if (auto const* integer = number.if_int64()) return {*integer};
        if (auto const* natural = number.if_uint64()) return {*natural};
        return of(number.get_double());
    }

    constexpr detail::int128 mantissa() const noexcept { return mantissa_; }
    constexpr int exponent() const noexcept { return exponent_; }
    constexpr bool is_integer() const noexcept { return exponent_ >= 0; }
    constexpr int sign() const noexcept { return mantissa_ > 0 ? 1 : mantissa_ < 0 ? -1 : 0; }
    constexpr decimal operator-() const noexcept { return {-mantissa_, exponent_}; }

    friend constexpr bool operator==(decimal const&, decimal const&) = default;
    friend constexpr std::strong_ordering operator<=>(decimal const& left, decimal const& right) noexcept {
        if (left.exponent_ == right.exponent_ || left.sign() != right.sign() || left.sign() == 0)
            return left.exponent_ == right.exponent_ ? compare(left.mantissa_, right.mantissa_)
                                                     : compare(left.sign(), right.sign());
        // The number of digits before the point decides, unless it is the same; then both fit one scale.
        detail::int128 l = left.sign() < 0 ? -left.mantissa_ : left.mantissa_;
        detail::int128 r = right.sign() < 0 ? -right.mantissa_ : right.mantissa_;
        int const l_magnitude = detail::digits_of(l) + left.exponent_;
        int const r_magnitude = detail::digits_of(r) + right.exponent_;
        if (l_magnitude == r_magnitude) {
            int const difference = left.exponent_ - right.exponent_;
            if (difference > 0)
                l *= detail::power_of_ten(difference);
            else
                r *= detail::power_of_ten(-difference);
        }
        auto const of_magnitudes =
            l_magnitude == r_magnitude ? compare(l, r) : compare(l_magnitude, r_magnitude);
        return left.sign() > 0 ? of_magnitudes : 0 <=> of_magnitudes;
    }

    /// Whether this is a whole number of times `divisor`. Precondition: `divisor` is positive.
    constexpr bool is_multiple_of(decimal const& divisor) const noexcept {
        if (mantissa_ == 0) return true;
        // The mantissa ends in no zero, so a divisor that is a multiple of a greater power of ten cannot
        // divide it.
        if (exponent_ < divisor.exponent_) return false;
        auto const modulus = static_cast<detail::uint128>(divisor.mantissa_);
        auto rest = static_cast<detail::uint128>(mantissa_ < 0 ? -mantissa_ : mantissa_) % modulus;
        detail::uint128 factor = 10 % modulus;
        for (unsigned power = static_cast<unsigned>(exponent_ - divisor.exponent_); power > 0; power /= 2) {
            if (power % 2 == 1) rest = detail::product_modulo(rest, factor, modulus);
            factor = detail::product_modulo(factor, factor, modulus);
        }
        return rest == 0;
    }

    /// Sum, difference and product; nothing when the exact result has too many digits.
    friend constexpr std::optional<decimal> sum(decimal const& left, decimal const& right) noexcept {
        auto const scale = common_scale(left, right);
        if (!scale) return std::nullopt;
        detail::int128 const total = scale->left + scale->right;
        if (total >= detail::mantissa_end || total <= -detail::mantissa_end) return std::nullopt;
        return decimal(total, scale->exponent);
    }
    friend constexpr std::optional<decimal> difference(decimal const& left, decimal const& right) noexcept {
        return sum(left, -right);
    }
    friend constexpr std::optional<decimal> product(decimal const& left, decimal const& right) noexcept {
        auto const mantissa = detail::checked_product(left.mantissa_, right.mantissa_);
        if (!mantissa) return std::nullopt;
        return decimal(*mantissa, left.exponent_ + right.exponent_);
    }

    /// The least positive number that is a multiple of both, which are positive; nothing if it has too many
    /// digits.
    friend constexpr std::optional<decimal> least_common_multiple(decimal const& left,
                                                                  decimal const& right) noexcept {
        auto const scale = common_scale(left, right);
        if (!scale) return std::nullopt;
        auto const mantissa =
            detail::checked_product(scale->left / detail::gcd(scale->left, scale->right), scale->right);
        if (!mantissa) return std::nullopt;
        return decimal(*mantissa, scale->exponent);
    }

    /// The greatest multiple of `divisor` that is not above this, and the least that is not below it; nothing
    /// if finding it takes too many digits. Precondition: `divisor` is positive.
    constexpr std::optional<decimal> multiple_at_most(decimal const& divisor) const noexcept {
        auto const scale = common_scale(*this, divisor);
        if (!scale) return std::nullopt;
        detail::int128 quotient = scale->left / scale->right;
        if (scale->left % scale->right != 0 && scale->left < 0) --quotient;
        return decimal(quotient * scale->right, scale->exponent);
    }
    constexpr std::optional<decimal> multiple_at_least(decimal const& divisor) const noexcept {
        auto const below = (-*this).multiple_at_most(divisor);
        return below ? std::optional(-*below) : std::nullopt;
    }

    /// As JSON holds it: an integer of 64 bits where it is one, otherwise the nearest double, which need not
    /// be the same number. Nothing if it is beyond every double.
    std::optional<value> to_value() const {
        if (exponent_ >= 0 && exponent_ < 20) {
            if (auto const integer = detail::checked_product(mantissa_, detail::power_of_ten(exponent_))) {
                if (*integer >= std::numeric_limits<std::int64_t>::min()
                    && *integer <= std::numeric_limits<std::int64_t>::max())
                    return value(static_cast<std::int64_t>(*integer));
                if (*integer > 0
                    && *integer <= static_cast<detail::int128>(std::numeric_limits<std::uint64_t>::max()))
                    return value(static_cast<std::uint64_t>(*integer));
            }
        }
        std::string const text = to_string();
        double nearest = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), nearest).ec != std::errc{})
            return std::nullopt;
        return value(nearest);
    }

    /// Digits, with an exponent unless it is zero: "125e-2".
    std::string to_string() const {
        std::string digits;
        for (detail::int128 rest = mantissa_ < 0 ? -mantissa_ : mantissa_; rest > 0; rest /= 10)
            digits += static_cast<char>('0' + static_cast<int>(rest % 10));
        if (digits.empty()) return "0";
        if (mantissa_ < 0) digits += '-';
        std::reverse(digits.begin(), digits.end());
        if (exponent_ != 0) digits += "e" + std::to_string(exponent_);
        return digits;
    }

private:
    struct scaled_pair {
        detail::int128 left;
        detail::int128 right;
        int exponent;
    };

    constexpr decimal(detail::int128 mantissa, int exponent) noexcept
        : mantissa_(mantissa), exponent_(exponent) {
        if (mantissa_ == 0)
            exponent_ = 0;
        else
            while (mantissa_ % 10 == 0) {
                mantissa_ /= 10;
                ++exponent_;
            }
    }

    static constexpr std::strong_ordering compare(detail::int128 left, detail::int128 right) noexcept {
        return left < right ? std::strong_ordering::less
             : left > right ? std::strong_ordering::greater
                            : std::strong_ordering::equal;
    }

    /// Both mantissas over the smaller exponent.
    static constexpr std::optional<scaled_pair> common_scale(decimal const& left,
                                                             decimal const& right) noexcept {
        int const exponent = std::min(left.exponent_, right.exponent_);
        int const left_shift = left.exponent_ - exponent;
        int const right_shift = right.exponent_ - exponent;
        if (left_shift > detail::mantissa_digits || right_shift > detail::mantissa_digits)
            return std::nullopt;
        auto const l = detail::checked_product(left.mantissa_, detail::power_of_ten(left_shift));
        auto const r = detail::checked_product(right.mantissa_, detail::power_of_ten(right_shift));
        if (!l || !r) return std::nullopt;
        return scaled_pair{*l, *r, exponent};
    }

    detail::int128 mantissa_ = 0;
    int exponent_ = 0;
};

} // namespace action_grammar::json

#endif
