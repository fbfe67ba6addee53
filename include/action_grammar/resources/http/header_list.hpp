#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_HEADER_LIST_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_HEADER_LIST_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace action_grammar::http {

namespace detail {

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool same_word(std::string_view left, std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
}

inline std::string lower(std::string_view text) {
    std::string made(text);
    for (char& c : made)
        c = lower(c);
    return made;
}

constexpr std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

} // namespace detail

/// Whether a text is the name of a header: a token of RFC 9110, 5.6.2.
constexpr bool is_header_name(std::string_view text) noexcept {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        constexpr std::string_view others = "!#$%&'*+-.^_`|~";
        char const letter = detail::lower(c);
        return (letter >= 'a' && letter <= 'z') || (c >= '0' && c <= '9')
            || others.find(c) != std::string_view::npos;
    });
}

/// Whether a text can be the value of a header: no line ends, no other control characters.
constexpr bool is_header_value(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t';
    });
}

/// Headers in the order in which they came. Names are compared without regard to case.
class header_list {
public:
    using value_type = std::pair<std::string, std::string>;

    void add(std::string_view name, std::string_view value) { all_.emplace_back(name, value); }

    /// The first value of a name, if there is one. Linear.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const noexcept {
        for (auto const& [each, value] : all_)
            if (detail::same_word(each, name)) return std::string_view(value);
        return std::nullopt;
    }
    [[nodiscard]] bool contains(std::string_view name) const noexcept { return find(name).has_value(); }

    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    [[nodiscard]] bool empty() const noexcept { return all_.empty(); }
    [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
    [[nodiscard]] auto end() const noexcept { return all_.end(); }
    void clear() noexcept { all_.clear(); }

private:
    std::vector<value_type> all_;
};

} // namespace action_grammar::http

#endif
