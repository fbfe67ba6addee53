#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_NLOHMANN_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_NLOHMANN_HPP

// For programs that hold JSON as nlohmann::json. Nothing else includes this header, and only it needs that
// library.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

namespace action_grammar {

namespace reflection::detail {

/// The same value in Boost.JSON; nothing if it is nested deeper than `depth`, or binary, which JSON has not.
inline std::optional<json::value> from_nlohmann(nlohmann::json const& from, std::size_t depth) {
    using kind = nlohmann::json::value_t;
    if (depth == 0 && from.is_structured()) return std::nullopt;
    switch (from.type()) {
    case kind::null:
    case kind::discarded: return json::value(nullptr);
    case kind::boolean: return json::value(*from.get_ptr<bool const*>());
    case kind::number_integer: return json::value(*from.get_ptr<std::int64_t const*>());
    case kind::number_unsigned: return json::value(*from.get_ptr<std::uint64_t const*>());
    case kind::number_float: return json::value(*from.get_ptr<double const*>());
    case kind::string: return json::value(json_view(*from.get_ptr<std::string const*>()));
    case kind::binary: return std::nullopt;
    case kind::array: {
        json::array all;
        all.reserve(from.size());
        for (nlohmann::json const& element : from) {
            auto made = detail::from_nlohmann(element, depth - 1);
            if (!made) return std::nullopt;
            all.push_back(std::move(*made));
        }
        return json::value(std::move(all));
    }
    case kind::object: {
        json::object all;
        all.reserve(from.size());
        for (auto const& [name, member] : *from.get_ptr<nlohmann::json::object_t const*>()) {
            auto made = detail::from_nlohmann(member, depth - 1);
            if (!made) return std::nullopt;
            all.emplace(json_view(name), std::move(*made));
        }
        return json::value(std::move(all));
    }
    }
    return std::nullopt;
}

/// As deep as the value is nested.
inline nlohmann::json to_nlohmann(json::value const& from) {
    switch (from.kind()) {
    case json::kind::null: return nullptr;
    case json::kind::bool_: return from.get_bool();
    case json::kind::int64: return from.get_int64();
    case json::kind::uint64: return from.get_uint64();
    case json::kind::double_: return from.get_double();
    case json::kind::string: return std::string(view_of(from.get_string()));
    case json::kind::array: {
        nlohmann::json all = nlohmann::json::array();
        for (json::value const& element : from.get_array())
            all.push_back(detail::to_nlohmann(element));
        return all;
    }
    case json::kind::object: break;
    }
    nlohmann::json all = nlohmann::json::object();
    for (auto const& member : from.get_object())
        all[std::string(view_of(member.key()))] = detail::to_nlohmann(member.value());
    return all;
}

} // namespace reflection::detail

/// The T that a value of nlohmann::json is: as `decode` of the same value.
template <class T>
result<T, decode_failure> decode(nlohmann::json const& from, decode_options const& options = {}) {
    return reflection::detail::guarded<T>([&]() -> result<T, decode_failure> {
        auto const value = reflection::detail::from_nlohmann(from, options.depth);
        if (!value)
            return unexpected(decode_failure{{{"",
                                               "JSON of no more than " + std::to_string(options.depth)
                                                   + " arrays and objects within each other",
                                               "more, or binary data", 0, 0}},
                                             false});
        return action_grammar::decode<T>(*value, options);
    });
}

/// The nlohmann::json of a T: the same value as that of `encode`, whose members it keeps in the order of
/// their names.
template <class T>
nlohmann::json encode_nlohmann(T const& value) {
    return reflection::detail::to_nlohmann(action_grammar::encode(value));
}

} // namespace action_grammar

#endif
