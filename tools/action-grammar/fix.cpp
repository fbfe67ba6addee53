// action-grammar fix: what does this document look like without what can be mended by rote?

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/render.hpp>
#include <action_grammar/document/split.hpp>

#include "file_writer.hpp"
#include "line_diff.hpp"
#include "mend.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

exit_status status_of(judged_file const& file) { return file.judged ? exit_status::yes : exit_status::no; }

void note_count(mended_file const& made) {
    note(fmt::format("{} {} applied", made.applied.size(), made.applied.size() == 1 ? "fix" : "fixes"));
    note_warnings(made.file);
    if (made.more) note("there are more fixes to apply: mend the mended document again");
}

// ---- mending

json::object as_json(mended_file const& made) {
    json::array applied;
    for (std::string const& each : made.applied)
        applied.emplace_back(each);
    json::object object{{"applied", std::move(applied)}, {"text", made.file.text}};
    for (auto const& member : document::render_json(made.file.judged.found))
        object.insert(member);
    return object;
}

exit_status show(fix_question const& question, std::string_view before, mended_file const& made) {
    bool const changed = !made.applied.empty();
    if (question.apply && question.file != "-" && changed) replace_file(question.file, made.file.text);
    if (question.format == output_format::json) {
        write_line(as_json(made));
        return status_of(made.file);
    }
    if (!question.apply)
        write(unified_diff(before, made.file.text, made.file.name, wants_color(stream::output)));
    else if (question.file == "-")
        write(made.file.text);
    note_count(made);
    return status_of(made.file);
}

// ---- cutting

exit_status refuse(document::split_refusal const& refusal, mended_file const& made, output_format format) {
    if (format == output_format::json) {
        json::object object{{"reason", refusal.reason}};
        for (auto const& member : document::render_json(refusal.found))
            object.insert(member);
        write_line(object);
        return exit_status::no;
    }
    note(fmt::format("{}: {}", displayed(made.file.name), displayed(refusal.reason)));
    std::string const part = refusal.part.is_null() ? std::string() : indented(refusal.part);
    judged_file const about{
        part.empty() ? made.file.name : "a part", part.empty() ? made.file.text : part, {}};
    fmt::print(stderr, "{}", terminal_text(refusal.found, about, stream::error));
    return exit_status::no;
}

/// The file of a part: `orders.2.json` beside `orders.json`.
std::string path_of_part(std::string const& file, std::size_t number) {
    std::filesystem::path const whole(file);
    return (whole.parent_path()
            / fmt::format("{}.{}{}", whole.stem().string(), number, whole.extension().string()))
        .string();
}

void write_parts(std::string const& file, std::vector<json::value> const& parts) {
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        std::string const& path = paths.emplace_back(path_of_part(file, i + 1));
        if (std::filesystem::exists(std::filesystem::symlink_status(path)))
            throw input_error(fmt::format("{}: it is there already", path));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        create_file(paths[i], indented(parts[i]));
        write(paths[i] + '\n');
    }
}

exit_status split(fix_question const& question, mended_file const& made, host const& by) {
    auto const parts = document::split(made.file.text, by.actions, by.by);
    if (!parts) return refuse(parts.error(), made, question.format);
    if (question.apply && question.file != "-") {
        if (parts->size() > 1)
            write_parts(question.file, *parts);
        else
            note("it mutates only once: there is nothing to split");
    } else if (question.format == output_format::json) {
        write_line(json::object{{"documents", json::array(parts->begin(), parts->end())}});
    } else {
        for (json::value const& part : *parts)
            write(indented(part));
    }
    return exit_status::yes;
}

} // namespace

exit_status answer(fix_question const& question) {
    host const by = load_host(question);
    judged_file const file = judge(question.file, by);
    mended_file const made = mend(file, by);
    return question.split ? split(question, made, by) : show(question, file.text, made);
}

} // namespace action_grammar_program
