#ifndef ACTION_GRAMMAR_DOCUMENT_RESOURCE_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_RESOURCE_ACTION_HPP

// What actions of resources have in common whose contracts depend on their configuration, so that they are no typed
// actions: what is wrong with a use of them, and how their failures are described and answered.

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/capability.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/failure_of.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document {

namespace detail {

/// Tells what is wrong with a use.
///
/// @param pointer  where, from the step: `"/with/url"`
inline void tell(use& made, std::string pointer, std::string message, std::string hint = {},
                 rule_code code = rule_code::config_invalid) {
    use_problem problem;
    problem.code = code;
    problem.pointer = std::move(pointer);
    problem.message = std::move(message);
    problem.hint = std::move(hint);
    made.problems.push_back(std::move(problem));
}

/// The contract of an object that has this member and no other.
inline contract contract_of_member(std::string_view name, std::string_view type) {
    boost::json::string_view const key(name.data(), name.size());
    json::object properties;
    properties[key] = json::object{{"type", json::string(type)}};
    auto made = contract::of_schema(json::object{{"type", "object"},
                                                 {"properties", std::move(properties)},
                                                 {"required", json::array{json::string(name)}},
                                                 {"additionalProperties", false}});
    return made ? *std::move(made) : contract();
}

/// `"the answer does not satisfy its schema: /total must be an integer"`: why a value is not what was promised.
///
/// @param subject  what the value is
/// @param whole    what stands for its place when the value itself is wrong
inline std::string broken_promise(std::string subject, json::value const& value,
                                  schema::validator const& promised, std::string_view whole = "it") {
    auto const lacks = promised.validate(value);
    subject += " does not satisfy its schema";
    if (lacks.errors.empty()) return subject;
    auto const& first = lacks.errors.front();
    subject += ": ";
    subject += first.instance.empty() ? whole : std::string_view(first.instance);
    return subject + ' ' + first.message;
}

} // namespace detail

/// The failure mode of an error's type.
template <class Error>
failure_mode failure_mode_of() {
    constexpr error_mode mode = reflection::detail::error_mode_of<Error>();
    failure_mode made{std::string(mode.name), mode.transient, mode.in_doubt, {}};
    if (auto schema = json::parse(mode.schema); !mode.schema.empty() && schema)
        made.schema = *std::move(schema);
    return made;
}

/// The answer of an action that failed.
///
/// @param guard  of a mutation; it says whether the action may be run again
template <class Error>
answer answer_of_failure(Error const& error, verb what, protection guard) {
    bool const changes = mutates(what);
    bool const in_doubt = changes && doubtful(error);
    answer made;
    made.how = in_doubt ? status::in_doubt : status::failed;
    made.part = changes ? phase::commit : phase::prepare;
    made.retryable = !in_doubt && (!changes || safe_to_repeat(guard));
    made.error = detail::failure_of(error, in_doubt);
    return made;
}

/// Runs the work of an action. What it throws is a failure; of a mutation it leaves in doubt whether it happened.
template <class Work>
answer run_resource(verb what, Work const& work) noexcept {
    try {
        return work();
    } catch (...) {
        bool const changes = mutates(what);
        answer made;
        made.how = changes ? status::in_doubt : status::failed;
        made.part = changes ? phase::commit : phase::prepare;
        made.retryable = !changes;
        made.error = detail::failure_of_exception(std::current_exception(), changes);
        return made;
    }
}

} // namespace action_grammar::document

#endif
