#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_READ_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_READ_HPP

// From a JSON value to a C++ value, by type. Everything here trusts that the type has a contract.

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <action_grammar/actions/expected_like.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/chrono.hpp>
#include <action_grammar/contract/reflection/constraints.hpp>
#include <action_grammar/contract/reflection/describe.hpp>
#include <action_grammar/contract/reflection/read_number.hpp>
#include <action_grammar/contract/reflection/reading.hpp>

namespace action_grammar::reflection::detail {

template <class T>
bool read(T& out, json::value const& in, reading& state, path_step const* at);

inline std::string_view view_of(boost::json::string_view text) noexcept { return {text.data(), text.size()}; }

/// What is said of a member, and of a type, for `meets`.
template <class T, std::size_t Index>
struct said_of_member {
    static constexpr std::span<attribute const> list = attributes_of_member<T, Index>;
};
template <class T>
struct said_of_whole {
    static constexpr std::span<attribute const> list = said_of_type<T>();
};

// ---- objects

template <class T>
using read_function = bool (*)(T&, json::value const&, reading&, path_step const*);

template <class T, std::size_t Index>
bool read_member(T& out, json::value const& in, reading& state, path_step const* at) {
    auto& member = members_of<T>::template get<Index>(out);
    return detail::read(member, in, state, at) && meets<said_of_member<T, Index>>(in, state, at);
}

template <class T, class Indices = std::make_index_sequence<members_of<T>::count>>
struct member_readers;
template <class T, std::size_t... Indices>
struct member_readers<T, std::index_sequence<Indices...>> {
    static constexpr read_function<T> list[]{&read_member<T, Indices>..., nullptr};
};

/// Notes a member that the type does not name, if such are refused.
inline bool read_unknown(node const& type, std::string_view name, json::value const& value, reading& state,
                         path_step const* at) {
    unknown_members const wish = state.options().unknown;
    if (wish == unknown_members::ignored || (wish == unknown_members::as_declared && type.open)) return true;
    path_step const here{at, name};
    std::string expected = "no other member than ";
    for (std::size_t i = 0; i < type.members.size(); ++i) {
        if (i > 0) expected += ", ";
        json::append_string(expected, type.members[i].name);
    }
    if (type.members.empty()) expected = "no member";
    return state.fail(&here, std::move(expected), in_words(value));
}

/// Reads the members of an object, of which `tag` is none.
template <class T>
bool read_object(T& out, json::object const& in, reading& state, path_step const* at, std::string_view tag) {
    constexpr node const& type = node_of<T>;
    constexpr std::size_t count = members_of<T>::count;
    if (!state.enter(at, in.size())) return false;
    bool good = true;
    std::bitset<count == 0 ? 1 : count> seen;
    // Most writers keep the order of the members, so the next is looked for behind the last one found.
    [[maybe_unused]] std::size_t expected = 0;
    for (auto const& member : in) {
        std::string_view const name = view_of(member.key());
        std::size_t found = count;
        for (std::size_t tried = 0; tried < count; ++tried) {
            std::size_t const candidate =
                expected + tried < count ? expected + tried : expected + tried - count;
            if (type.members[candidate].name == name) {
                found = candidate;
                break;
            }
        }
        if (found < count) {
            expected = found + 1 < count ? found + 1 : 0;
            seen.set(found);
            path_step const here{at, name};
            if (!member_readers<T>::list[found](out, member.value(), state, &here)) good = false;
        } else if (tag.empty() || name != tag) {
            if (!detail::read_unknown(type, name, member.value(), state, at)) good = false;
        }
        if (state.stopped()) break;
    }
    for (std::size_t i = 0; i < count && !state.stopped(); ++i) {
        if (seen.test(i)) continue;
        member_node const& missing = type.members[i];
        path_step const here{at, missing.name};
        if (missing.required) {
            good = state.fail(&here, in_words(*missing.type), "nothing");
        } else if (attribute const* const fallback = find(missing.attributes, attribute_key::default_value)) {
            if (!member_readers<T>::list[i](out, detail::value_of(fallback->value), state, &here))
                good = false;
        }
    }
    state.leave();
    return good;
}

// ---- arrays

template <class T>
bool read_elements(T& out, json::array const& in, reading& state, path_step const* at) {
    if (!state.enter(at, in.size())) return false;
    bool good = true;
    path_step here{at, {}, 0, true};
    if constexpr (fixed_array_type<T>) {
        for (auto& element : out) {
            if (!detail::read(element, in[here.index], state, &here)) good = false;
            if (state.stopped()) break;
            ++here.index;
        }
    } else {
        out.clear();
        if constexpr (requires { out.reserve(in.size()); }) out.reserve(in.size());
        for (json::value const& element : in) {
            typename T::value_type one{};
            if (!detail::read(one, element, state, &here)) {
                good = false;
            } else if constexpr (set_type<T>) {
                if (!out.insert(std::move(one)).second)
                    good = state.fail(&here, "no element twice", in_words(element));
            } else {
                out.push_back(std::move(one));
            }
            if (state.stopped()) break;
            ++here.index;
        }
    }
    state.leave();
    return good;
}

template <class T, std::size_t... Indices>
bool read_tuple(T& out, json::array const& in, reading& state, path_step const* at,
                std::index_sequence<Indices...>) {
    if (!state.enter(at, in.size())) return false;
    bool good = true;
    auto const element = [&](auto& to, std::size_t index) {
        path_step const here{at, {}, index, true};
        if (!state.stopped() && !detail::read(to, in[index], state, &here)) good = false;
    };
    using std::get;
    (element(get<Indices>(out), Indices), ...);
    state.leave();
    return good;
}

template <class T>
bool read_map(T& out, json::object const& in, reading& state, path_step const* at) {
    if (!state.enter(at, in.size())) return false;
    bool good = true;
    out.clear();
    for (auto const& member : in) {
        std::string_view const name = view_of(member.key());
        path_step const here{at, name};
        typename T::mapped_type one{};
        if (detail::read(one, member.value(), state, &here))
            out.emplace(typename T::key_type(name.data(), name.size()), std::move(one));
        else
            good = false;
        if (state.stopped()) break;
    }
    state.leave();
    return good;
}

// ---- variants

template <class Variant, std::size_t Index>
bool read_alternative(Variant& out, json::object const& in, reading& state, path_step const* at) {
    using alternative = std::variant_alternative_t<Index, Variant>;
    constexpr std::string_view tag = node_of<Variant>.tag;
    if constexpr (node_of<alternative>.kind == node_kind::object) {
        alternative made{};
        if (!detail::read_object(made, in, state, at, tag)) return false;
        out.template emplace<Index>(std::move(made));
        return true;
    } else {
        constexpr bool has_value = node_of<alternative>.kind != node_kind::null;
        if (!state.enter(at, in.size())) return false;
        alternative made{};
        bool good = true;
        bool found = false;
        for (auto const& member : in) {
            std::string_view const name = view_of(member.key());
            path_step const here{at, name};
            if (has_value && name == "value") {
                found = true;
                if (!detail::read(made, member.value(), state, &here)) good = false;
            } else if (name != tag) {
                if (state.options().unknown != unknown_members::ignored)
                    good = state.fail(&here, "no other member than the tag and \"value\"",
                                      in_words(member.value()));
            }
            if (state.stopped()) break;
        }
        if (has_value && !found) {
            path_step const here{at, "value"};
            good = state.fail(&here, in_words(node_of<alternative>), "nothing");
        }
        state.leave();
        if (!good) return false;
        out.template emplace<Index>(std::move(made));
        return true;
    }
}
template <class Variant>
using alternative_function = bool (*)(Variant&, json::object const&, reading&, path_step const*);
template <class Variant, class Indices = std::make_index_sequence<std::variant_size_v<Variant>>>
struct alternative_readers;
template <class Variant, std::size_t... Indices>
struct alternative_readers<Variant, std::index_sequence<Indices...>> {
    static constexpr alternative_function<Variant> list[]{&read_alternative<Variant, Indices>...};
};

template <class Variant>
bool read_variant(Variant& out, json::object const& in, reading& state, path_step const* at) {
    constexpr node const& type = node_of<Variant>;
    json::value const* const tag = in.if_contains({type.tag.data(), type.tag.size()});
    json::string const* const word = tag != nullptr ? tag->if_string() : nullptr;
    if (word != nullptr)
        for (std::size_t i = 0; i < type.members.size(); ++i)
            if (type.members[i].name == std::string_view(word->data(), word->size()))
                return alternative_readers<Variant>::list[i](out, in, state, at);
    path_step const here{at, type.tag};
    node const names{.kind = node_kind::enumeration, .members = type.members};
    return state.fail(&here, in_words(names), tag != nullptr ? in_words(*tag) : "nothing");
}

// ---- types that are others in JSON

/// Takes what a conversion gave: a T, an optional of one, or a result of one.
template <class T, class Given>
bool take_given(T& out, Given&& given, json::value const& in, reading& state, path_step const* at) {
    using bare_given = std::remove_cvref_t<Given>;
    if constexpr (std::is_same_v<bare_given, T>) {
        out = std::forward<Given>(given);
        return true;
    } else if constexpr (expected_like<bare_given>) {
        if (given.has_value()) {
            out = *std::forward<Given>(given);
            return true;
        }
        if constexpr (std::is_convertible_v<typename bare_given::error_type const&, std::string_view>)
            return state.fail(at, std::string(std::string_view(given.error())), in_words(in));
    } else if constexpr (optional_type<bare_given>) {
        if (given.has_value()) {
            out = *std::forward<Given>(given);
            return true;
        }
    } else {
        out = static_cast<T>(std::forward<Given>(given));
        return true;
    }
    return state.fail(at, "a value of the type " + std::string(type_name<T>), in_words(in));
}

template <class T>
bool read(T& out, json::value const& in, reading& state, path_step const* at) {
    constexpr node const& type = node_of<T>;
    if constexpr (wrapping_type<T>) {
        return detail::read(out.*wrapped_value<T>::pointer, in, state, at)
            && meets<said_of_whole<T>>(in, state, at);
    } else if constexpr (represented_type<T>) {
        representation_of<T> stands{};
        return detail::read(stands, in, state, at) && meets<said_of_whole<T>>(in, state, at)
            && detail::take_given<T>(out, contract_of<T>.from(std::move(stands)), in, state, at);
    } else if constexpr (json_type<T>) {
        out = in;
        return true;
    } else if constexpr (null_type<T>) {
        return in.is_null() || state.fail(at, type, in);
    } else if constexpr (std::is_same_v<T, bool>) {
        auto const* truth = in.if_bool();
        if (truth == nullptr) return state.fail(at, type, in);
        out = *truth;
        return true;
    } else if constexpr (integer_type<T>) {
        return detail::read_integer(out, in) || state.fail(at, type, in);
    } else if constexpr (number_type<T>) {
        return detail::read_number(out, in) || state.fail(at, type, in);
    } else if constexpr (std::is_enum_v<T>) {
        if (auto const* word = in.if_string())
            for (auto const& each : enumerators_of<T>)
                if (each.name == std::string_view(word->data(), word->size())) {
                    out = each.value;
                    return true;
                }
        return state.fail(at, type, in);
    } else if constexpr (struct_type<T>) {
        auto const* object = in.if_object();
        return object != nullptr ? detail::read_object(out, *object, state, at, {})
                                 : state.fail(at, type, in);
    } else if constexpr (owning_string_type<T>) {
        auto const* text = in.if_string();
        if (text == nullptr) return state.fail(at, type, in);
        out.assign(text->data(), text->size());
        return true;
    } else if constexpr (time_type<T> || date_type<T> || duration_type<T>) {
        if (auto const* text = in.if_string())
            if (auto const read = parse_chrono<T>({text->data(), text->size()})) {
                out = *read;
                return true;
            }
        return state.fail(at, type, in);
    } else if constexpr (optional_type<T>) {
        if (in.is_null()) {
            out.reset();
            return true;
        }
        return detail::read(out.emplace(), in, state, at);
    } else if constexpr (pointer_type<T>) {
        if (in.is_null()) {
            out.reset();
            return true;
        }
        auto* const made = new std::remove_const_t<typename T::element_type>{};
        out.reset(made);
        return detail::read(*made, in, state, at);
    } else if constexpr (variant_type<T>) {
        auto const* object = in.if_object();
        return object != nullptr ? detail::read_variant(out, *object, state, at) : state.fail(at, type, in);
    } else if constexpr (map_type<T>) {
        auto const* object = in.if_object();
        return object != nullptr ? detail::read_map(out, *object, state, at) : state.fail(at, type, in);
    } else {
        auto const* array = in.if_array();
        if (array == nullptr || (type.size != any_size && array->size() != type.size)
            || (type.kind == node_kind::tuple && array->size() != type.members.size()))
            return state.fail(at, type, in);
        if constexpr (tuple_type<T>)
            return detail::read_tuple(out, *array, state, at,
                                      std::make_index_sequence<std::tuple_size_v<T>>{});
        else
            return detail::read_elements(out, *array, state, at);
    }
}

} // namespace action_grammar::reflection::detail

#endif
