#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_CONTRACTS_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_CONTRACTS_HPP

// Random input contracts, and values that are likely to be valid under them.

#include "dice.hpp"

#include <action_grammar/contract/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace action_grammar_tests {

namespace json = action_grammar::json;

inline constexpr std::array<std::string_view, 6> words{"x", "y", "abc", "2020-02-03T04:05:06Z", "12", ""};

inline json::value random_scalar(dice& roll) {
    switch (roll.below(7)) {
    case 0: return nullptr;
    case 1: return roll.one_in(2);
    case 2: return static_cast<std::int64_t>(roll.below(9)) - 4;
    case 3: return static_cast<double>(roll.below(40)) / 4 - 5;
    case 4:
        if (roll.one_in(6))
            return roll.pick(std::array{1e17, 1e308, -1e308, 9007199254740993.0, 5e-324, -0.0});
        return static_cast<double>(roll.below(5)) - 2;
    default: return json::string(roll.pick(words));
    }
}
inline json::value random_value(dice& roll, unsigned depth) {
    if (depth == 0 || roll.one_in(2)) return random_scalar(roll);
    if (roll.one_in(2)) {
        json::array made;
        for (std::size_t i = roll.below(4); i > 0; --i)
            made.push_back(random_value(roll, depth - 1));
        return made;
    }
    json::object made;
    for (std::size_t i = roll.below(4); i > 0; --i)
        made[roll.pick(member_names)] = random_value(roll, depth - 1);
    return made;
}

inline json::value random_schema(dice& roll, unsigned depth, bool root = false);

inline json::object object_schema(dice& roll, unsigned depth) {
    json::object made{{"type", "object"}};
    json::object properties;
    json::array required;
    for (std::size_t i = 1 + roll.below(4); i > 0; --i) {
        std::string_view const name = roll.pick(member_names);
        if (properties.contains(name)) continue;
        properties[name] = random_schema(roll, depth - 1);
        if (roll.one_in(2)) required.emplace_back(name);
    }
    if (roll.one_in(12)) required.emplace_back("zzz");
    made["properties"] = std::move(properties);
    if (!required.empty()) made["required"] = std::move(required);
    if (roll.one_in(2))
        made["additionalProperties"] = roll.one_in(2) ? json::value(false) : random_schema(roll, depth - 1);
    if (roll.one_in(8)) made["patternProperties"] = json::object{{"^[k-n]", random_schema(roll, depth - 1)}};
    if (roll.one_in(15)) made["minProperties"] = 1;
    if (roll.one_in(15)) made["maxProperties"] = 4;
    if (roll.one_in(15)) made["propertyNames"] = json::object{{"pattern", "^[a-z]+$"}};
    if (roll.one_in(15)) made["dependentRequired"] = json::object{{"a", json::array{"b"}}};
    if (roll.one_in(20)) made["dependentSchemas"] = json::object{{"c", random_schema(roll, depth - 1)}};
    return made;
}

