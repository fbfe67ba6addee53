#ifndef ACTION_GRAMMAR_LEDGER_EFFECT_LEDGER_HPP
#define ACTION_GRAMMAR_LEDGER_EFFECT_LEDGER_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/ledger/effect.hpp>

namespace action_grammar {

/// What a ledger says to a run that comes to its mutation.
struct effect_claim {
    bool done = false;    ///< It happened before: `answer` is its answer, and nothing is to be sent.
    bool repeat = false;  ///< An earlier run may have sent it; this one may send it again.
    std::string answer{}; ///< JSON, as it was given to `complete`.
    std::string holder{}; ///< By what the ledger tells this claim from another run's.
};

/// The record of effects, by which a run that repeats another finds out and does not repeat its effect.
///
/// Put into a run's environment, or a document's `run_options`, it is asked around the mutation: `begin`; then the
/// mutation is sent; then `complete`, `withdraw` or `doubt`. Under `same_transaction` the mutation's own statements and
/// the record belong to one transaction of the ledger's database, which `begin` opens and the other ends.
///
/// No function throws. A ledger serves one run at a time unless it says otherwise.
class effect_ledger {
public:
    using keeps_effects = void;

    effect_ledger() = default;
    effect_ledger(effect_ledger const&) = default;
    effect_ledger& operator=(effect_ledger const&) = default;
    virtual ~effect_ledger() = default;

    /// Claims an effect for this run. Durable when it returns, except under `same_transaction`.
    ///
    /// Errors: `in_progress`, `in_doubt`, `key_reused`, `unavailable`.
    virtual result<effect_claim, ledger_error> begin(effect const& one) noexcept = 0;

    /// The mutation happened, with this answer as JSON. Durable when it returns.
    ///
    /// Errors: `not_recorded`; under `same_transaction` `unavailable`, when nothing happened after all; `in_progress`, when
    /// another run took the effect over and was answered differently.
    virtual result<void, ledger_error> complete(effect const& one, effect_claim const& claimed,
                                                std::string_view answer) noexcept = 0;

    /// The mutation did not happen: the next run may begin anew. Of a repeat only this try is known not to have
    /// happened, which leaves the effect in doubt.
    virtual void withdraw(effect const& one, effect_claim const& claimed) noexcept = 0;

    /// Nobody knows whether the mutation happened.
    virtual void doubt(effect const& one, effect_claim const& claimed) noexcept = 0;
};

} // namespace action_grammar

#endif
