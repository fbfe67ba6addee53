#ifndef ACTION_GRAMMAR_COMPOSITION_OUTCOME_HPP
#define ACTION_GRAMMAR_COMPOSITION_OUTCOME_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/actions/type_list.hpp>

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
// A slot is read only behind the step that fills it, which g++ does not always see.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace action_grammar {

/// How a run ended.
///
/// - `completed`: every action did; the outcome holds the output.
/// - `failed`: an action failed. In phase `prepare` nothing happened outside; in phase `commit` the mutation
/// said no.
/// - `waiting`: a gate is not open yet; nothing happened outside.
/// - `rejected`: a gate said never; nothing happened outside.
/// - `in_doubt`: the mutation was sent and its answer lost. A state to handle, never one to repeat blindly.
enum class status : std::uint8_t { completed, failed, waiting, rejected, in_doubt };

/// The part of a composition in which a run ended: before the boundary, or at it. Behind it nothing can fail.
enum class phase : std::uint8_t { prepare, commit };

/// The status in words: `"in_doubt"`.
[[nodiscard]] constexpr std::string_view name(status how) noexcept {
    switch (how) {
    case status::completed: return "completed";
    case status::failed: return "failed";
    case status::waiting: return "waiting";
    case status::rejected: return "rejected";
    case status::in_doubt: return "in_doubt";
    }
    return "unknown";
}

/// The phase in words: `"prepare"`.
[[nodiscard]] constexpr std::string_view name(phase part) noexcept {
    return part == phase::prepare ? "prepare" : "commit";
}

namespace detail {

template <class... Errors>
struct error_variant {
    using type = std::variant<Errors...>;
};
template <>
struct error_variant<> {
    using type = std::variant<std::monostate>;
};

template <class Variant, class Error>
inline constexpr bool holds_alternative_type = false;
template <class... Errors, class Error>
inline constexpr bool holds_alternative_type<std::variant<Errors...>, Error> =
    (std::is_same_v<Errors, Error> || ...);

struct make_outcome;

/// What is known of a run that ended with an error. A run that completes writes none of it.
template <class Error>
struct ended_with {
    template <class Alternative, class From>
    constexpr ended_with(std::in_place_type_t<Alternative> which, From&& from, std::string_view where,
                         action_grammar::phase in, bool retryable)
        : error(which, std::forward<From>(from)), action(where), part(in), again(retryable) {}

    Error error;
    std::string_view action;
    action_grammar::phase part;
    bool again;
};

/// Converts to what a function returns, at the place where it is needed: constructs in place what cannot be
/// moved there.
template <class Make>
struct deferred {
    Make make;
    constexpr operator decltype(std::declval<Make const&>()())() const { return make(); }
};
template <class Make>
deferred(Make) -> deferred<Make>;

/// Constructs an object where it is to be. At run time without a call that an optimizer might leave.
template <class Object, class... Arguments>
[[gnu::always_inline]] constexpr void make_at(Object* place, Arguments&&... arguments) {
    if (std::is_constant_evaluated()) {
        std::construct_at(place, std::forward<Arguments>(arguments)...);
    } else {
        ::new (static_cast<void*>(place)) Object(std::forward<Arguments>(arguments)...);
    }
}

/// Initializes the output with what a function returns, without moving it.
template <class Output>
struct made_by {
    Output value;
    template <class Make>
    [[gnu::always_inline]] constexpr explicit made_by(Make& make) : value(make()) {}
};

} // namespace detail

/// What a run came to: the output, or where, why and in which state it ended.
///
/// @tparam Output  the composition's output; `unit` when it has none
/// @tparam Errors  the error types that its actions can end in, each once
///
/// Nameable, so that a handler can return it: it depends on the composition's contract, not on its actions.
template <class Output, class... Errors>
class [[nodiscard]] outcome {
public:
    using value_type = Output;
    /// A variant of the errors; of `std::monostate` when no action can fail.
    using error_type = typename detail::error_variant<Errors...>::type;

