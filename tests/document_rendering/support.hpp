#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_RENDERING_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_RENDERING_SUPPORT_HPP

#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/render.hpp>

// Findings about texts, located and rendered.
namespace rendering {

namespace ag = action_grammar::document;
namespace json = action_grammar::json;

/// A place by its pointer; of the key, if the pointer begins with '@'.
ag::location at(std::string_view pointer);
/// The part of the text that a pointer is given, marked in it: `{"a": <1>}`; "none" without a place.
std::string located(std::string_view text, std::string_view pointer);

/// A string's text; any other value as JSON.
std::string text_of(json::value const& value);

/// A finding of AG308, "wrong", at a place.
ag::finding wrong(std::string_view pointer, std::vector<ag::related_place> related = {});
/// A fix by the text of its patch.
ag::fix mend(std::string description, std::string_view patch,
             ag::applicability how = ag::applicability::machine_applicable);

/// All that is shown of findings about a text, which are located first.
std::string report(std::string_view text, std::vector<ag::finding> list,
                   ag::terminal_options const& options = {});
/// The quoted lines of the report, without what says where they are from: from the first gutter to the last.
std::string excerpt(std::string_view text, ag::finding about, ag::terminal_options const& options = {});

} // namespace rendering

#endif
