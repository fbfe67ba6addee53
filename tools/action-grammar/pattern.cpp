// action-grammar pattern: which patterns are there, and what do they come to?

#include <string>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/pattern.hpp>

#include "host.hpp"
#include "output.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

document::pattern const& pattern_named(host const& by, std::string const& key) {
    document::pattern_library const& patterns = by.actions.patterns();
    if (document::pattern const* const found = patterns.find(key)) return *found;
    auto const nearest = patterns.nearest(key);
    throw input_error(fmt::format("there is no pattern \"{}\"{}", displayed(key),
                                  nearest.empty()
                                      ? "; \"action-grammar pattern list\" names them"
                                      : fmt::format("; did you mean \"{}\"?", displayed(nearest))));
}

/// The document that it was made of; of a function what is known of it.
json::value as_json(document::pattern const& of) {
    if (!of.document().is_null()) return of.document();
    return json::object{
        {"pattern", of.key()}, {"description", of.description()}, {"parameters", of.parameters().schema()}};
}

json::array as_json(document::pattern_problems const& problems) {
    json::array list;
    for (document::pattern_problem const& each : problems)
        list.push_back({{"pointer", each.pointer}, {"message", each.message}, {"hint", each.hint}});
    return list;
}

void print(document::pattern_problems const& problems) {
    for (document::pattern_problem const& each : problems)
        note(fmt::format("{}: {}{}{}", each.pointer.empty() ? "the parameters" : displayed(each.pointer),
                         displayed(each.message), each.hint.empty() ? "" : ". ", displayed(each.hint)));
}

} // namespace

exit_status answer(pattern_list_question const& question) {
    host const by = load_host(question);
    if (question.format == output_format::json) {
        json::array list;
        for (auto const& each : by.actions.patterns().all())
            list.push_back({{"pattern", each->key()}, {"description", each->description()}});
        write_line(list);
    } else {
        for (auto const& each : by.actions.patterns().all())
            write(fmt::format("{}: {}\n", displayed(each->key()), displayed(each->description())));
    }
    return exit_status::yes;
}

exit_status answer(pattern_show_question const& question) {
    host const by = load_host(question);
    json::value const shown = as_json(pattern_named(by, question.key));
    if (question.format == output_format::json)
        write_line(shown);
    else
        write(indented(shown));
    return exit_status::yes;
}

exit_status answer(pattern_resolve_question const& question) {
    host const by = load_host(question);
    document::pattern const& asked = pattern_named(by, question.key);
    json::value const with = question.with.empty() ? json::value(json::object()) : read_json(question.with);
    auto const resolved = asked.resolve(&with);
    if (question.format == output_format::json)
        write_line(resolved ? resolved->steps
                            : json::value(json::object{{"problems", as_json(resolved.error())}}));
    else if (resolved)
        write(indented(resolved->steps));
    else
        print(resolved.error());
    return resolved ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
