#include "support/agreement.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

// The typed front end and the rules over plain values agree on what is not a sequence: groups, branches,
// repetitions, mixins and nested compositions, with every pair of letters inside and with something before
// and behind. The pieces are made as types, since the doors through which users make them refuse the broken
// ones.

namespace ag = action_grammar;

namespace {

using namespace action_grammar_tests;

constexpr std::array inside{letter::transform, letter::fetch, letter::decide_mutating, letter::persist,
                            letter::emit_unprotected};
constexpr std::array around{letter::fetch, letter::persist};

template <class First, class Second>
using both = ag::detail::joined_pipeline<First, Second>;
template <class Piece>
using block_of = ag::detail::block_of<Piece>;
constexpr ag::label name{"tree"};

/// The pieces below, each with the pipeline inside of it that a door looks at first.
struct group {
    template <class First, class Second>
    using type = ag::basic_all<ag::detail::member_of<First>, ag::detail::member_of<Second>>;
    template <class First, class Second>
    using before = First;
    static constexpr bool anywhere = false; ///< what follows it takes two values
};
struct branches {
    template <class First, class Second>
    using type =
        ag::basic_decide<name, ag::detail::previous, ag::detail::branch<decltype(holds), block_of<First>>,
                         ag::detail::branch<ag::detail::always, block_of<Second>>>;
    template <class First, class Second>
    using before = First;
    static constexpr bool anywhere = true;
};
struct open_branch {
    template <class First, class Second>
    using type = ag::basic_decide<name, ag::detail::previous,
                                  ag::detail::branch<decltype(holds), block_of<both<First, Second>>>>;
    template <class First, class Second>
    using before = both<First, Second>;
    static constexpr bool anywhere = true;
};
struct nested {
    template <class First, class Second>
    using type = ag::basic_composition<ag::purpose::unstated, name, both<First, Second>>;
    template <class First, class Second>
    using before = both<First, Second>;
    static constexpr bool anywhere = true;
};
template <class Mixin>
struct wrapped {
    template <class First, class Second>
    using type = ag::basic_mixed<Mixin, ag::detail::previous, block_of<both<First, Second>>>;
    template <class First, class Second>
    using before = both<First, Second>;
    static constexpr bool anywhere = true;
};
struct retried_branches {
    template <class First, class Second>
    using type = ag::basic_mixed<decltype(ag::retry(ag::constant{})), ag::detail::previous,
                                 block_of<branches::type<First, Second>>>;
    template <class First, class Second>
    using before = First;
    static constexpr bool anywhere = true;
};

struct tally {
    std::size_t pieces = 0;
    std::size_t broken = 0;
    std::size_t differences = 0;
};

/// The typed verdict is one that the rules find, and the only one if they find one. A piece whose inside is broken was
/// refused before it was made; that the rules find something in it is then all that is asked of them.
void judge(tally& all, finding const& inner, finding const& typed, std::vector<finding> const& plain,
           char const* what, std::size_t first, std::size_t second, std::size_t third) {
    ++all.pieces;
    if (typed.code != ag::rule_code::none) ++all.broken;
    bool agree = !plain.empty();
    if (inner.code == ag::rule_code::none) {
        agree = plain.size() <= 1 ? (plain.empty() ? finding{} : plain.front()) == typed
                                  : std::find(plain.begin(), plain.end(), typed) != plain.end();
    }
    if (agree || ++all.differences > 10) return;
    CAPTURE(what, first, second, third);
    CHECK(typed == (plain.empty() ? finding{} : plain.front()));
}

template <class Piece, class Before>
void compare(tally& all, char const* what, std::size_t first, std::size_t second, std::size_t third) {
    static constexpr finding inner = typed_verdict<Before>();
    static constexpr finding typed = typed_verdict<Piece>();
    auto const nodes = nodes_of<ag::detail::pipeline_of<Piece>>();
    judge(all, inner, typed, plain_verdicts({nodes, {}}), what, first, second, third);
}

/// One construct over every pair of letters, alone, before and behind each of `around`.
template <class Construct>
void compare_trees(char const* what) {
    tally all;
    auto const pair = [&]<std::size_t First, std::size_t Second>(std::index_sequence<First, Second>) {
        using left = atom_of<inside[First], 'a'>;
        using right = atom_of<inside[Second], 'b'>;
        using tree = typename Construct::template type<left, right>;
        using before = typename Construct::template before<left, right>;
        compare<tree, before>(all, what, First, Second, 0);
        auto const beside = [&]<std::size_t Other>(std::integral_constant<std::size_t, Other>) {
            using other = atom_of<around[Other], 'c'>;
            compare<both<other, tree>, before>(all, what, First, Second, Other + 11);
            if constexpr (Construct::anywhere) {
                compare<both<tree, other>, before>(all, what, First, Second, Other + 1);
            }
        };
        [&]<std::size_t... Others>(std::index_sequence<Others...>) {
            (beside(std::integral_constant<std::size_t, Others>{}), ...);
        }(std::make_index_sequence<around.size()>{});
    };
    [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
        (pair(std::index_sequence<Indices / inside.size(), Indices % inside.size()>{}), ...);
    }(std::make_index_sequence<inside.size() * inside.size()>{});
    CHECK(all.differences == 0);
    CHECK(all.pieces == inside.size() * inside.size() * (1 + around.size() * (Construct::anywhere ? 2 : 1)));
    CHECK(all.broken > 5);
}

TEST_CASE("groups", "[agreement]") { compare_trees<group>("group"); }
TEST_CASE("branches", "[agreement]") {
    compare_trees<branches>("branches");
    compare_trees<open_branch>("open branch");
}
TEST_CASE("nested compositions", "[agreement]") { compare_trees<nested>("nested"); }
TEST_CASE("mixins", "[agreement]") {
    compare_trees<wrapped<decltype(ag::retry(ag::constant{}))>>("retry");
    compare_trees<wrapped<decltype(ag::timeout(ag::duration{1}))>>("timeout");
    compare_trees<retried_branches>("retried branches");
}

// The elements of a range are numbers, so the letters of a repetition are others.
constexpr auto one_sure = ag::transform<"a">(each);
constexpr auto one_fallible = ag::fetch<"b">(each_may_fail);
constexpr auto checked = ag::validate<"y">([](auto const&) noexcept { return true; });
constexpr auto one_stored = ag::persist<"c">(each, ag::natural);
TEST_CASE("repetitions", "[agreement]") {
    tally all;
    auto const each_of = [&]<class Inner>(std::type_identity<Inner>) {
        using tree =
            ag::basic_fan_out<name, ag::detail::previous, ag::detail::same_as_input, block_of<Inner>>;
        compare<tree, Inner>(all, "repeated", all.pieces, 0, 0);
        compare<both<atom_of<letter::persist, 'x'>, tree>, Inner>(all, "persist | repeated", all.pieces, 0,
                                                                  0);
        compare<both<atom_of<letter::fetch, 'x'>, tree>, Inner>(all, "fetch | repeated", all.pieces, 0, 0);
        compare<both<atom_of<letter::transform, 'x'>, both<tree, std::remove_const_t<decltype(checked)>>>,
                Inner>(all, "transform | repeated | validate", all.pieces, 0, 0);
    };
    using sure_type = std::remove_const_t<decltype(one_sure)>;
    using fallible_type = std::remove_const_t<decltype(one_fallible)>;
    using stored_type = std::remove_const_t<decltype(one_stored)>;
    each_of(std::type_identity<sure_type>{});
    each_of(std::type_identity<fallible_type>{});
    each_of(std::type_identity<stored_type>{});
    each_of(std::type_identity<both<sure_type, stored_type>>{});
    each_of(std::type_identity<both<fallible_type, stored_type>>{});
    each_of(std::type_identity<nested::type<stored_type, sure_type>>{});
    each_of(std::type_identity<group::type<sure_type, fallible_type>>{});
    CHECK(all.differences == 0);
    CHECK(all.pieces == 28);
    CHECK(all.broken > 5);
}

} // namespace
