#include "judged_file.hpp"

#include <utility>

#include <fmt/format.h>

#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/render.hpp>
#if defined(ACTION_GRAMMAR_PROGRAM_YAML)
#include <action_grammar/yaml/document.hpp>
#endif

namespace action_grammar_program {

namespace document = action_grammar::document;

judged_file judge(std::string const& path, host const& by) {
    judged_file file{shown_name(path), read_text(path), {}};
    file.judged = judge_text(file.text, path, by);
    return file;
}

bool is_yaml(std::string_view path) noexcept { return path.ends_with(".yaml") || path.ends_with(".yml"); }

document::validation judge_text(std::string_view text, std::string_view path, host const& by) {
#if defined(ACTION_GRAMMAR_PROGRAM_YAML)
    if (is_yaml(path)) return document::validate_yaml(text, by.actions, by.by);
#endif
    static_cast<void>(path);
    return document::validate(text, by.actions, by.by);
}

std::string terminal_text(document::findings const& found, judged_file const& of, stream to) {
    document::terminal_options how;
    how.color = wants_color(to);
    how.width = columns_of(to);
    return document::render_terminal(found, of.text, of.name, how);
}

exit_status refuse(document::findings found, judged_file const& of, output_format format) {
    document::locate(found, of.text);
    if (format == output_format::json)
        write_line(document::render_json(found));
    else
        fmt::print(stderr, "{}", terminal_text(found, of, stream::error));
    return exit_status::no;
}

void note_warnings(judged_file const& of) {
    if (!of.judged.found.list.empty())
        fmt::print(stderr, "{}", terminal_text(of.judged.found, of, stream::error));
}

} // namespace action_grammar_program
