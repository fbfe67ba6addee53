#ifndef ACTION_GRAMMAR_MIXINS_CACHE_HPP
#define ACTION_GRAMMAR_MIXINS_CACHE_HPP

#include <exception>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/guard.hpp>
#include <action_grammar/mixins/with.hpp>

namespace action_grammar {

/// A resource that keeps values by key: `find(key)` returns something like an optional or a pointer,
/// `put(key, value)` keeps a value. Satisfied by `memory_cache<Key, Value>`.
template <class Type, class Key, class Value>
concept cache_store = requires(Type& store, Key const& key, Value const& value) {
    static_cast<bool>(store.find(key));
    static_cast<Value>(*store.find(key));
    store.put(key, value);
};

namespace detail {

/// The whole of a single value as its own key.
struct whole_value {
    template <class Value>
    constexpr Value const& operator()(Value const& value) const noexcept {
        return value; // NOLINT(bugprone-return-const-ref-from-parameter): the caller holds the value
    }
};

template <class Store, class Projection>
struct caching {
    [[no_unique_address]] key_guard<Projection> keyed;

    static constexpr mixin kind = mixin::cache;
    template <class Block>
    static constexpr bool interrupts = true;

    /// Whether the store keeps such values under such keys, as far as the types are known.
    template <class Output, class... Values>
    static constexpr bool stores = [] {
        if constexpr ((std::is_same_v<Values, unknown> || ...) || std::is_same_v<Output, unknown>) {
            return true;
        } else if constexpr (key_guard<Projection>::template projects<std::remove_cvref_t<Values>...>) {
            using key = std::remove_cvref_t<decltype(std::declval<key_guard<Projection> const&>().key(
                std::declval<std::remove_cvref_t<Values> const&>()...))>;
            return cache_store<Store, key, Output>;
        } else {
            return false;
        }
    }();

    /// The values are kept, for the key. A store that may throw makes the action fallible.
    template <label Label, class Block, class... Values>
    struct facts_of {
        using inside = typename Block::template facts<kept_value<Values>...>;
        struct may_throw {
            static constexpr summary value =
                summary_of(grade::fallible, protection::undeclared, {text_of<Label>, unresolved});
        };
        using whole =
            typename join_result<in_sequence<summarized_of<may_throw>, typename inside::whole>>::whole;
        using base = compound_facts<typename inside::outputs, united<typename inside::errors, types<thrown>>,
                                    united_needs<types<need<Store, Label>>, typename inside::needs>, whole>;
    };
    template <label Label, class Block, class... Values>
    struct facts : facts_of<Label, Block, Values...>::base {
        using inside = typename facts_of<Label, Block, Values...>::inside;
        using broken =
            std::conditional_t<stores<typename inside::output, Values...>, upheld,
                               broken_rule<rule_code::mixin_not_applicable, "cache", Label, types<Store>>>;
        static constexpr auto name = Label;
    };

    template <class Facts, class Block, class Context, class... Values>
    constexpr bool run_into(typename Facts::outcome& ended, Block const& inner, Context& context,
                            Values const&... values) const {
#if defined(__cpp_exceptions)
        try {
            return look_up<Facts>(ended, inner, context, values...);
        } catch (...) {
            make_outcome::reset(ended);
            make_outcome::fail(ended, status::failed, phase::prepare, true, text_of<Facts::name>,
                               thrown{std::current_exception()});
            return false;
        }
#else
        return look_up<Facts>(ended, inner, context, values...);
#endif
    }

private:
    template <class Facts, class Block, class Context, class... Values>
    constexpr bool look_up(typename Facts::outcome& ended, Block const& inner, Context& context,
                           Values const&... values) const {
        auto& store = context.environment.template get<Store>();
        auto const& key = keyed.key(values...);
        if (auto&& found = store.find(key)) {
            make_outcome::complete(ended, [&] { return static_cast<typename Facts::output>(*found); });
            return true;
        }
        if (!inner.template run_into<typename Facts::inside>(ended, context, values...)) return false;
        store.put(key, std::as_const(*ended));
        return true;
    }
};

} // namespace detail

/// Answers from a store what was answered before, by the value that the action takes. Only for what does not
/// mutate (AG502).
///
/// @tparam Store  the resource that keeps the values, see `cache_store`; the environment supplies it
template <class Store>
[[nodiscard]] constexpr auto cache() {
    using guard = detail::key_guard<detail::whole_value>;
    return detail::caching<Store, detail::whole_value>{guard{detail::held<detail::whole_value>{}}};
}
/// @overload by a key that `projection` takes from the values, as `keyed_by` does
template <class Store, class Projection>
[[nodiscard]] constexpr auto cache(Projection projection) {
    return detail::caching<Store, Projection>{keyed_by(std::move(projection))};
}

} // namespace action_grammar

#endif
