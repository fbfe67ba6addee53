#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_EXPRESSION_EVALUATE_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_EXPRESSION_EVALUATE_HPP

// Expressions and values as text, for tables of cases. Reader and machine are compiled in evaluate.cpp only: in every
// file of tables they would take longer than all else together.

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/expression/error.hpp>
#include <action_grammar/contract/expression/limits.hpp>
#include <action_grammar/contract/json/value.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace action_grammar::expression {
class filter;
} // namespace action_grammar::expression

namespace action_grammar_tests {

namespace expression = action_grammar::expression;
namespace json = action_grammar::json;

/// The value of a JSON text, and the text of a value.
json::value value_of(std::string_view text);
std::string text_of(json::value const& value);

/// An expression, of which only the name is known here.
class compiled_filter {
public:
    explicit compiled_filter(std::shared_ptr<expression::filter const> filter) noexcept
        : filter_(std::move(filter)) {}

    action_grammar::result<std::vector<json::value>, expression::evaluation_error>
    evaluate(json::value const& input, expression::evaluation_limits const& limits = {}) const;
    action_grammar::result<json::value, expression::evaluation_error>
    evaluate_one(json::value const& input) const;

private:
    std::shared_ptr<expression::filter const> filter_;
};

/// As the library answers.
action_grammar::result<compiled_filter, expression::error> compiled(std::string_view filter);

/// The outputs, one after the other with a space between, and then the error, if there is one, after a `!`.
std::string evaluated(std::string_view filter, std::string_view input,
                      expression::evaluation_limits const& limits = {});

struct example {
    std::string_view filter;
    std::string_view input;
    std::string_view outputs;
};
template <class Examples>
void check_examples(Examples const& examples) {
    for (example const& each : examples) {
        INFO(each.filter << " on " << each.input);
        CHECK(evaluated(each.filter, each.input) == each.outputs);
    }
}

} // namespace action_grammar_tests

#endif
