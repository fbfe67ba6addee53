#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_KEYWORD_VALUES_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_KEYWORD_VALUES_HPP

// The values of keywords that hold no schema: numbers, counts, names, types.

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/keywords.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

/// A value that its keyword cannot have. Readers have it at hand before they know that they need it.
struct mistake {
    std::string_view expected; ///< Behind "must be".
    std::string_view repair;   ///< A sentence.
};

/// A value in a few words: `the string "3"`, `an array`.
inline std::string described(json::value const& found) {
    switch (found.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return found.get_bool() ? "true" : "false";
    case json::kind::int64:
    case json::kind::uint64:
    case json::kind::double_: return "the number " + json::serialize(found);
    case json::kind::string: {
        auto const& text = found.get_string();
        if (text.size() > 60) return "a string of " + std::to_string(text.size()) + " bytes";
        return "the string " + json::serialize(found);
    }
    case json::kind::array: return found.get_array().empty() ? "an empty array" : "an array";
    case json::kind::object: return "an object";
    }
    return {};
}

constexpr mistake not_text() noexcept { return {"a string", "Put the text in quotation marks."}; }

inline std::optional<mistake> read_text(json::value const& given, std::string& into) {
    auto const* text = given.if_string();
    if (text == nullptr) return not_text();
    into.assign(text->data(), text->size());
    return std::nullopt;
}

inline std::optional<mistake> read_names(json::value const& given, std::vector<std::string>& into) {
    mistake wrong{"an array of names", "List names of members, as in [\"id\", \"total\"]."};
    auto const* list = given.if_array();
    if (list == nullptr) return wrong;
    std::vector<std::string> names;
    names.reserve(list->size());
    for (json::value const& name : *list) {
        auto const* text = name.if_string();
        if (text == nullptr) return wrong;
        names.emplace_back(text->data(), text->size());
    }
    into = std::move(names);
    return std::nullopt;
}

inline std::optional<mistake> read_number(json::value const& given, std::optional<json::decimal>& into) {
    if (!given.is_number() || (given.is_double() && !std::isfinite(given.get_double())))
        return mistake{"a number", "Write the number without quotation marks."};
    into = json::decimal::of(given);
    return std::nullopt;
}

/// A count of whatever; beyond 64 bits, which nothing reaches, it is the greatest count.
inline std::optional<mistake> read_count(json::value const& given, std::optional<std::uint64_t>& into) {
    mistake wrong{"a whole number that is not negative", "Write a count, such as 3."};
    if (auto const* integer = given.if_int64()) {
        if (*integer < 0) return wrong;
        into = static_cast<std::uint64_t>(*integer);
    } else if (auto const* natural = given.if_uint64()) {
        into = *natural;
    } else if (auto const* real = given.if_double()) {
        if (!(*real >= 0) || *real != std::trunc(*real)) return wrong;
        into = *real < 0x1p64 ? static_cast<std::uint64_t>(*real) : std::numeric_limits<std::uint64_t>::max();
    } else {
        return wrong;
    }
    return std::nullopt;
}

inline std::optional<mistake> read_flag(json::value const& given, bool& into) {
    if (!given.is_bool()) return mistake{"true or false", "Write true or false."};
    into = given.get_bool();
    return std::nullopt;
}

inline std::optional<type_name> type_named(std::string_view name) noexcept {
    constexpr std::pair<std::string_view, type_name> names[] = {
        {"null", type_name::null},     {"boolean", type_name::boolean}, {"integer", type_name::integer},
        {"number", type_name::number}, {"string", type_name::string},   {"array", type_name::array},
        {"object", type_name::object},
    };
    for (auto const& [text, type] : names)
        if (text == name) return type;
    return std::nullopt;
}

inline std::optional<mistake> read_type(json::value const& given, std::optional<type_set>& into) {
    mistake wrong{"null, boolean, integer, number, string, array or object, or a list of these",
                  "Name one of the seven types."};
    type_set types;
    auto const insert = [&](json::value const& name) {
        auto const* text = name.if_string();
        auto const type = text == nullptr ? std::nullopt : type_named({text->data(), text->size()});
        if (type) types.insert(*type);
        return type.has_value();
    };
    if (auto const* list = given.if_array()) {
        for (json::value const& name : *list)
            if (!insert(name)) return wrong;
    } else if (!insert(given)) {
        return wrong;
    }
    into = types;
    return std::nullopt;
}

inline std::optional<mistake> read_values(json::value const& given,
                                          std::optional<std::vector<json::value>>& into) {
    auto const* list = given.if_array();
    if (list == nullptr) return mistake{"an array of values", "Put the values in brackets."};
    into.emplace(list->begin(), list->end());
    return std::nullopt;
}

/// An exclusive bound, which in draft 4 is a flag on the inclusive one.
inline std::optional<mistake> read_exclusive(dialect draft, json::value const& given,
                                             std::optional<json::decimal>& into) {
    bool ignored = false;
    if (draft == dialect::draft4) return read_flag(given, ignored);
    auto wrong = read_number(given, into);
    if (wrong && given.is_bool())
        wrong->repair =
            "Since draft 6 it is the bound itself: write the number here, and no inclusive bound.";
    return wrong;
}

/// Reads one of the keywords that hold no schema. The mistake in its value, or none.
inline std::optional<mistake> read_value(keyword which, dialect draft, json::value const& given, node& into) {
    switch (which) {
        using enum keyword;
    case enumeration: return read_values(given, into.enumeration);
    case exclusive_maximum: return read_exclusive(draft, given, into.exclusive_maximum);
    case exclusive_minimum: return read_exclusive(draft, given, into.exclusive_minimum);
    case maximum: return read_number(given, into.maximum);
    case minimum: return read_number(given, into.minimum);
    case max_contains: return read_count(given, into.max_contains);
    case max_items: return read_count(given, into.max_items);
    case max_length: return read_count(given, into.max_length);
    case max_properties: return read_count(given, into.max_properties);
    case min_contains: return read_count(given, into.min_contains);
    case min_items: return read_count(given, into.min_items);
    case min_length: return read_count(given, into.min_length);
    case min_properties: return read_count(given, into.min_properties);
    case multiple_of: {
        std::optional<json::decimal> divisor;
        if (read_number(given, divisor) || divisor->sign() <= 0)
            return mistake{"a number above zero", "Write the number that values are multiples of."};
        into.multiple_of = divisor;
        return std::nullopt;
    }
    case required: {
        auto wrong = read_names(given, into.required);
        if (wrong && given.is_bool())
            wrong->repair = "Since draft 4 the schema of the object lists the names: \"required\": [\"id\"].";
        return wrong;
    }
    case type: return read_type(given, into.type);
    case unique_items: return read_flag(given, into.unique_items);
    default: return std::nullopt;
    }
}

} // namespace action_grammar::schema::detail

#endif