inline json::value random_schema(dice& roll, unsigned depth, bool root) {
    if (depth == 0 || (!root && roll.one_in(3))) {
        switch (roll.below(13)) {
        case 11:
            return json::object{{"enum", json::array{random_value(roll, 2), random_value(roll, 2),
                                                     random_value(roll, 1), random_scalar(roll)}}};
        case 12:
            return json::object{
                {"type", "number"}, {"minimum", -2}, {"exclusiveMaximum", roll.one_in(2) ? 0 : 7}};
        case 0: return json::object{{"type", "null"}};
        case 1: return json::object{{"type", "boolean"}};
        case 2: {
            json::object made{{"type", "integer"}};
            if (roll.one_in(2)) made["minimum"] = static_cast<std::int64_t>(roll.below(4)) - 2;
            if (roll.one_in(3)) made["maximum"] = static_cast<std::int64_t>(roll.below(4)) + 2;
            return made;
        }
        case 3: {
            json::object made{{"type", "number"}};
            if (roll.one_in(2)) made["exclusiveMinimum"] = 0;
            if (roll.one_in(3)) made["maximum"] = 3.5;
            if (roll.one_in(6)) made["multipleOf"] = 0.5;
            return made;
        }
        case 4: return json::object{{"type", "string"}};
        case 5: return json::object{{"type", "string"}, {"minLength", 1}};
        case 6: return json::object{{"type", "string"}, {"pattern", "^[a-z]"}};
        case 7:
            return json::object{
                {"enum", json::array{random_scalar(roll), random_scalar(roll), random_scalar(roll)}}};
        case 8: return json::object{{"const", random_scalar(roll)}};
        case 9: return json::object{{"type", json::array{"string", "null"}}, {"maxLength", 4}};
        default:
            return roll.one_in(3)
                     ? json::value(true)
                     : json::value(json::object{{"type", "string"}, {"enum", json::array{"x", "y", "abc"}}});
        }
    }
    switch (roll.below(root ? 13 : 15)) {
    case 0:
    case 1:
    case 2:
    case 3: return object_schema(roll, depth);
    case 4:
    case 5: {
        json::object made{{"type", "array"}, {"items", random_schema(roll, depth - 1)}};
        if (roll.one_in(3)) made["minItems"] = 1 + roll.below(2);
        if (roll.one_in(4)) made["maxItems"] = 3;
        if (roll.one_in(8)) made["uniqueItems"] = true;
        if (roll.one_in(10)) {
            made["contains"] = random_schema(roll, 0);
            if (roll.one_in(2)) made["minContains"] = roll.below(3);
        }
        return made;
    }
    case 6: {
        json::object made{
            {"type", "array"},
            {"prefixItems", json::array{random_schema(roll, depth - 1), random_schema(roll, depth - 1)}}};
        if (roll.one_in(2)) made["items"] = false;
        if (roll.one_in(2)) made["minItems"] = 2;
        return made;
    }
    case 7: {
        auto const variant = [&](char const* name) {
            json::object made = object_schema(roll, depth);
            made["properties"].as_object()["kind"] = json::object{{"const", name}};
            made["required"] = json::array{"kind"};
            return made;
        };
        return json::object{{"oneOf", json::array{variant("x"), variant("y")}}};
    }
    case 8:
        return json::object{
            {"anyOf", json::array{random_schema(roll, depth - 1), random_schema(roll, depth - 1)}}};
    case 9:
        return json::object{
            {"allOf", json::array{object_schema(roll, depth), random_schema(roll, depth - 1)}}};
    case 10:
        return json::object{{"properties", json::object{{"a", random_schema(roll, depth - 1)}}},
                            {"required", json::array{"a"}}};
    case 11:
        return json::object{{"type", "object"},
                            {"properties", json::object{{"a", random_schema(roll, depth - 1)}}},
                            {"allOf", json::array{object_schema(roll, depth)}},
                            {"unevaluatedProperties", false}};
    case 12: {
        // Of any type but one.
        json::object made{{"not", roll.one_in(2)
                                      ? json::value(json::object{{"type", "null"}})
                                      : json::value(json::object{{"const", random_scalar(roll)}})}};
        if (roll.one_in(2))
            made["anyOf"] = json::array{random_schema(roll, depth - 1), random_schema(roll, 0)};
        return made;
    }
    case 13: return json::object{{"$ref", "#/$defs/tree"}};
    default: {
        json::object made = object_schema(roll, depth);
        made["if"] = json::object{{"required", json::array{"a"}}};
        made["then"] = json::object{{"required", json::array{"b"}}};
        if (roll.one_in(2)) made["not"] = json::object{{"type", json::array{"null", "array"}}};
        return made;
    }
    }
}

