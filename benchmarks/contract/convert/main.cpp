#include <string>

#include <action_grammar/contract/json/serialize.hpp>

#include "../given.hpp"
#include "../measure.hpp"
#include "order.hpp"

// JSON to C++ types and back. All libraries read the same order and write one that reads back as the same.

int main(int count, char** arguments) {
    using namespace contract_benchmarks;

    auto const value = given("order.json").at("value");
    std::string const text = action_grammar::json::serialize(value);
    converter const reference = with_nlohmann_json(text);
    order const expected = reference.from_text(text);
    expect(expected.lines.size() == value.at("lines").as_array().size(), "lines are missing");

    for (converter const& each : {with_action_grammar(text), with_boost_json(text), reference}) {
        expect(each.from_text(text) == expected, each.name + ": another order from the text");
        expect(each.from_value() == expected, each.name + ": another order from the value");
        expect(each.to_value(expected), each.name + ": no value from the order");
        expect(reference.from_text(each.to_text(expected)) == expected,
               each.name + ": another text from the order");

        measure("from_text " + each.name, [=] { return each.from_text(text); });
        measure("to_text " + each.name, [=] { return each.to_text(expected); });
        measure("from_value " + each.name, each.from_value);
        measure("to_value " + each.name, [=] { return each.to_value(expected); });
    }
    run(count, arguments);
}
