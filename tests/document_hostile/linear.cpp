// Judging documents that mean harm asks for memory in proportion to their size, and ends.

#include "documents.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/validate.hpp>
#include <action_grammar/yaml/document.hpp>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

namespace {

// What is asked of the allocator. Time is not measured: it depends on the machine and on what else runs there.
std::atomic<std::size_t> allocations{0};
std::atomic<std::size_t> allocated{0};

} // namespace

void* operator new(std::size_t bytes) {
    ++allocations;
    allocated += bytes;
    if (void* const made = std::malloc(bytes == 0 ? 1 : bytes)) return made;
    throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t) noexcept { std::free(made); }

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
    cost const before{allocations, allocated};
    document::validation const made = judged(of, text, by);
    CHECK(made.found.list.size() <= by.bounds.findings);
    CHECK(static_cast<bool>(made) == made.found.acceptable());
    return {allocations - before.allocations, allocated - before.bytes};
}

} // namespace

TEST_CASE("twice the harm costs no more than about twice as much") {
    document::policy const by = small_policy();
    for (hostile::family const& each : hostile::families()) {
        INFO(each.name);
        cost const once = cost_of(each, 20'000, by);
        cost const twice = cost_of(each, 40'000, by);
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
