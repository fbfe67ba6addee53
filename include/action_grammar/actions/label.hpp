#ifndef ACTION_GRAMMAR_ACTIONS_LABEL_HPP
#define ACTION_GRAMMAR_ACTIONS_LABEL_HPP

#include <cstddef>
#include <string_view>

namespace action_grammar {

/// A name as a template argument: the `"cart"` of `fetch<"cart">(...)`. Diagnostics, references, explain
/// output and telemetry all use it. Compared by its text.
template <std::size_t Size>
struct label {
    char text[Size]{};

    consteval label(char const (&literal)[Size]) {
        for (std::size_t i = 0; i < Size; ++i)
            text[i] = literal[i];
    }
    consteval explicit label(std::string_view view) {
        for (std::size_t i = 0; i + 1 < Size; ++i)
            text[i] = view[i];
    }

    /// The text without its terminating zero.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, Size - 1}; }
};

namespace detail {

/// The text of a label that is known by its type alone; lives for the whole program.
template <label Label>
inline constexpr std::string_view text_of = Label.view();

} // namespace detail

} // namespace action_grammar

#endif
