#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_POINTER_TOKENS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_POINTER_TOKENS_HPP

// JSON Pointers (RFC 6901) as the names that they go through.

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace action_grammar::document::detail {

/// The names in a pointer, unescaped; nothing when it is none.
inline std::optional<std::vector<std::string>> pointer_tokens(std::string_view pointer) {
    std::vector<std::string> tokens;
    if (!pointer.empty() && pointer.front() != '/') return std::nullopt;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string_view const written = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(written.size());
        std::string token;
        for (std::size_t i = 0; i < written.size(); ++i) {
            if (written[i] != '~') {
                token += written[i];
            } else {
                ++i;
                if (i == written.size() || (written[i] != '0' && written[i] != '1')) return std::nullopt;
                token += written[i] == '0' ? '~' : '/';
            }
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

/// The element of an array that a name denotes: digits without a zero before them.
inline std::optional<std::size_t> element_index(std::string_view token) noexcept {
    if (token.empty() || (token.size() > 1 && token.front() == '0')) return std::nullopt;
    std::size_t index = 0;
    auto const [end, status] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (status != std::errc{} || end != token.data() + token.size()) return std::nullopt;
    return index;
}

/// Whether a pointer is another one, or leads to a place within it.
inline bool is_within(std::string_view pointer, std::string_view outer) noexcept {
    return pointer.substr(0, outer.size()) == outer
        && (pointer.size() == outer.size() || pointer[outer.size()] == '/');
}

/// The pointer without its last name. Of the whole document there is none.
inline std::string_view parent_pointer(std::string_view pointer) noexcept {
    return pointer.substr(0, pointer.empty() ? 0 : pointer.rfind('/'));
}

} // namespace action_grammar::document::detail

#endif
