// action-grammar contract check: is the value valid under the schema?

#include <cstdint>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include "batch.hpp"
#include "schemas.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;

namespace {

struct answered {
    schema::report report;
    std::int64_t nanoseconds = 0;
    std::int64_t compile_nanoseconds = 0;
};

answered check(check_question const& question, json::value const& against, json::value const& value,
               std::optional<std::string> const& draft = {}) {
    schema::validate_options how;
    how.assert_formats = question.assert_formats;
    auto const [validator, compile_time] =
        timed([&] { return schema::validator(load_schema(against, "schema", question, draft)); });
    auto const [accepted, time] = timed([&] { return validator.accepts(value, how); });
    // What is wrong is looked for only when something is; the time is that of the answer alone.
    return {accepted ? schema::report{} : validator.validate(value, how), time, compile_time};
}

json::object as_json(answered const& made) {
    json::object object;
    object["valid"] = made.report.valid;
    if (!made.report.valid) {
        json::array& errors = object["errors"].emplace_array();
        for (schema::validation_error const& error : made.report.errors)
            errors.push_back({{"instance", error.instance},
                              {"schema", error.schema},
                              {"absolute", error.absolute},
                              {"keyword", error.keyword},
                              {"message", error.message}});
        object["all_reported"] = made.report.all_reported;
    }
    object["nanoseconds"] = made.nanoseconds;
    object["compile_nanoseconds"] = made.compile_nanoseconds;
    return object;
}

void print(schema::report const& report) {
    fmt::print("{}\n", report.valid ? "valid" : "invalid");
    for (schema::validation_error const& error : report.errors)
        fmt::print("  {}: {} (#{})\n", error.instance.empty() ? "the whole" : error.instance, error.message,
                   error.schema);
    if (!report.all_reported) fmt::print("  and more\n");
}

} // namespace

exit_status answer(check_question const& question) {
    if (!question.batch.empty())
        return answer_batch(question.batch, [&](json::object const& line) {
            return as_json(
                check(question, member_of(line, "schema"), member_of(line, "value"), draft_of(line)));
        });
    answered const made = check(question, read_json(question.schema), read_json(question.value));
    if (question.format == output_format::json)
        fmt::print("{}\n", json::serialize(as_json(made)));
    else
        print(made.report);
    return made.report.valid ? exit_status::yes : exit_status::no;
}

} // namespace action_grammar_program
