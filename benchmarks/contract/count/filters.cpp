#include <string>

#include <action_grammar/contract/expression/filter.hpp>

#include "count.hpp"

namespace contract_benchmarks {

namespace ag = action_grammar;

void count_filters() {
    for (auto const& line : given_lines("filters.ndjson")) {
        std::string const name = text_of(line.at("name"));
        std::string const text = text_of(line.at("filter"));
        auto const filter = *ag::expression::compile(text);
        count("filter_" + name, [&] { return filter.evaluate_one(line.at("input")).has_value(); });
        count("filter_" + name + "_compile", [&] { return ag::expression::compile(text).has_value(); });
    }
}

} // namespace contract_benchmarks
