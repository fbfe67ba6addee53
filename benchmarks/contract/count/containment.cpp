#include <string>

#include <action_grammar/contract/containment/compare.hpp>

#include "../contain/ready.hpp"
#include "count.hpp"

namespace contract_benchmarks {

void count_containment() {
    for (auto const& pair : given_lines("pairs.ndjson")) {
        std::string const name = text_of(pair.at("name"));
        auto const producer = ready(pair.at("p"));
        auto const consumer = ready(pair.at("c"));
        std::string const expected = text_of(pair.at("expected"));
        count("compare_" + name, [&] { return name_of(compare(producer, consumer).result) == expected; });
    }
}

} // namespace contract_benchmarks
