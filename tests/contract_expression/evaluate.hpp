#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_EXPRESSION_EVALUATE_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_EXPRESSION_EVALUATE_HPP

// Expressions and values as text, for tables of cases.

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace action_grammar_tests {

namespace expression = action_grammar::expression;
namespace json = action_grammar::json;

/// The outputs, one after the other with a space between, and then the error, if there is one, after a `!`.
inline std::string evaluated(std::string_view filter, std::string_view input,
                             expression::evaluation_limits const& limits = {}) {
    auto const compiled = expression::compile(filter);
    if (!compiled) return "does not compile: " + compiled.error().message;
    auto const value = json::parse(input);
    if (!value) return "no input: " + value.error().message;
    std::string text;
    auto const separate = [&] { text += text.empty() ? "" : " "; };
    auto const done = compiled->for_each(
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
