#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_TO_JSON_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_TO_JSON_HPP

// A graph of nodes written as a JSON Schema of draft 2020-12, whatever draft it was read from. Nodes that
// several places refer to, or that are in a cycle, stand in `$defs`; all others stand where they are used.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema {

namespace detail {

inline constexpr std::array<std::pair<type_name, std::string_view>, 7> type_spellings{{
    {type_name::null, "null"},
    {type_name::boolean, "boolean"},
    {type_name::integer, "integer"},
    {type_name::number, "number"},
    {type_name::string, "string"},
    {type_name::array, "array"},
    {type_name::object, "object"},
}};

/// Calls `consume(id)` for each node that `of` names, in the order of its members.
template <class Consumer>
void for_each_child(node const& of, Consumer&& consume) {
    auto const one = [&](node_id id) {
        if (id != no_node) consume(id);
    };
    for (auto const* list : {&of.prefix_items, &of.all_of, &of.any_of, &of.one_of})
        for (node_id const id : *list)
            consume(id);
    for (auto const& [name, id] : of.properties)
        consume(id);
    for (auto const& [pattern, id] : of.pattern_properties)
        consume(id);
    for (auto const& [name, id] : of.dependent_schemas)
        consume(id);
    for (node_id const id : {of.items, of.contains, of.unevaluated_items, of.additional_properties,
                             of.property_names, of.unevaluated_properties, of.negation, of.condition,
                             of.consequence, of.alternative, of.reference, of.dynamic_reference})
        one(id);
}

/// Whether a node asks for nothing, but for what its `type`, `enum`, `const` and `$ref` say.
inline bool is_simple(node const& of) noexcept {
    bool const scalars = of.never || of.minimum || of.maximum || of.exclusive_minimum || of.exclusive_maximum
                      || of.multiple_of || of.min_length || of.max_length || of.pattern || !of.format.empty();
    bool const containers = of.min_items || of.max_items || of.unique_items || !of.required.empty()
                         || !of.dependent_required.empty() || of.min_properties || of.max_properties;
    if (scalars || containers) return false;
    bool children = false;
    for_each_child(of, [&](node_id id) { children = children || id != of.reference; });
    return !children;
}
inline bool has_values(node const& of) noexcept { return of.type || of.enumeration || of.constant; }

/// Whether a node of its own would be longer than a reference to it.
inline bool is_trivial(node const& of) noexcept {
    return of.never || (is_simple(of) && of.reference == no_node && !of.enumeration && !of.constant);
}

} // namespace detail

/// The type's name as `type` spells it.
constexpr std::string_view name_of(type_name type) noexcept {
    for (auto const& [each, spelling] : detail::type_spellings)
        if (each == type) return spelling;
    return {};
}

/// Whether 2020-12 can say in one document what the nodes of a graph say: there is no `$dynamicRef` that
/// may mean several schemas, no pattern that cannot be run here, and no `format` that a meta-schema makes
/// an assertion. Linear.
inline bool can_be_written(graph const& of) noexcept {
    return std::ranges::all_of(of.nodes, [](node const& each) {
        return each.dynamic_reference == no_node && !(each.asserts_format && !each.format.empty())
            && !(each.pattern && each.pattern->matcher == nullptr)
            && std::ranges::all_of(each.pattern_properties,
                                   [](auto const& entry) { return entry.first.matcher != nullptr; });
    });
}

/// Writes nodes of a graph into one document, whose `$defs` it gathers.
class node_writer {
public:
    explicit node_writer(graph const& from) noexcept : from_(&from) {}

    /// The schema of a node: the node itself, or a reference into the definitions. Recursion is as deep as
    /// schemas stood within each other when they were read.
    json::value write(node_id id) {
        node const& each = (*from_)[id];
        if (each.never) return false;
        if (detail::is_trivial(each) && !each.type) return true;
        if (!detail::is_trivial(each) && is_shared(id))
            return json::object{{"$ref", "#/$defs/" + escaped(name_for(id))}};
        return body(each);
    }

