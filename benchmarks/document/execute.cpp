// Runs of assembled documents, beside the same logic as a typed composition that reads its input from JSON and answers
// in JSON, as a document does.

#include "host.hpp"

#include "../contract/given.hpp"
#include "../contract/measure.hpp"

#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/executable.hpp>

#include <memory>
#include <string>

namespace {

using namespace document_benchmarks;
using contract_benchmarks::expect;
using contract_benchmarks::measure;

auto assembled(std::string const& text, document::registry const& actions) {
    auto made = document::executable::assemble(text, actions);
    expect(made.has_value(), "a document is not acceptable");
    return std::make_shared<document::executable const>(*std::move(made));
}

/// As JSON Schema has it: 1 and 1.0 are one number.
bool is_same(json::value const& a, json::value const& b) {
    return ag::schema::compile(json::object{{"const", a}})->accepts(b);
}

} // namespace

int main(int count, char** arguments) {
    tables of = filled_tables();
    auto const actions = actions_of(of);
    for (example const& each : examples()) {
        auto const ready = assembled(each.text, actions);
        auto const input = std::make_shared<json::value const>(each.input);
        auto const outcome = ready->run(*input);
        expect(outcome && is_same(*outcome, each.typed(*input, of)), each.name + ": another outcome");
        measure(each.name + " document", [ready, input] { return ready->run(*input); });
        measure(each.name + " typed", [input, &of, run = each.typed] { return run(*input, of); });
    }
    for (int const steps : {10, 100, 1'000, 10'000}) {
        auto const ready = assembled(chain_of(steps), actions);
        auto const input = std::make_shared<json::value const>(json::object{{"a", 1}, {"b", "x"}});
        expect(static_cast<bool>(ready->run(*input)), "a chain fails");
        measure(std::to_string(steps) + "_steps document", [ready, input] { return ready->run(*input); });
    }
    contract_benchmarks::run(count, arguments);
}
