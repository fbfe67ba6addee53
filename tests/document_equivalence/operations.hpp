#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_OPERATIONS_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_OPERATIONS_HPP

// What the actions of the plans do, for both sides.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace equivalence_tests {

namespace ag = action_grammar;

/// What flows: a list, so that a fan_out fits everywhere, whose copies cannot fail.
using numbers = std::array<int, 2>;
/// What flows to nobody but who asks for it.
struct other {
    bool flag;
};
struct mishap {
    int number;
};

template <class Value>
struct keep {
    constexpr Value operator()(Value const& given) const noexcept { return given; }
};
template <class Value>
struct may_throw {
    constexpr Value operator()(Value const& given) const { return given; }
};
template <class Value>
struct may_fail {
    constexpr ag::result<Value, mishap> operator()(Value const& given) const noexcept { return given; }
};
template <class Value>
struct holds {
    constexpr bool operator()(Value const&) const noexcept { return true; }
};
template <class Value>
struct may_hold {
    constexpr bool operator()(Value const&) const { return true; }
};
template <class Value>
struct approve {
    constexpr ag::approval operator()(Value const&) const noexcept { return ag::approval::approved; }
};
template <class Value>
struct first_of_two {
    constexpr Value operator()(Value const& first, Value const&) const noexcept { return first; }
};
struct to_other {
    constexpr other operator()(numbers const&) const noexcept { return {true}; }
};
struct from_other {
    constexpr numbers operator()(other const&) const noexcept { return {}; }
};

inline std::vector<int> to_list(numbers const& of) { return {of.begin(), of.end()}; }
inline numbers of_list(std::vector<int> const& list) {
    numbers made{};
    std::copy_n(list.begin(), std::min(list.size(), made.size()), made.begin());
    return made;
}

} // namespace equivalence_tests

/// In JSON a list of any length: what a fan_out of a document yields.
template <>
inline constexpr auto action_grammar::contract_of<equivalence_tests::numbers> =
    action_grammar::represented_as<std::vector<int>>(&equivalence_tests::to_list,
                                                     &equivalence_tests::of_list);

#endif
