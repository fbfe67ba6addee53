#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_SCHEMA_WORDS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_SCHEMA_WORDS_HPP

// A schema in few words, and the members that it lists.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/impl/value_at.hpp>

namespace action_grammar::document::detail {

/// A member that a schema of objects lists.
struct listed_member {
    std::string_view name{};
    json::value const* schema = nullptr;
    bool required = false;
};

/// Reads what a schema says on its face; it may be any JSON. References within it are followed a few times.
class schema_words {
public:
    explicit schema_words(json::value const& root) noexcept : root_(root) {}

    /// The schema that a schema refers to, or itself.
    [[nodiscard]] json::value const& meant(json::value const& schema) const {
        json::value const* at = &schema;
        for (unsigned hops = 0; hops < 8; ++hops) {
            auto const text = text_member(*at, "$ref");
            if (!text.starts_with('#')) break;
            json::value const* const next = value_at(root_, text.substr(1));
            if (next == nullptr) break;
            at = next;
        }
        return *at;
    }

    [[nodiscard]] std::vector<listed_member> members(json::value const& schema) const {
        std::vector<listed_member> made;
        json::object const* const object = meant(schema).if_object();
        if (object == nullptr) return made;
        json::value const* const properties = object->if_contains("properties");
        if (properties == nullptr || !properties->is_object()) return made;
        json::value const* const required = object->if_contains("required");
        for (auto const& member : properties->get_object()) {
            bool const is_required =
                required != nullptr && required->is_array() && contains(required->get_array(), member.key());
            made.push_back({{member.key().data(), member.key().size()}, &member.value(), is_required});
        }
        return made;
    }

    /// `list of string`, `{"id": string, "total"?: integer}`
    [[nodiscard]] std::string words(json::value const& schema, unsigned depth = 2) const {
        json::value const& here = meant(schema);
        json::object const* const object = here.if_object();
        if (object == nullptr) return here == json::value(false) ? "nothing" : "anything";
        if (auto const* only = object->if_contains("const")) return short_text(*only);
        if (auto const* values = array_member(*object, "enum")) return joined(*values, " or ", short_text);
        for (std::string_view const keyword : {"anyOf", "oneOf"})
            if (auto const* ways = array_member(*object, keyword))
                return joined(*ways, " or ", [&](json::value const& way) {
                    return depth == 0 ? std::string("...") : words(way, depth - 1);
                });
        if (object->contains("properties")) return in_braces(here, depth);
        if (auto const* items = object->if_contains("items"))
            return "list of " + (depth == 0 ? std::string("...") : words(*items, depth - 1));
        json::value const* const type = object->if_contains("type");
        if (type == nullptr) return "anything";
        if (auto const* several = type->if_array())
            return joined(*several, " or ", [](json::value const& one) { return plain(one); });
        return plain(*type);
    }

    /// What a schema says in words of its own, and beside that its default and bounds.
    [[nodiscard]] std::string remarks(json::value const& schema) const {
        std::string text(text_member(schema, "description"));
        if (text.empty()) text = text_member(meant(schema), "description");
        json::object const* const object = schema.if_object();
        if (object == nullptr) return text;
        std::string more;
        for (std::string_view const keyword :
             {"default", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf",
              "minLength", "maxLength", "minItems", "maxItems", "pattern", "format"})
            if (auto const* value = object->if_contains(keyword);
                value != nullptr && !is_limit_of_type(*value))
                ((more += more.empty() ? "" : ", ").append(keyword) += ' ') += short_text(*value);
        if (more.empty()) return text;
        return text.empty() ? more : text + " (" + more + ")";
    }

    static std::string_view text_member(json::value const& schema, std::string_view name) noexcept {
        json::object const* const object = schema.if_object();
        json::value const* const value = object == nullptr ? nullptr : object->if_contains(name);
        if (value == nullptr || !value->is_string()) return {};
        return {value->get_string().data(), value->get_string().size()};
    }
    static std::string short_text(json::value const& value) {
        constexpr std::size_t longest = 60;
        std::string text = json::serialize(value);
        if (text.size() <= longest) return text;
        return text.substr(0, longest) + "...";
    }

private:
    static constexpr std::size_t most_parts = 8;

    /// Whether a bound is only that of 64 bits, which nobody need be told.
    static bool is_limit_of_type(json::value const& bound) noexcept {
        using limits = std::numeric_limits<std::int64_t>;
        return bound.is_int64() && (bound.get_int64() == limits::max() || bound.get_int64() == limits::min());
    }

    static bool contains(json::array const& list, std::string_view name) noexcept {
        for (json::value const& each : list)
            if (each.is_string()
                && std::string_view(each.get_string().data(), each.get_string().size()) == name)
                return true;
        return false;
    }
    static json::array const* array_member(json::object const& object, std::string_view name) noexcept {
        json::value const* const value = object.if_contains(name);
        return value == nullptr ? nullptr : value->if_array();
    }
    static std::string plain(json::value const& one) {
        return one.is_string() ? std::string(one.get_string().data(), one.get_string().size())
                               : short_text(one);
    }
    template <class Text>
    static std::string joined(json::array const& parts, std::string_view between, Text text) {
        std::string made;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (i > 0) made += between;
            if (i == most_parts) return made + "...";
            made += text(parts[i]);
        }
        return made;
    }
    [[nodiscard]] std::string in_braces(json::value const& here, unsigned depth) const {
        if (depth == 0) return "object";
        std::string made = "{";
        std::size_t parts = 0;
        for (listed_member const& each : members(here)) {
            if (parts > 0) made += ", ";
            if (++parts > most_parts) return made + "...}";
            made += '"' + std::string(each.name) + (each.required ? "\": " : "\"?: ")
                  + words(*each.schema, depth - 1);
        }
        return made + '}';
    }

    json::value const& root_;
};

} // namespace action_grammar::document::detail

#endif
