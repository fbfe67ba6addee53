// The same in instructions, which do not depend on the machine's load.

#include "host.hpp"

#include "../contract/count/count.hpp"

#include <boost/json/parse.hpp>

#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/validate.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace {

using namespace document_benchmarks;
using contract_benchmarks::count;

/// The first validation of a document: each by a registry of its own, which has found out nothing yet.
void count_cold(std::string const& name, std::string const& text, tables& of) {
    std::vector<document::registry> fresh;
    for (int i = 0; i <= contract_benchmarks::counted_calls; ++i)
        fresh.push_back(actions_of(of));
    std::size_t next = 0;
    count(name + "_cold", [&] { return static_cast<bool>(document::validate(text, fresh[next++])); });
}

void count_stages(std::string const& name, std::string const& text, json::value const& input,
                  document::registry const& actions) {
    count(name + "_parse", [&] { return boost::json::parse(text).is_object(); });
    count(name + "_form", [&] { return document::read_form(text).is_tree; });
    count(name + "_validate", [&] { return static_cast<bool>(document::validate(text, actions)); });
    count(name + "_assemble", [&] { return document::executable::assemble(text, actions).has_value(); });
    auto const ready = document::executable::assemble(text, actions);
    contract_benchmarks::expect(ready.has_value(), name + ": is not acceptable");
    count(name + "_run", [&] { return static_cast<bool>(ready->run(input)); });
}

} // namespace

int main() {
    tables of = filled_tables();
    auto const actions = actions_of(of);
    for (example const& each : examples()) {
        count_stages(each.name, each.text, each.input, actions);
        count_cold(each.name, each.text, of);
        count(each.name + "_typed", [&] { return !each.typed(each.input, of).is_null(); });
    }
    for (int const steps : {10, 100, 1'000})
        count_stages(std::to_string(steps) + "_steps", chain_of(steps), json::object{{"a", 1}, {"b", "x"}},
                     actions);
}
