#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_VALIDATOR_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_VALIDATOR_HPP

// A schema made ready to validate values.

#include <memory>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/evaluator.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/program.hpp>
#include <action_grammar/contract/schema/report.hpp>

namespace action_grammar::schema {

/// A compiled schema. Immutable: copies share it, and any number of threads may use one at a time.
///
/// Numbers are compared as the decimals that they denote (0.3 is a multiple of 0.1, 1.0 an integer, 1 and 1.0
/// equal); lengths are counted in code points; patterns run in linear time. The time of a validation, its
/// depth and its report are bounded by `validate_options`; a value whose validation reaches a bound is not
/// accepted.
class validator {
public:
    /// Makes a graph ready. Linear in it.
    explicit validator(graph schema) : validator(std::make_shared<graph const>(std::move(schema))) {}
    /// The same of a graph that others look at as well. Precondition: not null.
    explicit validator(std::shared_ptr<graph const> schema)
        : program_(
              std::make_shared<detail::program const>(detail::program_builder::build(std::move(schema)))) {}

    /// Whether `value` satisfies the schema. Stops at the first thing that it lacks; allocates nothing
    /// unless the schema has `unevaluated*`, `propertyNames` or `uniqueItems`.
    bool accepts(json::value const& value, validate_options const& options = {}) const {
        detail::evaluator<false> run(*program_, options);
        return run.run(value);
    }

    /// Everything that `value` lacks. Gives the same answer as `accepts`.
    report validate(json::value const& value, validate_options const& options = {}) const {
        detail::evaluator<true> run(*program_, options);
        bool const valid = run.run(value);
        report found = run.take();
        found.valid = valid;
        return found;
    }

    /// The schema that was compiled.
    graph const& schema() const noexcept { return program_->source(); }

private:
    std::shared_ptr<detail::program const> program_;
};

/// Loads a schema and makes it ready. Errors: those of `load`.
inline result<validator, load_error> compile(json::value const& schema, load_options const& options = {}) {
    auto loaded = load(schema, options);
    if (!loaded) return unexpected(std::move(loaded).error());
    return validator(std::move(*loaded));
}

/// Loads a schema from its text and makes it ready. Errors: those of `load_text`.
inline result<validator, load_error> compile_text(std::string_view schema, load_options const& options = {}) {
    auto loaded = load_text(schema, options);
    if (!loaded) return unexpected(std::move(loaded).error());
    return validator(std::move(*loaded));
}

} // namespace action_grammar::schema

#endif
