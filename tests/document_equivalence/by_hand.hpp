#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_BY_HAND_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_BY_HAND_HPP

// Pieces and actions of the compositions that are compared one by one, and what each surface says of them.

#include "batch.hpp"
#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <array>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace equivalence_tests {

namespace document = ag::document;

template <class Value>
using list_of = std::vector<Value>;

inline constexpr auto make_list = [](int) noexcept { return list_of<int>{}; };
inline constexpr auto next = [](int n) noexcept { return n; };
inline constexpr auto is_positive = [](int n) noexcept { return n > 0; };

inline document::registry actions() {
    document::registry made;
    REQUIRE(made.add("next", ag::transform<"x">(keep<int>{})).has_value());
    REQUIRE(made.add("pair", ag::transform<"x">([](std::array<long, 2> const& of) noexcept { return of; }))
                .has_value());
    REQUIRE(made.add("positive", ag::validate<"x">(is_positive)).has_value());
    REQUIRE(made.add("list", ag::persist<"x">(make_list, ag::natural)).has_value());
    REQUIRE(made.add("put", ag::persist<"x">(keep<int>{}, ag::natural)).has_value());
    return made;
}

/// The errors, each as "AG201 /commit".
inline std::vector<std::string> told(std::string_view text) {
    std::vector<std::string> all;
    for (auto const& each : document::validate(text, actions()).found.list)
        if (each.level == ag::severity::error)
            all.push_back(std::string(ag::find_rule(each.code)->id) + ' ' + each.where.pointer);
    return all;
}
using lines = std::vector<std::string>;

/// What the typed surface says of one piece behind another.
template <class Before, class Piece>
constexpr ag::rule_code behind() {
    return typing::typing_of<typing::joined_pipeline<Before, Piece>>::broken::code;
}

inline constexpr auto put_list = ag::persist<"list">(make_list, ag::natural);
inline constexpr auto put = ag::persist<"put">(next, ag::natural);
inline constexpr auto doubled = ag::fan_out<"each">(ag::transform<"one">(next));
inline constexpr auto two_steps = ag::transform<"a">(next) | ag::transform<"b">(next);
template <class Piece>
using piece = std::remove_const_t<Piece>;

} // namespace equivalence_tests

#endif
