#include <memory>
#include <set>
#include <string>

#include <action_grammar/contract/schema/validator.hpp>

#include "subject.hpp"

namespace contract_benchmarks {

namespace {

struct state {
    explicit state(contract_case const& of)
        : with(of), validator(*action_grammar::schema::compile(of.schema)) {}

    contract_case with;
    action_grammar::schema::validator validator;
};

} // namespace

subject with_action_grammar(contract_case const& with) {
    auto const held = std::make_shared<state const>(with);
    return {
        "action_grammar",
        [=] { return held->validator.accepts(held->with.valid); },
        [=] { return held->validator.accepts(held->with.invalid); },
        [=] { return held->validator.validate(held->with.invalid, {.errors = 1}).errors.front().instance; },
        [=] { return held->validator.validate(held->with.invalid).errors.size(); },
        [=] {
            std::set<std::string> found;
            for (auto const& error : held->validator.validate(held->with.invalid).errors)
                found.insert(error.instance);
            return found;
        },
        [=] { expect(action_grammar::schema::compile(held->with.schema).has_value(), "not compiled"); },
    };
}

} // namespace contract_benchmarks
