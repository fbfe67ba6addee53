#ifndef ACTION_GRAMMAR_MIXINS_WITH_HPP
#define ACTION_GRAMMAR_MIXINS_WITH_HPP

#include <concepts>
#include <type_traits>
#include <utility>

#include <action_grammar/composition/all.hpp>
#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

/// A wrapper over an action or a composition, to be used with `with`: `retry`, `timeout`, `observe`, `cache`,
/// `map_error`.
template <class Type>
concept mixin_spec = requires {
    { Type::kind } -> std::convertible_to<mixin>;
};

namespace detail {

/// The verdict of the rules on a mixin around something with a given summary.
template <mixin Kind, class Inner, label Where, bool Interruptible = true>
struct mixin_judgment {
    static constexpr violation value =
        mixin_rule(Kind, Inner::value, {text_of<Where>, unresolved}, Interruptible);
};

template <class Mixin, label Label, class Block, class... Values>
struct mixed_facts : Mixin::template facts<Label, Block, Values...> {
    using parts = typename Mixin::template facts<Label, Block, Values...>;
    using inside = typename parts::inside;
    using broken = typename first_broken<typename inside::broken,
                                         verdict_of<mixin_judgment<Mixin::kind, typename inside::whole, Label,
                                                                   Mixin::template interrupts<Block>>>,
                                         typename parts::broken>::type;
};

} // namespace detail

/// An action or a composition under a mixin; made by `with`. It keeps its label and the values it takes.
template <class Mixin, class Sources, class Block>
struct basic_mixed {
    [[no_unique_address]] detail::held<Mixin> wrapper;
    [[no_unique_address]] Block inner;

    static constexpr auto name = Block::name;
    static constexpr mixin kind = Mixin::kind;
    using sources = Sources;
    using declared = typename Block::declared;
    using block_type = Block;
    template <class... Values>
    using facts = detail::mixed_facts<Mixin, Block::name, Block, Values...>;

    [[nodiscard]] constexpr auto detached() const {
        return basic_mixed<Mixin, detail::previous, Block>{wrapper, inner};
    }

    template <class Facts, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(typename Facts::outcome& ended, Context& context,
                                                   Values&&... values) const {
        return wrapper.get().template run_into<Facts>(ended, inner, context,
                                                      static_cast<Values&&>(values)...);
    }
};

namespace detail {

template <class Mixin, class Piece, class Block>
struct declared_facts {
    template <class... Declared>
    static auto of(types<Declared...>) -> mixed_facts<Mixin, Block::name, Block, Declared...>;
    static auto of(undeclared) -> mixed_facts<Mixin, Block::name, Block, unknown>;
    using type = decltype(of(typename Block::declared{}));
};

template <class Mixin, class Piece>
using with_verdict = typename first_broken<
    typename piece_verdict<detached_piece<Piece>>::type,
    typename declared_facts<Mixin, Piece, block_of<detached_piece<Piece>>>::type::broken>::type;

} // namespace detail

/// Puts a mixin around an action, a pipeline or a composition. Refused where the mixin would repeat a
/// mutation that is not safe to repeat (AG207), or does nothing there (AG502).
template <mixin_spec Mixin, detail::pipeable Piece>
[[nodiscard]] constexpr auto with(Mixin wrapper, Piece piece) {
    detail::refuse<detail::with_verdict<Mixin, Piece>>();
    using block = detail::block_of<detail::detached_piece<Piece>>;
    return basic_mixed<Mixin, typename detail::piece_sources<Piece>::type, block>{
        detail::held<Mixin>{std::move(wrapper)}, detail::as_block(detail::detach(std::move(piece)))};
}

} // namespace action_grammar

#endif
