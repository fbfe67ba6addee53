#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RECORDED_MUTATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RECORDED_MUTATION_HPP

// A document's mutation by way of a ledger: what `recorded_run.hpp` is for a typed composition.

#include <string>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/ledger/effect_ledger.hpp>

namespace action_grammar::document::detail {

/// What a run comes to that its ledger ended.
inline answer refused_by_ledger(ledger_error const& error) {
    bool const in_doubt = error.in_doubt();
    std::string message = "the ledger of effects ended the run: " + std::string(name(error.why));
    if (!error.detail.empty()) message += ": " + error.detail;
    json::object detail;
    detail["reason"] = name(error.why);
    detail["key"] = error.key;
    return {in_doubt ? status::in_doubt : status::failed,
            {},
            {"ledger_error", std::move(message), std::move(detail), error.transient(), in_doubt},
            phase::commit,
            !in_doubt};
}

/// Runs a mutation unless it happened before.
///
/// @param send  runs it, for its answer
template <class Send>
answer recorded(effect_ledger& ledger, effect const& one, Send const& send) {
    auto const claimed = ledger.begin(one);
    if (!claimed) return refused_by_ledger(claimed.error());
    if (claimed->done) {
        auto kept = json::parse(claimed->answer);
        if (!kept)
            return refused_by_ledger(
                {ledger_error::reason::answer_unreadable, std::string(one.key), kept.error().message});
        return {status::completed, datum(*std::move(kept)), {}, phase::commit, false};
    }
    answer made = send();
    if (made.how == status::completed) {
        json::value const* const seen = made.value.if_json();
        auto const kept =
            ledger.complete(one, *claimed, json::serialize(seen == nullptr ? made.value.to_json() : *seen));
        return kept ? std::move(made) : refused_by_ledger(kept.error());
    }
    if (made.how == status::in_doubt)
        ledger.doubt(one, *claimed);
    else
        ledger.withdraw(one, *claimed);
    return made;
}

} // namespace action_grammar::document::detail

#endif
