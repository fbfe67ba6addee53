#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_GENERATE_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_GENERATE_HPP

// Random input contracts, values that are likely to be valid under them, and filters that touch their members.

#include <action_grammar/contract/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace action_grammar_tests {

namespace json = action_grammar::json;

/// A small generator of its own, so that a seed says everything.
class dice {
public:
    explicit dice(std::uint64_t seed) noexcept : state_(seed * 0x9E3779B97F4A7C15U + 0x1234567) {}

    std::uint64_t next() noexcept {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }
    std::size_t below(std::size_t end) noexcept { return static_cast<std::size_t>(next() % end); }
    bool one_in(std::size_t chances) noexcept { return below(chances) == 0; }
    template <class List>
    auto const& pick(List const& list) noexcept {
        return list[below(list.size())];
    }

private:
    std::uint64_t state_;
};

inline constexpr std::array<std::string_view, 8> member_names{"a",     "b",    "c",   "kind",
                                                              "items", "name", "key", "value"};
inline constexpr std::array<std::string_view, 6> words{"x", "y", "abc", "2020-02-03T04:05:06Z", "12", ""};

inline json::value random_scalar(dice& roll) {
    switch (roll.below(7)) {
    case 0: return nullptr;
    case 1: return roll.one_in(2);
    case 2: return static_cast<std::int64_t>(roll.below(9)) - 4;
    case 3: return static_cast<double>(roll.below(40)) / 4 - 5;
    case 4: return static_cast<double>(roll.below(5)) - 2;
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
    return made;
}

inline json::value random_schema(dice& roll, unsigned depth, bool root) {
    if (depth == 0 || (!root && roll.one_in(3))) {
        switch (roll.below(11)) {
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
    switch (roll.below(root ? 12 : 14)) {
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
    case 12: return json::object{{"$ref", "#/$defs/tree"}};
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
    if (type == "number") return static_cast<double>(roll.below(20)) / 2 - 2;
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

/// Filters as text.
class filter_generator {
public:
    explicit filter_generator(dice& roll) noexcept : roll_(&roll) {}

    std::string filter(unsigned depth) { return expression(depth); }

private:
    std::string name() { return std::string(roll_->pick(member_names)); }
    std::string literal() {
        static constexpr std::array<std::string_view, 16> all{
            "null",  "true",  "false",   "0",  "1",  "2.5",   "-1",    "\"x\"",
            "\"y\"", "\"a\"", "\"abc\"", "[]", "{}", "[1,2]", "{a:1}", "[\"a\",0]"};
        return std::string(roll_->pick(all));
    }
    std::string path(unsigned depth) {
        std::string made;
        for (std::size_t i = 1 + roll_->below(3); i > 0; --i) {
            switch (roll_->below(11)) {
            case 0: made += "[]"; break;
            case 1: made += "[0]"; break;
            case 2: made += "[-1]"; break;
            case 3: made += "[1:]"; break;
            case 4: made += "[:2]?"; break;
            case 5: made += "[]?"; break;
            case 6: made += "[" + (depth > 0 ? expression(depth - 1) : literal()) + "]?"; break;
            case 7: made += "." + name() + "?"; break;
            default: made += "." + name(); break;
            }
        }
        return made.front() == '.' ? made : "." + made;
    }
    std::string condition(unsigned depth) {
        switch (roll_->below(10)) {
        case 0: return path(0) + " == " + literal();
        case 1: return path(0) + " != null";
        case 2: return path(0) + " > " + literal();
        case 3:
            return "(" + path(0) + " | type) == \""
                 + std::string(
                       roll_->pick(std::array<std::string_view, 4>{"string", "number", "object", "array"}))
                 + "\"";
        case 4: return "has(\"" + name() + "\")";
        case 5: return "(" + condition(depth > 0 ? depth - 1 : 0) + " and " + path(0) + ")";
        case 6: return "(" + path(0) + " or " + path(0) + " <= " + literal() + ")";
        case 7: return "(" + path(0) + " | not)";
        case 8: return "(" + path(0) + " | IN(\"x\", 1, null))";
        default: return depth > 0 ? "(" + expression(depth - 1) + ")" : path(0);
        }
    }
    std::string update_path(unsigned depth) {
        switch (roll_->below(7)) {
        case 0: return "(.[] | select(" + condition(0) + "))";
        case 1: return "(." + name() + ", ." + name() + ")";
        case 2: return ".[]?";
        case 3: return "(if " + condition(0) + " then ." + name() + " else ." + name() + " end)";
        case 4: return "first(.[])";
        case 5: return "(" + path(depth) + ")";
        default: return "." + name();
        }
    }
    std::string builtin(unsigned depth) {
        static constexpr std::array<std::string_view, 76> plain{"length",
                                                                "keys",
                                                                "keys_unsorted",
                                                                "values",
                                                                "nulls",
                                                                "booleans",
                                                                "numbers",
                                                                "strings",
                                                                "arrays",
                                                                "objects",
                                                                "iterables",
                                                                "scalars",
                                                                "to_entries",
                                                                "from_entries",
                                                                "add",
                                                                "any",
                                                                "all",
                                                                "flatten",
                                                                "floor",
                                                                "ceil",
                                                                "round",
                                                                "sqrt",
                                                                "fabs",
                                                                "abs",
                                                                "exp",
                                                                "log",
                                                                "sort",
                                                                "min",
                                                                "max",
                                                                "unique",
                                                                "reverse",
                                                                "explode",
                                                                "ascii_upcase",
                                                                "tojson",
                                                                "tostring",
                                                                "tonumber",
                                                                "type",
                                                                "toarray",
                                                                "first",
                                                                "last",
                                                                "paths",
                                                                "leaf_paths",
                                                                "transpose",
                                                                "tostream",
                                                                "todate",
                                                                "fromdate",
                                                                "gmtime",
                                                                "mktime",
                                                                "not",
                                                                "isvalid(.)",
                                                                "recurse",
                                                                "error",
                                                                "empty",
                                                                "nan",
                                                                "infinite",
                                                                "trim",
                                                                "fromjson",
                                                                "implode",
                                                                "..",
                                                                "@json",
                                                                "@csv",
                                                                "@base64",
                                                                "@sh",
                                                                "isnan",
                                                                "finites",
                                                                "normals",
                                                                "utf8bytelength",
                                                                "trunc",
                                                                "cos",
                                                                "combinations",
                                                                "flatten(1)",
                                                                "@text",
                                                                "env?",
                                                                "acos",
                                                                "rint",
                                                                "ltrimstr(\"x\")"};
        static constexpr std::array<std::string_view, 26> with_filter{
            "map",    "map_values", "select",  "sort_by", "group_by", "unique_by", "min_by",
            "max_by", "any",        "all",     "first",   "last",     "isempty",   "with_entries",
            "del",    "path",       "recurse", "walk",    "error",    "paths",     "isvalid",
            "IN",     "INDEX",      "limit_",  "until_",  "while_"};
        static constexpr std::array<std::string_view, 20> with_value{
            "has",        "in",       "contains", "inside",  "index",        "rindex", "indices",
            "startswith", "endswith", "rtrimstr", "split",   "join",         "test",   "getpath",
            "flatten",    "nth",      "range",    "bsearch", "combinations", "scan"};
        switch (roll_->below(8)) {
        case 0:
        case 1: {
            std::string_view const called = roll_->pick(plain);
            return called == "env?" ? std::string("ascii_downcase") : std::string(called);
        }
        case 2:
        case 3:
        case 4: {
            std::string const called(roll_->pick(with_filter));
            std::string const inner = roll_->one_in(3) ? condition(depth) : expression(depth);
            if (called == "limit_") return "limit(" + (roll_->one_in(2) ? "2" : path(0)) + "; " + inner + ")";
            if (called == "until_") return "limit(3; until(" + condition(0) + "; " + inner + "))";
            if (called == "while_") return "limit(3; while(" + condition(0) + "; " + inner + "))";
            if (called == "recurse") return "limit(4; recurse(" + inner + "))";
            return called + "(" + inner + ")";
        }
        case 5: {
            std::string const called(roll_->pick(with_value));
            return called + "(" + (roll_->one_in(2) ? literal() : expression(depth > 0 ? depth - 1 : 0))
                 + ")";
        }
        case 6: {
            static constexpr std::array<std::string_view, 10> others{"pow(.; 2)",
                                                                     "range(0; 3)",
                                                                     "range(.a; .b)",
                                                                     "sub(\"x\"; \"y\")",
                                                                     "capture(\"(?<n>x)\")",
                                                                     "match(\"x\")",
                                                                     "setpath([\"a\", \"b\"]; 1)",
                                                                     "setpath([0]; .)",
                                                                     "delpaths([[\"a\"]])",
                                                                     "range(0; 1; 0.3)"};
            return std::string(roll_->pick(others));
        }
        default: return "setpath([\"" + name() + "\"]; " + expression(depth) + ")";
        }
    }
    std::string expression(unsigned depth) {
        if (depth == 0) {
            if (roll_->one_in(3)) return literal();
            return roll_->one_in(6) ? "." : path(0);
        }
        unsigned const below = depth - 1;
        auto const inner = [&] { return expression(below); };
        switch (roll_->below(27)) {
        case 0:
        case 1: return path(below);
        case 2:
        case 3:
        case 4: return "(" + inner() + " | " + inner() + ")";
        case 5: return "(" + inner() + ", " + inner() + ")";
        case 6: return "[" + inner() + "]";
        case 7: return "{" + name() + ": (" + inner() + "), " + name() + "}";
        case 8: return "{(" + inner() + " | tostring): (" + inner() + ")}";
        case 9:
        case 10:
            return "(" + inner() + " "
                 + std::string(roll_->pick(std::array<std::string_view, 5>{"+", "-", "*", "/", "%"})) + " "
                 + inner() + ")";
        case 11: return "(" + condition(below) + ")";
        case 12: return "(" + inner() + " // " + inner() + ")";
        case 13:
        case 14: return "(if " + condition(below) + " then " + inner() + " else " + inner() + " end)";
        case 15: return "(try " + builtin(below) + " catch .)";
        case 16:
            return "(" + inner() + " as $v | " + (roll_->one_in(2) ? "$v" : "[$v, " + inner() + "]") + ")";
        case 17: return "(. as {" + name() + ": $p, " + name() + ": [$q]} | [$p, $q])";
        case 18:
            return "(reduce .[] as $i (" + inner() + "; " + (roll_->one_in(2) ? ". + $i" : inner()) + "))";
        case 19:
            return "(foreach .[] as $i (" + inner() + "; " + (roll_->one_in(2) ? ". + $i" : inner())
                 + "; [., $i]))";
        case 20: return "\"t \\(" + inner() + ") u\"";
        case 21: return "(" + update_path(below) + " |= " + inner() + ")";
        case 22:
            return "(" + update_path(below) + " "
                 + std::string(roll_->pick(std::array<std::string_view, 4>{"=", "+=", "//=", "*="})) + " "
                 + inner() + ")";
        case 23: return "(label $out | " + inner() + " | if " + condition(0) + " then break $out else . end)";
        case 24: return "(def f(g; $w): g | [., $w]; f(" + inner() + "; " + inner() + "))";
        default: return builtin(below);
        }
    }

    dice* roll_;
};

} // namespace action_grammar_tests

#endif
