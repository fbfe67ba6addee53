#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EXPLAIN_DRAWN_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EXPLAIN_DRAWN_HPP

// Reads drawings back, as strictly as their formats ask: what a label could break would show here.

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace document_tests {

/// What a drawing declares and connects.
struct drawn {
    std::string wrong; ///< The first thing that is not of the format; empty if all is.
    std::set<std::string> nodes;
    std::set<std::string> boxes;
    std::set<std::string> heavy; ///< Boxes with a heavy line.
    std::vector<std::pair<std::string, std::string>> edges;
    std::vector<std::string> labels; ///< As they are written.
    std::size_t deepest = 0;         ///< Boxes within each other.
};

drawn read_mermaid(std::string_view text);
drawn read_dot(std::string_view text);

} // namespace document_tests

#endif
