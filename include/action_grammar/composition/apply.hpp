#ifndef ACTION_GRAMMAR_COMPOSITION_APPLY_HPP
#define ACTION_GRAMMAR_COMPOSITION_APPLY_HPP

#include <utility>

#include <action_grammar/composition/nested.hpp>

namespace action_grammar {

/// An action or a composition under another label, or with other values; made by `apply`.
template <label Label, class Sources, class Block>
struct basic_applied {
    [[no_unique_address]] Block inner;

    static constexpr auto name = Label;
    using sources = Sources;
    using declared = typename Block::declared;
    using block_type = Block;
    template <class... Values>
    using facts = detail::nested_facts<Label, typename Block::pipeline_type, Values...>;

    [[nodiscard]] constexpr auto detached() const {
        return basic_applied<Label, detail::previous, Block>{inner};
    }

    template <class Facts, class Outcome, class Context, class... Values>
    [[gnu::always_inline]] constexpr bool run_into(Outcome& ended, Context& context,
                                                   Values&&... values) const {
        return inner.template run_into<Facts>(ended, context, static_cast<Values&&>(values)...);
    }
};

/// Uses a composition, a pipeline or an action as one action under a label of the enclosing composition's:
/// twice in one composition, say, or on values that `from` names. Labels inside it are not visible outside,
/// nor the reverse.
template <label Label, detail::pipeable Piece>
[[nodiscard]] constexpr auto apply(Piece piece) {
    detail::refuse<typename detail::piece_verdict<Piece>::type>();
    using block = detail::block_of<Piece>;
    return basic_applied<Label, detail::previous, block>{detail::as_block(std::move(piece))};
}
/// @overload on the values that `from` names instead of those before it
template <label Label, label... Names, detail::pipeable Piece>
[[nodiscard]] constexpr auto apply(sources<Names...>, Piece piece) {
    detail::refuse<typename detail::piece_verdict<Piece>::type>();
    using block = detail::block_of<Piece>;
    return basic_applied<Label, sources<Names...>, block>{detail::as_block(std::move(piece))};
}

} // namespace action_grammar

#endif
