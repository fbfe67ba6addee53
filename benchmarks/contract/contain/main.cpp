#include <string>

#include <action_grammar/contract/containment/compare.hpp>

#include "../given.hpp"
#include "../measure.hpp"
#include "ready.hpp"

// Containment of one contract in another, both made ready. The answers are compared with the expected ones; that a
// witness is found and checked is a part of what is measured.

int main(int count, char** arguments) {
    using namespace contract_benchmarks;

    for (auto const& pair : given_lines("pairs.ndjson")) {
        std::string const name = text_of(pair.at("name"));
        auto const producer = ready(pair.at("p"));
        auto const consumer = ready(pair.at("c"));

        std::string const answer(name_of(compare(producer, consumer).result));
        expect(answer == text_of(pair.at("expected")), name + ": " + answer);

        measure(name + ' ' + answer, [=] { return compare(producer, consumer); });
        measure(name + " compile", [p = pair.at("p"), c = pair.at("c")] { return ready(p) == ready(c); });
    }
    run(count, arguments);
}
