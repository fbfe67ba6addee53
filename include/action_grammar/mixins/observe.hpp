#ifndef ACTION_GRAMMAR_MIXINS_OBSERVE_HPP
#define ACTION_GRAMMAR_MIXINS_OBSERVE_HPP

#include <concepts>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/mixins/with.hpp>

namespace action_grammar {

/// What an observer is told: that an action begins, or how it ended.
struct event {
    enum class stage : std::uint8_t { began, ended };

    std::string_view action; ///< its label; lives for the whole program
    stage what = stage::began;
    action_grammar::status how = action_grammar::status::completed; ///< for `ended`
};

/// A callable that is told of events. It may not throw: what it threw would fail the action that it only
/// watches.
template <class Type>
concept observer = std::is_nothrow_invocable_v<Type const&, event const&>;

namespace detail {

/// Tells an observer, and the one around it.
template <class Observer, class Outer>
struct told {
    [[no_unique_address]] held<Observer> observer;
    [[no_unique_address]] Outer outer;

    constexpr void begin(std::string_view action) const noexcept {
        outer.begin(action);
        observer.get()(event{action, event::stage::began, status::completed});
    }
    constexpr void note(std::string_view action, status how) const noexcept {
        observer.get()(event{action, event::stage::ended, how});
        outer.note(action, how);
    }
};

template <class Observer>
struct observing {
    [[no_unique_address]] held<Observer> watcher;

    static constexpr mixin kind = mixin::observe;
    template <class Block>
    static constexpr bool interrupts = true;

    template <label Label, class Block, class... Values>
    struct facts : Block::template facts<Values...> {
        using inside = typename Block::template facts<Values...>;
        using broken = std::conditional_t<observer<Observer>, upheld,
                                          broken_rule<rule_code::mixin_not_applicable, "observe", Label>>;
    };

    template <class Facts, class Block, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(typename Facts::outcome& ended, Block const& inner,
                                                   Context& context, Values&&... values) const {
        using outer = std::remove_const_t<decltype(context.observer)>;
        detail::context watched{context.environment, context.limit,
                                told<Observer, outer>{watcher, context.observer}, context.record};
        return inner.template run_into<typename Facts::inside>(ended, watched,
                                                               static_cast<Values&&>(values)...);
    }
};
} // namespace detail

/// Tells an observer of every action inside that begins and ends, nested ones included, for logs, metrics and
/// traces. The observer must be `noexcept` (AG502).
template <class Observer>
[[nodiscard]] constexpr auto observe(Observer watcher) {
    return detail::observing<Observer>{detail::held<Observer>{std::move(watcher)}};
}

} // namespace action_grammar

#endif
