// action-grammar graph: what do the steps of this document hand to each other, as a drawing?

#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/render_explanation.hpp>

#include "judged_file.hpp"

namespace action_grammar_program {

namespace document = action_grammar::document;

exit_status answer(graph_question const& question) {
    host const by = load_host(question);
    judged_file const file = judge(question.file, by);
    auto const explained = document::explain(file.judged);
    if (!explained) return refuse(explained.error(), file, question.format);
    switch (question.format) {
    case output_format::json: write_line(document::render_json(*explained)); break;
    case output_format::dot: write(document::render_dot(*explained)); break;
    default: write(document::render_mermaid(*explained)); break;
    }
    return exit_status::yes;
}

} // namespace action_grammar_program
