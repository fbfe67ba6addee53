#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_PROPERTY_GENERATE_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_CONTAINMENT_PROPERTY_GENERATE_HPP

// Schemas and values out of a row of bytes: a shorter row gives a plainer schema, so that rapidcheck's shrinking of
// rows shrinks schemas. The vocabulary is small on purpose, so that schemas have to do with each other.

#include <action_grammar/contract/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace containment_tests {

namespace json = action_grammar::json;

/// Choices read from bytes; zeros when they are used up.
class choices {
public:
    explicit choices(std::vector<std::uint8_t> bytes) : bytes_(std::move(bytes)) {}

    std::size_t below(std::size_t count) {
        std::uint8_t const byte = next_ < bytes_.size() ? bytes_[next_++] : std::uint8_t{0};
        return byte % count;
    }
    bool maybe(std::size_t one_in = 2) { return below(one_in) == one_in - 1; }
    bool left() const { return next_ < bytes_.size(); }
    template <class T, std::size_t Count>
    T const& one_of(std::array<T, Count> const& all) {
        return all[below(Count)];
    }

private:
    std::vector<std::uint8_t> bytes_;
    std::size_t next_ = 0;
};

inline constexpr std::array<std::string_view, 4> member_names{"a", "b", "ab", "c"};
inline constexpr std::array<std::string_view, 6> strings{"", "a", "b", "ab", "ba", "aab"};
inline constexpr std::array<double, 10> numbers{0, 1, 2, 3, -1, 0.5, 1.5, 2.5, 4, 6};
inline constexpr std::array<std::string_view, 6> patterns{"^a", "b$", "^[ab]$", "^a*$", "a", "^(ab)*$"};
inline constexpr std::array<std::string_view, 7> types{"null",   "boolean", "integer", "number",
                                                       "string", "array",   "object"};

inline json::value string_of(std::string_view text) {
    return json::value(boost::json::string_view(text.data(), text.size()));
}

inline json::value any_value(choices& from, int depth) {
    switch (from.below(depth > 0 ? 8 : 6)) {
    case 0: return nullptr;
    case 1: return from.maybe();
    case 2:
    case 3: {
        double const number = from.one_of(numbers);
        return number == static_cast<double>(static_cast<std::int64_t>(number)) && from.maybe()
                 ? json::value(static_cast<std::int64_t>(number))
                 : json::value(number);
    }
    case 4:
    case 5: return string_of(from.one_of(strings));
    case 6: {
        json::array array;
        for (std::size_t size = from.below(4); size > 0; --size)
            array.push_back(any_value(from, depth - 1));
        return array;
    }
    default: {
        json::object object;
        for (std::size_t size = from.below(4); size > 0; --size)
            object[boost::json::string_view(from.one_of(member_names).data(), 1)] =
                any_value(from, depth - 1);
        if (from.maybe(3)) object["ab"] = any_value(from, depth - 1);
        return object;
    }
    }
}

inline json::value any_schema(choices& from, int depth);

