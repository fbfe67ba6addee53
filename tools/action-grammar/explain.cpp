// action-grammar explain: what does this document do? What does this rule say?

#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/render_explanation.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include "judged_file.hpp"
#include "rule_pages.hpp"

namespace action_grammar_program {

namespace ag = action_grammar;
namespace json = action_grammar::json;
namespace document = action_grammar::document;

namespace {

bool is_digit(char character) { return character >= '0' && character <= '9'; }

/// Whether it is written as codes of rules are, in either case.
bool looks_like_code(std::string_view subject) {
    return subject.size() == 5 && (subject[0] == 'A' || subject[0] == 'a')
        && (subject[1] == 'G' || subject[1] == 'g') && std::ranges::all_of(subject.substr(2), is_digit);
}

ag::rule const& rule_named(std::string_view subject) {
    std::string const id = "AG" + std::string(subject.substr(2));
    auto const* const found = std::ranges::find(ag::catalogue, id, &ag::rule::id);
    if (found == std::end(ag::catalogue)) {
        std::string codes;
        for (ag::rule const& each : ag::catalogue)
            codes.append(codes.empty() ? "" : ", ").append(each.id);
        throw input_error(fmt::format("there is no rule {}; the rules are {}. A file of that name is ./{}",
                                      id, codes, subject));
    }
    return *found;
}

exit_status explain_rule(ag::rule const& rule, output_format format) {
    std::string_view const page = page_of_rule(rule.id);
    if (format != output_format::json) {
        write(page);
        return exit_status::yes;
    }
    write_line(json::object{{"code", rule.id},
                            {"name", rule.name},
                            {"severity", rule.gravity == ag::severity::error ? "error" : "warning"},
                            {"sentence", rule.sentence},
                            {"repair", rule.repair},
                            {"page", page}});
    return exit_status::yes;
}

} // namespace

exit_status answer(explain_question const& question) {
    if (looks_like_code(question.subject)) return explain_rule(rule_named(question.subject), question.format);

    host const by = load_host(question);
    judged_file const file = judge(question.subject, by);
    auto const explained = document::explain(file.judged);
    if (!explained) return refuse(explained.error(), file, question.format);
    if (question.format == output_format::json)
        write_line(document::render_json(*explained));
    else
        write(document::render_text(*explained));
    note_warnings(file);
    return exit_status::yes;
}

} // namespace action_grammar_program
