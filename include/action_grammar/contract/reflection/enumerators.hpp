#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ENUMERATORS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ENUMERATORS_HPP

// The enumerators of an enumeration: as `ag::enumeration` names them, or found by asking the compiler how it
// prints each value of a range. The idea is magic_enum's; all values are asked for at once, which costs one
// instantiation.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/contract/reflection/kinds.hpp>
#include <action_grammar/contract/reflection/type_name.hpp>

namespace action_grammar::reflection::detail {

/// One enumerator: its value and its name in JSON.
template <class Enumeration>
struct enumerator_name {
    Enumeration value{};
    std::string_view name{};
};

/// The least and the greatest value that names are looked for at.
template <class Enumeration>
inline constexpr int first_tried = std::is_signed_v<std::underlying_type_t<Enumeration>> ? -128 : 0;
template <class Enumeration>
inline constexpr int last_tried = [] {
    using limits = std::numeric_limits<std::underlying_type_t<Enumeration>>;
    constexpr int most = 255;
    return static_cast<std::uint64_t>(limits::max()) < most ? static_cast<int>(limits::max()) : most;
}();

/// The text in which the compiler prints the values tried.
template <class Enumeration, std::size_t... Offsets>
constexpr std::string_view printed(std::index_sequence<Offsets...>) {
    return text_of_enumerators<Enumeration, static_cast<Enumeration>(first_tried<Enumeration>
                                                                     + static_cast<int>(Offsets))...>();
}

constexpr bool is_opening(char c) noexcept { return c == '(' || c == '<' || c == '{'; }
constexpr bool is_closing(char c) noexcept { return c == ')' || c == '>' || c == '}'; }

/// Calls `found(number, name)` for each value in the text that is printed as a name. A value without one is
/// printed as a cast, whose length is known behind the first of them; so few characters are looked at, since
/// clang counts steps.
template <class Found>
constexpr void read_enumerators(std::string_view text, int first, int last, Found found) {
    // g++: "... Values = {app::color::red, (app::color)1}; ...", clang: "... Values = <app::color::red,
    // (app::color)1>]"
    constexpr std::string_view announced = "Values = ";
    std::size_t at = text.find(announced) + announced.size() + 1;
    std::size_t cast = 0; // the length of "(app::color)"
    for (int number = first; number <= last; ++number) {
        std::size_t end = at;
        if (cast == 0 || text[at] != '(' || text[at + cast - 1] != ')') {
            std::size_t depth = 0;
            for (; depth > 0 || !(text[end] == ',' || is_closing(text[end])); ++end) {
                if (is_opening(text[end])) ++depth;
                if (is_closing(text[end])) --depth;
            }
            // What is printed as a cast ends in its number, and a name never begins with a digit.
            std::string_view const name = detail::last_name(text, end);
            if (name.front() < '0' || name.front() > '9')
                found(number, name);
            else
                cast = text.substr(0, end).rfind(')') + 1 - at;
        } else {
            end = at + cast + (number < 0 ? 2 : 1);
            for (int rest = number; rest <= -10 || rest >= 10; rest /= 10)
                ++end;
        }
        at = end + 2;
    }
}

template <class Enumeration>
constexpr auto found_enumerators() {
    constexpr auto tried =
        std::size_t{static_cast<unsigned>(last_tried<Enumeration> - first_tried<Enumeration> + 1)};
    constexpr std::string_view text = detail::printed<Enumeration>(std::make_index_sequence<tried>{});
    constexpr std::size_t count = [](std::string_view printed) {
        std::size_t found = 0;
        detail::read_enumerators(printed, first_tried<Enumeration>, last_tried<Enumeration>,
                                 [&](int, std::string_view) { ++found; });
        return found;
    }(text);
    std::array<enumerator_name<Enumeration>, count> all{};
    std::size_t next = 0;
    detail::read_enumerators(
        text, first_tried<Enumeration>, last_tried<Enumeration>,
        [&](int number, std::string_view name) { all[next++] = {static_cast<Enumeration>(number), name}; });
    return all;
}

template <class Enumeration, std::size_t Size, auto... Values>
constexpr auto named_enumerators(enumeration_contract<Size, Values...> const& said) {
    std::array<enumerator_name<Enumeration>, sizeof...(Values)> all{};
    std::size_t next = 0;
    ((all[next] = {Values, said.names[next]}, ++next), ...);
    return all;
}

/// Whether the enumerators can be found: any number is a value, as it is where the underlying type is fixed.
template <class Enumeration>
concept fixed_enumeration = std::is_enum_v<Enumeration> && requires { Enumeration{0}; };

template <class Enumeration>
constexpr bool names_enumerators() {
    if constexpr (is_enumeration_contract<said_of<Enumeration>>) {
        return said_of<Enumeration>::count > 0;
    } else {
        return false;
    }
}

template <class Enumeration>
constexpr auto enumerators_for() {
    if constexpr (names_enumerators<Enumeration>()) {
        return detail::named_enumerators<Enumeration>(contract_of<Enumeration>);
    } else {
        return detail::found_enumerators<Enumeration>();
    }
}

/// An enumeration whose enumerators have names: `enum class`, or any that `ag::enumeration` names.
template <class T>
concept enumeration_type =
    std::is_enum_v<T> && (detail::fixed_enumeration<T> || detail::names_enumerators<T>());

/// The enumerators of an enumeration, in order of value unless `ag::enumeration` names them. Those beyond
/// -128 to 255 are found only if it does.
template <enumeration_type Enumeration>
inline constexpr auto enumerators_of = detail::enumerators_for<Enumeration>();

} // namespace action_grammar::reflection::detail

#endif
