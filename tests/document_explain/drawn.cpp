#include "drawn.hpp"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <sstream>

namespace document_tests {

namespace {

bool is_id(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

/// Whether a label of Mermaid has nothing in it but words, plain punctuation, breaks and numbered characters.
bool is_plain_mermaid(std::string const& label) {
    static std::regex const plain(R"(([A-Za-z0-9\x80-\xff /(){},?=:_.]|<br/>|#[0-9]{1,3};)+)");
    return std::regex_match(label, plain);
}

void check_edges(drawn& made) {
    for (auto const& [from, to] : made.edges)
        for (std::string const& end : {from, to})
            if (!made.nodes.contains(end) && made.wrong.empty()) made.wrong = "undeclared: " + end;
}

/// Takes a quoted string of DOT off the front of a line.
bool take_string(std::string_view& line, std::string& into) {
    if (!line.starts_with('"')) return false;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] == '\\') {
            ++i;
        } else if (line[i] == '"') {
            into = line.substr(1, i - 1);
            line.remove_prefix(i + 1);
            return true;
        }
    }
    return false;
}
bool take(std::string_view& line, std::string_view words) {
    if (!line.starts_with(words)) return false;
    line.remove_prefix(words.size());
    return true;
}
std::string take_id(std::string_view& line) {
    std::size_t end = 0;
    while (end < line.size() && is_id(line.substr(end, 1)))
        ++end;
    std::string const id(line.substr(0, end));
    line.remove_prefix(end);
    return id;
}

} // namespace

drawn read_mermaid(std::string_view text) {
    static std::regex const node(
        R"re( *([a-z0-9_]+)(?:\[|\(\[|\{|\{\{|\[\[|\()"([^"]*)"(?:\]|\]\)|\}|\}\}|\]\]|\)))re");
    static std::regex const box(R"re( *subgraph ([a-z0-9_]+)\["([^"]*)"\])re");
    static std::regex const edge(R"re( *([a-z0-9_]+) (?:-->|-\.->)(?:\|"([^"]*)"\|)? ([a-z0-9_]+))re");
    static std::regex const style(R"re( *style ([a-z0-9_]+) (stroke-width:5px|stroke-dasharray: 4 4))re");
    drawn made;
    std::istringstream lines{std::string(text)};
    std::string line;
    std::size_t depth = 0;
    std::getline(lines, line);
    if (line != "flowchart TB") made.wrong = line;
    while (made.wrong.empty() && std::getline(lines, line)) {
        std::smatch found;
        if (std::regex_match(line, found, box)) {
            made.deepest = std::max(made.deepest, ++depth);
            if (!made.boxes.insert(found[1]).second) made.wrong = "twice: " + line;
        } else if (std::regex_match(line, std::regex(" *end"))) {
            if (depth-- == 0) made.wrong = "end";
            continue;
        } else if (std::regex_match(line, found, style)) {
            if (found[2].str().starts_with("stroke-width")) made.heavy.insert(found[1]);
            continue;
        } else if (std::regex_match(line, found, edge)) {
            made.edges.emplace_back(found[1], found[3]);
            if (!found[2].matched) continue;
        } else if (std::regex_match(line, found, node)) {
            if (!made.nodes.insert(found[1]).second) made.wrong = "twice: " + line;
        } else {
            made.wrong = line;
            break;
        }
        made.labels.push_back(found[2]);
        if (!is_plain_mermaid(found[2])) made.wrong = line;
    }
    if (depth != 0 && made.wrong.empty()) made.wrong = "not ended";
    check_edges(made);
    return made;
}

drawn read_dot(std::string_view text) {
    drawn made;
    std::vector<std::string> around;
    std::istringstream lines{std::string(text)};
    std::string whole;
    std::string title;
    std::getline(lines, whole);
    std::string_view line = whole;
    if (!take(line, "digraph ") || !take_string(line, title) || line != " {") made.wrong = whole;
    around.emplace_back();
    while (made.wrong.empty() && std::getline(lines, whole)) {
        line = whole;
        made.wrong = whole; // unless it is one of these
        line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
        std::string label;
        if (line == "node [shape=box];") {
            made.wrong.clear();
        } else if (line == "}") {
            if (around.empty()) break;
            around.pop_back();
            made.wrong.clear();
        } else if (take(line, "subgraph cluster_")) {
            around.push_back(take_id(line));
            made.deepest = std::max(made.deepest, around.size() - 1);
            if (line == " {" && made.boxes.insert(around.back()).second) made.wrong.clear();
        } else if (take(line, "graph [label=")) {
            if (!take_string(line, label)) break;
            if (line == ", penwidth=5];") made.heavy.insert(around.back());
            if (line == ", penwidth=5];" || line == ", penwidth=1];") made.wrong.clear();
        } else {
            std::string const id = take_id(line);
            if (take(line, " -> ")) {
                made.edges.emplace_back(id, take_id(line));
                bool const labeled = take(line, " [label=");
                if (labeled
                    && (!take_string(line, label) || !(take(line, "]") || take(line, ", style=dashed]"))))
                    break;
                if (line == ";") made.wrong.clear();
            } else if (take(line, " [label=") && take_string(line, label) && take(line, ", shape=")) {
                take_id(line);
                take(line, ", style=dashed");
                if (line == "];" && made.nodes.insert(id).second) made.wrong.clear();
            }
        }
        if (!label.empty()) made.labels.push_back(label);
    }
    if (!around.empty() && made.wrong.empty()) made.wrong = "not closed";
    check_edges(made);
    return made;
}

} // namespace document_tests