    constexpr outcome(outcome const&)
        requires(std::is_trivially_copy_constructible_v<Output>
                 && std::is_trivially_copy_constructible_v<error_type>)
    = default;
    constexpr outcome(outcome const& other)
        requires(std::is_copy_constructible_v<Output> && std::is_copy_constructible_v<error_type>
                 && !(std::is_trivially_copy_constructible_v<Output>
                      && std::is_trivially_copy_constructible_v<error_type>))
        : outcome(other, copied{}) {}
    constexpr outcome(outcome&&)
        requires(std::is_trivially_move_constructible_v<Output>
                 && std::is_trivially_move_constructible_v<error_type>)
    = default;
    constexpr outcome(outcome&& other) noexcept(std::is_nothrow_move_constructible_v<Output>
                                                && std::is_nothrow_move_constructible_v<error_type>)
        : outcome(std::move(other), copied{}) {}
    /// Assignable when moving neither the output nor an error can throw.
    constexpr outcome& operator=(outcome&& other) noexcept
        requires(std::is_nothrow_move_constructible_v<Output>
                 && std::is_nothrow_move_constructible_v<error_type>)
    {
        if (this != &other) {
            std::destroy_at(this);
            std::construct_at(this, std::move(other));
        }
        return *this;
    }
    constexpr outcome& operator=(outcome const& other)
        requires(std::is_copy_constructible_v<Output> && std::is_copy_constructible_v<error_type>
                 && std::is_nothrow_move_constructible_v<Output>
                 && std::is_nothrow_move_constructible_v<error_type>)
    {
        return *this = outcome(other);
    }
    constexpr ~outcome()
        requires(std::is_trivially_destructible_v<Output> && std::is_trivially_destructible_v<error_type>)
    = default;
    constexpr ~outcome() {
        if (status_ == action_grammar::status::completed) {
            std::destroy_at(&held_);
        } else if (has_error()) {
            std::destroy_at(&stop_);
        }
    }

    /// How the run ended.
    [[nodiscard]] constexpr action_grammar::status status() const noexcept { return status_; }
    /// True when the run completed.
    [[nodiscard]] constexpr explicit operator bool() const noexcept {
        return status_ == action_grammar::status::completed;
    }

    /// The output. Precondition: the run completed.
    [[nodiscard]] constexpr Output& operator*() & noexcept { return held_.value; }
    [[nodiscard]] constexpr Output const& operator*() const& noexcept { return held_.value; }
    [[nodiscard]] constexpr Output&& operator*() && noexcept { return std::move(held_.value); }
    [[nodiscard]] constexpr Output* operator->() noexcept { return &held_.value; }
    [[nodiscard]] constexpr Output const* operator->() const noexcept { return &held_.value; }

    /// The output, or `fallback` when the run did not complete.
    template <class Fallback>
    [[nodiscard]] constexpr Output value_or(Fallback&& fallback) const& {
        return *this ? held_.value : static_cast<Output>(std::forward<Fallback>(fallback));
    }

    /// The label of the action at which the run ended: the one that failed, the gate that waits or rejected,
    /// the mutation that is in doubt. Empty when the run completed.
    [[nodiscard]] constexpr std::string_view failed_action() const noexcept {
        if (*this) return {};
        return has_error() ? stop_.action : gate_;
    }

    /// The part of the composition in which the run ended; of a completed run, `prepare`.
    [[nodiscard]] constexpr action_grammar::phase phase() const noexcept {
        return has_error() ? stop_.part : action_grammar::phase::prepare;
    }

    /// Whether there is an error: the run failed or is in doubt. A gate that waits or rejects is not an
    /// error.
    [[nodiscard]] constexpr bool has_error() const noexcept {
        return status_ == action_grammar::status::failed || status_ == action_grammar::status::in_doubt;
    }
    /// The error. Precondition: `has_error()`.
    [[nodiscard]] constexpr error_type const& error() const& noexcept { return stop_.error; }
    [[nodiscard]] constexpr error_type&& error() && noexcept { return std::move(stop_.error); }

    /// Whether running the composition again with the same input is safe: nothing happened outside yet, or
    /// the mutation failed and its protection makes a repeat harmless. Never for `in_doubt`.
    [[nodiscard]] constexpr bool retryable() const noexcept {
        return has_error() ? stop_.again : status_ == action_grammar::status::waiting;
    }

    /// Whether the error is one that may be gone at the next try; see `action_grammar::transient`.
    [[nodiscard]] constexpr bool transient() const noexcept {
        return has_error() && detail::visit_error(stop_.error, action_grammar::transient);
    }

private:
    friend detail::make_outcome;
    template <class, class...>
    friend class outcome;

    struct copied {};

    // Not ended yet: holds nothing, and looks like a run that waits.
    [[gnu::always_inline]] constexpr explicit outcome(action_grammar::status initially) noexcept
        : status_(initially) {}

    template <class Other>
    constexpr outcome(Other&& other, copied) : status_(other.status_) {
        if (status_ == action_grammar::status::completed) {
            auto taken = [&]() -> Output { return std::forward<Other>(other).held_.value; };
            std::construct_at(&held_, taken);
        } else if (has_error()) {
            std::construct_at(&stop_, std::forward<Other>(other).stop_);
        } else {
            std::construct_at(&gate_, other.gate_);
        }
    }

