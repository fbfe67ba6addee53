#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

// The values are those that action_grammar validates. Its adapters for nlohmann::json and RapidJSON are not faster
// by more than a sixth, and that for RapidJSON is not accepted by clang 19.
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "subject.hpp"

namespace contract_benchmarks {

namespace {

using adapter = valijson::adapters::BoostJsonAdapter;

struct contract {
    explicit contract(boost::json::value const& document) {
        valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(adapter(document), schema);
    }
    valijson::Schema schema;
};

struct state {
    explicit state(contract_case const& of) : with(of), compiled(of.schema) {}

    bool validate(boost::json::value const& value, valijson::ValidationResults* results) {
        return validator.validate(compiled.schema, adapter(value), results);
    }

    contract_case with;
    contract compiled;
    valijson::Validator validator; // keeps the regular expressions that it has met
};

/// `<root>`, `[lines]`, `[3]` as a JSON Pointer. None of the names needs an escape.
std::string pointer(std::vector<std::string> const& steps) {
    std::string text;
    for (std::string const& step : steps)
        if (step.front() == '[') text += '/' + step.substr(1, step.size() - 2);
    return text;
}

} // namespace

subject with_valijson(contract_case const& with) {
    auto const held = std::make_shared<state>(with);
    return {
        "valijson",
        [=] { return held->validate(held->with.valid, nullptr); },
        [=] { return held->validate(held->with.invalid, nullptr); },
        {},
        [=] {
            valijson::ValidationResults results;
            held->validate(held->with.invalid, &results);
            return results.numErrors();
        },
        [=] {
            valijson::ValidationResults results;
            held->validate(held->with.invalid, &results);
            std::set<std::string> found;
            for (auto const& error : results)
                found.insert(pointer(error.context));
            return found;
        },
        [=] { contract const again(held->with.schema); },
    };
}

} // namespace contract_benchmarks