/// With a recursive definition.
inline json::value random_contract(dice& roll) {
    json::value made = random_schema(roll, 3, true);
    if (!made.is_object()) return made;
    made.as_object()["$defs"] = json::object{
        {"tree",
         json::object{
             {"type", "object"},
             {"properties",
              json::object{{"name", json::object{{"type", "string"}}},
                           {"items", json::object{{"type", "array"},
                                                  {"items", json::object{{"$ref", "#/$defs/tree"}}}}}}},
             {"required", json::array{"name"}},
             {"additionalProperties", !roll.one_in(2)}}}};
    return made;
}

/// A value that follows the main keywords; whether it is valid is for the validator to say.
inline json::value value_for(dice& roll, json::value const& schema, json::object const& definitions,
                             unsigned depth) {
    json::object const* said = schema.if_object();
    if (said == nullptr) return random_value(roll, 1);
    auto const again = [&](json::value const& inner) {
        return value_for(roll, inner, definitions, depth > 0 ? depth - 1 : 0);
    };
    if (said->contains("$ref")) return again(definitions.at("tree"));
    if (auto const* list = said->if_contains("enum")) return roll.pick(list->get_array());
    if (auto const* value = said->if_contains("const")) return *value;
    for (char const* name : {"oneOf", "anyOf"})
        if (auto const* list = said->if_contains(name)) return again(roll.pick(list->get_array()));
    json::value made;
    std::string_view type = "object";
    if (said->contains("not") && !said->contains("type")) return random_value(roll, 2);
    if (auto const* named = said->if_contains("type"))
        type = named->is_string() ? std::string_view(named->get_string())
                                  : std::string_view(roll.pick(named->get_array()).get_string());
    if (type == "null") return nullptr;
    if (type == "boolean") return roll.one_in(2);
    if (type == "integer") {
        auto const number = static_cast<std::int64_t>(roll.below(9)) - 3;
        if (roll.one_in(4)) return static_cast<double>(number);
        return number;
    }
    if (type == "number") {
        if (roll.one_in(10)) return random_scalar(roll);
        return static_cast<double>(roll.below(20)) / 2 - 2;
    }
    if (type == "string") return json::string(roll.pick(words));
    if (type == "array") {
        json::array elements;
        if (auto const* prefix = said->if_contains("prefixItems"))
            for (json::value const& each : prefix->get_array())
                if (elements.empty() || !roll.one_in(4)) elements.push_back(again(each));
        json::value const* items = said->if_contains("items");
        std::size_t const more =
            items != nullptr && items->is_object() ? (depth == 0 ? 0 : roll.below(4)) : 0;
        for (std::size_t i = 0; i < more; ++i)
            elements.push_back(again(*items));
        return elements;
    }
    json::object members;
    json::value const* required = said->if_contains("required");
    auto const is_required = [&](std::string_view name) {
        if (required == nullptr) return false;
        for (json::value const& each : required->get_array())
            if (std::string_view(each.get_string()) == name) return true;
        return false;
    };
    if (auto const* properties = said->if_contains("properties"))
        for (auto const& property : properties->get_object())
            if (is_required(property.key()) || (depth > 0 && !roll.one_in(3)))
                members[property.key()] = again(property.value());
    if (required != nullptr)
        for (json::value const& each : required->get_array())
            if (!members.contains(each.get_string())) members[each.get_string()] = random_scalar(roll);
    json::value const* others = said->if_contains("additionalProperties");
    if (roll.one_in(4) && (others == nullptr || *others != json::value(false)))
        members[roll.pick(member_names)] =
            others != nullptr && others->is_object() ? again(*others) : random_value(roll, 1);
    if (auto const* all = said->if_contains("allOf"))
        for (json::value const& each : all->get_array()) {
            json::value const more = again(each);
            if (more.is_object())
                for (auto const& member : more.get_object())
                    if (!members.contains(member.key())) members[member.key()] = member.value();
        }
    return members;
}

} // namespace action_grammar_tests

#endif
