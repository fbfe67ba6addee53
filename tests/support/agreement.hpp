#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_AGREEMENT_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_AGREEMENT_HPP

// Actions of every verb, as types that were never refused, and what the typed front end and the rules over
// plain values say of pieces made of them.

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/inspection/shape.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace action_grammar_tests {

namespace ag = action_grammar;

/// What flows between the actions: a range, so that a fan_out fits everywhere.
using numbers = std::array<int, 2>;

inline constexpr auto sure = [](numbers const& n) noexcept { return n; };
inline constexpr auto unsure = [](numbers const& n) { return n; };
inline constexpr auto may_fail = [](numbers const& n) noexcept -> ag::result<numbers, char> { return n; };
inline constexpr auto holds = [](numbers const&) noexcept { return true; };
inline constexpr auto open = [](numbers const&) noexcept { return ag::approval::approved; };
inline constexpr auto each = [](int n) noexcept { return n; };
inline constexpr auto each_may_fail = [](int n) noexcept -> ag::result<int, char> { return n; };

/// The letters of the words: each verb, some in several grades.
enum class letter : std::uint8_t {
    fetch_sure,
    fetch,
    transform,
    transform_throwing,
    validate,
    gate,
    decide,
    decide_fallible,
    decide_mutating,
    fan_out,
    fan_out_fallible,
    aggregate,
    aggregate_fallible,
    persist,
    emit_unprotected
};

/// The action for a letter, under a label that its place in the word makes its own.
template <letter Letter, char Place>
constexpr auto atom() {
    constexpr char const text[] = {Place, '\0'};
    constexpr ag::label name = text;
    constexpr auto first = ag::transform<"first">(sure);
    if constexpr (Letter == letter::fetch_sure) {
        return ag::fetch<name>(sure);
    } else if constexpr (Letter == letter::fetch) {
        return ag::fetch<name>(may_fail);
    } else if constexpr (Letter == letter::transform) {
        return ag::transform<name>(sure);
    } else if constexpr (Letter == letter::transform_throwing) {
        return ag::transform<name>(unsure);
    } else if constexpr (Letter == letter::validate) {
        return ag::validate<name>(holds);
    } else if constexpr (Letter == letter::gate) {
        return ag::gate<name>(open);
    } else if constexpr (Letter == letter::decide) {
        return ag::decide<name>(ag::when(holds, first), ag::otherwise(ag::transform<"second">(sure)));
    } else if constexpr (Letter == letter::decide_fallible) {
        return ag::decide<name>(ag::when(holds, first));
    } else if constexpr (Letter == letter::decide_mutating) {
        return ag::decide<name>(ag::when(holds, first | ag::persist<"stored">(sure, ag::natural)),
                                ag::otherwise(ag::validate<"checked">(holds)));
    } else if constexpr (Letter == letter::fan_out) {
        return ag::fan_out<name>(ag::transform<"one">(each));
    } else if constexpr (Letter == letter::fan_out_fallible) {
        return ag::fan_out<name>(ag::transform<"one">(each) | ag::fetch<"other">(each_may_fail));
    } else if constexpr (Letter == letter::aggregate) {
        return ag::aggregate<name>(sure);
    } else if constexpr (Letter == letter::aggregate_fallible) {
        return ag::aggregate<name>(may_fail);
    } else if constexpr (Letter == letter::persist) {
        return ag::persist<name>(sure, ag::natural);
    } else {
        return ag::emit<name>(may_fail, ag::unprotected);
    }
}
template <letter Letter, char Place>
using atom_of = decltype(atom<Letter, Place>());

/// A broken rule by its labels.
struct finding {
    ag::rule_code code = ag::rule_code::none;
    std::string_view first{};
    std::string_view second{};

    friend constexpr bool operator==(finding const&, finding const&) = default;
};

inline std::ostream& operator<<(std::ostream& out, finding const& found) {
    return out << "AG" << static_cast<unsigned>(found.code) << " (" << found.first << ", " << found.second
               << ')';
}

/// What the typed front end says of a pipeline or an action, asked without an error.
template <class Verdict>
constexpr finding typed_finding() {
    return {Verdict::code, Verdict::first.view(), Verdict::second.view()};
}
template <class Piece>
constexpr finding typed_verdict() {
    return typed_finding<typename ag::detail::typing_of<ag::detail::pipeline_of<Piece>>::broken>();
}

/// What the rules say of its plain values, in their order.
inline std::vector<finding> plain_verdicts(ag::shape whole) {
    std::vector<finding> found;
    ag::check(whole, [&found](ag::violation const& broken) {
        found.push_back({broken.code, broken.first.label, broken.second.label});
    });
    return found;
}

/// The same as `shape_of`, written when the program runs: a constant for each of thousands of pieces would
/// take the compiler minutes.
template <class Piece>
std::vector<ag::node> nodes_of() {
    ag::detail::shape_writer counted{};
    ag::detail::whole_piece<Piece>::write(counted);
    std::vector<ag::node> nodes(counted.node_count);
    std::vector<ag::reference> references(counted.reference_count);
    ag::detail::shape_writer out{nodes.data(), references.data()};
    ag::detail::whole_piece<Piece>::write(out);
    return nodes;
}

/// What the typed front end says of a word: by its last letter, and as a whole.
struct verdict {
    finding own{};   ///< what the last letter breaks
    finding whole{}; ///< the first that any letter breaks
    ag::grade effect{};
    bool composable = true; ///< the last letter with what stands before it
};

template <class Before, class Last>
constexpr verdict verdict_on() {
    using joined = typename ag::detail::joined_pieces<Before, Last>::type;
    using typing = ag::detail::typing_of<joined>;
    bool composable = true;
    if constexpr (Before::size > 0) composable = ag::composable_with<Before, Last>;
    return {typed_finding<typename typing::own>(), typed_finding<typename typing::broken>(),
            typing::whole::value.effect, composable};
}

/// Letters that may stand in a word, and the plain values of each for each place.
template <letter... Letters>
struct alphabet {
    static constexpr std::size_t size = sizeof...(Letters);

    template <std::size_t Index, char Place>
    using action = atom_of<std::array{Letters...}[Index], Place>;

    static std::vector<std::vector<ag::node>> const& nodes(std::size_t place) {
        static std::vector<std::vector<ag::node>> const all[] = {inside<'a'>(), inside<'b'>(), inside<'c'>(),
                                                                 inside<'d'>()};
        return all[place];
    }

private:
    template <char Place>
    static std::vector<std::vector<ag::node>> inside() {
        return {letter_nodes<atom_of<Letters, Place>>()...};
    }
    /// Without the sequence that stands around it.
    template <class Atom>
    static std::vector<ag::node> letter_nodes() {
        auto nodes = nodes_of<Atom>();
        nodes.erase(nodes.begin());
        return nodes;
    }
};

/// Compares the verdicts on one word; the first that differ are shown.
struct comparison {
    std::size_t words = 0;
    std::size_t broken = 0;
    std::size_t differences = 0;

    template <class Alphabet>
    void compare(std::vector<std::size_t> const& word, verdict const& typed) {
        std::vector<ag::node> nodes{{.form = ag::construct::sequence}};
        std::size_t last = 1;
        for (std::size_t place = 0; place < word.size(); ++place) {
            auto const& letters = Alphabet::nodes(place)[word[place]];
            last = nodes.size();
            nodes.insert(nodes.end(), letters.begin(), letters.end());
        }
        nodes.front().extent = static_cast<std::uint32_t>(nodes.size());

        finding whole{};
        finding own{};
        auto const keep = [&](ag::violation const& found) {
            finding const next{found.code, found.first.label, found.second.label};
            if (whole.code == ag::rule_code::none) whole = next;
            if (own.code == ag::rule_code::none && found.second.node >= last) own = next;
        };
        ag::grade const effect = ag::check({nodes, {}}, keep).effect;

        ++words;
        if (whole.code != ag::rule_code::none) ++broken;
        bool const composable = whole.code == ag::rule_code::none;
        if (whole == typed.whole && own == typed.own && effect == typed.effect
            && composable == typed.composable) {
            return;
        }
        if (++differences > 10) return;
        CAPTURE(word);
        CHECK(typed.whole == whole);
        CHECK(typed.own == own);
        CHECK(typed.effect == effect);
        CHECK(typed.composable == composable);
    }
};

/// All words that begin with `Before`, whose letters are `word`, up to the last place.
template <class Alphabet, class Before, char Place, char Last, std::size_t... Indices>
void visit(comparison& all, std::vector<std::size_t>& word, std::index_sequence<Indices...> indices) {
    static constexpr verdict verdicts[] = {
        verdict_on<Before, typename Alphabet::template action<Indices, Place>>()...};
    for (std::size_t i = 0; i < sizeof...(Indices); ++i) {
        word.push_back(i);
        all.compare<Alphabet>(word, verdicts[i]);
        word.pop_back();
    }
    if constexpr (Place < Last) {
        auto const deeper = [&]<std::size_t Index>(std::integral_constant<std::size_t, Index>) {
            using longer =
                ag::detail::joined_pipeline<Before, typename Alphabet::template action<Index, Place>>;
            word.push_back(Index);
            visit<Alphabet, longer, static_cast<char>(Place + 1), Last>(all, word, indices);
            word.pop_back();
        };
        (deeper(std::integral_constant<std::size_t, Indices>{}), ...);
    }
}

template <class Alphabet, char Last>
comparison compared() {
    comparison all;
    std::vector<std::size_t> word;
    auto const indices = std::make_index_sequence<Alphabet::size>{};
    [&]<std::size_t... Firsts>(std::index_sequence<Firsts...>) {
        auto const from = [&]<std::size_t First>(std::integral_constant<std::size_t, First>) {
            using action = typename Alphabet::template action<First, 'a'>;
            using first = ag::detail::pipeline_of<action>;
            word.push_back(First);
            all.compare<Alphabet>(word, verdict_on<ag::detail::no_actions, action>());
            visit<Alphabet, first, 'b', Last>(all, word, indices);
            word.pop_back();
        };
        (from(std::integral_constant<std::size_t, Firsts>{}), ...);
    }(indices);
    return all;
}

constexpr std::size_t power(std::size_t base, unsigned exponent) {
    return exponent == 0 ? 1 : base * power(base, exponent - 1);
}

} // namespace action_grammar_tests

#endif
