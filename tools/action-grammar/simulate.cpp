// action-grammar simulate: what would a run of this document do, up to its mutation?

#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/simulation.hpp>

#include "judged_file.hpp"

namespace action_grammar_program {

namespace ag = action_grammar;
namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

document::simulation_options options_of(simulate_question const& question) {
    document::simulation_options options;
    options.live = !question.no_live;
    if (question.values.empty()) return options;
    json::value const values = read_json(question.values);
    auto const* const object = values.if_object();
    if (object == nullptr)
        throw input_error(
            fmt::format("{}: expected an object of values by the ids of steps", shown_name(question.values)));
    for (auto const& member : *object)
        options.values.emplace(member.key(), member.value());
    return options;
}

/// A value on one line; `--format json` has all of it.
std::string in_short(json::value const& whole) {
    constexpr std::size_t most = 400;
    std::string text = json::serialize(whole);
    if (text.size() > most) {
        text.resize(document::detail::place_before(text, most));
        text += " ...";
    }
    return displayed(text);
}

void print(document::simulated_step const& step) {
    write(fmt::format("{:<12}  {}  {}\n", document::name(step.what), displayed(step.id),
                      displayed(step.action)));
    auto const line = [](std::string_view name, std::string const& words) {
        write(fmt::format("    {:<6}  {}\n", name, words));
    };
    line("input", in_short(step.input));
    bool const ran = step.what == document::simulated::ran || step.what == document::simulated::given;
    if (!step.key.empty()) line("key", displayed(step.key));
    if (!step.error.empty())
        line("error", displayed(step.error));
    else if (ran)
        line("output", in_short(step.output));
}

void print(document::simulation const& made) {
    for (document::simulated_step const& step : made.steps)
        print(step);
    if (made.truncated) write("and more steps\n");
    if (made.stopped_before_mutation)
        write("stopped before the mutation\n");
    else if (made.how == ag::status::completed)
        write(fmt::format("completed: {}\n", in_short(made.output)));
    else
        write(fmt::format("{} at \"{}\": {}\n", ag::name(made.how), displayed(made.failed_action),
                          displayed(made.error.message)));
}

} // namespace

exit_status answer(simulate_question const& question) {
    host const by = load_host(question);
    judged_file const file = judge(question.file, by);
    auto const assembled = document::executable::assemble_for_simulation(file.judged);
    if (!assembled) return refuse(assembled.error(), file, question.format);
    note_warnings(file);
    document::simulation_options const options = options_of(question);
    document::simulation const made = document::simulate(*assembled, read_json(question.input), options);
    if (question.format == output_format::json)
        write_line(document::to_json(made));
    else
        print(made);
    return made.how == ag::status::completed ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
