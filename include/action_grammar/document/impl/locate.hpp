#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_LOCATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_LOCATE_HPP

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <vector>

#include <action_grammar/document/impl/place_finder.hpp>
#include <action_grammar/document/locate.hpp>

namespace action_grammar::document::detail {

/// Fills lines and columns of locations whose offsets are known.
inline void count_lines(std::vector<location*>& places, std::string_view text) {
    std::ranges::sort(places, {}, [](location const* each) { return each->offset; });
    std::size_t line = 1;
    std::size_t line_start = 0;
    std::size_t at = 0;
    for (location* const place : places) {
        while (at < place->offset) {
            void const* const newline = std::memchr(text.data() + at, '\n', place->offset - at);
            if (newline == nullptr) break;
            at = static_cast<std::size_t>(static_cast<char const*>(newline) - text.data()) + 1;
            line_start = at;
            ++line;
        }
        at = place->offset;
        place->line = line;
        place->column = place->offset - line_start + 1;
    }
}

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE void locate(findings& found, std::string_view text) {
    std::vector<location*> unknown;
    for (finding& each : found.list) {
        if (each.where.line == 0) unknown.push_back(&each.where);
        for (related_place& beside : each.related)
            if (beside.where.line == 0) unknown.push_back(&beside.where);
    }
    if (unknown.empty()) return;

    detail::place_finder finder;
    for (location const* place : unknown)
        finder.want(place->pointer);
    finder.run(text);

    std::vector<location*> known;
    for (location* const place : unknown) {
        auto const [at, exact] = finder.find(place->pointer);
        // Behind an error of the text nothing is known: what is missing may stand there.
        if (at == nullptr || (!exact && !at->ended)) continue;
        bool const key = place->key && exact && at->key_length > 0;
        place->offset = key ? at->key_offset : at->offset;
        place->length = key ? at->key_length : at->length;
        known.push_back(place);
    }
    detail::count_lines(known, text);
}

} // namespace action_grammar::document

#endif
