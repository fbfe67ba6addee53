#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_SCHEMA_WRITER_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_SCHEMA_WRITER_HPP

// From the node of a type to the text of its schema.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <action_grammar/contract/reflection/annotation_writer.hpp>
#include <action_grammar/contract/reflection/attribute_chain.hpp>
#include <action_grammar/contract/reflection/definitions.hpp>
#include <action_grammar/contract/reflection/dialect.hpp>
#include <action_grammar/contract/reflection/node.hpp>
#include <action_grammar/contract/reflection/text_writer.hpp>

namespace action_grammar::reflection::detail {

/// Writes schemas.
class schema_writer {
public:
    constexpr schema_writer(text_writer& out, action_grammar::dialect form, bool full_names) noexcept
        : out_(out), form_(form), full_names_(full_names) {}

    /// The whole schema of a type, with its definitions.
    constexpr void document(node const& root, definition_list const& definitions) {
        attribute_chain said;
        node const* inner = &root;
        for (; inner->kind == node_kind::wrapped; inner = inner->element)
            said = said.with(inner->attributes);
        bool const is_definition = inner->kind == node_kind::object || inner->kind == node_kind::enumeration;
        out_.put('{');
        bool first = true;
        if (form_ != dialect::strict) {
            key(first, "$schema");
            out_.quote(form_ == dialect::draft7 ? "http://json-schema.org/draft-07/schema#"
                                                : "https://json-schema.org/draft/2020-12/schema");
        }
        // Tool interfaces want an object at the root, and not a reference to one.
        if (is_definition && (!definitions.recursive() || form_ == dialect::strict)) {
            body(first, {inner, {}, {}}, said);
        } else {
            value(first, *inner, said, false);
        }
        if (definitions.size() > 0) {
            key(first, form_ == dialect::draft7 ? "definitions" : "$defs");
            out_.put('{');
            bool first_definition = true;
            for (definition const& next : definitions) {
                separate(first_definition);
                out_.put('"');
                name(next);
                out_.put("\":{");
                bool first_member = true;
                body(first_member, next, {});
                out_.put('}');
            }
            out_.put('}');
        }
        out_.put('}');
    }

private:
    using key_of = attribute_key;

    constexpr void separate(bool& first) noexcept {
        if (!first) out_.put(',');
        first = false;
    }
    constexpr void key(bool& first, std::string_view name) noexcept {
        separate(first);
        out_.put('"');
        out_.put(name);
        out_.put("\":");
    }
    constexpr void plain(std::string_view text) noexcept {
        for (char const c : text)
            out_.put(plain_character(c));
    }
    constexpr void name(definition const& which) noexcept {
        plain(full_names_ ? which.type->full_name : which.type->name);
        if (which.tag.empty()) return;
        // An alternative: "circle.kind", or "circle.kind.round" where its name is not that of the type.
        out_.put('.');
        plain(which.tag);
        if (which.word != which.type->name) {
            out_.put('.');
            plain(which.word);
        }
    }
    constexpr void reference(bool& first, definition const& which) noexcept {
        key(first, "$ref");
        out_.put(form_ == dialect::draft7 ? "\"#/definitions/" : "\"#/$defs/");
        name(which);
        out_.put('"');
    }
    constexpr void type(bool& first, std::string_view name, bool nullable) noexcept {
        key(first, "type");
        if (nullable) {
            out_.put("[\"");
            out_.put(name);
            out_.put("\",\"null\"]");
        } else {
            out_.quote(name);
        }
    }
    constexpr void nested(node const& inner, attribute_chain const& said) {
        out_.put('{');
        bool first = true;
        value(first, inner, said, false);
        out_.put('}');
    }

    /// The members of the schema object of a value.
    constexpr void value(bool& first, node const& whole, attribute_chain said, bool nullable) {
        switch (whole.kind) {
        case node_kind::missing: break; // refused before
        case node_kind::wrapped: return value(first, *whole.element, said.with(whole.attributes), nullable);
        case node_kind::nullable: return value(first, *whole.element, said.with(whole.attributes), true);
        case node_kind::object:
        case node_kind::enumeration: return referred(first, {&whole, {}, {}}, said, nullable);
        case node_kind::anything: break;
        case node_kind::null: type(first, "null", false); break;
        case node_kind::boolean: type(first, "boolean", nullable); break;
        case node_kind::integer:
        case node_kind::number:
            type(first, whole.kind == node_kind::integer ? "integer" : "number", nullable);
            bounds(first, whole, said);
            break;
        case node_kind::string:
            type(first, "string", nullable);
            text_constraints(first, whole, said);
            break;
        case node_kind::array: array(first, whole, said, nullable); break;
        case node_kind::tuple: tuple(first, whole, nullable); break;
        case node_kind::map:
            type(first, "object", nullable);
            key(first, "additionalProperties");
            nested(*whole.element, {});
            break;
        case node_kind::variant:
            said = said.with(whole.attributes);
            variant(first, whole, nullable);
            break;
        }
        annotations(first, said);
    }