    /// The definitions that were referred to so far, with all that they refer to.
    json::object definitions() {
        json::object all;
        for (std::size_t next = 0; next < waiting_.size(); ++next) {
            node_id const id = waiting_[next].first;
            all[waiting_[next].second] = body((*from_)[id]);
        }
        return all;
    }

    /// A node whatever refers to it, as a whole.
    json::value body(node const& of) {
        json::object written;
        write_values(of, written);
        write_scalars(of, written);
        write_arrays(of, written);
        write_objects(of, written);
        write_applicators(of, written);
        if (written.empty()) return true;
        return written;
    }

private:
    /// Whether several places name a node.
    bool is_shared(node_id id) {
        if (references_.empty()) count_references();
        return references_[id] > 1;
    }
    void count_references() {
        references_.resize(from_->nodes.size());
        references_[from_->root] = 1;
        for (node const& each : from_->nodes)
            detail::for_each_child(each, [&](node_id child) {
                if (references_[child] < 2) ++references_[child];
            });
    }

    std::string const& name_for(node_id id) {
        for (auto const& [known, name] : waiting_)
            if (known == id) return name;
        std::string_view const location = (*from_)[id].location;
        std::string const last(location.substr(std::min(location.size(), location.rfind('/') + 1)));
        std::string const base = last.empty() ? "root" : last;
        std::string name = base;
        auto const taken = [&] {
            return std::ranges::any_of(waiting_, [&](auto const& entry) { return entry.second == name; });
        };
        for (std::size_t n = 2; taken(); ++n)
            name = base + "_" + std::to_string(n);
        waiting_.emplace_back(id, std::move(name));
        return waiting_.back().second;
    }
    /// As part of a pointer in a URI.
    static std::string escaped(std::string_view name) {
        constexpr std::string_view hexadecimal = "0123456789ABCDEF";
        std::string text;
        for (char const character : name) {
            auto const byte = static_cast<unsigned char>(character);
            bool const letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
            if (character == '~')
                text += "~0";
            else if (character == '/')
                text += "~1";
            else if (letter || (byte >= '0' && byte <= '9')
                     || std::string_view("-._").find(character) != std::string_view::npos)
                text += character;
            else {
                text += '%';
                text += hexadecimal[byte >> 4];
                text += hexadecimal[byte & 15];
            }
        }
        return text;
    }

    static void write_values(node const& of, json::object& into) {
        if (of.type) {
            json::array names;
            for (auto const& [type, spelling] : detail::type_spellings)
                if (of.type->contains(type)) names.emplace_back(spelling);
            if (names.size() == 1)
                into["type"] = names.front();
            else if (names.empty())
                into["not"] = true;
            else
                into["type"] = std::move(names);
        }
        if (of.enumeration) into["enum"] = json::array(of.enumeration->begin(), of.enumeration->end());
        if (of.constant) into["const"] = *of.constant;
    }

    static void write_number(char const* name, std::optional<json::decimal> const& number,
                             json::object& into) {
        if (!number) return;
        if (auto const value = number->to_value()) into[name] = *value;
    }
    static void write_count(char const* name, std::optional<std::uint64_t> const& count, json::object& into) {
        if (!count) return;
        if (auto const value = json::decimal(*count).to_value()) into[name] = *value;
    }
    void write_child(char const* name, node_id child, json::object& into) {
        if (child != no_node) into[name] = write(child);
    }
    void write_list(char const* name, std::vector<node_id> const& list, json::object& into) {
        if (list.empty()) return;
        json::array all;
        for (node_id const each : list)
            all.push_back(write(each));
        into[name] = std::move(all);
    }

