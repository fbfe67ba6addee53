#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_TEXT_WRITER_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_TEXT_WRITER_HPP

// JSON text in constant expressions, where there is neither std::string nor std::to_chars.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/reflection/constant.hpp>

namespace action_grammar::reflection::detail {

/// Writes text to where there is room for it; without room it only counts.
class text_writer {
public:
    constexpr explicit text_writer(char* room = nullptr) noexcept : room_(room) {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

    constexpr void put(char c) noexcept {
        if (room_ != nullptr) room_[size_] = c;
        ++size_;
    }
    constexpr void put(std::string_view text) noexcept {
        if (room_ != nullptr) {
            char* to = room_ + size_;
            for (char const c : text)
                *to++ = c;
        }
        size_ += text.size();
    }
    /// With the escapes that JSON asks for.
    constexpr void escape(std::string_view text) noexcept {
        constexpr std::string_view digits = "0123456789abcdef";
        for (char const c : text) {
            auto const code = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                put('\\');
                put(c);
            } else if (code < 0x20) {
                put("\\u00");
                put(digits[code >> 4]);
                put(digits[code & 15]);
            } else {
                put(c);
            }
        }
    }
    /// Escaped, in quotes.
    constexpr void quote(std::string_view text) noexcept {
        put('"');
        escape(text);
        put('"');
    }
    constexpr void number(std::uint64_t magnitude) noexcept {
        char digits[20]{};
        std::size_t begin = 20;
        do {
            digits[--begin] = static_cast<char>('0' + magnitude % 10);
            magnitude /= 10;
        } while (magnitude != 0);
        put(std::string_view(digits + begin, 20 - begin));
    }
    /// The fewest digits that read back as the same double, if they are no more than 15; the greatest float
    /// is written as well.
    constexpr void number(double value) noexcept {
        if (value < 0) {
            put('-');
            value = -value;
        }
        constexpr double greatest_float = 3.4028234663852886e+38;
        constexpr double exact_end = 9007199254740992.0; // 2^53
        if (value == greatest_float) {
            put("3.4028234663852886e+38");
            return;
        }
        // Both sides of a division by such a power of ten are exact, so the quotient is rounded as a reader
        // rounds.
        double power = 1;
        for (int places = 0; places <= 22; ++places, power *= 10) {
            double const scaled = value * power;
            if (scaled >= exact_end) break;
            auto const digits = nearest(scaled);
            if (static_cast<double>(digits) / power == value) {
                decimal(digits, places);
                return;
            }
        }
        power = 10;
        for (int zeros = 1; zeros <= 22; ++zeros, power *= 10) {
            double const scaled = value / power;
            if (scaled >= exact_end) continue;
            auto const digits = nearest(scaled);
            if (static_cast<double>(digits) * power == value) {
                number(digits);
                put("e+");
                number(static_cast<std::uint64_t>(zeros));
                return;
            }
        }
        inexact_ = true;
    }
    constexpr void value(constant const& written) noexcept {
        switch (written.kind()) {
        case constant_kind::null: put("null"); break;
        case constant_kind::boolean: put(written.flag() ? "true" : "false"); break;
        case constant_kind::integer:
            if (written.flag()) put('-');
            number(written.magnitude());
            break;
        case constant_kind::real: number(written.real()); break;
        case constant_kind::string: quote(written.text()); break;
        case constant_kind::raw: put(written.text()); break;
        }
    }
    /// Whether a number could not be written.
    [[nodiscard]] constexpr bool inexact() const noexcept { return inexact_; }

private:
    /// The nearest integer, of two the greater. Adding a half and cutting off would round twice.
    static constexpr std::uint64_t nearest(double number) noexcept {
        auto const below = static_cast<std::uint64_t>(number);
        return number - static_cast<double>(below) < 0.5 ? below : below + 1;
    }

    constexpr void decimal(std::uint64_t digits, int places) noexcept {
        std::uint64_t unit = 1;
        for (int i = 0; i < places && i < 19; ++i)
            unit *= 10;
        if (places > 19) {
            // Beyond 64 bits: digits alone and an exponent.
            number(digits);
            put("e-");
            number(static_cast<std::uint64_t>(places));
            return;
        }
        number(digits / unit);
        if (places == 0) return;
        put('.');
        for (std::uint64_t rest = digits % unit; unit > 1;) {
            unit /= 10;
            put(static_cast<char>('0' + rest / unit));
            rest %= unit;
        }
    }

    char* room_;
    std::size_t size_ = 0;
    bool inexact_ = false;
};

/// Characters of a constant text, with a zero behind them.
template <std::size_t Size>
struct constant_text {
    char characters[Size + 1]{};

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {characters, Size}; }
};

/// What `write(text_writer&)` writes, in constant storage.
/// @tparam Write  a class whose static function `write` takes a `text_writer&`
template <class Write>
struct written_text {
    static constexpr std::size_t size = [] {
        text_writer counter;
        Write::write(counter);
        return counter.size();
    }();
    static constexpr auto text = [] {
        constant_text<size> all;
        text_writer writer(all.characters);
        Write::write(writer);
        return all;
    }();
};

} // namespace action_grammar::reflection::detail

#endif
