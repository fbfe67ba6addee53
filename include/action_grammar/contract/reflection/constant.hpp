#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CONSTANT_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CONSTANT_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace action_grammar {

/// JSON written by hand, for the examples and defaults of structured values: `ag::raw{"[1, 2]"}`. The text
/// must be valid JSON; it is not parsed.
struct raw {
    std::string_view json;
};

namespace reflection {

/// What a `constant` holds.
enum class constant_kind : std::uint8_t { null, boolean, integer, real, string, raw };

/// A JSON value that is known where a contract is described: a bound, a default, an example. Numbers are
/// kept exactly.
class constant {
public:
    constexpr constant() noexcept = default;
    constexpr constant(std::nullptr_t) noexcept {}
    constexpr constant(std::same_as<bool> auto truth) noexcept
        : kind_(constant_kind::boolean), flag_(truth) {}
    template <std::integral Integer>
        requires(!std::same_as<Integer, bool>)
    constexpr constant(Integer number) noexcept
        : kind_(constant_kind::integer),
          flag_(number < 0),
          magnitude_(number < 0 ? 0 - static_cast<std::uint64_t>(number)
                                : static_cast<std::uint64_t>(number)) {}
    constexpr constant(std::floating_point auto number) noexcept
        : kind_(constant_kind::real), real_(static_cast<double>(number)) {}
    constexpr constant(char const* text) noexcept : kind_(constant_kind::string), text_(text) {}
    constexpr constant(std::string_view text) noexcept : kind_(constant_kind::string), text_(text) {}
    constexpr constant(action_grammar::raw written) noexcept
        : kind_(constant_kind::raw), text_(written.json) {}

    [[nodiscard]] constexpr constant_kind kind() const noexcept { return kind_; }
    [[nodiscard]] constexpr bool is_number() const noexcept {
        return kind_ == constant_kind::integer || kind_ == constant_kind::real;
    }
    /// Of a boolean: the value. Of an integer: whether it is negative.
    [[nodiscard]] constexpr bool flag() const noexcept { return flag_; }
    /// Of an integer.
    [[nodiscard]] constexpr std::uint64_t magnitude() const noexcept { return magnitude_; }
    /// Of a real number.
    [[nodiscard]] constexpr double real() const noexcept { return real_; }
    /// Of a string, or of JSON written by hand.
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

    /// Less than 0, 0 or greater than 0, as one number is to another. Exact: a mixed pair is compared where
    /// both are exact.
    [[nodiscard]] friend constexpr int compare(constant const& left, constant const& right) noexcept {
        if (left.kind_ == constant_kind::integer && right.kind_ == constant_kind::integer) {
            if (left.negative() != right.negative()) return left.negative() ? -1 : 1;
            if (left.magnitude_ == right.magnitude_) return 0;
            return (left.magnitude_ < right.magnitude_) != left.negative() ? -1 : 1;
        }
        if (left.kind_ == constant_kind::integer) return -compare(right, left);
        if (right.kind_ == constant_kind::real)
            return left.real_ < right.real_ ? -1 : left.real_ > right.real_ ? 1 : 0;
        // A double against an integer: beyond 64 bits it decides by itself, within them its whole part is an
        // integer.
        constexpr double end = 18446744073709551616.0;
        if (left.real_ >= end) return 1;
        if (left.real_ <= -end) return -1;
        bool const negative = left.real_ < 0;
        double const magnitude = negative ? -left.real_ : left.real_;
        auto const whole = static_cast<std::uint64_t>(magnitude);
        constant truncated(whole);
        truncated.flag_ = negative;
        if (int const order = compare(truncated, right); order != 0) return order;
        if (magnitude == static_cast<double>(whole)) return 0;
        return negative ? -1 : 1;
    }

private:
    [[nodiscard]] constexpr bool negative() const noexcept { return flag_ && magnitude_ != 0; }

    constant_kind kind_ = constant_kind::null;
    bool flag_ = false;
    std::uint64_t magnitude_ = 0;
    double real_ = 0;
    std::string_view text_{};
};

} // namespace reflection

} // namespace action_grammar

#endif
