// action-grammar import tasker: what do these compositions of Tasker come to as documents?

#include <functional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/model/verb.hpp>
#if defined(ACTION_GRAMMAR_PROGRAM_YAML)
#include <action_grammar/yaml/document.hpp>
#endif

#include "judged_file.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

json::object as_json(document::tasker_import const& made) {
    json::array compositions;
    for (document::imported_composition const& each : made.compositions)
        compositions.push_back({{"name", each.name},
                                {"pointer", each.pointer},
                                {"documents", json::array(each.documents.begin(), each.documents.end())}});
    json::array actions;
    for (document::needed_action const& each : made.actions)
        actions.push_back({{"name", each.name},
                           {"verb", action_grammar::name(each.what)},
                           {"registered", each.is_registered},
                           {"output", each.output},
                           {"where", json::array(each.where.begin(), each.where.end())}});
    json::object object{{"compositions", std::move(compositions)}, {"actions", std::move(actions)}};
    for (auto const& member : document::render_json(made.found))
        object.insert(member);
    return object;
}

void print(document::tasker_import const& made, judged_file const& of) {
    for (document::imported_composition const& each : made.compositions)
        for (json::value const& imported : each.documents)
            write(indented(imported));
    for (document::needed_action const& each : made.actions)
        if (!each.is_registered) note(fmt::format("a host has to declare {}", displayed(each.name)));
    fmt::print(stderr, "{}", terminal_text(made.found, of, stream::error));
}

/// A spec as a value, and where its places are.
struct tasker_spec {
    json::value value;
    std::function<void(document::findings&)> locate;
};
tasker_spec read_spec(judged_file const& file) {
#if defined(ACTION_GRAMMAR_PROGRAM_YAML)
    if (is_yaml(file.name)) {
        auto read = document::read_yaml(file.text);
        if (read) return {*read->value, read->locate};
        document::finding const& wrong = read.error();
        throw input_error(
            fmt::format("{}:{}:{}: {}", file.name, wrong.where.line, wrong.where.column, wrong.message));
    }
#endif
    return {parse_json(file.text, file.name),
            [&file](document::findings& found) { document::locate(found, file.text); }};
}

} // namespace

exit_status answer(import_tasker_question const& question) {
    host const by = load_host(question);
    judged_file const file{shown_name(question.file), read_text(question.file), {}};
    tasker_spec const spec = read_spec(file);
    document::tasker_import made = document::import_tasker(spec.value, by.actions, by.by);
    spec.locate(made.found);
    if (question.format == output_format::json)
        write_line(as_json(made));
    else
        print(made, file);
    return made.found.acceptable() ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
