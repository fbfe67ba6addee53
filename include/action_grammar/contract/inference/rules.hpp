#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_HPP

// What the rules of builtins have in common. A rule gives the outcome of one call: its values are evaluated already,
// its filters are not.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/expression/builtin.hpp>
#include <action_grammar/contract/inference/constructs.hpp>
#include <action_grammar/contract/inference/narrowing.hpp>
#include <action_grammar/contract/inference/operators.hpp>
#include <action_grammar/contract/inference/reading.hpp>
#include <action_grammar/contract/inference/updating.hpp>

namespace action_grammar::inference::detail {

/// One call of a builtin.
struct call_site {
    expression::node const& of;
    world const& at;
    std::array<type_ptr, 3> values; ///< Of the parameters that are values, at their places.
};

struct rules {
    using builtin = expression::builtin;
    using rule = outcome (*)(analysis&, call_site const&);

    static universe& types(analysis& in) { return *in.types_; }
    static std::string name_of(call_site const& call) {
        return "`" + std::string(expression::builtin_signatures[call.of.symbol].name) + "`";
    }
    static expression::node_id filter(analysis& in, call_site const& call, std::size_t i) {
        return in.argument(call.of, i);
    }
    /// The input, of which only these kinds do not fail.
    static outcome input(analysis& in, call_site const& call, kind_mask kinds) {
        return in.only(call.at.input, kinds, call.of, name_of(call));
    }
    /// The same of an argument.
    static outcome value(analysis& in, call_site const& call, std::size_t i, kind_mask kinds) {
        return in.only(call.values[i], kinds, call.of, "The argument of " + name_of(call));
    }
    /// A result of this type where the input, and whatever else is given, do not fail.
    template <class... More>
    static outcome giving(analysis& in, type_ptr result, outcome from, More const&... more) {
        bool reached = !types(in).is_nothing(from.type);
        ((reached = reached && !types(in).is_nothing(more.type)), ...);
        ((from.error = types(in).join(from.error, more.error)), ...);
        from.type = reached ? result : types(in).nothing();
        return from;
    }
    static outcome may_fail(analysis& in, outcome of) { return in.with_failure(of); }

    /// The array part, spelled out; null if there is none.
    static array_shape const* array_of(analysis& in, type_ptr of) { return types(in).spelled(of)->arrays; }

    static outcome unknown(analysis& in, call_site const&) { return in.unknown(); }

    // Rules that need no more than kinds.

    template <kind_mask Kinds>
    static outcome boolean_of(analysis& in, call_site const& call) {
        return giving(in, types(in).boolean(), input(in, call, Kinds));
    }
    template <kind_mask Kinds>
    static outcome text_of(analysis& in, call_site const& call) {
        return giving(in, types(in).string(), input(in, call, Kinds));
    }
    /// The inputs of these kinds, no others.
    template <kind_mask Kinds>
    static outcome filtering(analysis& in, call_site const& call) {
        type_ptr const part = types(in).restricted(call.at.input, Kinds);
        kind_mask const kinds = types(in).kinds_of(call.at.input);
        outcome made = in.one(part);
        made.count = {(kinds & ~Kinds) == 0 ? 1U : 0U, (kinds & Kinds) == 0 ? 0U : 1U};
        return made;
    }
};

} // namespace action_grammar::inference::detail

#endif
