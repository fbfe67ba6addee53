#ifndef ACTION_GRAMMAR_LEDGER_RECORDED_RUN_HPP
#define ACTION_GRAMMAR_LEDGER_RECORDED_RUN_HPP

// How a run goes whose mutation a ledger records: what `run` does when there is a ledger in its environment.

#include <concepts>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/environment.hpp>
#include <action_grammar/composition/execution.hpp>
#include <action_grammar/composition/run.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/ledger/effect_ledger.hpp>

namespace action_grammar {

namespace detail {

/// A key as the ledger writes it: text as it is, anything else as JSON.
template <class Key>
std::string key_text(Key const& key) {
    if constexpr (std::is_convertible_v<Key const&, std::string_view>)
        return std::string(std::string_view(key));
    else
        return encode_text(key);
}

/// Calls `work` on the ledger's behalf, whose memory may run out; null then.
template <class Work>
auto without_throwing(Work work) noexcept -> std::optional<decltype(work())> {
#if defined(__cpp_exceptions)
    try {
        return work();
    } catch (...) {
        return std::nullopt;
    }
#else
    return work();
#endif
}

/// The value that a mutation adds, as a ledger keeps it; `unit` when it adds none.
template <class Facts>
using recorded_answer = typename outcome_value<typename Facts::outputs>::type;

inline constexpr unit no_answer{};

/// The answer that an action has left in its slot, or in the outcome.
template <class Facts, class Outcome, std::size_t Step, class Returned>
constexpr auto const& answer_in(Outcome const& ended, slot<Step, Returned>& room) {
    if constexpr (Facts::outputs::size == 0)
        return no_answer;
    else if constexpr (std::is_same_v<Returned, into_outcome>)
        return *ended;
    else if constexpr (Facts::how == answer::plain)
        return std::as_const(room.held.get());
    else
        return *std::as_const(room.held.get());
}

/// Leaves an answer where the action would have left it.
template <class Facts, class Outcome, std::size_t Step, class Returned, class Answer>
void leave_answer(Outcome& ended, slot<Step, Returned>& room, Answer kept) {
    if constexpr (std::is_same_v<Returned, into_outcome>) {
        make_outcome::complete(ended, [&] { return typename Outcome::value_type(std::move(kept)); });
    } else if constexpr (!std::is_void_v<Returned>) {
        auto make = [&]() -> Returned {
            if constexpr (Facts::how == answer::outcome)
                return make_outcome::completed<Returned>(
                    [&] { return typename Returned::value_type(std::move(kept)); });
            else if constexpr (Facts::outputs::size == 0)
                return Returned{};
            else
                return Returned(std::move(kept));
        };
        detail::make_at(&room.held, make);
    }
}

/// A run's dealings with its ledger.
class recording {
public:
    static constexpr bool records = true;

    recording(effect_ledger& ledger, std::string_view composition, run_identity const* identity,
              std::optional<ledger_error>& refusal) noexcept
        : ledger_(&ledger), composition_(composition), identity_(identity), refusal_(&refusal) {}

    /// Runs the mutation of a composition, unless it happened before; false when that ended the run.
    template <class Facts, class Outcome, class Context, class Action, std::size_t Step, class Returned,
              class... Values>
    bool commit(Outcome& ended, Context& context, Action const& action, slot<Step, Returned>& room,
                Values&&... values) const {
        static_assert(!(std::is_reference_v<Returned> && Facts::how == answer::plain),
                      "the answer of a recorded mutation is kept: let it return a value, not a reference");
        constexpr protection guard = std::remove_cvref_t<decltype(action.guard())>::kind;
        auto const key = without_throwing([&] { return key_of(action.guard(), values...); });
        if (!key) return refuse(ended, context, out_of_memory(), text_of<Action::name>);
        effect const one{composition_, version(), *key, text_of<Action::name>, guard};

        auto claimed = ledger_->begin(one);
        if (!claimed) return refuse(ended, context, std::move(claimed).error(), one.action);
        if (claimed->done) return recall<Facts>(ended, context, one, *claimed, room);

        if (!detail::settle_step<Facts>(ended, context, action, room, static_cast<Values&&>(values)...)) {
            if (ended.status() == status::in_doubt)
                ledger_->doubt(one, *claimed);
            else
                ledger_->withdraw(one, *claimed);
            return false;
        }
        auto const answer = without_throwing([&] { return encode_text(answer_in<Facts>(ended, room)); });
        auto kept = answer ? ledger_->complete(one, *claimed, *answer) : not_recorded(one, *claimed);
        if (kept) return true;
        empty<Facts>(ended, room);
        return refuse(ended, context, std::move(kept).error(), one.action);
    }

