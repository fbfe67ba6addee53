// Judging documents that mean harm asks for memory in proportion to their size, and ends.

#include "documents.hpp"

#include "support/catch.hpp"
#include "support/counted_allocations.hpp"

#include <action_grammar/document/validate.hpp>
#include <action_grammar/yaml/document.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace {

namespace ag = action_grammar;
namespace document = ag::document;

struct cost {
    std::size_t allocations = 0;
    std::size_t bytes = 0;
};

document::policy small_policy() {
    document::policy by;
    by.bounds.contract_schemas = 2'000;
    by.bounds.pattern_values = 4'000;
    by.bounds.yaml_values = 4'000;
    by.bounds.findings = 20;
    return by;
}

document::validation judged(hostile::family const& of, std::string const& text, document::policy const& by) {
    static document::registry const actions;
    return of.is_yaml ? document::validate_yaml(text, actions, by) : document::validate(text, actions, by);
}

cost cost_of(hostile::family const& of, std::size_t bytes, document::policy const& by) {
    std::string const text = of.of_size(bytes);
    static_cast<void>(judged(of, text.substr(0, 10), by)); // what is made once
    cost const before{counted_allocations::calls, counted_allocations::bytes};
    document::validation const made = judged(of, text, by);
    CHECK(made.found.list.size() <= by.bounds.findings);
    CHECK(static_cast<bool>(made) == made.found.acceptable());
    return {counted_allocations::calls - before.allocations, counted_allocations::bytes - before.bytes};
}

} // namespace

TEST_CASE("twice the harm costs no more than about twice as much") {
    document::policy const by = small_policy();
    // Sizes at which contracts that are handed on are too large to be kept by the registry: a part that is only looked
    // up would make the first half cheaper than it is.
    for (hostile::family const& each : hostile::families()) {
        INFO(each.name);
        cost const once = cost_of(each, 40'000, by);
        cost const twice = cost_of(each, 80'000, by);
        CHECK(twice.allocations <= once.allocations * 5 / 2 + 2'000);
        CHECK(twice.bytes <= once.bytes * 5 / 2 + 2'000'000);
    }
}

TEST_CASE("no harm costs more than so many allocations for each byte") {
    document::policy const by = small_policy();
    for (hostile::family const& each : hostile::families()) {
        INFO(each.name);
        constexpr std::size_t size = 40'000;
        cost const all = cost_of(each, size, by);
        CHECK(all.allocations < 12 * size);
        CHECK(all.bytes < 2'000 * size);
    }
}
