#ifndef ACTION_GRAMMAR_COMPOSITION_CONTEXT_HPP
#define ACTION_GRAMMAR_COMPOSITION_CONTEXT_HPP

#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/composition/outcome.hpp>

namespace action_grammar::detail {

/// No `timeout` is around: a deadline that never comes.
struct unlimited {
    static constexpr bool limits = false;
    static constexpr bool expired() noexcept { return false; }
    template <class TimePoint>
    static constexpr bool allows(TimePoint const&) noexcept {
        return true;
    }
    template <class Deadline>
    constexpr Deadline as() const noexcept {
        return Deadline{};
    }
};

/// No `observe` is around.
struct unobserved {
    static constexpr void begin(std::string_view) noexcept {}
    static constexpr void note(std::string_view, status) noexcept {}
};

/// No ledger is supplied: mutations are committed and not recorded.
struct unrecorded {
    static constexpr bool records = false;
};

/// What a run carries besides its values: the resources, and the deadline, the observer and the ledger in force.
template <class Environment, class Limit = unlimited, class Observer = unobserved, class Record = unrecorded>
struct context {
    Environment& environment;
    [[no_unique_address]] Limit limit{};
    [[no_unique_address]] Observer observer{};
    [[no_unique_address]] Record record{};

    static constexpr bool limited = Limit::limits;
    static constexpr bool recorded = Record::records;
    [[nodiscard]] constexpr bool expired() const { return limit.expired(); }
    constexpr void begin(std::string_view action) const noexcept { observer.begin(action); }
    constexpr void note(std::string_view action, status how) const noexcept { observer.note(action, how); }
};
template <class Environment>
context(Environment&) -> context<Environment, unlimited, unobserved, unrecorded>;
template <class Environment, class Limit, class Observer>
context(Environment&, Limit, Observer) -> context<Environment, Limit, Observer, unrecorded>;
template <class Environment, class Limit, class Observer, class Record>
context(Environment&, Limit, Observer, Record) -> context<Environment, Limit, Observer, Record>;

/// The environment of a run that needs none.
struct no_environment {
    template <class>
    static constexpr std::size_t position_of = static_cast<std::size_t>(-1);
    template <class>
    static constexpr std::size_t position_in_const = static_cast<std::size_t>(-1);
    using held = types<>;
};

} // namespace action_grammar::detail

#endif
