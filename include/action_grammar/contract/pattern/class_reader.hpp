#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_CLASS_READER_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_CLASS_READER_HPP

// `[...]` (ECMA-262 22.2.1, CharacterClass), with Annex B's leniency for a hyphen beside a class escape.

#include <cstddef>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/escape.hpp>
#include <action_grammar/contract/pattern/reader.hpp>

namespace action_grammar::pattern::detail {

/// One member of a class: a character, an escape, or `\b`, which is the backspace here.
inline std::optional<characters> read_class_atom(reader& in) {
    std::size_t const start = in.offset();
    if (!in.take('\\')) {
        auto const code_point = in.take_code_point();
        if (!code_point) return std::nullopt;
        return *code_point;
    }
    if (in.take('b')) return U'\b';
    return read_escape(in, start);
}

/// The rest of a class whose opening bracket, at `start`, was read. Nothing after a mistake, or if there are
/// more
/// than about `most_ranges` members.
inline std::optional<code_point_set> read_class(reader& in, std::size_t start, std::size_t most_ranges) {
    bool const negated = in.take('^');
    std::vector<code_point_range> ranges;
    auto const add = [&](characters const& atom) {
        if (auto const* code_point = std::get_if<char32_t>(&atom)) {
            ranges.push_back({*code_point, *code_point});
        } else {
            auto const& members = std::get<code_point_set>(atom).ranges();
            ranges.insert(ranges.end(), members.begin(), members.end());
        }
    };
    while (!in.take(']')) {
        if (in.at_end()) {
            in.fail(start, "the class is not closed");
            return std::nullopt;
        }
        std::size_t const range_start = in.offset();
        if (ranges.size() > most_ranges) {
            in.fail(start, "the class is too large", error_kind::too_large);
            return std::nullopt;
        }
        auto const first = read_class_atom(in);
        if (!first) return std::nullopt;
        if (in.peek() != '-' || in.peek(1) == ']') {
            add(*first);
            continue;
        }
        in.skip();
        if (in.at_end()) continue; // reported above
        auto const last = read_class_atom(in);
        if (!last) return std::nullopt;
        if (!std::holds_alternative<char32_t>(*first) || !std::holds_alternative<char32_t>(*last)) {
            add(*first); // Annex B: a hyphen that cannot make a range is itself.
            add(U'-');
            add(*last);
            continue;
        }
        code_point_range const range{std::get<char32_t>(*first), std::get<char32_t>(*last)};
        if (range.first > range.last) {
            in.fail(range_start, "the range is out of order");
            return std::nullopt;
        }
        ranges.push_back(range);
    }
    code_point_set set(std::move(ranges));
    return negated ? set.complement() : std::move(set);
}

} // namespace action_grammar::pattern::detail

#endif
