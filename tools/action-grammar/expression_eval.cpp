// action-grammar expression eval: what does the filter make of a value?

#include <cstdint>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include "batch.hpp"
#include "commands.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace expression = action_grammar::expression;

namespace {

struct answered {
    action_grammar::result<expression::outputs, expression::evaluation_error> outputs;
    std::int64_t nanoseconds = 0;
    std::int64_t compile_nanoseconds = 0;
};

std::string in_filter(std::size_t line, std::size_t column, std::string const& message) {
    return fmt::format("filter:{}:{}: {}", line, column, message);
}

/// Throws `input_error` for a text that is no filter.
answered evaluate(std::string const& text, json::value const& input) {
    auto const [filter, compile_time] = timed([&] { return expression::compile(text); });
    if (!filter)
        throw input_error(in_filter(filter.error().line, filter.error().column, filter.error().message));
    auto [outputs, time] = timed([&] { return filter->evaluate(input); });
    return {std::move(outputs), time, compile_time};
}

json::object as_json(answered const& made) {
    json::object object;
    if (made.outputs) {
        object["outputs"] = json::array(made.outputs->begin(), made.outputs->end());
    } else {
        auto const& error = made.outputs.error();
        object["error"] = error.message;
        object["line"] = error.line;
        object["column"] = error.column;
    }
    object["nanoseconds"] = made.nanoseconds;
    object["compile_nanoseconds"] = made.compile_nanoseconds;
    return object;
}

} // namespace

exit_status answer(eval_question const& question) {
    if (!question.batch.empty())
        return answer_batch(question.batch, [](json::object const& line) {
            std::string const filter = string_of(line, "filter");
            json::value const& input = member_of(line, "input");
            try {
                return as_json(evaluate(filter, input));
            } catch (input_error const& error) {
                // A text that is no filter is an answer here: it is what was asked.
                return json::object{{"error", error.what()}};
            }
        });
    answered const made = evaluate(question.filter, read_json("-"));
    if (question.format == output_format::json) {
        fmt::print("{}\n", json::serialize(as_json(made)));
    } else if (made.outputs) {
        for (json::value const& output : *made.outputs)
            fmt::print("{}\n", json::serialize(output));
    } else {
        auto const& error = made.outputs.error();
        fmt::print(stderr, "{}\n", in_filter(error.line, error.column, error.message));
    }
    return made.outputs ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
