#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_PROPERTY_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_PROPERTY_HPP

// rapidcheck inside a Catch2 test case. rapidcheck's own <rapidcheck/catch.h> knows only Catch2's version 2.

#include "support/catch.hpp"

#include <rapidcheck.h>
#include <rapidcheck/detail/Configuration.h>

#include <sstream>
#include <string>
#include <utility>

namespace action_grammar_tests {

/// Fails the running test case, with rapidcheck's smallest counterexample, unless `testable` holds for every
/// value that rapidcheck generates for its parameters; `cases` times, or more often if RC_PARAMS says so.
template <class Testable>
void property(std::string const& description, Testable&& testable, int cases = 100) {
    rc::detail::TestParams params = rc::detail::configuration().testParams;
    if (params.maxSuccess < cases) params.maxSuccess = cases;
    auto const outcome =
        rc::detail::checkTestable(std::forward<Testable>(testable), rc::detail::TestMetadata{}, params);
    std::ostringstream report;
    rc::detail::printResultMessage(outcome, report);
    INFO(description << ": " << report.str());
    CHECK(outcome.template is<rc::detail::SuccessResult>());
}

} // namespace action_grammar_tests

#endif
