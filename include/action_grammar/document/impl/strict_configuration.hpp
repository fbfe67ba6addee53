#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_STRICT_CONFIGURATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_STRICT_CONFIGURATION_HPP

// Schemas of configurations in the subset that the interfaces of language models accept, as `dialect::strict` has it for
// C++ types: every member required, no others, what may be absent is null, and constraints told in the descriptions.
// What is accepted is less than by the schema where that is open, and more where a constraint is only told.

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/embedded_schema.hpp>
#include <action_grammar/document/impl/schema_words.hpp>

namespace action_grammar::document::detail::of_format {

/// The schema, or null beside what it accepts.
inline json::object or_null(json::object schema) {
    json::value* const type = schema.if_contains("type");
    bool const is_plain = type != nullptr && type->is_string() && !schema.contains("enum")
                       && !schema.contains("const") && !schema.contains("properties")
                       && !schema.contains("items");
    if (is_plain) {
        *type = json::array{type->get_string(), "null"};
        return schema;
    }
    json::object made;
    if (auto const* words = schema.if_contains("description")) made["description"] = *words;
    made["anyOf"] = json::array{std::move(schema), json::object{{"type", "null"}}};
    return made;
}

/// An object of exactly these members.
class closed_object {
public:
    void add(std::string_view name, json::object schema) {
        properties_[name] = std::move(schema);
        required_.push_back(json::string(name));
    }
    [[nodiscard]] json::object take() && {
        return {{"type", "object"},
                {"properties", std::move(properties_)},
                {"required", std::move(required_)},
                {"additionalProperties", false}};
    }

private:
    json::object properties_;
    json::array required_;
};

class strict_configuration {
public:
    /// @param definitions  of the whole schema
    /// @param prefix       of the names of those that are added
    /// @param anything     what stands for a value that may be anything; null if nothing can
    /// @param recursive    whether a definition may refer to itself
    strict_configuration(json::object& definitions, std::string prefix, json::value const& root,
                         json::value anything, bool recursive)
        : definitions_(definitions),
          prefix_(std::move(prefix)),
          root_(root),
          words_(root),
          anything_(std::move(anything)),
          recursive_(recursive) {}

    /// The schema, or nothing if the subset cannot say it.
    std::optional<json::object> convert() { return convert(root_, 0); }

private:
    using converted = std::optional<json::object>;
    static constexpr unsigned deepest = 32;
    static constexpr std::array<std::string_view, 5> scalars{"string", "integer", "number", "boolean",
                                                             "null"};

    converted convert(json::value const& schema, unsigned depth) {
        json::object const* const object = schema.if_object();
        if (schema == json::value(false) || depth > deepest) return std::nullopt;
        if (object == nullptr) return free();
        if (auto const* reference = object->if_contains("$ref"))
            return refer(text_of(*reference), *object, depth);
        if (auto const* only = object->if_contains("const")) return words_of({json::array{*only}}, schema);
        if (auto const* values = object->if_contains("enum"); values != nullptr && values->is_array())
            return words_of(values->get_array(), schema);
        for (std::string_view const keyword : {"anyOf", "oneOf", "allOf"})
            if (auto const* ways = object->if_contains(keyword);
                ways != nullptr && ways->is_array() && !object->contains("type"))
                return alternatives(keyword, ways->get_array(), schema, depth);
        auto const* type = object->if_contains("type");
        if (type == nullptr) return object->contains("properties") ? members(schema, depth) : free();
        return of_type(*type, schema, depth);
    }

    converted free() const {
        if (anything_.is_object()) return anything_.get_object();
        return std::nullopt;
    }
    json::object told(json::object made, json::value const& schema) const {
        std::string const remarks = words_.remarks(schema);
        if (!remarks.empty()) made["description"] = remarks;
        return made;
    }

