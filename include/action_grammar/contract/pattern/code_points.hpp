#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_CODE_POINTS_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_CODE_POINTS_HPP

// Code points: reading and writing them as UTF-8, and sets of them.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace action_grammar::pattern {

/// The greatest code point.
inline constexpr char32_t last_code_point = 0x10FFFF;

/// From `first` to `last`, both included.
struct code_point_range {
    char32_t first = 0;
    char32_t last = 0;

    friend bool operator==(code_point_range const&, code_point_range const&) = default;
};

/// A set of code points as sorted ranges with gaps between them.
///
/// Surrogates are in no UTF-8 text, so that a set may hold them or not without a difference. For equal sets
/// to have
/// equal ranges, they are held exactly when their neighbor U+D7FF is.
class code_point_set {
public:
    code_point_set() = default;
    code_point_set(std::initializer_list<code_point_range> ranges)
        : code_point_set(std::vector<code_point_range>(ranges)) {}
    /// The union of the ranges, given in any order. O(n log n).
    explicit code_point_set(std::vector<code_point_range> ranges) : ranges_(std::move(ranges)) {
        normalize();
    }

    std::vector<code_point_range> const& ranges() const noexcept { return ranges_; }
    bool empty() const noexcept { return ranges_.empty(); }

    /// Whether the set holds the code point. O(log n).
    bool contains(char32_t code_point) const noexcept {
        auto const after =
            std::upper_bound(ranges_.begin(), ranges_.end(), code_point,
                             [](char32_t c, code_point_range const& range) { return c < range.first; });
        return after != ranges_.begin() && code_point <= std::prev(after)->last;
    }

    /// Every code point that is not in the set.
    code_point_set complement() const {
        code_point_set others;
        char32_t next = 0;
        for (auto const [first, last] : ranges_) {
            if (first > next) others.ranges_.push_back({next, first - 1});
            next = last + 1;
        }
        if (next <= last_code_point) others.ranges_.push_back({next, last_code_point});
        return others;
    }

    friend bool operator==(code_point_set const&, code_point_set const&) = default;

private:
    static constexpr char32_t first_surrogate = 0xD800;
    static constexpr char32_t last_surrogate = 0xDFFF;
    static constexpr bool is_surrogate(char32_t c) noexcept {
        return c >= first_surrogate && c <= last_surrogate;
    }

    void normalize() {
        for (auto& [first, last] : ranges_) {
            if (is_surrogate(first)) first = last_surrogate + 1;
            if (is_surrogate(last) || last == first_surrogate - 1) last = last_surrogate;
        }
        std::erase_if(ranges_, [](code_point_range const& range) { return range.first > range.last; });
        std::sort(ranges_.begin(), ranges_.end(),
                  [](code_point_range const& a, code_point_range const& b) { return a.first < b.first; });
        std::size_t kept = 0;
        for (std::size_t i = 1; i < ranges_.size(); ++i) {
            if (ranges_[i].first <= ranges_[kept].last + 1)
                ranges_[kept].last = std::max(ranges_[kept].last, ranges_[i].last);
            else
                ranges_[++kept] = ranges_[i];
        }
        if (!ranges_.empty()) ranges_.resize(kept + 1);
    }

    std::vector<code_point_range> ranges_;
};

namespace detail {

/// What stands for bytes that are not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// Reads one code point at `at` and moves past it. A byte that begins no well-formed sequence is read alone,
/// as
/// U+FFFD. Precondition: `at < text.size()`.
constexpr char32_t decode_utf8(std::string_view text, std::size_t& at) noexcept {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(at++);
    if (lead < 0x80) return lead;
    std::size_t const more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || text.size() - at < more) return replacement_character;
    char32_t code_point = lead & (0x3Fu >> more);
    for (std::size_t i = 0; i < more; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) return replacement_character;
        code_point = code_point << 6 | (byte(at + i) & 0x3Fu);
    }
    bool const overlong = (more == 2 && code_point < 0x800) || (more == 3 && code_point < 0x10000);
    bool const surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (overlong || surrogate || code_point > last_code_point) return replacement_character;
    at += more;
    return code_point;
}

/// Appends the code point as UTF-8.
inline void append_utf8(std::string& text, char32_t code_point) {
    auto const tail = [&](unsigned shift) {
        return static_cast<char>(static_cast<unsigned char>(0x80u | (code_point >> shift & 0x3Fu)));
    };
    auto const lead = [&](unsigned mark, unsigned shift) {
        return static_cast<char>(static_cast<unsigned char>(mark | code_point >> shift));
    };
    if (code_point < 0x80) {
        text += static_cast<char>(code_point);
    } else if (code_point < 0x800) {
        text += lead(0xC0, 6);
        text += tail(0);
    } else if (code_point < 0x10000) {
        text += lead(0xE0, 12);
        text += tail(6);
        text += tail(0);
    } else {
        text += lead(0xF0, 18);
        text += tail(12);
        text += tail(6);
        text += tail(0);
    }
}

} // namespace detail
} // namespace action_grammar::pattern

#endif
