#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_SCHEMA_CASES_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_SCHEMA_CASES_HPP

#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include "support/catch.hpp"

namespace schema_tests {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;

inline json::value value(std::string_view text) {
    auto parsed = json::parse(text);
    INFO(text);
    REQUIRE(parsed);
    return std::move(*parsed);
}

inline schema::validator compiled(std::string_view text,
                                  schema::dialect draft = schema::dialect::draft2020_12) {
    schema::load_options options;
    options.default_dialect = draft;
    auto made = schema::compile_text(text, options);
    INFO(text);
    INFO((made ? std::string() : made.error().location + ' ' + made.error().message));
    REQUIRE(made);
    return std::move(*made);
}

inline schema::load_error refused(std::string_view text, schema::load_options const& options = {}) {
    auto const made = schema::load_text(text, options);
    INFO(text);
    REQUIRE(!made);
    CHECK(!made.error().repair.empty());
    return made.error();
}

struct keyword_case {
    char const* schema;
    char const* value;
    bool valid;
};

/// Each value is valid or not, as the table says, in both ways of asking.
template <class Table>
void check_cases(Table const& table, schema::dialect draft) {
    for (keyword_case const& each : table) {
        INFO(each.schema << " of " << each.value);
        auto const by = compiled(each.schema, draft);
        auto const what = value(each.value);
        CHECK(by.accepts(what) == each.valid);
        auto const found = by.validate(what);
        CHECK(found.valid == each.valid);
        CHECK(found.errors.empty() == each.valid);
        CHECK(!found.limit_reached);
    }
}

} // namespace schema_tests

#endif
