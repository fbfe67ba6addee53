#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_VALIDATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_BUILTIN_VALIDATE_HPP

// validate(schema).

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/coerce.hpp>
#include <action_grammar/contract/schema/validate_action.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document::detail {

struct validate_configuration {
    json::value schema;
    std::optional<bool> coerce;
    std::optional<schema::mode> mode;
};

/// What a value lacks.
inline failure failure_of_validation(std::vector<schema::validation_error> const& errors) {
    failure made;
    made.type = "nonconforming";
    json::array all;
    for (schema::validation_error const& each : errors)
        all.push_back(json::object{{"instance", each.instance},
                                   {"schema", each.schema},
                                   {"keyword", each.keyword},
                                   {"message", each.message}});
    if (errors.empty()) {
        made.message = "the value does not satisfy the schema";
    } else {
        schema::validation_error const& first = errors.front();
        made.message = (first.instance.empty() ? "the value" : first.instance) + ": " + first.message;
        if (errors.size() > 1) made.message += ", and " + std::to_string(errors.size() - 1) + " more";
    }
    made.detail = json::object{{"errors", std::move(all)}};
    return made;
}

class validate_runner final : public runner {
public:
    validate_runner(schema::validator by, bool coerces, schema::mode how)
        : by_(std::move(by)), coerces_(coerces), how_(how) {}

    answer run(std::span<datum const> values, call const&) const noexcept override {
        return run_guarded(values, [this](datum const& value) {
            json_view const seen(value);
            answer made;
            if (by_.accepts(*seen)) {
                made.value = value;
                return made;
            }
            if (coerces_) {
                if (auto changed = schema::coerce(by_, *seen)) {
                    made.value = datum(*std::move(changed));
                    return made;
                }
            }
            schema::validate_options options;
            if (how_ == schema::mode::fail) options.errors = 1;
            return failed(failure_of_validation(by_.validate(*seen, options).errors));
        });
    }

private:
    schema::validator by_;
    bool coerces_;
    schema::mode how_;
};

/// Hands its value on.
class passing_runner final : public runner {
public:
    answer run(std::span<datum const> values, call const&) const noexcept override {
        return run_guarded(values, [](datum const& value) {
            answer made;
            made.value = value;
            return made;
        });
    }
};

class validate_kind final : public action_kind {
public:
    validate_kind() {
        about_.name = "validate(schema)";
        about_.what = verb::validate;
        about_.resource = "schema";
        about_.summary = "Hands its input on if it satisfies a schema.";
        about_.parameters.push_back({"value", {}});
        about_.configuration = contract::of_type(value_type_of<validate_configuration>).schema();
        about_.effect = grade::fallible;
        about_.failures.push_back({"nonconforming", tendency::never, tendency::never, {}});
    }

    description const& about() const noexcept override { return about_; }

    use check(use_request const& request) const override {
        use made;
        made.effect = grade::fallible;
        contract const given = input_of(request);
        made.output = given;
        auto const configured = configuration_of<validate_configuration>(request, made);
        if (!configured) return made;
        auto const wanted = contract_in(configured->schema, "/with/schema", request, made.problems);
        if (!wanted) return made;
        known_contracts const contracts(request.known);
        if (contracts.is_within(given, *wanted)) { // nothing to ask
            made.effect = grade::infallible;
            made.run = std::make_shared<passing_runner const>();
            return made;
        }
        bool const coerces = configured->coerce.value_or(false);
        made.output = coerces ? *wanted : contracts.both(given, *wanted);
        static contract const none = [] {
            auto never = contract::of_schema(false);
            return never ? *std::move(never) : contract();
        }();
        if (contracts.is_within(made.output, none, request.policy)) {
            use_problem told;
            told.code = rule_code::contract_mismatch;
            told.pointer = "/with/schema";
            told.message = "no value that reaches the step satisfies this schema, so that it always fails";
            told.hint = "correct the schema, or what reaches the step";
            made.problems.push_back(std::move(told));
            return made;
        }
        made.run = std::make_shared<validate_runner const>(wanted->validator(), coerces,
                                                           configured->mode.value_or(schema::mode::fail));
        return made;
    }

private:
    description about_;
};

} // namespace action_grammar::document::detail

#endif
