#include "support/agreement.hpp"
#include "support/catch.hpp"

#include <cstddef>

// The typed front end and the rules over plain values agree, for sequences of every verb in every grade that
// it can have, up to length 3.

namespace {

using namespace action_grammar_tests;

using every_letter =
    alphabet<letter::fetch_sure, letter::fetch, letter::transform, letter::transform_throwing,
             letter::validate, letter::gate, letter::decide, letter::decide_fallible, letter::decide_mutating,
             letter::fan_out, letter::fan_out_fallible, letter::aggregate, letter::aggregate_fallible,
             letter::persist, letter::emit_unprotected>;

TEST_CASE("sequences of the verbs in all of their grades up to length 3", "[agreement]") {
    auto const all = compared<every_letter, 'c'>();
    CHECK(all.differences == 0);
    CHECK(all.words == power(15, 1) + power(15, 2) + power(15, 3));
    CHECK(all.broken > 900);
}

} // namespace
