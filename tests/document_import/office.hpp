#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_IMPORT_OFFICE_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_IMPORT_OFFICE_HPP

// A host that has declared the actions of the imported workflows, with tables in memory.

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/registry.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace import_tests {

struct office {
    std::map<std::string, std::string> orders;          ///< Totals as text, by order.
    std::map<std::string, std::string> reconciliations; ///< Rows as text, by batch.
    std::vector<std::string> customers;
    std::vector<std::string> events; ///< "name key payload"
    int unreachable = 0;             ///< So many fetches fail first.
};

/// fetch(settlements), fetch(plans), persist(orders), persist(reconciliations), persist(customers),
/// emit(order.confirmed), emit(customer.onboarded).
action_grammar::document::registry actions_of(office& of);

/// A file of the folder data.
action_grammar::json::value spec_in(std::string_view file);

/// Findings, each as "AG201? /invocations/1": the question mark is for warnings.
std::vector<std::string> told(action_grammar::document::findings const& found);

action_grammar::json::value const& at(action_grammar::json::value const& in, std::string_view pointer);

/// Runs documents in order, each on the outcome of the one before; the test fails if one does not complete.
action_grammar::json::value run_all(std::vector<action_grammar::json::value> const& documents,
                                    action_grammar::document::registry const& actions,
                                    action_grammar::json::value const& input);

using lines = std::vector<std::string>;

} // namespace import_tests

#endif