    constexpr void referred(bool& first, definition const& which, attribute_chain const& said,
                            bool nullable) {
        if (nullable) {
            key(first, "anyOf");
            out_.put("[{");
            bool first_inside = true;
            reference(first_inside, which);
            out_.put("},{\"type\":\"null\"}]");
        } else if (form_ != dialect::draft2020_12 && annotated(said)) {
            // Draft 7 ignores what stands beside a reference, and strict readers refuse it.
            key(first, form_ == dialect::strict ? "anyOf" : "allOf");
            out_.put("[{");
            bool first_inside = true;
            reference(first_inside, which);
            out_.put("}]");
        } else {
            reference(first, which);
        }
        annotations(first, said);
    }

    constexpr void bound(bool& first, std::string_view name, constant const& value) noexcept {
        key(first, name);
        out_.value(value);
    }
    constexpr void bounds(bool& first, node const& whole, attribute_chain const& said) noexcept {
        if (form_ == dialect::strict) return;
        attribute const* const over = said.tightest(key_of::exclusive_minimum, true);
        attribute const* const least = said.tightest(key_of::minimum, true);
        if (least != nullptr && (!whole.least.is_number() || compare(least->value, whole.least) >= 0))
            bound(first, "minimum", least->value);
        else if (whole.least.is_number() && (over == nullptr || compare(over->value, whole.least) < 0))
            bound(first, "minimum", whole.least);
        if (over != nullptr) bound(first, "exclusiveMinimum", over->value);
        attribute const* const under = said.tightest(key_of::exclusive_maximum, false);
        attribute const* const greatest = said.tightest(key_of::maximum, false);
        if (greatest != nullptr
            && (!whole.greatest.is_number() || compare(greatest->value, whole.greatest) <= 0))
            bound(first, "maximum", greatest->value);
        else if (whole.greatest.is_number()
                 && (under == nullptr || compare(under->value, whole.greatest) > 0))
            bound(first, "maximum", whole.greatest);
        if (under != nullptr) bound(first, "exclusiveMaximum", under->value);
        each(first, said, key_of::multiple_of, "multipleOf");
    }
    constexpr void text_constraints(bool& first, node const& whole, attribute_chain const& said) noexcept {
        if (attribute const* const format = said.find(key_of::format)) {
            bound(first, "format", format->value);
        } else if (!whole.format.empty()) {
            key(first, "format");
            out_.quote(whole.format);
        }
        if (form_ == dialect::strict) return;
        if (attribute const* const least = said.tightest(key_of::min_length, true))
            bound(first, "minLength", least->value);
        if (attribute const* const most = said.tightest(key_of::max_length, false))
            bound(first, "maxLength", most->value);
        each(first, said, key_of::pattern, "pattern");
    }
    /// A constraint of which a value may have several: the first as a keyword, the others beside it in
    /// `allOf`.
    constexpr void each(bool& first, attribute_chain const& said, key_of which,
                        std::string_view keyword) noexcept {
        std::size_t met = 0;
        for (std::size_t i = 0; i < said.count; ++i) {
            for (attribute const& next : said.parts[i]) {
                if (next.key != which) continue;
                if (met == 1) {
                    key(first, "allOf");
                    out_.put('[');
                } else if (met > 1) {
                    out_.put(',');
                }
                if (met > 0) {
                    out_.put('{');
                    bool alone = true;
                    bound(alone, keyword, next.value);
                    out_.put('}');
                } else {
                    bound(first, keyword, next.value);
                }
                ++met;
            }
        }
        if (met > 1) out_.put(']');
    }

