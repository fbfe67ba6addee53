#ifndef ACTION_GRAMMAR_DOCUMENT_RENDER_HPP
#define ACTION_GRAMMAR_DOCUMENT_RENDER_HPP

// Findings for people, for programs, and for code review.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// How findings are written for a terminal.
struct terminal_options {
    bool color = false; ///< ANSI escapes; the caller knows whether it writes to a terminal and of NO_COLOR.
    std::size_t width = 100; ///< Columns at most of a quoted line; longer ones are cut around the place.
    std::string_view rules_url = "docs/rules/"; ///< Where the pages of the rules are.
};

/// For a person, in the manner of rustc: code and sentence, the place and the lines quoted, related places, hint, fixes,
/// the page of the rule.
///
/// @param text  what the findings are about; their locations have been filled by `locate`
/// @param file  its name, as it is to be shown
std::string render_terminal(findings const& found, std::string_view text, std::string_view file,
                            terminal_options const& options = {});

/// For a program:
/// `{"valid", "findings": [{"code", "name", "severity", "pointer", "line", "column", "message", "related": [{"pointer",
/// "line", "column", "message"}], "hint", "fixes": [{"description", "applicability", "patch"}], "url"}], "truncated"}`.
json::object render_json(findings const& found, std::string_view rules_url = "docs/rules/");

/// A document's findings under the name of its file.
struct file_findings {
    std::string_view file; ///< A relative path or a URI.
    findings const* found = nullptr;
    std::string_view text{}; ///< Of the file. Without it there are lines, but neither columns nor fixes.
};

/// For code review and dashboards: a log of SARIF 2.1.0 (OASIS), with one run of the tool `action-grammar`, its rules,
/// regions (columns in code points), related locations, and fixes where they are replacements in the text. Rules have
/// a `helpUri` only when `rules_url` is absolute.
json::object render_sarif(std::vector<file_findings> const& files,
                          std::string_view rules_url = "docs/rules/");

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/render.hpp>
#endif

#endif
