// The example of docs/reference/expressions.md.

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/parse.hpp>

namespace ag = action_grammar;

int main() {
    // [use]
    auto const total = ag::expression::compile("[.lines[] | .price * .quantity] | add");
    auto const order = ag::json::parse(R"({"lines":[{"price":2,"quantity":3},{"price":1.5,"quantity":2}]})");
    auto const result = total->evaluate_one(*order);
    bool const right = result && *result == 9;
    // [/use]
    return right ? 0 : 1;
}
