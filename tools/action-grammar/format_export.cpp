// action-grammar schema export, grammar export: the format of documents, for editors and for programs that write them.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include <action_grammar/document/format_grammar.hpp>
#include <action_grammar/document/format_schema.hpp>

#include "host.hpp"
#include "output.hpp"

namespace action_grammar_program {

namespace document = action_grammar::document;

namespace {

document::schema_profile profile_named(std::string const& name) {
    constexpr std::array profiles{document::schema_profile::full, document::schema_profile::openai,
                                  document::schema_profile::anthropic};
    auto const* const found =
        std::ranges::find(profiles, name, [](document::schema_profile each) { return document::name(each); });
    if (found == profiles.end()) throw input_error(fmt::format("the profile \"{}\" is unknown", name));
    return *found;
}

} // namespace

exit_status answer(schema_export_question const& question) {
    write(indented(document::format_schema(load_host(question).actions, profile_named(question.profile))));
    return exit_status::yes;
}

exit_status answer(grammar_export_question const& question) {
    write(document::format_grammar(load_host(question).actions));
    return exit_status::yes;
}

} // namespace action_grammar_program
