#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_EQUALITY_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_EQUALITY_HPP

// Equality of values as JSON Schema means it: numbers by value, objects whatever the order of their members.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::schema::detail {

/// How deep values are compared and hashed; `same` says that deeper ones differ.
inline constexpr int deepest_comparison = 1'024;

inline bool same_number(json::value const& left, json::value const& right) noexcept {
    if (auto const* l = left.if_int64()) {
        if (auto const* r = right.if_int64()) return *l == *r;
        // As a double an integer beyond 2^53 may be another; the way back shows it.
        if (auto const* r = right.if_double())
            return std::fabs(*r) < 0x1p63 && static_cast<std::int64_t>(*r) == *l && std::trunc(*r) == *r;
        auto const* r = right.if_uint64();
        return r != nullptr && *l >= 0 && *r == static_cast<std::uint64_t>(*l);
    }
    if (auto const* l = left.if_uint64()) {
        if (auto const* r = right.if_uint64()) return *l == *r;
        if (auto const* r = right.if_double())
            return *r >= 0 && *r < 0x1p64 && static_cast<std::uint64_t>(*r) == *l && std::trunc(*r) == *r;
        return right.is_int64() && same_number(right, left);
    }
    if (auto const* r = right.if_double()) return left.get_double() == *r;
    return same_number(right, left);
}

/// Whether the values are equal. Linear, except for looking up members; spends a step for each pair of
/// values.
inline bool same(json::value const& left, json::value const& right, std::uint64_t& steps,
                 int depth = 0) noexcept {
    if (depth > deepest_comparison || steps == 0) return false;
    --steps;
    if (left.is_number()) return right.is_number() && same_number(left, right);
    if (left.kind() != right.kind()) return false;
    if (auto const* text = left.if_string()) return *text == right.get_string();
    if (auto const* truth = left.if_bool()) return *truth == right.get_bool();
    if (auto const* array = left.if_array()) {
        auto const& other = right.get_array();
        if (array->size() != other.size()) return false;
        for (std::size_t i = 0; i < array->size(); ++i)
            if (!same((*array)[i], other[i], steps, depth + 1)) return false;
        return true;
    }
    if (auto const* object = left.if_object()) {
        auto const& other = right.get_object();
        if (object->size() != other.size()) return false;
        for (auto const& member : *object) {
            auto const* found = other.if_contains(member.key());
            if (found == nullptr || !same(member.value(), *found, steps, depth + 1)) return false;
        }
    }
    return true;
}

inline std::uint64_t mixed(std::uint64_t hash, std::uint64_t with) noexcept {
    hash = (hash ^ with) * 0x9e3779b97f4a7c15;
    return hash ^ hash >> 29;
}

inline std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (char const byte : text)
        hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
    return mixed(hash, text.size());
}

/// Equal for equal values. Linear; spends steps, and looks no deeper than a few levels.
inline std::uint64_t hash_of(json::value const& value, std::uint64_t& steps, int depth = 0) noexcept {
    if (depth > 16 || steps == 0) return 0;
    --steps;
    auto const of_number = [](double number) {
        // Through double, so that 1 and 1.0 agree; and zero has two signs.
        return mixed(4, number == 0 ? 0 : std::bit_cast<std::uint64_t>(number));
    };
    switch (value.kind()) {
    case json::kind::null: return 1;
    case json::kind::bool_: return value.get_bool() ? 2 : 3;
    case json::kind::int64: return of_number(static_cast<double>(value.get_int64()));
    case json::kind::uint64: return of_number(static_cast<double>(value.get_uint64()));
    case json::kind::double_: return of_number(value.get_double());
    case json::kind::string: {
        std::string_view const text(value.get_string().data(), value.get_string().size());
        steps -= std::min<std::uint64_t>(steps, text.size() / 64);
        return mixed(5, hash_of(text));
    }
    case json::kind::array: {
        std::uint64_t hash = 6;
        for (json::value const& element : value.get_array())
            hash = mixed(hash, hash_of(element, steps, depth + 1));
        return hash;
    }
    case json::kind::object: {
        std::uint64_t sum = 7; // Of the members in any order.
        for (auto const& member : value.get_object())
            sum += mixed(hash_of(std::string_view(member.key().data(), member.key().size())),
                         hash_of(member.value(), steps, depth + 1));
        return mixed(sum, value.get_object().size());
    }
    }
    return 0;
}

} // namespace action_grammar::schema::detail

#endif