    constexpr void array(bool& first, node const& whole, attribute_chain const& said, bool nullable) {
        type(first, "array", nullable);
        key(first, "items");
        nested(*whole.element, {});
        if (form_ == dialect::strict) return;
        if (whole.size != any_size) {
            bound(first, "minItems", whole.size);
            bound(first, "maxItems", whole.size);
        } else {
            if (attribute const* const least = said.tightest(key_of::min_items, true))
                bound(first, "minItems", least->value);
            if (attribute const* const most = said.tightest(key_of::max_items, false))
                bound(first, "maxItems", most->value);
        }
        if (whole.unique || said.find(key_of::unique_items) != nullptr) bound(first, "uniqueItems", true);
    }
    constexpr void tuple(bool& first, node const& whole, bool nullable) {
        type(first, "array", nullable);
        if (!whole.members.empty()) {
            key(first, form_ == dialect::draft7 ? "items" : "prefixItems");
            out_.put('[');
            bool first_element = true;
            for (member_node const& element : whole.members) {
                separate(first_element);
                nested(*element.type, {});
            }
            out_.put(']');
        }
        bound(first, "minItems", whole.members.size());
        bound(first, "maxItems", whole.members.size());
    }
    constexpr void variant(bool& first, node const& whole, bool nullable) {
        key(first, form_ == dialect::strict ? "anyOf" : "oneOf");
        out_.put('[');
        bool first_alternative = true;
        for (member_node const& alternative : whole.members) {
            separate(first_alternative);
            out_.put('{');
            bool first_inside = true;
            if (alternative.type->kind == node_kind::object)
                reference(first_inside, {alternative.type, whole.tag, alternative.name});
            else
                beside_tag(first_inside, whole.tag, alternative);
            out_.put('}');
        }
        if (nullable) out_.put(",{\"type\":\"null\"}");
        out_.put(']');
    }
    /// An alternative that is no object: its value is the member "value" beside the tag.
    constexpr void beside_tag(bool& first, std::string_view tag, member_node const& alternative) {
        bool const has_value = alternative.type->kind != node_kind::null;
        type(first, "object", false);
        key(first, "properties");
        out_.put('{');
        bool first_member = true;
        tag_member(first_member, tag, alternative.name);
        if (has_value) {
            key(first_member, "value");
            nested(*alternative.type, {});
        }
        out_.put('}');
        key(first, "required");
        out_.put('[');
        out_.quote(tag);
        if (has_value) out_.put(",\"value\"");
        out_.put(']');
        bound(first, "additionalProperties", false);
    }
    constexpr void tag_member(bool& first, std::string_view tag, std::string_view word) noexcept {
        separate(first);
        out_.quote(tag);
        out_.put(":{\"type\":\"string\",\"const\":");
        out_.quote(word);
        out_.put('}');
    }

    /// The members of the schema object that defines a type.
    constexpr void body(bool& first, definition const& which, attribute_chain said) {
        node const& whole = *which.type;
        said = said.with(whole.attributes);
        if (whole.kind == node_kind::enumeration) {
            type(first, "string", false);
            key(first, "enum");
            names(whole.members, false, {});
        } else {
            type(first, "object", false);
            key(first, "properties");
            out_.put('{');
            bool first_member = true;
            if (!which.tag.empty()) tag_member(first_member, which.tag, which.word);
            for (member_node const& member : whole.members) {
                separate(first_member);
                out_.quote(member.name);
                out_.put(':');
                attribute_chain of_member;
                nested(*member.type, of_member.with(member.attributes));
            }
            out_.put('}');
            bool const any_required =
                form_ == dialect::strict || requires_any(whole.members) || !which.tag.empty();
            if (any_required) {
                key(first, "required");
                names(whole.members, form_ != dialect::strict, which.tag);
            }
            if (!whole.open || form_ == dialect::strict) bound(first, "additionalProperties", false);
        }
        annotations(first, said);
    }
    static constexpr bool requires_any(std::span<member_node const> members) noexcept {
        for (member_node const& member : members)
            if (member.required) return true;
        return false;
    }
    constexpr void names(std::span<member_node const> members, bool only_required,
                         std::string_view tag) noexcept {
        out_.put('[');
        bool first = true;
        if (!tag.empty()) {
            separate(first);
            out_.quote(tag);
        }
        for (member_node const& member : members) {
            if (only_required && !member.required) continue;
            separate(first);
            out_.quote(member.name);
        }
        out_.put(']');
    }

    [[nodiscard]] constexpr bool annotated(attribute_chain const& said) const noexcept {
        text_writer counter;
        bool first = true;
        annotation_writer(counter, form_).write(first, said);
        return counter.size() > 0;
    }
    constexpr void annotations(bool& first, attribute_chain const& said) noexcept {
        annotation_writer(out_, form_).write(first, said);
    }

    text_writer& out_;
    action_grammar::dialect form_;
    bool full_names_;
};

} // namespace action_grammar::reflection::detail

#endif
