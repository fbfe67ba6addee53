#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_READER_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_READER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/error.hpp>

namespace action_grammar::pattern::detail {

/// The text of a pattern while it is read, and what was found wrong with it.
///
/// Mistakes end the reading: every function that reads returns false or nothing after `fail`. What is merely
/// not
/// supported is noted, and reading goes on, since a mistake further on is the better answer.
class reader {
public:
    explicit reader(std::string_view text) noexcept : text_(text) {}

    std::size_t offset() const noexcept { return at_; }
    bool at_end() const noexcept { return at_ >= text_.size(); }
    /// The byte `ahead` of the place, or NUL beyond the end; no syntax of patterns depends on a NUL.
    char peek(std::size_t ahead = 0) const noexcept {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    void skip(std::size_t bytes = 1) noexcept { at_ += bytes; }
    void back_to(std::size_t offset) noexcept { at_ = offset; }

    bool take(char expected) noexcept {
        if (at_end() || text_[at_] != expected) return false;
        ++at_;
        return true;
    }
    bool take(std::string_view expected) noexcept {
        if (text_.substr(std::min(at_, text_.size()), expected.size()) != expected) return false;
        at_ += expected.size();
        return true;
    }
    /// One code point, or nothing at the end or where the text is not UTF-8.
    std::optional<char32_t> take_code_point() {
        if (at_end()) return std::nullopt;
        std::size_t const before = at_;
        char32_t const code_point = decode_utf8(text_, at_);
        if (code_point == replacement_character && at_ == before + 1) {
            fail(before, "the pattern is not UTF-8");
            return std::nullopt;
        }
        return code_point;
    }
    std::string_view since(std::size_t start) const noexcept { return text_.substr(start, at_ - start); }

    /// Exactly `digits` hexadecimal digits.
    std::optional<char32_t> take_hexadecimal(std::size_t digits) noexcept {
        char32_t number = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            std::optional<char32_t> const digit = hexadecimal_digit(peek(i));
            if (!digit) return std::nullopt;
            number = number << 4 | *digit;
        }
        at_ += digits;
        return number;
    }
    static constexpr std::optional<char32_t> hexadecimal_digit(char c) noexcept {
        if (c >= '0' && c <= '9') return static_cast<char32_t>(c - '0');
        if (c >= 'a' && c <= 'f') return static_cast<char32_t>(c - 'a' + 10);
        if (c >= 'A' && c <= 'F') return static_cast<char32_t>(c - 'A' + 10);
        return std::nullopt;
    }

    /// A decimal number, at most `cap`; nothing if there is no digit.
    std::optional<std::uint64_t> take_decimal(std::uint64_t cap) noexcept {
        if (!is_digit(peek())) return std::nullopt;
        std::uint64_t number = 0;
        for (; is_digit(peek()); ++at_)
            number = std::min(cap, number * 10 + static_cast<std::uint64_t>(peek() - '0'));
        return number;
    }
    static constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
    static constexpr bool is_letter(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    bool failed() const noexcept { return error_.has_value(); }
    bool fail(std::size_t offset, std::string message, error_kind kind = error_kind::malformed) {
        if (!error_) error_ = pattern_error{kind, std::move(message), offset};
        return false;
    }
    void note_unsupported(std::size_t offset, std::string message) {
        if (!unsupported_) unsupported_ = pattern_error{error_kind::unsupported, std::move(message), offset};
    }
    /// What was wrong, the worse first; nothing if all is well.
    std::optional<pattern_error> const& problem() const noexcept { return error_ ? error_ : unsupported_; }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    std::optional<pattern_error> error_;
    std::optional<pattern_error> unsupported_;
};

} // namespace action_grammar::pattern::detail

#endif
