#include <string>

#include "../given.hpp"
#include "../measure.hpp"
#include "engine.hpp"

// Evaluation of compiled filters on values in memory. What comes out is compared.

int main(int count, char** arguments) {
    using namespace contract_benchmarks;

    for (auto const& line : given_lines("filters.ndjson")) {
        filter_case const with{text_of(line.at("name")), text_of(line.at("filter")), line.at("input")};
        for (engine const& each : {with_action_grammar(with), with_libjq(with)}) {
            std::string const outputs = each.outputs();
            expect(parsed(outputs) == line.at("output"), each.name + ", " + with.name + ": " + outputs);
            measure(with.name + ' ' + each.name, each.evaluate);
            measure(with.name + "_compile " + each.name, each.compile);
        }
    }
    run(count, arguments);
}