inline void add_keyword(json::object& schema, choices& from, int depth) {
    auto const child = [&] { return any_schema(from, depth - 1); };
    auto const children = [&](std::size_t most) {
        json::array all;
        for (std::size_t size = 1 + from.below(most); size > 0; --size)
            all.push_back(child());
        return all;
    };
    auto const count = [&] { return json::value(static_cast<std::int64_t>(from.below(4))); };
    auto const number = [&] { return json::value(from.one_of(numbers)); };
    auto const name = [&] {
        std::string_view const text = from.one_of(member_names);
        return boost::json::string_view(text.data(), text.size());
    };
    auto const names = [&] {
        json::array all;
        all.push_back(json::value(name()));
        if (from.maybe()) {
            auto const second = json::value(name());
            if (second != all[0]) all.push_back(second);
        }
        return all;
    };
    switch (from.below(depth > 0 ? 37 : 17)) {
    case 0:
    case 1: schema["type"] = string_of(from.one_of(types)); break;
    case 2: {
        json::array several;
        for (auto const type : types)
            if (from.maybe()) several.push_back(string_of(type));
        if (!several.empty()) schema["type"] = several;
        break;
    }
    case 3: {
        json::array values;
        for (std::size_t size = 1 + from.below(3); size > 0; --size)
            values.push_back(any_value(from, 1));
        schema["enum"] = values;
        break;
    }
    case 4: schema["const"] = any_value(from, 2); break;
    case 5: schema["minimum"] = number(); break;
    case 6: schema["maximum"] = number(); break;
    case 7: schema["exclusiveMinimum"] = number(); break;
    case 8: schema["exclusiveMaximum"] = number(); break;
    case 9: {
        constexpr std::array<double, 4> steps{1, 2, 3, 0.5};
        schema["multipleOf"] = from.one_of(steps);
        break;
    }
    case 10: schema["minLength"] = count(); break;
    case 11: schema["maxLength"] = count(); break;
    case 12: schema["pattern"] = string_of(from.one_of(patterns)); break;
    case 13: schema[from.maybe() ? "minItems" : "maxItems"] = count(); break;
    case 14: schema[from.maybe() ? "minProperties" : "maxProperties"] = count(); break;
    case 15: schema["required"] = names(); break;
    case 16: schema["uniqueItems"] = true; break;
    case 17: schema["items"] = child(); break;
    case 18: schema["prefixItems"] = children(2); break;
    case 19:
    case 20:
        schema["contains"] = child();
        if (from.maybe()) schema["minContains"] = count();
        if (from.maybe()) schema["maxContains"] = count();
        break;
    case 21:
    case 22:
    case 23: {
        json::object properties;
        for (std::size_t size = 1 + from.below(3); size > 0; --size)
            properties[name()] = child();
        schema["properties"] = properties;
        break;
    }
    case 24: {
        std::string_view const pattern = from.one_of(patterns);
        schema["patternProperties"] =
            json::object{{boost::json::string_view(pattern.data(), pattern.size()), child()}};
        break;
    }
    case 25:
    case 26: schema["additionalProperties"] = child(); break;
    case 27: schema["propertyNames"] = child(); break;
    case 28: schema["dependentRequired"] = json::object{{name(), names()}}; break;
    case 29: schema["dependentSchemas"] = json::object{{name(), child()}}; break;
    case 30: schema["allOf"] = children(2); break;
    case 31: schema["anyOf"] = children(3); break;
    case 32: schema["oneOf"] = children(3); break;
    case 33: schema["not"] = child(); break;
    case 34:
        schema["if"] = child();
        schema[from.maybe() ? "then" : "else"] = child();
        break;
    case 35: schema[from.maybe() ? "unevaluatedProperties" : "unevaluatedItems"] = child(); break;
    default: schema["$ref"] = from.maybe() ? "#/$defs/other" : "#/$defs/tree"; break;
    }
}

/// A schema that may refer to `#/$defs/other` and `#/$defs/tree`.
inline json::value any_schema(choices& from, int depth) {
    if (from.maybe(12)) return false;
    if (from.maybe(12)) return true;
    json::object schema;
    for (std::size_t size = 1 + from.below(3); size > 0; --size)
        add_keyword(schema, from, depth);
    return schema;
}

/// A document: `schema` with the definitions to which it may refer.
inline json::value document(json::value const& schema) {
    json::object const tree{{"type", json::array{"object", "null", "integer"}},
                            {"properties", json::object{{"a", json::object{{"$ref", "#/$defs/tree"}}}}}};
    return json::object{
        {"$ref", "#/$defs/root"},
        {"$defs", json::object{{"root", schema},
                               {"other", json::object{{"type", json::array{"integer", "string"}}}},
                               {"tree", tree}}}};
}

/// The schema with something taken away, or one keyword made to ask less: it accepts all that it accepted.
inline json::value weakened(json::value const& schema, choices& from) {
    auto const* const object = schema.if_object();
    if (object == nullptr || object->empty() || from.maybe(4))
        return json::object{{"anyOf", json::array{schema, any_schema(from, 1)}}};
    json::object weaker = *object;
    auto const place = weaker.begin() + from.below(weaker.size());
    std::string_view const key(place->key().data(), place->key().size());
    if (key == "minimum" || key == "exclusiveMinimum")
        place->value() = place->value().to_number<double>() - 1;
    else if (key == "maximum" || key == "exclusiveMaximum")
        place->value() = place->value().to_number<double>() + 1;
    else if (key == "enum")
        place->value().get_array().push_back(any_value(from, 1));
    else if ((key == "items" || key == "additionalProperties" || key == "propertyNames")
             && !weaker.contains("unevaluatedItems") && !weaker.contains("unevaluatedProperties"))
        place->value() = weakened(place->value(), from);
    else if (key == "minLength" || key == "maxLength" || key == "uniqueItems" || key == "not"
             || key == "pattern")
        weaker.erase(place);
    return weaker;
}

} // namespace containment_tests

#endif
