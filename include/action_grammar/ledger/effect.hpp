#ifndef ACTION_GRAMMAR_LEDGER_EFFECT_HPP
#define ACTION_GRAMMAR_LEDGER_EFFECT_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/model/protection.hpp>

namespace action_grammar {

/// What a ledger knows a run by, besides the name of its composition. A resource of the run's environment.
///
/// Two runs are the same run exactly when their composition, version and key are the same: the second is a repeat of
/// the first. Change the version when a composition changes so that its old answers are of no use to it.
struct run_identity {
    std::string key; ///< The caller's own name for what is to be done: an order's number, a message's id.
    std::string version{};
};

/// A mutation of a run, as a ledger records it: one for each composition, version and key.
struct effect {
    std::string_view composition;
    std::string_view version;
    std::string_view key;
    std::string_view action; ///< The label of the mutation: another one under the same key is refused.
    protection guard = protection::undeclared;
};

/// How far an effect has come.
///
/// - `started`: it may have been sent, by a run that is under way or has died.
/// - `done`: it happened, and its answer is kept.
/// - `in_doubt`: it was sent, and nobody knows whether it happened.
enum class effect_state : std::uint8_t { started, done, in_doubt };

/// The state as it is written: `"in_doubt"`.
[[nodiscard]] constexpr std::string_view name(effect_state state) noexcept {
    switch (state) {
    case effect_state::started: return "started";
    case effect_state::done: return "done";
    case effect_state::in_doubt: return "in_doubt";
    }
    return "unknown";
}

/// Why a ledger ended a run.
struct ledger_error {
    /// - `in_progress`: another run with the same key is under way, or took this one over and recorded another answer,
    ///   which a repeat is given. Transient.
    /// - `in_doubt`: an earlier run left the effect in doubt, and it is not safe to repeat.
    /// - `key_reused`: the key belongs to another mutation of the composition.
    /// - `answer_unreadable`: the effect happened, and its kept answer is not of the type that the run needs.
    /// - `unavailable`: the ledger could not be asked; nothing was sent. Transient.
    /// - `not_recorded`: the effect was sent, and the ledger could not record what became of it.
    enum class reason : std::uint8_t {
        in_progress,
        in_doubt,
        key_reused,
        answer_unreadable,
        unavailable,
        not_recorded
    };

    reason why = reason::unavailable;
    std::string key;
    std::string detail{}; ///< What the ledger's store says, or what to do.

    [[nodiscard]] bool transient() const noexcept {
        return why == reason::in_progress || why == reason::unavailable;
    }
    [[nodiscard]] bool in_doubt() const noexcept {
        return why == reason::in_doubt || why == reason::not_recorded;
    }
};

/// The reason in words: `"in_progress"`.
[[nodiscard]] constexpr std::string_view name(ledger_error::reason why) noexcept {
    switch (why) {
    case ledger_error::reason::in_progress: return "in_progress";
    case ledger_error::reason::in_doubt: return "in_doubt";
    case ledger_error::reason::key_reused: return "key_reused";
    case ledger_error::reason::answer_unreadable: return "answer_unreadable";
    case ledger_error::reason::unavailable: return "unavailable";
    case ledger_error::reason::not_recorded: return "not_recorded";
    }
    return "unknown";
}

} // namespace action_grammar

#endif
