#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_KINDS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_KINDS_HPP

// What a type is in JSON, told by what it can do. The types of the standard library are recognized by their
// members, so that nobody pays for a header that he does not use, and so that types like them are contracts
// as well.

#include <array>
#include <concepts>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <variant>

#include <boost/hana/concept/struct.hpp>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/contract/reflection/aggregate.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>

namespace boost::json {
class value; // declared here because Boost.JSON's own declarations cost more than this whole layer's
}

namespace action_grammar::reflection::detail {

template <class T>
using said_of = std::remove_cvref_t<decltype(contract_of<T>)>;

template <class Said>
inline constexpr bool is_object_contract = false;
template <std::size_t Size, class... Members>
inline constexpr bool is_object_contract<object_contract<Size, Members...>> = true;
template <class Said>
inline constexpr bool is_wrapping = false;
template <auto Pointer, std::size_t Size>
inline constexpr bool is_wrapping<wrapping_contract<Pointer, Size>> = true;
template <class Said>
inline constexpr bool is_representation = false;
template <class Representation, class To, class From, std::size_t Size>
inline constexpr bool is_representation<representation_contract<Representation, To, From, Size>> = true;
template <class Said>
inline constexpr bool is_enumeration_contract = false;
template <std::size_t Size, auto... Values>
inline constexpr bool is_enumeration_contract<enumeration_contract<Size, Values...>> = true;

template <class T>
inline constexpr bool is_std_array = false;
template <class T, std::size_t Size>
inline constexpr bool is_std_array<std::array<T, Size>> = true;

/// A strong type: `ag::wraps` says so.
template <class T>
concept wrapping_type = detail::is_wrapping<detail::said_of<T>>;
/// A type that is another in JSON: `ag::represented_as` says so.
template <class T>
concept represented_type = detail::is_representation<detail::said_of<T>>;

/// Boost.JSON's value, which may be anything.
template <class T>
concept json_type = std::same_as<T, boost::json::value>;
/// A type of one value, which is null.
template <class T>
concept null_type =
    std::same_as<T, std::monostate> || std::same_as<T, std::nullptr_t> || std::same_as<T, unit>;
/// An integer that is neither bool nor a character.
template <class T>
concept integer_type =
    std::integral<T>
    && !(std::same_as<T, bool> || std::same_as<T, char> || std::same_as<T, wchar_t>
         || std::same_as<T, char8_t> || std::same_as<T, char16_t> || std::same_as<T, char32_t>)
    && sizeof(T) <= 8;
/// `float` or `double`, which JSON numbers are read into exactly as they are written.
template <class T>
concept number_type = std::same_as<T, float> || std::same_as<T, double>;
/// `std::string` and its like, and views of them.
template <class T>
concept string_type = std::is_class_v<T> && requires(T const& text) {
    typename T::traits_type;
    requires std::same_as<typename T::value_type, char>;
    { text.data() } -> std::convertible_to<char const*>;
    { text.size() } -> std::convertible_to<std::size_t>;
};
/// A string that holds its characters.
template <class T>
concept owning_string_type =
    string_type<T> && requires(T& text, char const* from, std::size_t size) { text.assign(from, size); };

/// A time point of `std::chrono::system_clock`.
template <class T>
concept time_type = std::is_class_v<T> && requires(T const& time) {
    typename T::clock;
    typename T::duration::period;
    { T::clock::from_time_t(T::clock::to_time_t({})) };
    { time.time_since_epoch() } -> std::same_as<typename T::duration>;
};
/// A duration of `std::chrono`.
template <class T>
concept duration_type = std::is_class_v<T> && requires(T const& duration) {
    typename T::rep;
    typename T::period;
    { duration.count() } -> std::same_as<typename T::rep>;
};
/// `std::chrono::year_month_day`.
template <class T>
concept date_type = std::is_class_v<T> && requires(T const& date) {
    { static_cast<int>(date.year()) };
    { static_cast<unsigned>(date.month()) };
    { static_cast<unsigned>(date.day()) };
    { date.ok() } -> std::same_as<bool>;
    T(date.year(), date.month(), date.day());
};

/// `std::optional`, `std::unique_ptr`, `std::shared_ptr` and their like: a value or none.
template <class T>
concept optional_type = std::is_class_v<T> && requires(T& held) {
    typename T::value_type;
    { held.has_value() } -> std::same_as<bool>;
    { *held } -> std::same_as<typename T::value_type&>;
    held.reset();
    held.emplace();
};
template <class T>
concept pointer_type = std::is_class_v<T> && requires(T& held, typename T::element_type* made) {
    { held.get() } -> std::same_as<typename T::element_type*>;
    held.reset(made);
    requires !std::is_array_v<typename T::element_type>;
};
/// `std::variant`.
template <class T>
concept variant_type = action_grammar::detail::is_variant<T>;
/// `std::array`.
template <class T>
concept fixed_array_type = detail::is_std_array<T>;
/// `std::pair`, `std::tuple`.
template <class T>
concept tuple_type = std::is_class_v<T> && !fixed_array_type<T> && requires { std::tuple_size<T>::value; };
/// `std::map`, `std::unordered_map` and their like, with strings for keys.
template <class T>
concept map_type = std::is_class_v<T> && requires(T& map) {
    requires string_type<typename T::key_type>;
    typename T::mapped_type;
    map.clear();
    map.begin();
    map.size();
};
/// `std::set`, `std::unordered_set` and their like.
template <class T>
concept set_type = std::is_class_v<T> && requires(T& set, typename T::key_type&& key) {
    requires std::same_as<typename T::key_type, typename T::value_type>;
    { set.insert(static_cast<typename T::key_type&&>(key)).second } -> std::convertible_to<bool>;
    set.clear();
    set.size();
};
/// `std::vector`, `std::deque`, `std::list` and their like.
template <class T>
concept sequence_type =
    std::is_class_v<T> && !string_type<T> && requires(T& all, typename T::value_type&& one) {
        all.push_back(static_cast<typename T::value_type&&>(one));
        all.clear();
        all.begin();
        all.size();
    };

/// A class that BOOST_HANA_ADAPT_STRUCT describes.
template <class T>
concept hana_struct = std::is_class_v<T> && bool(boost::hana::Struct<T>::value);
/// A class whose members `ag::object` names, one and all, since they cannot be found.
template <class T>
concept listed_struct = std::is_class_v<T> && !hana_struct<T>
                     && detail::is_object_contract<detail::said_of<T>> && !plain_aggregate<T>;
/// A class with members that are its contract.
template <class T>
concept struct_type =
    std::is_class_v<T>
    && (hana_struct<T> || listed_struct<T>
        || (plain_aggregate<T>
            && !(json_type<T> || null_type<T> || string_type<T> || time_type<T> || duration_type<T>
                 || date_type<T> || optional_type<T> || pointer_type<T> || variant_type<T>
                 || fixed_array_type<T> || tuple_type<T> || map_type<T> || set_type<T> || sequence_type<T>)));

} // namespace action_grammar::reflection::detail

#endif
