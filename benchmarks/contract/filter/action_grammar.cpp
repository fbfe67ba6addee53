#include <cstddef>
#include <memory>
#include <string>

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include "engine.hpp"

namespace contract_benchmarks {

namespace {

struct state {
    explicit state(filter_case const& of)
        : with(of), compiled(*action_grammar::expression::compile(of.filter)) {}

    filter_case with;
    action_grammar::expression::filter compiled;
};

} // namespace

engine with_action_grammar(filter_case const& with) {
    namespace ag = action_grammar;
    auto const held = std::make_shared<state const>(with);
    return {
        "action_grammar",
        [=] {
            std::size_t count = 0;
            auto const done =
                held->compiled.for_each(held->with.input, [&](ag::json::value&&) { return ++count > 0; });
            return done.has_value() ? count : 0;
        },
        [=] {
            auto const outputs = held->compiled.evaluate(held->with.input);
            if (!outputs.has_value()) return outputs.error().message;
            return ag::json::serialize(ag::json::array(outputs->begin(), outputs->end()));
        },
        [=] { return ag::expression::compile(held->with.filter).has_value(); },
    };
}

} // namespace contract_benchmarks