    converted refer(std::string_view reference, json::object const& around, unsigned depth) {
        std::string const target(reference);
        auto [entry, is_new] = names_.try_emplace(target, std::string());
        if (is_new) {
            json::value const* const meant =
                target.starts_with('#') ? value_at(root_, target.substr(1)) : nullptr;
            entry->second = prefix_ + '.' + std::to_string(names_.size());
            open_.push_back(target);
            converted made = meant == nullptr ? std::nullopt : convert(*meant, depth + 1);
            open_.pop_back();
            if (!made) return entry->second.clear(), std::nullopt;
            definitions_[entry->second] = *std::move(made);
        } else if (entry->second.empty()) {
            return std::nullopt;
        } else if (!recursive_ && std::ranges::find(open_, target) != open_.end()) {
            return std::nullopt;
        }
        json::object made{{"$ref", "#/$defs/" + entry->second}};
        std::string_view const words = schema_words::text_member(around, "description");
        if (words.empty()) return made;
        return json::object{{"description", words}, {"anyOf", json::array{std::move(made)}}};
    }

    /// One of several values.
    converted words_of(json::array const& values, json::value const& schema) const {
        std::vector<std::string_view> types;
        for (json::value const& each : values) {
            std::string_view const type = type_of(each);
            if (type.empty()) return std::nullopt;
            if (std::ranges::find(types, type) == types.end()) types.push_back(type);
        }
        json::object made;
        if (types.size() == 1) {
            made["type"] = types.front();
        } else {
            json::array& all = made["type"].emplace_array();
            for (std::string_view const each : types)
                all.push_back(json::string(each));
        }
        made["enum"] = values;
        return told(std::move(made), schema);
    }
    static std::string_view type_of(json::value const& value) noexcept {
        switch (value.kind()) {
        case json::kind::null: return "null";
        case json::kind::bool_: return "boolean";
        case json::kind::int64:
        case json::kind::uint64: return "integer";
        case json::kind::double_: return "number";
        case json::kind::string: return "string";
        default: return {};
        }
    }

    converted alternatives(std::string_view keyword, json::array const& ways, json::value const& schema,
                           unsigned depth) {
        if (keyword == "allOf" && ways.size() != 1) return std::nullopt;
        json::array made;
        for (json::value const& each : ways)
            if (auto way = convert(each, depth + 1)) made.push_back(*std::move(way));
        if (made.empty()) return std::nullopt;
        return told(json::object{{"anyOf", std::move(made)}}, schema);
    }

    converted of_type(json::value const& type, json::value const& schema, unsigned depth) {
        std::vector<std::string_view> names;
        if (type.is_array()) {
            for (json::value const& each : type.get_array())
                names.push_back(text_of(each));
        } else {
            names.push_back(text_of(type));
        }
        auto const is_scalar = [](std::string_view each) {
            return std::ranges::find(scalars, each) != scalars.end();
        };
        if (std::ranges::all_of(names, is_scalar)) return told({{"type", type}}, schema);
        bool const nullable = std::erase(names, "null") > 0;
        if (names.size() != 1) return std::nullopt;
        converted made = names.front() == "array" ? list(schema, depth) : members(schema, depth);
        if (made && nullable) return or_null(*std::move(made));
        return made;
    }

    converted list(json::value const& schema, unsigned depth) {
        json::object const& object = schema.get_object();
        auto const* items = object.if_contains("items");
        if (items == nullptr || object.contains("prefixItems")) return std::nullopt;
        converted element = convert(*items, depth + 1);
        if (!element) return std::nullopt;
        return told(json::object{{"type", "array"}, {"items", *std::move(element)}}, schema);
    }

    converted members(json::value const& schema, unsigned depth) {
        json::object const& object = schema.get_object();
        auto const* others = object.if_contains("additionalProperties");
        bool const is_map = others != nullptr && others->is_object();
        if (is_map || object.contains("patternProperties")) return std::nullopt;
        closed_object made;
        for (listed_member const& each : words_.members(schema)) {
            converted member = convert(*each.schema, depth + 1);
            if (!member && each.required) return std::nullopt;
            if (!member) continue; // it cannot be given
            made.add(each.name, each.required ? *std::move(member) : or_null(*std::move(member)));
        }
        return told(std::move(made).take(), schema);
    }

    json::object& definitions_;
    std::string prefix_;
    json::value const& root_;
    schema_words words_;
    json::value anything_;
    bool recursive_;
    std::map<std::string, std::string> names_; ///< Of definitions; empty if it cannot be said.
    std::vector<std::string> open_;            ///< References that are being followed.
};

} // namespace action_grammar::document::detail::of_format

#endif
