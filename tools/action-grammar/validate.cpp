// action-grammar validate: are these documents compositions that may run?

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/render.hpp>

#include "batch.hpp"
#include "judged_file.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

/// A file, judged or not even read.
struct examined {
    judged_file file;
    std::string error; ///< Why it could not be read.
};

examined examine(std::string const& path, host const& by) {
    try {
        return {judge(path, by), {}};
    } catch (input_error const& error) {
        return {{shown_name(path), {}, {}}, error.what()};
    }
}

exit_status status_of(examined const& each) {
    if (!each.error.empty()) return exit_status::wrong_input;
    return each.file.judged ? exit_status::yes : exit_status::no;
}

void print(examined const& each) {
    if (!each.error.empty()) return note(each.error);
    write(terminal_text(each.file.judged.found, each.file, stream::output));
    if (each.file.judged) write(fmt::format("{}: valid\n", displayed(each.file.name)));
}

json::object as_json(examined const& each) {
    json::object object{{"file", each.file.name}};
    if (!each.error.empty()) {
        object["error"] = each.error;
    } else {
        for (auto const& member : document::render_json(each.file.judged.found))
            object.insert(member);
    }
    return object;
}

/// What a question of a batch holds as a document: its text, or the document itself.
struct asked_document {
    std::string text;
    bool has_places = false; ///< It has lines and columns that whoever asked knows of.
};
asked_document document_of(json::object const& question) {
    json::value const& asked = member_of(question, "document");
    if (auto const* const text = asked.if_string()) return {{text->data(), text->size()}, true};
    return {json::serialize(asked), false};
}

void forget_places(document::findings& found) {
    auto const forget = [](document::location& where) { where.line = where.column = 0; };
    for (document::finding& each : found.list) {
        forget(each.where);
        for (document::related_place& beside : each.related)
            forget(beside.where);
    }
}

json::object judge_question(json::object const& question, host const& by) {
    asked_document const asked = document_of(question);
    auto [judged, time] = timed([&] { return document::validate(asked.text, by.actions, by.by); });
    if (!asked.has_places) forget_places(judged.found);
    json::object answer = document::render_json(judged.found);
    answer["nanoseconds"] = time;
    return answer;
}

/// Tells of each file as soon as it is judged.
exit_status print_each(std::vector<std::string> const& paths, host const& by) {
    auto status = exit_status::yes;
    bool told_findings = false;
    for (std::string const& path : paths) {
        examined const each = examine(path, by);
        if (told_findings) write("\n");
        print(each);
        flush();
        told_findings = !each.file.judged.found.list.empty();
        status = std::max(status, status_of(each));
    }
    return status;
}

exit_status print_json(std::vector<std::string> const& paths, host const& by) {
    if (paths.size() == 1) {
        judged_file const file = judge(paths.front(), by);
        write_line(document::render_json(file.judged.found));
        return file.judged ? exit_status::yes : exit_status::no;
    }
    auto status = exit_status::yes;
    json::array list;
    for (std::string const& path : paths) {
        examined const each = examine(path, by);
        list.emplace_back(as_json(each));
        status = std::max(status, status_of(each));
    }
    write_line(list);
    return status;
}

exit_status print_sarif(std::vector<std::string> const& paths, host const& by) {
    auto status = exit_status::yes;
    std::vector<examined> all;
    all.reserve(paths.size());
    for (std::string const& path : paths) {
        all.push_back(examine(path, by));
        if (!all.back().error.empty()) note(all.back().error);
        status = std::max(status, status_of(all.back()));
    }
    std::vector<document::file_findings> told;
    for (examined const& each : all)
        if (each.error.empty())
            told.push_back(
                {.file = each.file.name, .found = &each.file.judged.found, .text = each.file.text});
    write(indented(document::render_sarif(told)));
    return status;
}

} // namespace

exit_status answer(validate_question const& question) {
    host const by = load_host(question);
    if (!question.batch.empty())
        return answer_batch(question.batch,
                            [&](json::object const& line) { return judge_question(line, by); });
    switch (question.format) {
    case output_format::json: return print_json(question.files, by);
    case output_format::sarif: return print_sarif(question.files, by);
    default: return print_each(question.files, by);
    }
}

} // namespace action_grammar_program