    static void write_scalars(node const& of, json::object& into) {
        write_number("minimum", of.minimum, into);
        write_number("maximum", of.maximum, into);
        write_number("exclusiveMinimum", of.exclusive_minimum, into);
        write_number("exclusiveMaximum", of.exclusive_maximum, into);
        write_number("multipleOf", of.multiple_of, into);
        write_count("minLength", of.min_length, into);
        write_count("maxLength", of.max_length, into);
        if (of.pattern) into["pattern"] = of.pattern->text;
        if (!of.format.empty()) into["format"] = of.format;
    }

    void write_arrays(node const& of, json::object& into) {
        write_list("prefixItems", of.prefix_items, into);
        write_child("items", of.items, into);
        write_child("contains", of.contains, into);
        write_count("minContains", of.min_contains, into);
        write_count("maxContains", of.max_contains, into);
        write_count("minItems", of.min_items, into);
        write_count("maxItems", of.max_items, into);
        if (of.unique_items) into["uniqueItems"] = true;
        write_child("unevaluatedItems", of.unevaluated_items, into);
    }

    void write_objects(node const& of, json::object& into) {
        if (!of.properties.empty()) {
            json::object all;
            for (auto const& [name, id] : of.properties)
                all[name] = write(id);
            into["properties"] = std::move(all);
        }
        if (!of.pattern_properties.empty()) {
            json::object all;
            for (auto const& [pattern, id] : of.pattern_properties)
                all[pattern.text] = write(id);
            into["patternProperties"] = std::move(all);
        }
        if (!of.required.empty()) into["required"] = json::array(of.required.begin(), of.required.end());
        write_child("additionalProperties", of.additional_properties, into);
        write_child("propertyNames", of.property_names, into);
        if (!of.dependent_required.empty()) {
            json::object all;
            for (auto const& [name, names] : of.dependent_required)
                all[name] = json::array(names.begin(), names.end());
            into["dependentRequired"] = std::move(all);
        }
        if (!of.dependent_schemas.empty()) {
            json::object all;
            for (auto const& [name, id] : of.dependent_schemas)
                all[name] = write(id);
            into["dependentSchemas"] = std::move(all);
        }
        write_count("minProperties", of.min_properties, into);
        write_count("maxProperties", of.max_properties, into);
        write_child("unevaluatedProperties", of.unevaluated_properties, into);
    }

    void write_applicators(node const& of, json::object& into) {
        write_list("allOf", of.all_of, into);
        write_list("anyOf", of.any_of, into);
        write_list("oneOf", of.one_of, into);
        write_child("not", of.negation, into);
        write_child("if", of.condition, into);
        write_child("then", of.consequence, into);
        write_child("else", of.alternative, into);
        if (of.reference == no_node) return;
        json::value target = write(of.reference);
        json::object const* schema = target.if_object();
        if (into.empty() && schema != nullptr)
            into = *schema;
        else if (schema != nullptr && schema->size() == 1 && schema->contains("$ref"))
            into["$ref"] = *schema->if_contains("$ref");
        else if (json::value* all = into.if_contains("allOf"))
            all->get_array().push_back(std::move(target));
        else
            into["allOf"] = json::array{std::move(target)};
    }

    graph const* from_;
    std::vector<std::uint8_t>
        references_; ///< How many places name a node, up to two; counted when it is asked.
    std::vector<std::pair<node_id, std::string>> waiting_;
};

/// A graph, or what one of its nodes says, as a schema of draft 2020-12; nothing unless `can_be_written`.
/// Annotations but `format` are not in a graph and are not written. Linear, but for names of definitions.
inline std::optional<json::value> to_json(graph const& from, node_id root) {
    if (!can_be_written(from)) return std::nullopt;
    node_writer writer(from);
    json::value written = writer.write(root);
    json::object definitions = writer.definitions();
    if (!definitions.empty()) written.as_object()["$defs"] = std::move(definitions);
    return written;
}
inline std::optional<json::value> to_json(graph const& from) { return to_json(from, from.root); }

} // namespace action_grammar::schema

#endif
