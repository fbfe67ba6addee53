// action-grammar run: what comes of this document?

#include <string>
#include <variant>

#include <fmt/format.h>

#include <action_grammar/document/executable.hpp>

#include "judged_file.hpp"

namespace action_grammar_program {

namespace ag = action_grammar;
namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

document::failure const* failure_of(document::document_outcome const& outcome) {
    bool const failed = outcome.status() == ag::status::failed || outcome.status() == ag::status::in_doubt;
    return failed ? std::get_if<document::failure>(&outcome.error()) : nullptr;
}

json::object as_json(document::document_outcome const& outcome) {
    json::object object{{"status", ag::name(outcome.status())}};
    if (outcome) {
        object["output"] = *outcome;
        return object;
    }
    object["failed_action"] = outcome.failed_action();
    object["phase"] = ag::name(outcome.phase());
    object["retryable"] = outcome.retryable();
    if (document::failure const* const error = failure_of(outcome))
        object["error"] = {{"type", error->type},
                           {"message", error->message},
                           {"detail", error->detail},
                           {"transient", error->transient}};
    return object;
}

void print(document::document_outcome const& outcome) {
    if (outcome) return write_line(*outcome);
    document::failure const* const error = failure_of(outcome);
    note(fmt::format("{} at \"{}\" in {}{}{}", ag::name(outcome.status()), displayed(outcome.failed_action()),
                     ag::name(outcome.phase()), error == nullptr ? "" : ": ",
                     error == nullptr ? "" : displayed(error->message)));
}

} // namespace

exit_status answer(run_question const& question) {
    host const by = load_host(question);
    judged_file const file = judge(question.file, by);
    auto const assembled = document::executable::assemble(file.judged);
    if (!assembled) return refuse(assembled.error(), file, question.format);
    note_warnings(file);
    json::value const input = read_json(question.input);
    auto const outcome = assembled->run(input);
    if (question.format == output_format::json)
        write_line(as_json(outcome));
    else
        print(outcome);
    return outcome ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