    union {
        detail::made_by<Output> held_;        // of a run that completed
        detail::ended_with<error_type> stop_; // of one that failed or is in doubt
        std::string_view gate_;               // of one that waits or was rejected
    };
    action_grammar::status status_;
};

namespace detail {

/// The only way to make an outcome, or to end one that is pending: for the library's own use.
struct make_outcome {
    template <class Outcome>
    [[gnu::always_inline]] static constexpr Outcome pending(status initially = status::waiting) noexcept {
        return Outcome{initially};
    }

    template <class Outcome, class Make>
    [[gnu::always_inline]] static constexpr void complete(Outcome& ended, Make make) {
        detail::make_at(&ended.held_, make);
        ended.status_ = status::completed;
    }

    template <class Outcome, class Error>
    static constexpr void fail(Outcome& ended, status how, phase part, bool again, std::string_view where,
                               Error&& error) {
        using error_type = typename Outcome::error_type;
        using alternative = std::remove_cvref_t<Error>;
        static_assert(holds_alternative_type<error_type, alternative>,
                      "every error of an action is among the errors of its composition");
        ended.status_ = how;
        detail::make_at(&ended.stop_, std::in_place_type<alternative>, std::forward<Error>(error), where,
                        part, again);
    }

    template <class Outcome>
    static constexpr void halt(Outcome& ended, status how, std::string_view where) noexcept {
        ended.status_ = how;
        std::construct_at(&ended.gate_, where);
    }

    /// How a run ends inside a `timeout` whose errors it does not know: as nothing that is seen outside of
    /// it.
    static constexpr status expired = static_cast<status>(0xff);

    /// How a run ends whose mutation the ledger refused, until the run as a whole makes it the ledger's error.
    static constexpr status refused = static_cast<status>(0xfe);

    /// Ends a run whose deadline has passed; the `timeout` around it, which knows the error, makes it a
    /// failure.
    template <class Outcome>
    static constexpr void expire(Outcome& ended, std::string_view where) noexcept {
        if constexpr (holds_alternative_type<typename Outcome::error_type, timed_out>) {
            fail(ended, status::failed, phase::prepare, true, where, timed_out{where});
        } else {
            halt(ended, expired, where);
        }
    }

    /// Ends a run as a run inside it ended that did not complete, and not by an error.
    template <class Outcome, class Inner>
    static constexpr void pass_halt(Outcome& ended, Inner const& inner) noexcept {
        if (inner.status_ == expired) {
            expire(ended, inner.gate_);
        } else {
            halt(ended, inner.status_, inner.gate_);
        }
    }

    /// Ends a run as a run inside it ended that did not complete.
    template <class Outcome, class Inner>
    static constexpr void pass_up(Outcome& ended, Inner&& inner) {
        if (!inner.has_error()) return pass_halt(ended, inner);
        visit_error(std::move(inner.stop_.error), [&]<class Error>(Error&& error) {
            if constexpr (!std::is_same_v<std::remove_cvref_t<Error>, std::monostate>) {
                fail(ended, inner.status_, inner.stop_.part, inner.stop_.again, inner.stop_.action,
                     std::forward<Error>(error));
            }
        });
    }

    /// Makes an outcome pending again.
    template <class Outcome>
    static constexpr void reset(Outcome& ended) noexcept {
        if (ended.status_ == status::completed) {
            std::destroy_at(&ended.held_);
        } else if (ended.has_error()) {
            std::destroy_at(&ended.stop_);
        }
        halt(ended, status::waiting, {});
    }

    // The same, as values.
    template <class Outcome, class Make>
    [[gnu::always_inline]] static constexpr Outcome completed(Make make) {
        Outcome ended{status::waiting};
        complete(ended, make);
        return ended;
    }
    template <class Outcome, class Error>
    static constexpr Outcome failed(status how, phase part, bool again, std::string_view where,
                                    Error&& error) {
        Outcome ended{status::waiting};
        fail(ended, how, part, again, where, std::forward<Error>(error));
        return ended;
    }
    template <class Outcome>
    static constexpr Outcome halted(status how, std::string_view where) noexcept {
        Outcome ended{status::waiting};
        halt(ended, how, where);
        return ended;
    }
};

template <class Output, class Errors>
struct outcome_for;
template <class Output, class... Errors>
struct outcome_for<Output, types<Errors...>> {
    using type = outcome<Output, Errors...>;
};

} // namespace detail

} // namespace action_grammar

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#endif
