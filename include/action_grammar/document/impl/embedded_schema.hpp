#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EMBEDDED_SCHEMA_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EMBEDDED_SCHEMA_HPP

// A schema that stood alone as a part of another: its definitions move to those of the whole.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/schema/keywords.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/to_json.hpp>
#include <action_grammar/document/contract.hpp>

namespace action_grammar::document::detail {

inline std::string_view text_of(json::value const& value) noexcept {
    return value.is_string() ? std::string_view(value.get_string().data(), value.get_string().size())
                             : std::string_view();
}
inline std::string_view key_of(json::object::value_type const& member) noexcept {
    return {member.key().data(), member.key().size()};
}

/// Moves one schema into the `$defs` of another.
class schema_embedder {
public:
    /// @param definitions  `$defs` of the whole
    /// @param name         of the schema among them; a name that a reference can have as it is
    schema_embedder(json::object& definitions, std::string name)
        : definitions_(definitions), name_(std::move(name)) {}

    /// Moves the schema there and returns the reference to it. Where it uses what cannot be moved (identifiers, anchors,
    /// another draft), it is written anew, without what it describes; where that cannot be done either, it becomes a
    /// schema that accepts anything.
    json::value embed(json::value const& schema) {
        if (is_movable(schema, schema, 0)) {
            move(schema);
        } else {
            auto const graph = schema::load(schema);
            auto const written = graph ? schema::to_json(*graph) : std::nullopt;
            if (written && is_movable(*written, *written, 0))
                move(*written);
            else
                definitions_[name_] = true;
        }
        return json::object{{"$ref", "#/$defs/" + name_}};
    }

private:
    static constexpr unsigned deepest = 128;
    static constexpr std::string_view inner = "#/$defs/";

    static bool is_movable(json::value const& schema, json::value const& root, unsigned depth) {
        json::object const* const object = schema.if_object();
        if (object == nullptr) return schema.is_bool();
        if (depth > deepest) return false;
        for (auto const& member : *object) {
            std::string_view const key = key_of(member);
            bool const at_root = &schema == &root;
            if (key == "$schema" && !(at_root && text_of(member.value()) == draft)) return false;
            if (key == "$defs" && !at_root) return false;
            if (key.starts_with('$') && key != "$schema" && key != "$defs" && key != "$ref"
                && key != "$comment")
                return false;
            if (key == "definitions" || key == "dependencies") return false;
            if (key == "$ref" && !is_inner(text_of(member.value()), root)) return false;
            bool movable = true;
            for_each_within(member, [&](json::value const& within) {
                movable = movable && is_movable(within, root, depth + 1);
            });
            if (!movable) return false;
        }
        return true;
    }
    static bool is_inner(std::string_view reference, json::value const& root) {
        if (reference == "#") return true;
        if (!reference.starts_with(inner)) return false;
        std::string_view const token = reference.substr(inner.size());
        if (token.find_first_of("/~%") != token.npos) return false;
        json::value const* const definitions = root.get_object().if_contains("$defs");
        return definitions != nullptr && definitions->is_object()
            && definitions->get_object().contains(token);
    }

    /// Calls `consume` for each schema in the value of a keyword.
    template <class Consume>
    static void for_each_within(json::object::value_type const& member, Consume consume) {
        auto const* known = schema::detail::find_keyword(key_of(member), {});
        if (known == nullptr) return;
        using enum schema::detail::subschemas;
        json::value const& value = member.value();
        if (known->shape == one || (known->shape == one_or_list && !value.is_array())) {
            consume(value);
        } else if (known->shape == list || known->shape == one_or_list) {
            if (auto const* array = value.if_array())
                for (json::value const& each : *array)
                    consume(each);
        } else if (known->shape == map) {
            if (auto const* object = value.if_object())
                for (auto const& each : *object)
                    consume(each.value());
        }
    }

    void move(json::value const& schema) {
        definitions_[name_] = nullptr; // before those within it
        if (auto const* object = schema.if_object())
            if (auto const* own = object->if_contains("$defs"))
                for (auto const& each : own->get_object())
                    definitions_[name_ + '.' + std::string(key_of(each))] = moved(each.value());
        definitions_[name_] = moved(schema);
    }
    json::value moved(json::value const& schema) const {
        json::object const* const object = schema.if_object();
        if (object == nullptr) return schema;
        json::object made;
        for (auto const& member : *object) {
            std::string_view const key = key_of(member);
            if (key == "$schema" || key == "$defs") continue;
            made[key] = key == "$ref" ? json::value(moved(text_of(member.value()))) : moved(member);
        }
        return made;
    }
    json::value moved(json::object::value_type const& member) const {
        auto const* known = schema::detail::find_keyword(key_of(member), {});
        using enum schema::detail::subschemas;
        json::value value = member.value();
        if (known == nullptr || known->shape == none) return value;
        if (known->shape == one) return moved(value);
        if (auto* array = value.if_array()) {
            for (json::value& each : *array)
                each = moved(each);
        } else if (known->shape == one_or_list) {
            return moved(value);
        } else if (auto* within = value.if_object()) {
            for (auto& each : *within)
                each.value() = moved(each.value());
        }
        return value;
    }
    json::string moved(std::string_view reference) const {
        std::string const to =
            reference == "#" ? std::string(inner) + name_
                             : std::string(inner) + name_ + '.' + std::string(reference.substr(inner.size()));
        return json::string(to);
    }

    static constexpr std::string_view draft = "https://json-schema.org/draft/2020-12/schema";

    json::object& definitions_;
    std::string name_;
};

} // namespace action_grammar::document::detail

#endif
