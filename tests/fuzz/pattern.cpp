// Patterns from anyone: parsed, matched two ways, made into automata, and every string that an automaton gives
// accepted by what it came from.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <action_grammar/contract/pattern/algebra.hpp>
#include <action_grammar/contract/pattern/language.hpp>
#include <action_grammar/contract/pattern/matcher.hpp>
#include <action_grammar/contract/pattern/parse.hpp>
#include <action_grammar/contract/pattern/witness.hpp>

namespace {

namespace pattern = action_grammar::pattern;

void must(bool holds) {
    if (!holds) std::abort();
}

} // namespace

// The first line is a pattern, the rest a text.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const input(reinterpret_cast<char const*>(data), size);
    std::size_t const end = input.find('\n');
    std::string_view const source = input.substr(0, end);
    std::string_view const text = end == input.npos ? std::string_view{} : input.substr(end + 1);

    auto const tree = pattern::parse(source);
    if (!tree) return 0;
    auto const matcher = pattern::compile(*tree);
    pattern::budget spent{.states = 2'000, .steps = 100'000};
    auto const language = pattern::language_of(*tree, spent);
    if (matcher) static_cast<void>(matcher->matches(text));
    if (!language) return 0;

    static_cast<void>(language->accepts(text));
    auto const shortest = pattern::shortest(*language);
    must(shortest.has_value() != language->is_empty());
    if (!shortest) return 0;
    must(language->accepts(*shortest));
    if (matcher) must(matcher->matches(*shortest));
    return 0;
}
