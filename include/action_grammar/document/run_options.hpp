#ifndef ACTION_GRAMMAR_DOCUMENT_RUN_OPTIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_RUN_OPTIONS_HPP

#include <functional>
#include <stop_token>
#include <string_view>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/document/checkpoint.hpp>
#include <action_grammar/ledger/effect_ledger.hpp>

namespace action_grammar::document {

/// What a run may ask and be asked.
struct run_options {
    deadline until{};     ///< No action before the commit is begun after it.
    std::stop_token stop; ///< No action before the commit is begun once this asks to stop.
    /// Called before each action with its id, and behind it with how it ended. Must not throw.
    std::function<void(std::string_view id)> on_begin;
    std::function<void(std::string_view id, status how)> on_end;
    /// Called once all of `prepare` has completed, before the commit. What it throws ends the run there.
    std::function<void(checkpoint const& prepared)> on_prepared;
    /// Where to go on from, or null. One of another document or input fails the run before anything is done.
    checkpoint const* resume_from = nullptr;
    /// Records the mutation, and answers a repeat of the run with what it has kept; null: nothing is recorded. The key is
    /// that of `{"keyed": ...}`, and of any other protection the run's.
    effect_ledger* ledger = nullptr;
    std::string_view
        key{}; ///< The caller's name for what is to be done. Without one such a run with a ledger fails.
};

} // namespace action_grammar::document

#endif
