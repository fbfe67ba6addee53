#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_PLAIN_CHARACTERS_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_PLAIN_CHARACTERS_HPP

// Which character to show where several would do: one that a person reads at ease.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/alphabet.hpp>
#include <action_grammar/contract/pattern/code_points.hpp>

namespace action_grammar::pattern::detail {

/// All code points but surrogates, the plainest first: letters, digits, punctuation, other scripts, controls.
inline constexpr std::array<code_point_range, 16> plainest_first{{
    {'a', 'z'},
    {'0', '9'},
    {'A', 'Z'},
    {'_', '_'},
    {'-', '-'},
    {'!', ','},
    {'.', '/'},
    {':', '@'},
    {'[', '^'},
    {'`', '`'},
    {'{', '~'},
    {' ', ' '},
    {0xA1, 0xD7FF},
    {0xE000, last_code_point},
    {0x7F, 0xA0},
    {0x00, 0x1F},
}};

/// A code point with its class.
struct sample {
    char32_t code_point = 0;
    class_index letter = 0;
};

/// The plainest code points of each class, at most `per_class` of each, the plainest first.
inline std::vector<sample> samples_of(alphabet const& letters, std::size_t per_class) {
    std::vector<sample> samples;
    std::vector<std::size_t> taken(letters.count, 0);
    std::size_t unfilled = letters.count;
    for (auto const [first, last] : plainest_first) {
        for (std::size_t interval = letters.interval_of(first);
             unfilled > 0 && interval < letters.starts.size() && letters.starts[interval] <= last;
             ++interval) {
            class_index const letter = letters.classes[interval];
            char32_t const end = std::min(last, letters.last_of(interval));
            for (char32_t c = std::max(first, letters.starts[interval]);
                 c <= end && taken[letter] < per_class; ++c) {
                samples.push_back({c, letter});
                if (++taken[letter] == per_class) --unfilled;
            }
        }
    }
    return samples;
}

/// How many code points each class has.
inline std::vector<std::uint64_t> sizes_of(alphabet const& letters) {
    std::vector<std::uint64_t> sizes(letters.count, 0);
    for (std::size_t interval = 0; interval < letters.starts.size(); ++interval) {
        char32_t const first = letters.starts[interval];
        char32_t const last = letters.last_of(interval);
        std::uint64_t size = last - first + 1;
        if (first <= 0xDFFF && last >= 0xD800)
            size -= std::min<char32_t>(last, 0xDFFF) - std::max<char32_t>(first, 0xD800) + 1;
        sizes[letters.classes[interval]] += size;
    }
    return sizes;
}

} // namespace action_grammar::pattern::detail

#endif
