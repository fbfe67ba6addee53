#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_FORM_READING_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_FORM_READING_HPP

// Trees and problems as text, so that a test compares all of them at once.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/patch.hpp>

#include "support/catch.hpp"

namespace action_grammar_tests {

namespace ag = action_grammar;
namespace doc = action_grammar::document;
namespace json = action_grammar::json;

/// The text with apostrophes as quotation marks.
inline std::string in_double_quotes(std::string_view text) {
    std::string json(text);
    std::ranges::replace(json, '\'', '"');
    return json;
}

inline std::string code_of(ag::rule_code code) { return "AG" + std::to_string(static_cast<unsigned>(code)); }

inline std::string_view name_of(ag::construct form) {
    constexpr std::string_view names[] = {"action",     "sequence", "alternatives",
                                          "repetition", "parallel", "wrapped"};
    return names[static_cast<std::size_t>(form)];
}

/// What a node reads: `from cart=valid/lines`.
inline std::string readings_of(doc::tree const& made, std::uint32_t at) {
    ag::node const& here = made.nodes[at];
    std::string text;
    for (std::uint32_t i = 0; i < here.reference_count; ++i) {
        auto const& read = made.readings[here.first_reference + i];
        text += (i == 0 ? " from " : ", ");
        if (!read.under.empty()) (text += read.under) += '=';
        ((text += made.references[here.first_reference + i].name) += read.pointer) +=
            "@" + made.pointer_of(read.at);
    }
    return text;
}

/// One line for a node: all that is said of it but its extent, which the indentation shows.
inline std::string line_of(doc::tree const& made, std::uint32_t at) {
    ag::node const& here = made.nodes[at];
    doc::item const& about = made.items[at];
    std::string line(name_of(here.form));
    if (here.form == ag::construct::action) (line += ' ') += name(here.what);
    if (here.form == ag::construct::wrapped) (line += ' ') += name(here.wrapper);
    if (here.intent != ag::purpose::unstated) (line += ' ') += name(here.intent);
    ((line += ' ') += name(here.effect)) += " '" + std::string(here.label) + "' at '";
    ((line += made.pointer_of(about.at)) += "' in ") += name(about.part);
    if (about.is_pattern) line += " pattern";
    if (!about.action.empty()) (line += ' ') += about.action;
    line += readings_of(made, at);
    if (about.makes_object) line += " as object";
    if (!here.reads_previous) line += " alone";
    if (here.guard != ag::protection::undeclared) (line += " guard ") += name(here.guard);
    doc::protection_clause const& guard = about.guard;
    if (guard.at != doc::no_place) {
        ((line += " declares ") += name(guard.kind)) += '@' + made.pointer_of(guard.at);
        if (!guard.key_of.empty()) ((line += " by ") += guard.key_of) += guard.key_pointer;
    }
    if (!about.condition.empty())
        ((line += " when ") += about.condition) += '@' + made.pointer_of(about.condition_at);
    if (about.with != nullptr) line += " with " + json::serialize(*about.with);
    if (about.description != nullptr) line += " # " + json::serialize(*about.description);
    return line;
}

inline void write_node(doc::tree const& made, std::uint32_t at, std::string const& indent,
                       std::vector<std::string>& lines) {
    lines.push_back(indent + line_of(made, at));
    std::uint32_t const end = at + made.nodes[at].extent;
    REQUIRE(end <= made.nodes.size());
    for (std::uint32_t child = at + 1; child < end; child += made.nodes[child].extent) {
        REQUIRE(made.nodes[child].extent > 0);
        write_node(made, child, indent + "  ", lines);
    }
}

/// The nodes of a tree, one on each line.
inline std::vector<std::string> written(doc::tree const& made) {
    std::vector<std::string> lines;
    REQUIRE(made.items.size() == made.nodes.size());
    REQUIRE(made.readings.size() == made.references.size());
    REQUIRE(!made.nodes.empty());
    write_node(made, 0, "", lines);
    REQUIRE(lines.size() == made.nodes.size());
    return lines;
}

/// The nodes of a document that has no problems.
inline std::vector<std::string> lowered(std::string_view text) {
    doc::formed const read = doc::read_form(in_double_quotes(text));
    for (doc::finding const& problem : read.problems)
        UNSCOPED_INFO(problem.where.pointer + ": " + problem.message);
    REQUIRE(read.problems.empty());
    REQUIRE(read.is_tree);
    return written(read.made);
}

/// A problem as one line: code, place, message.
inline std::string line_of(doc::finding const& problem) {
    return code_of(problem.code) + ' ' + problem.where.pointer + (problem.where.key ? " (name): " : ": ")
         + problem.message;
}

using lines = std::vector<std::string>;

inline lines lines_of(doc::formed const& read) {
    lines all;
    for (doc::finding const& problem : read.problems)
        all.push_back(line_of(problem));
    return all;
}

/// The problems of a text with apostrophes as quotation marks.
inline lines problems(std::string_view text, doc::limits const& bounds = {}) {
    return lines_of(doc::read_form(in_double_quotes(text), bounds));
}

/// A fix as one line: `machine-applicable: rename ...: [patch]`.
inline std::string line_of(doc::fix const& way) {
    return std::string(name(way.how)) + ": " + way.description + ": "
         + json::serialize(json::value(way.patch));
}

/// The hint of a text's only problem, and its fixes.
inline lines advice(std::string_view text) {
    doc::formed const read = doc::read_form(in_double_quotes(text));
    for (doc::finding const& problem : read.problems)
        UNSCOPED_INFO(problem.where.pointer + ": " + problem.message);
    REQUIRE(read.problems.size() == 1);
    lines all{read.problems.front().hint};
    for (doc::fix const& way : read.problems.front().fixes)
        all.push_back(line_of(way));
    return all;
}

} // namespace action_grammar_tests

#endif
