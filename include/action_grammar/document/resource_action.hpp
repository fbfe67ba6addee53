#ifndef ACTION_GRAMMAR_DOCUMENT_RESOURCE_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_RESOURCE_ACTION_HPP

// What actions of resources have in common whose contracts depend on their configuration, so that they are no typed
// actions: how their failures are described and answered.

#include <exception>
#include <string>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/reflection/capability.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/failure_of.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document {

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