    /// Whether the ledger ended the run, and may let it go on at another try.
    bool refused_for_now() const noexcept { return refusal_->has_value() && (*refusal_)->transient(); }
    void forget_refusal() const noexcept { refusal_->reset(); }

private:
    template <class Guard, class... Values>
    std::string key_of(Guard const& guard, Values const&... values) const {
        if constexpr (requires { guard.key(values...); })
            return detail::key_text(guard.key(values...));
        else
            return identity_->key; // its absence was told at compile time
    }
    std::string_view version() const noexcept {
        return identity_ == nullptr ? std::string_view() : std::string_view(identity_->version);
    }

    template <class Facts, class Outcome, class Context, std::size_t Step, class Returned>
    bool recall(Outcome& ended, Context& context, effect const& one, effect_claim const& claimed,
                slot<Step, Returned>& room) const {
        if constexpr (Facts::outputs::size == 0) {
            detail::leave_answer<Facts>(ended, room, unit{});
        } else {
            auto kept = decode_text<recorded_answer<Facts>>(claimed.answer);
            if (!kept) {
                auto told = without_throwing([&] {
                    return ledger_error{ledger_error::reason::answer_unreadable, std::string(one.key),
                                        to_string(kept.error())};
                });
                return refuse(ended, context, told ? std::move(*told) : out_of_memory(), one.action);
            }
            detail::leave_answer<Facts>(ended, room, *std::move(kept));
        }
        return true;
    }

    result<void, ledger_error> not_recorded(effect const& one, effect_claim const& claimed) const noexcept {
        ledger_->doubt(one, claimed);
        return unexpected(ledger_error{ledger_error::reason::not_recorded, {}, {}});
    }
    static ledger_error out_of_memory() noexcept { return {ledger_error::reason::unavailable, {}, {}}; }

    /// Takes back what a mutation left whose record failed.
    template <class Facts, class Outcome, std::size_t Step, class Returned>
    static void empty(Outcome& ended, slot<Step, Returned>& room) noexcept {
        if constexpr (std::is_same_v<Returned, into_outcome>)
            make_outcome::reset(ended);
        else if constexpr (!std::is_void_v<Returned>)
            std::destroy_at(&room.held);
    }

    /// Ends the run. What it ends with is known where the run began, which is where all errors are known.
    template <class Outcome, class Context>
    bool refuse(Outcome& ended, Context& context, ledger_error error,
                std::string_view action) const noexcept {
        context.note(action, error.in_doubt() ? status::in_doubt : status::failed);
        *refusal_ = std::move(error);
        make_outcome::halt(ended, make_outcome::refused, action);
        return false;
    }

    effect_ledger* ledger_;
    std::string_view composition_;
    run_identity const* identity_;
    std::optional<ledger_error>* refusal_;
};

template <class Ledger>
struct recorded_run {
    template <class Facts>
    using outcome_of = typename outcome_for<typename Facts::output,
                                            united<typename Facts::errors, types<ledger_error>>>::type;

    /// A key that is not projected from the values is the run's.
    template <class Facts>
    using needs_of = std::conditional_t<
        Facts::whole::value.guard == protection::keyed, typename Facts::needs,
        united_needs<typename Facts::needs, types<need<run_identity const, "the ledger">>>>;

    template <class Outcome, class Facts, class Composition, class Environment, class... Input>
    static Outcome run(Composition const& composition, Environment& environment, Input&&... input) {
        run_identity const* identity = nullptr;
        if constexpr (provides<Environment, run_identity const>)
            identity = &environment.template get<run_identity const>();
        std::optional<ledger_error> refusal;
        context around{
            environment, unlimited{}, unobserved{},
            recording{environment.template get<Ledger>(), text_of<Composition::name>, identity, refusal}};
        Outcome ended =
            detail::run_compound<Outcome, Facts>(composition, around, static_cast<Input&&>(input)...);
        if (refusal) {
            bool const in_doubt = refusal->in_doubt();
            make_outcome::fail(ended, in_doubt ? status::in_doubt : status::failed, phase::commit, !in_doubt,
                               ended.failed_action(), *std::move(refusal));
        }
        return ended;
    }
};

} // namespace detail

} // namespace action_grammar

#endif
