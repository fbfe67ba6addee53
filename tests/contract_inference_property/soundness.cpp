// Whatever a filter makes of a value that is valid under the input contract is valid under the inferred one; so many
// outputs as inferred, and no failure where none may be.

#include "support/catch.hpp"

#include "contracts.hpp"
#include "filters.hpp"

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/expression/parser.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

namespace ag = action_grammar;
using namespace action_grammar_tests;

/// What is wrong with the inference for a random filter, contract and values; empty if nothing.
std::string violation(std::uint64_t seed, std::size_t& judged) {
    dice roll(seed);
    json::value const contract = random_contract(roll);
    auto const input = ag::schema::compile(contract);
    if (!input) return "the contract " + json::serialize(contract) + " is refused: " + input.error().message;
    json::object const definitions =
        contract.is_object() ? contract.at("$defs").as_object() : json::object{{"tree", true}};
    for (int round = 0; round < 4; ++round) {
        std::string const text = filter_generator(roll).filter(1 + static_cast<unsigned>(roll.below(4)));
        auto const filter = ag::expression::compile(text);
        if (!filter) return "the filter " + text + " is refused: " + filter.error().message;
        ag::inference::inferred const found = ag::inference::infer(filter->syntax(), input->schema());
        auto const output = ag::schema::compile(found.schema);
        std::string const about = "filter " + text + "\ncontract " + json::serialize(contract) + "\ninferred "
                                + json::serialize(found.schema);
        if (!output) return about + "\nis refused: " + output.error().message;
        for (int attempt = 0; attempt < 6; ++attempt) {
            json::value const value = value_for(roll, contract, definitions, 4);
            if (!input->accepts(value)) continue;
            std::string const on = about + "\nvalue " + json::serialize(value);
            std::string wrong;
            std::size_t count = 0;
            ag::expression::evaluation_limits limits;
            limits.fuel = 20'000;
            limits.outputs = 1'000;
            auto const done = filter->for_each(
                value,
                [&](json::value&& result) {
                    ++count;
                    ++judged;
                    if (!output->accepts(result)) wrong = on + "\noutput " + json::serialize(result);
                    return wrong.empty();
                },
                limits);
            if (!wrong.empty()) return wrong;
            if (!done && done.error().reason != ag::expression::failure::raised) continue;
            if (!done && !found.may_fail) return on + "\nfails: " + done.error().message;
            if (done && count < found.outputs.min) return on + "\ntoo few outputs: " + std::to_string(count);
            if (count > found.outputs.max) return on + "\ntoo many outputs: " + std::to_string(count);
        }
    }
    return {};
}

} // namespace

TEST_CASE("every construct and every builtin is tried") {
    constexpr auto constructs = static_cast<std::size_t>(ag::expression::construct::pattern_object) + 1;
    std::array<bool, constructs> made{};
    std::array<bool, ag::expression::builtin_signatures.size()> called{};
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        dice roll(seed);
        auto const filter = ag::expression::parse(filter_generator(roll).filter(4));
        REQUIRE(filter);
        for (ag::expression::node const& each : filter->nodes) {
            made[static_cast<std::size_t>(each.kind)] = true;
            if (each.kind == ag::expression::construct::call_builtin) called[each.symbol] = true;
        }
    }
    for (std::size_t i = 0; i < made.size(); ++i) {
        INFO("construct " << i);
        CHECK(made[i]);
    }
    for (std::size_t i = 0; i < called.size(); ++i) {
        INFO("builtin " << ag::expression::builtin_signatures[i].name);
        CHECK(called[i]);
    }
}

TEST_CASE("what comes out is valid under the inferred contract") {
    // The same cases at every run: what is found by chance belongs into a longer search.
    std::size_t judged = 0;
    for (std::uint64_t seed = 1; seed <= 5000; ++seed) {
        std::string const wrong = violation(seed, judged);
        INFO("seed " << seed << ": " << wrong);
        REQUIRE(wrong == std::string());
    }
    // Filters that only fail would show nothing.
    CHECK(judged > 15000);
}
