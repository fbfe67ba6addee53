#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_COERCE_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_COERCE_HPP

// Values that are of the wrong type only because of how they came: numbers as text, one value for a list of
// one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>

namespace action_grammar::schema {

namespace detail {

inline bool has_type(type_set types, json::value const& value) noexcept {
    switch (value.kind()) {
    case json::kind::null: return types.contains(type_name::null);
    case json::kind::bool_: return types.contains(type_name::boolean);
    case json::kind::int64:
    case json::kind::uint64: return types.contains(type_name::integer) || types.contains(type_name::number);
    case json::kind::double_:
        return types.contains(type_name::number)
            || (types.contains(type_name::integer) && is_whole(value.get_double()));
    case json::kind::string: return types.contains(type_name::string);
    case json::kind::array: return types.contains(type_name::array);
    case json::kind::object: return types.contains(type_name::object);
    }
    return false;
}

/// The same value as another type; nothing if that would lose or guess anything.
inline std::optional<json::value> converted(json::value const& value, type_set to) {
    if (auto const* text = value.if_string()) {
        std::string_view const written(text->data(), text->size());
        if (to.contains(type_name::boolean) && (written == "true" || written == "false"))
            return json::value(written == "true");
        // Only a number that is written in the same way again: "5", but not " 5", "5.0" or thirty digits.
        if ((to.contains(type_name::integer) || to.contains(type_name::number)) && written.size() <= 32)
            if (auto const number = json::parse(written);
                number && number->is_number() && has_type(to, *number) && json::serialize(*number) == written)
                return *number;
    } else if (to.contains(type_name::string) && (value.is_number() || value.is_bool())) {
        return json::value(json::serialize(value));
    }
    if (to.contains(type_name::array) && !value.is_null()) return json::value(json::array{value});
    return std::nullopt;
}

/// Walks a value along the parts of a schema that it must satisfy in any case, and converts what has the
/// wrong type.
class coercion {
public:
    coercion(graph const& schema, std::uint64_t steps) : schema_(schema), steps_(steps) {}

    void apply(node_id id, json::value& value, int depth = 0) {
        if (depth > 256 || steps_ == 0) return;
        --steps_;
        node const& from = schema_[id];
        if (from.type && !has_type(*from.type, value))
            if (auto other = converted(value, *from.type)) value = std::move(*other);
        if (from.reference != no_node) apply(from.reference, value, depth + 1);
        for (node_id const each : from.all_of)
            apply(each, value, depth + 1);
        if (auto* object = value.if_object()) {
            for (auto const& [name, schema] : from.properties)
                if (auto* member = object->if_contains(name)) apply(schema, *member, depth + 1);
            if (from.additional_properties != no_node && from.pattern_properties.empty())
                for (auto& member : *object)
                    if (find_property(from, {member.key().data(), member.key().size()}) == nullptr)
                        apply(from.additional_properties, member.value(), depth + 1);
        } else if (auto* array = value.if_array()) {
            for (std::size_t i = 0; i < array->size(); ++i) {
                node_id const schema = i < from.prefix_items.size() ? from.prefix_items[i] : from.items;
                if (schema != no_node) apply(schema, (*array)[i], depth + 1);
            }
        }
    }

private:
    graph const& schema_;
    std::uint64_t steps_;
};

} // namespace detail

/// `value` with what has the wrong type converted, if that makes it satisfy the schema; nothing otherwise.
/// A value that satisfies the schema already is returned as it is.
///
/// Converted are texts to the numbers that are written so ("5" to 5, but not "5.0" or " 5"), "true" and
/// "false" to truth values, numbers and truth values to texts, and a single value to a list of it. Where:
/// the value itself, members in `properties` and `additionalProperties`, elements in `prefixItems` and
/// `items`, through `$ref` and `allOf`; not where several types are possible in different alternatives.
inline std::optional<json::value> coerce(validator const& by, json::value const& value,
                                         validate_options const& options = {}) {
    if (by.accepts(value, options)) return value;
    json::value changed = value;
    detail::coercion(by.schema(), options.steps).apply(by.schema().root, changed);
    if (by.accepts(changed, options)) return changed;
    return std::nullopt;
}

} // namespace action_grammar::schema

#endif
