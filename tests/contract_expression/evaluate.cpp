#include "contract_expression/evaluate.hpp"

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

namespace action_grammar_tests {

namespace ag = action_grammar;

json::value value_of(std::string_view text) { return json::parse(text).value(); }
std::string text_of(json::value const& value) { return json::serialize(value); }

ag::result<std::vector<json::value>, expression::evaluation_error>
compiled_filter::evaluate(json::value const& input, expression::evaluation_limits const& limits) const {
    return filter_->evaluate(input, limits);
}
ag::result<json::value, expression::evaluation_error>
compiled_filter::evaluate_one(json::value const& input) const {
    return filter_->evaluate_one(input);
}

ag::result<compiled_filter, expression::error> compiled(std::string_view filter) {
    auto made = expression::compile(filter);
    if (!made) return ag::unexpected(std::move(made).error());
    return compiled_filter(std::make_shared<expression::filter const>(*std::move(made)));
}

std::string evaluated(std::string_view filter, std::string_view input,
                      expression::evaluation_limits const& limits) {
    auto const made = expression::compile(filter);
    if (!made) return "does not compile: " + made.error().message;
    auto const value = json::parse(input);
    if (!value) return "no input: " + value.error().message;
    std::string text;
    auto const separate = [&] { text += text.empty() ? "" : " "; };
    auto const done = made->for_each(
        *value,
        [&](json::value&& output) {
            separate();
            text += json::serialize(output);
            return true;
        },
        limits);
    if (!done) {
        separate();
        text += "! " + done.error().message;
    }
    return text;
}

} // namespace action_grammar_tests
