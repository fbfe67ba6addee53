// action-grammar vocabulary: which actions may documents name?

#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/document/vocabulary.hpp>

#include "host.hpp"
#include "output.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

json::object in_short(document::description const& about) {
    return {{"name", about.name}, {"summary", about.summary}, {"runnable", about.runnable}};
}

void print(document::description const& about) {
    write(fmt::format("{}{}{}\n", displayed(about.name), about.summary.empty() ? "" : ": ",
                      displayed(about.summary)));
}

std::shared_ptr<document::action_kind const> action_named(host const& by, std::string const& name) {
    if (auto found = by.actions.find(name)) return found;
    auto const nearest = by.actions.nearest(name);
    throw input_error(fmt::format("there is no action \"{}\"{}", displayed(name),
                                  nearest.empty()
                                      ? "; \"action-grammar vocabulary list\" names them"
                                      : fmt::format("; did you mean \"{}\"?", displayed(nearest))));
}

/// Its part of the exported vocabulary.
json::value exported(host const& by, std::string const& name) {
    json::value const all = document::export_vocabulary(by.actions);
    for (json::value const& action : all.at("actions").as_array())
        if (action.at("name") == json::value(name)) return action;
    return nullptr;
}

} // namespace

exit_status answer(vocabulary_list_question const& question) {
    host const by = load_host(question);
    if (question.format == output_format::json) {
        json::array list;
        for (auto const& action : by.actions.all())
            list.emplace_back(in_short(action->about()));
        write_line(list);
    } else {
        for (auto const& action : by.actions.all())
            print(action->about());
    }
    return exit_status::yes;
}

exit_status answer(vocabulary_search_question const& question) {
    host const by = load_host(question);
    std::string words;
    for (std::string const& word : question.words)
        words.append(words.empty() ? "" : " ").append(word);
    auto const found = document::search(by.actions, words);
    if (question.format == output_format::json) {
        json::array list;
        for (document::search_match const& match : found) {
            json::object action = in_short(match.action->about());
            action["words"] = match.words;
            action["weight"] = match.weight;
            list.emplace_back(std::move(action));
        }
        write_line(list);
    } else {
        for (document::search_match const& match : found)
            print(match.action->about());
    }
    if (found.empty()) note(fmt::format("no action has to do with \"{}\"", displayed(words)));
    return found.empty() ? exit_status::no : exit_status::yes;
}

exit_status answer(vocabulary_inspect_question const& question) {
    host const by = load_host(question);
    auto const action = action_named(by, question.name);
    if (question.format == output_format::json)
        write_line(exported(by, question.name));
    else
        write(document::inspect(action->about()));
    return exit_status::yes;
}

exit_status answer(vocabulary_export_question const& question) {
    write(indented(document::export_vocabulary(load_host(question).actions)));
    return exit_status::yes;
}

} // namespace action_grammar_program
