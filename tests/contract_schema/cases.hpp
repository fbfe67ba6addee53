#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_SCHEMA_CASES_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_SCHEMA_CASES_HPP

// Tables of schemas and values. Reader and validator are compiled in cases.cpp only: in every file of tables they
// would take longer than all else together.

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/load_options.hpp>
#include <action_grammar/contract/schema/report.hpp>

#include "support/catch.hpp"

namespace action_grammar::schema {
struct graph;
class validator;
} // namespace action_grammar::schema

namespace schema_tests {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;
using schema::dialect;

/// The value of a JSON text.
json::value value(std::string_view text);

/// A validator, of which only the name is known here.
class compiled_schema {
public:
    explicit compiled_schema(std::shared_ptr<schema::validator const> with) noexcept
        : validator_(std::move(with)) {}

    bool accepts(json::value const& value, schema::validate_options const& options = {}) const;
    schema::report validate(json::value const& value, schema::validate_options const& options = {}) const;
    schema::validator const& validator() const noexcept { return *validator_; }

private:
    std::shared_ptr<schema::validator const> validator_;
};

/// As the library answers.
action_grammar::result<compiled_schema, schema::load_error> try_compile(std::string_view text,
                                                                        schema::load_options const& options);
action_grammar::result<schema::graph, schema::load_error> try_load(std::string_view text,
                                                                   schema::load_options const& options = {});

/// A schema that must compile.
compiled_schema compiled(std::string_view text, dialect draft = dialect::draft2020_12);
/// Why a schema is not loaded, which must not be.
schema::load_error refused(std::string_view text, schema::load_options const& options = {});
schema::load_error refused_document(json::value const& document);

struct keyword_case {
    char const* schema;
    char const* value;
    bool valid;
};

/// The value is valid or not, as the case says, in both ways of asking.
void check_case(keyword_case const& each, dialect draft);

template <class Table>
void check_cases(Table const& table, dialect draft) {
    for (keyword_case const& each : table)
        check_case(each, draft);
}

} // namespace schema_tests

#endif
