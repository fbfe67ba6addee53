#ifndef ACTION_GRAMMAR_YAML_IMPL_CORE_SCHEMA_HPP
#define ACTION_GRAMMAR_YAML_IMPL_CORE_SCHEMA_HPP

// What a scalar means by the core schema of YAML 1.2, section 10.3.2.

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail::yaml {

constexpr bool is_digit(char letter) noexcept { return letter >= '0' && letter <= '9'; }

/// The digits at the beginning of a text.
constexpr std::string_view leading_digits(std::string_view text) noexcept {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count]))
        ++count;
    return text.substr(0, count);
}

/// Digits of base 8 or 16 behind `0o` and `0x`.
inline std::optional<json::value> based_integer(std::string_view digits, int base) {
    std::uint64_t value = 0;
    auto const [end, failed] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    if (digits.empty() || failed != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    if (value <= static_cast<std::uint64_t>(INT64_MAX)) return json::value(static_cast<std::int64_t>(value));
    return json::value(value);
}

/// A decimal number, as JSON writes it: without a plus, zeros before it, and with digits on both sides of a point.
inline std::optional<std::string> as_json_number(std::string_view text) {
    std::string written;
    if (text.starts_with('-')) written = "-";
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    std::string_view whole = leading_digits(text);
    text.remove_prefix(whole.size());
    std::string_view fraction;
    bool const has_point = text.starts_with('.');
    if (has_point) {
        text.remove_prefix(1);
        fraction = leading_digits(text);
        text.remove_prefix(fraction.size());
    }
    if (whole.empty() && fraction.empty()) return std::nullopt;
    while (whole.size() > 1 && whole.front() == '0')
        whole.remove_prefix(1);
    written += whole.empty() ? "0" : whole;
    if (!fraction.empty())
        (written += '.') += fraction;
    else if (has_point)
        written += ".0";
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        std::string exponent = "e";
        if (text.starts_with('-') || text.starts_with('+')) {
            exponent += text.front();
            text.remove_prefix(1);
        }
        std::string_view const digits = leading_digits(text);
        if (digits.empty()) return std::nullopt;
        text.remove_prefix(digits.size());
        written.append(exponent).append(digits);
    }
    return text.empty() ? std::optional(written) : std::nullopt;
}

/// Whether a scalar is infinite or no number, which JSON cannot say.
constexpr bool is_beyond_json(std::string_view text) noexcept {
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text == ".inf" || text == ".Inf" || text == ".INF";
}

constexpr bool is_null(std::string_view text) noexcept {
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

constexpr std::optional<bool> as_boolean(std::string_view text) noexcept {
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

inline std::optional<json::value> as_number(std::string_view text) {
    if (text.starts_with("0o")) return based_integer(text.substr(2), 8);
    if (text.starts_with("0x")) return based_integer(text.substr(2), 16);
    auto const written = as_json_number(text);
    if (!written) return std::nullopt;
    auto made = json::parse(*written);
    return made ? std::optional<json::value>(*std::move(made)) : std::nullopt;
}

/// A scalar that is not quoted and has no tag.
inline json::value plain_scalar(std::string_view text) {
    if (is_null(text)) return nullptr;
    if (auto const truth = as_boolean(text)) return *truth;
    if (auto number = as_number(text)) return *std::move(number);
    return json::value(text);
}

} // namespace action_grammar::document::detail::yaml

#endif
