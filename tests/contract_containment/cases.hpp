#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_CASES_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_CASES_HPP

// Tables of pairs of schemas and how their sets of values lie to each other.

#include "support/catch.hpp"

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace containment_tests {

namespace ag = action_grammar;
using ag::containment::answer;

inline ag::json::value value_of(std::string_view text) {
    auto parsed = ag::json::parse(text);
    INFO(text);
    REQUIRE(parsed);
    return *parsed;
}

inline ag::schema::graph graph_of(std::string_view text,
                                  ag::schema::dialect draft = ag::schema::dialect::draft2020_12) {
    ag::schema::load_options options;
    options.default_dialect = draft;
    options.unsupported_pattern = ag::schema::leniency::ignored;
    auto loaded = ag::schema::load_text(text, options);
    INFO(text);
    if (!loaded) FAIL(loaded.error().message);
    return std::move(*loaded);
}

inline ag::containment::contract contract_of(std::string_view text,
                                             ag::schema::dialect draft = ag::schema::dialect::draft2020_12,
                                             ag::containment::compile_options const& options = {}) {
    return ag::containment::contract(graph_of(text, draft), options);
}

/// Whether a schema accepts a value, by the validator and nothing of the code under test.
inline bool accepts(std::string_view schema, ag::json::value const& value,
                    ag::schema::dialect draft = ag::schema::dialect::draft2020_12) {
    return ag::schema::validator(graph_of(schema, draft)).accepts(value);
}

/// Compares, and checks that an answer has what belongs to it.
inline ag::containment::comparison compared(std::string_view producer, std::string_view consumer,
                                            ag::schema::dialect draft = ag::schema::dialect::draft2020_12) {
    INFO("producer " << producer);
    INFO("consumer " << consumer);
    auto const made = ag::containment::compare(contract_of(producer, draft), contract_of(consumer, draft));
    CHECK(made.witness.has_value() == (made.result == answer::incompatible));
    CHECK((made.reason != ag::containment::undecided_reason::none) == (made.result == answer::undecided));
    if (made.witness) {
        INFO("witness " << ag::json::serialize(*made.witness));
        CHECK(accepts(producer, *made.witness, draft));
        CHECK_FALSE(accepts(consumer, *made.witness, draft));
    }
    return made;
}

/// How the values of two schemas lie to each other.
enum class relation {
    equal,   ///< The same values.
    within,  ///< All of the first are of the second, and not the other way round.
    overlap, ///< Neither.
};

struct pair_case {
    std::string_view first;
    std::string_view second;
    relation expected;
};

inline void check_all(std::initializer_list<pair_case> cases,
                      ag::schema::dialect draft = ag::schema::dialect::draft2020_12) {
    auto const expected = [](bool yes) { return yes ? answer::compatible : answer::incompatible; };
    for (pair_case const& each : cases) {
        INFO(each.first << "  against  " << each.second);
        CHECK(name_of(compared(each.first, each.second, draft).result)
              == name_of(expected(each.expected != relation::overlap)));
        CHECK(name_of(compared(each.second, each.first, draft).result)
              == name_of(expected(each.expected == relation::equal)));
    }
}

} // namespace containment_tests

#endif
