// From a document's text to what may be run: each stage with those before it, and parsing alone as the floor.

#include "host.hpp"

#include "../contract/given.hpp"
#include "../contract/measure.hpp"

#include <boost/json/parse.hpp>

#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/validate.hpp>

#include <memory>
#include <string>

namespace {

using namespace document_benchmarks;
using contract_benchmarks::expect;
using contract_benchmarks::measure;

void measure_all(std::string const& name, std::string const& given, document::registry const& actions) {
    auto const text = std::make_shared<std::string const>(given);
    expect(document::executable::assemble(*text, actions).has_value(), name + ": is not acceptable");
    measure(name + " parse", [text] { return boost::json::parse(*text); });
    measure(name + " form", [text] { return document::read_form(*text); });
    measure(name + " validate", [text, &actions] { return document::validate(*text, actions); });
    measure(name + " assemble", [text, &actions] { return document::executable::assemble(*text, actions); });
}

} // namespace

int main(int count, char** arguments) {
    tables of = filled_tables();
    auto const actions = actions_of(of);
    for (example const& each : examples())
        measure_all(each.name, each.text, actions);
    for (int const steps : {10, 100, 1'000, 10'000})
        measure_all(std::to_string(steps) + "_steps", chain_of(steps), actions);
    contract_benchmarks::run(count, arguments);
}
