#ifndef ACTION_GRAMMAR_COMPOSITION_MISSPELLINGS_HPP
#define ACTION_GRAMMAR_COMPOSITION_MISSPELLINGS_HPP

#include <utility>

#include <action_grammar/actions/diagnostics.hpp>
#include <action_grammar/composition/nested.hpp>
#include <action_grammar/composition/pipeline.hpp>

// Overloads for the commonest wrong spellings, so that each explains itself (AG308): a verb without a label,
// and another operator in the place of `|`. Every one of them ends compilation.

namespace action_grammar {

namespace detail {

/// What a misspelling stands for, and what to write; dependent on its argument, so that only a use of it is
/// refused.
template <label Written, label Meant, class... Arguments>
using misspelled = broken_rule<rule_code::malformed, Written, Meant, types<Arguments...>>;

} // namespace detail

template <class... Arguments>
constexpr auto fetch(Arguments...) {
    detail::refuse<detail::misspelled<"ag::fetch(...)", "ag::fetch<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"fetch">{};
}
template <class... Arguments>
constexpr auto transform(Arguments...) {
    detail::refuse<detail::misspelled<"ag::transform(...)", "ag::transform<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"transform">{};
}
template <class... Arguments>
constexpr auto validate(Arguments...) {
    detail::refuse<detail::misspelled<"ag::validate(...)", "ag::validate<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"validate">{};
}
template <class... Arguments>
constexpr auto gate(Arguments...) {
    detail::refuse<detail::misspelled<"ag::gate(...)", "ag::gate<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"gate">{};
}
template <class... Arguments>
constexpr auto aggregate(Arguments...) {
    detail::refuse<detail::misspelled<"ag::aggregate(...)", "ag::aggregate<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"aggregate">{};
}
template <class... Arguments>
constexpr auto persist(Arguments...) {
    detail::refuse<detail::misspelled<"ag::persist(...)", "ag::persist<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"persist">{};
}
template <class... Arguments>
constexpr auto emit(Arguments...) {
    detail::refuse<detail::misspelled<"ag::emit(...)", "ag::emit<\"label\">(...)", Arguments...>>();
    return detail::refused_action<"emit">{};
}

template <detail::pipeable Left, detail::pipeable Right>
constexpr auto operator||(Left left, Right right) {
    detail::refuse<detail::misspelled<"||", "|", Left, Right>>();
    return std::move(left) | std::move(right);
}
template <detail::pipeable Left, detail::pipeable Right>
constexpr auto operator>>(Left left, Right right) {
    detail::refuse<detail::misspelled<">>", "|", Left, Right>>();
    return std::move(left) | std::move(right);
}

} // namespace action_grammar

#endif
