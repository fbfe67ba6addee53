#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_CASES_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_CASES_HPP

// Tables of pairs of schemas and how their sets of values lie to each other. The comparison itself is compiled in
// cases.cpp only: in every file of tables it would take longer than all else together.

#include "support/catch.hpp"

#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/contract/schema/dialect.hpp>

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace action_grammar::containment {
class contract;
} // namespace action_grammar::containment

namespace containment_tests {

namespace ag = action_grammar;
using ag::containment::answer;
using ag::schema::dialect;

std::string json_text(ag::json::value const& value);

/// A contract, to be compared more than once.
using shared_contract = std::shared_ptr<ag::containment::contract const>;
shared_contract contract_of(std::string_view text, dialect draft = dialect::draft2020_12);
/// The contract of a producer that writes only the members that it lists.
shared_contract closed_contract_of(std::string_view text);
ag::containment::comparison compare(shared_contract const& producer, shared_contract const& consumer,
                                    ag::containment::budget const& limits = {});

/// Compares, and checks that an answer has what belongs to it: a witness stands up to the validator, which has nothing
/// of the code under test.
ag::containment::comparison compared(std::string_view producer, std::string_view consumer,
                                     dialect draft = dialect::draft2020_12);

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

/// Each pair, compared both ways.
void check_all(std::initializer_list<pair_case> cases, dialect draft = dialect::draft2020_12);

} // namespace containment_tests

#endif
