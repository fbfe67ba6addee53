#ifndef ACTION_GRAMMAR_MIXINS_MAP_ERROR_HPP
#define ACTION_GRAMMAR_MIXINS_MAP_ERROR_HPP

#include <exception>
#include <type_traits>
#include <utility>

#include <action_grammar/mixins/with.hpp>

namespace action_grammar {

namespace detail {

/// What a mapping makes of an error type; the type itself when it does not take it.
template <class Mapping, class Error>
struct mapped_error {
    using type = Error;
    static constexpr bool nothrow = true;
};
template <class Mapping, class Error>
    requires std::is_invocable_v<Mapping const&, Error>
struct mapped_error<Mapping, Error> {
    using type = std::remove_cvref_t<std::invoke_result_t<Mapping const&, Error>>;
    static constexpr bool nothrow = std::is_nothrow_invocable_v<Mapping const&, Error>;
};

template <class Mapping, class Errors>
struct mapped_errors;
template <class Mapping, class... Errors>
struct mapped_errors<Mapping, types<Errors...>> {
    static constexpr bool nothrow = (mapped_error<Mapping, Errors>::nothrow && ...);
    using type = united<types<>, types<typename mapped_error<Mapping, Errors>::type>...,
                        std::conditional_t<nothrow, types<>, types<thrown>>>;
};

template <class Mapping>
struct mapping_errors {
    [[no_unique_address]] held<Mapping> mapping;

    static constexpr mixin kind = mixin::map_error;
    template <class Block>
    static constexpr bool interrupts = true;

    template <label Label, class Block, class... Values>
    struct facts_of {
        using inside = typename Block::template facts<Values...>;
        using base = compound_facts<typename inside::outputs,
                                    typename mapped_errors<Mapping, typename inside::errors>::type,
                                    typename inside::needs, typename inside::whole>;
    };
    template <label Label, class Block, class... Values>
    struct facts : facts_of<Label, Block, Values...>::base {
        using inside = typename facts_of<Label, Block, Values...>::inside;
        using mapped = mapped_errors<Mapping, typename inside::errors>;
        using broken = upheld;
    };

    template <class Facts, class Block, class Context, class... Values>
    constexpr bool run_into(typename Facts::outcome& ended, Block const& inner, Context& context,
                            Values&&... values) const {
        using inside = typename Facts::inside;
        auto original = inner.template run_as<typename inside::outcome, inside>(
            context, static_cast<Values&&>(values)...);
        if (original) {
            make_outcome::complete(ended, [&] { return *std::move(original); });
            return true;
        }
        if (!original.has_error()) {
            make_outcome::pass_halt(ended, original);
            return false;
        }
        visit_error(std::move(original).error(), [&]<class Error>(Error&& error) {
            if constexpr (!std::is_same_v<Error, std::monostate>)
                fail(ended, original, std::forward<Error>(error));
        });
        return false;
    }

private:
    template <class Outcome, class Original, class Error>
    static constexpr void fail_with(Outcome& ended, Original const& original, Error&& error) {
        make_outcome::fail(ended, original.status(), original.phase(), original.retryable(),
                           original.failed_action(), std::forward<Error>(error));
    }
    template <class Outcome, class Original, class Error>
    constexpr void fail(Outcome& ended, Original const& original, Error&& error) const {
        if constexpr (!std::is_invocable_v<Mapping const&, Error>) {
            fail_with(ended, original, std::forward<Error>(error));
        } else {
#if defined(__cpp_exceptions)
            if constexpr (!mapped_error<Mapping, Error>::nothrow) {
                try {
                    fail_with(ended, original, mapping.get()(std::forward<Error>(error)));
                } catch (...) {
                    fail_with(ended, original, thrown{std::current_exception()});
                }
            } else
#endif
            {
                fail_with(ended, original, mapping.get()(std::forward<Error>(error)));
            }
        }
    }
};

} // namespace detail

/// Replaces errors by others: each error type that `mapping` takes becomes what it returns, the others stay.
/// How the run ended, where, and whether it may be repeated do not change. Around what cannot fail it does
/// nothing (AG502).
template <class Mapping>
[[nodiscard]] constexpr auto map_error(Mapping mapping) {
    return detail::mapping_errors<Mapping>{detail::held<Mapping>{std::move(mapping)}};
}

} // namespace action_grammar

#endif
