#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_WRITE_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_WRITE_HPP

// A type as a JSON Schema of draft 2020-12. What comes from the input contract unchanged is written as it stood there.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/expand.hpp>
#include <action_grammar/contract/inference/universe.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/to_json.hpp>

namespace action_grammar::inference::detail {

/// Writes types into one document.
class type_writer {
public:
    explicit type_writer(universe& types) : types_(&types), nodes_(types.graph()) {}

    json::value write(type_ptr of, unsigned depth = 0) {
        if (of->any || depth > deepest_type || ++written_ > most_written) return true;
        if (types_->is_empty(of)) return false;
        if (!of->sources.empty() && !types_->writable()) of = types_->view(of);
        if (of->any) return true;
        gathered all;
        for (schema::node_id const each : of->sources) {
            json::value node = nodes_.write(each);
            if (node.is_bool()) {
                if (node.get_bool()) return true;
                continue;
            }
            all.pieces.push_back(std::move(node.as_object()));
        }
        kind_mask left = kinds_beside_sources(*of);
        left = write_origins(*of, left, all);
        write_scalars(*of, left, all);
        if ((left & array_kind) != 0) all.pieces.push_back(array(*of->arrays, depth));
        if ((left & object_kind) != 0)
            for (object_shape const* each : of->objects)
                all.pieces.push_back(object(*each, depth));
        return combined(std::move(all));
    }

    json::object definitions() { return nodes_.definitions(); }

private:
    static constexpr std::size_t most_written = 20'000;

    /// Alternatives as they come: schemas, and single values.
    struct gathered {
        std::vector<json::object> pieces;
        json::array values;
        bool null = false;
    };

    /// Parts that come whole from nodes, as these nodes, restricted to the kinds; returns what is left to write.
    kind_mask write_origins(type const& of, kind_mask left, gathered& all) {
        constexpr std::array<kind_mask, part_count> kind_of_part{number_kind, string_kind, array_kind,
                                                                 object_kind};
        auto const is_constant = [&](std::size_t i) {
            return (i == 0 && of.numbers->finite) || (i == 1 && of.strings->finite);
        };
        for (std::size_t i = 0; i < part_count; ++i) {
            schema::node_id const node = of.origin[i];
            if ((left & kind_of_part[i]) == 0 || node == schema::no_node || is_constant(i)) continue;
            unsigned kinds = 0;
            for (std::size_t j = i; j < part_count; ++j)
                if (of.origin[j] == node && (left & kind_of_part[j]) != 0 && !is_constant(j))
                    kinds |= kind_of_part[j];
            json::value written = nodes_.write(node);
            if (!written.is_object()) continue;
            kind_mask const whole = types_->kinds_of(types_->expanded(node));
            if ((whole & ~kinds) != 0) restrict(written.as_object(), static_cast<kind_mask>(kinds));
            all.pieces.push_back(std::move(written.as_object()));
            left = static_cast<kind_mask>(left & ~kinds);
            if (of.numbers && of.numbers->nan && (kinds & number_kind) != 0) all.null = true;
        }
        return left;
    }
    static void restrict(json::object& schema, kind_mask kinds) {
        bool integer = false;
        if (json::value const* type = schema.if_contains("type")) {
            auto const has = [&](std::string_view name) {
                if (type->is_string()) return std::string_view(type->get_string()) == name;
                return std::ranges::any_of(type->get_array(), [&](json::value const& each) {
                    return std::string_view(each.get_string()) == name;
                });
            };
            integer = has("integer") && !has("number");
        }
        schema["type"] = names(kinds, integer);
    }
    static json::value names(kind_mask kinds, bool integer) {
        json::array all;
        if ((kinds & null_kind) != 0) all.emplace_back("null");
        if ((kinds & boolean_kinds) != 0) all.emplace_back("boolean");
        if ((kinds & number_kind) != 0) all.emplace_back(integer ? "integer" : "number");
        if ((kinds & string_kind) != 0) all.emplace_back("string");
        if ((kinds & array_kind) != 0) all.emplace_back("array");
        if ((kinds & object_kind) != 0) all.emplace_back("object");
        if (all.size() == 1) return all.front();
        return all;
    }

    static void write_scalars(type const& of, kind_mask left, gathered& all) {
        if (of.null) all.null = true;
        if (of.no && of.yes)
            all.pieces.push_back({{"type", "boolean"}});
        else if (of.no || of.yes)
            all.values.emplace_back(of.yes);
        if ((left & number_kind) != 0) {
            if (of.numbers->nan) all.null = true;
            if (!of.numbers->finite)
                all.pieces.push_back(interval(*of.numbers));
            else if (!add_numbers(of.numbers->values, all.values))
                all.pieces.push_back(interval(interval_of(*of.numbers)));
        }
        if ((left & string_kind) != 0) {
            if (!of.strings->finite)
                all.pieces.push_back({{"type", "string"}});
            else
                for (std::string const& each : of.strings->values)
                    all.values.emplace_back(each);
        }
    }
    static bool add_numbers(std::vector<json::decimal> const& numbers, json::array& values) {
        for (json::decimal const& each : numbers) {
            auto const value = each.to_value();
            if (!value || json::decimal::of(*value) != each) return false;
        }
        for (json::decimal const& each : numbers)
            values.push_back(*each.to_value());
        return true;
    }
    static json::object interval(number_set const& set) {
        json::object schema{{"type", set.integer ? "integer" : "number"}};
        // A bound that no double is equal to would be rounded, perhaps to the wrong side.
        auto const bound = [&](char const* inclusive, char const* exclusive, auto const& at, bool strict) {
            if (!at) return;
            auto const value = at->to_value();
            if (value && json::decimal::of(*value) == *at) schema[strict ? exclusive : inclusive] = *value;
        };
        bound("minimum", "exclusiveMinimum", set.lower, set.lower_strict);
        bound("maximum", "exclusiveMaximum", set.upper, set.upper_strict);
        return schema;
    }

    json::object array(array_shape const& shape, unsigned depth) {
        json::object schema{{"type", "array"}};
        if (shape.max > 0) {
            json::array prefix;
            for (type_ptr const each : shape.prefix)
                prefix.push_back(write(each, depth + 1));
            bool const ends = shape.rest == nullptr;
            if (!prefix.empty()) schema["prefixItems"] = std::move(prefix);
            if (!ends && !shape.rest->any)
                schema["items"] = write(shape.rest, depth + 1);
            else if (ends)
                schema["items"] = false;
        }
        if (shape.min > 0) schema["minItems"] = shape.min;
        if (shape.max != no_limit
            && !(shape.max > 0 && shape.rest == nullptr && shape.max >= shape.prefix.size()))
            schema["maxItems"] = shape.max;
        return schema;
    }

    json::object object(object_shape const& shape, unsigned depth) {
        json::object schema{{"type", "object"}};
        json::object properties;
        json::array required;
        for (member_shape const& each : shape.members) {
            if (each.required) required.emplace_back(each.name);
            // What is not listed is refused by a closed object anyway.
            if (!each.required && shape.rest == nullptr && shape.patterns.empty()
                && types_->is_empty(each.type))
                continue;
            properties[each.name] = write(each.type, depth + 1);
        }
        if (!properties.empty()) schema["properties"] = std::move(properties);
        if (!shape.patterns.empty()) {
            json::object patterns;
            bool writable = true;
            for (pattern_shape const& each : shape.patterns) {
                writable = writable && each.pattern->matcher != nullptr;
                patterns[each.pattern->text] = write(each.type, depth + 1);
            }
            // A listed member need not satisfy the patterns: its type may have been narrowed or replaced.
            bool const apart = std::ranges::none_of(shape.members, [&](member_shape const& member) {
                return std::ranges::any_of(shape.patterns, [&](pattern_shape const& pattern) {
                    return pattern.pattern->matcher != nullptr
                        && pattern.pattern->matcher->matches(member.name);
                });
            });
            if (writable && apart)
                schema["patternProperties"] = std::move(patterns);
            else {
                if (!required.empty()) schema["required"] = std::move(required);
                return schema;
            }
        }
        if (!required.empty()) schema["required"] = std::move(required);
        if (shape.rest == nullptr)
            schema["additionalProperties"] = false;
        else if (!shape.rest->any)
            schema["additionalProperties"] = write(shape.rest, depth + 1);
        return schema;
    }

    /// The types of values that a keyword speaks of; nothing if it speaks of several, or is unknown.
    static std::optional<kind_mask> subject_of(std::string_view keyword) noexcept {
        constexpr std::array<std::pair<std::string_view, kind_mask>, 24> subjects{{
            {"type", kind_mask{0}},
            {"minimum", number_kind},
            {"maximum", number_kind},
            {"exclusiveMinimum", number_kind},
            {"exclusiveMaximum", number_kind},
            {"multipleOf", number_kind},
            {"minLength", string_kind},
            {"maxLength", string_kind},
            {"pattern", string_kind},
            {"format", string_kind},
            {"prefixItems", array_kind},
            {"items", array_kind},
            {"contains", array_kind},
            {"minContains", array_kind},
            {"maxContains", array_kind},
            {"minItems", array_kind},
            {"maxItems", array_kind},
            {"uniqueItems", array_kind},
            {"properties", object_kind},
            {"patternProperties", object_kind},
            {"required", object_kind},
            {"additionalProperties", object_kind},
            {"minProperties", object_kind},
            {"maxProperties", object_kind},
        }};
        auto const found =
            std::ranges::find(subjects, keyword, [](auto const& entry) { return entry.first; });
        return found == subjects.end() ? std::nullopt : std::optional(found->second);
    }
    /// The kinds that a schema speaks of, if it is such that another type can be let in by its name.
    static std::optional<kind_mask> subjects_in(json::object const& schema) {
        if (!schema.contains("type")) return std::nullopt;
        unsigned all = 0;
        for (auto const& member : schema) {
            auto const one = subject_of(std::string_view(member.key().data(), member.key().size()));
            if (!one) return std::nullopt;
            all |= *one;
        }
        return static_cast<kind_mask>(all);
    }
    static bool is_mergeable(json::object const& schema) { return subjects_in(schema).has_value(); }

    static json::array types_in(json::object const& schema) {
        json::value const& type = schema.at("type");
        return type.is_array() ? type.get_array() : json::array{type};
    }
    static kind_mask kinds_in(json::array const& types) {
        unsigned all = 0;
        for (json::value const& each : types) {
            constexpr std::array<kind_mask, 7> kinds{null_kind,   boolean_kinds, number_kind, number_kind,
                                                     string_kind, array_kind,    object_kind};
            std::size_t const place = rank(each.get_string());
            if (place < kinds.size()) all |= kinds[place];
        }
        return static_cast<kind_mask>(all);
    }
    /// Puts `more` into `into`, if the result accepts just what one of them does.
    static bool merge(json::object& into, json::object const& more) {
        auto const subjects = subjects_in(into);
        auto const other_subjects = subjects_in(more);
        if (!subjects || !other_subjects) return false;
        json::array types = types_in(into);
        json::array const added = types_in(more);
        kind_mask const kinds = kinds_in(types);
        kind_mask const other = kinds_in(added);
        if ((kinds & other) != 0 || (*subjects & other) != 0 || (*other_subjects & kinds) != 0) return false;
        types.insert(types.end(), added.begin(), added.end());
        std::ranges::sort(types, {}, [](json::value const& name) { return rank(name.get_string()); });
        for (auto const& member : more)
            if (member.key() != "type") into[member.key()] = member.value();
        into["type"] = std::move(types);
        return true;
    }
    static std::size_t rank(std::string_view name) noexcept {
        std::size_t i = 0;
        while (i < schema::detail::type_spellings.size() && schema::detail::type_spellings[i].second != name)
            ++i;
        return i;
    }

    static json::value combined(gathered all) {
        if (all.pieces.size() == 1 && all.values.empty() && !all.null) return std::move(all.pieces.front());
        std::vector<json::object> pieces;
        // Single values that a piece accepts anyway.
        for (json::object const& each : all.pieces) {
            if (each.size() != 1 || !each.contains("type")) continue;
            kind_mask const kinds = kinds_in(types_in(each));
            json::array const names = types_in(each);
            bool const integers = std::ranges::find(names, json::value("integer")) != names.end();
            json::array kept;
            for (json::value& value : all.values) {
                kind_mask const kind = value.is_string()              ? string_kind
                                     : value.is_number() && !integers ? number_kind
                                     : value.is_bool()                ? boolean_kinds
                                                                      : kind_mask{0};
                if ((kind & kinds) == 0) kept.push_back(std::move(value));
            }
            all.values = std::move(kept);
        }
        if (all.null) {
            bool const joins = std::ranges::any_of(all.pieces, is_mergeable);
            if (joins || all.values.empty())
                all.pieces.insert(all.pieces.begin(), json::object{{"type", "null"}});
            else
                all.values.insert(all.values.begin(), nullptr);
        }
        if (all.values.size() == 1)
            pieces.push_back({{"const", all.values.front()}});
        else if (!all.values.empty())
            pieces.push_back({{"enum", std::move(all.values)}});
        for (json::object& each : all.pieces) {
            if (std::ranges::find(pieces, each) != pieces.end()) continue;
            bool merged = allows_null(each) && std::ranges::any_of(pieces, is_null);
            if (merged) std::erase_if(pieces, is_null);
            merged =
                !merged && std::ranges::any_of(pieces, [&](json::object& one) { return merge(one, each); });
            if (!merged) pieces.push_back(std::move(each));
        }
        if (pieces.empty()) return false;
        if (pieces.size() == 1) return std::move(pieces.front());
        json::array alternatives;
        for (json::object& each : pieces)
            alternatives.push_back(std::move(each));
        return json::object{{"anyOf", std::move(alternatives)}};
    }
    static bool is_null(json::object const& schema) {
        return schema.size() == 1 && schema.contains("type") && schema.at("type") == "null";
    }
    static bool allows_null(json::object const& schema) {
        return is_mergeable(schema) && (kinds_in(types_in(schema)) & null_kind) != 0;
    }

    universe* types_;
    schema::node_writer nodes_;
    std::size_t written_ = 0;
};

} // namespace action_grammar::inference::detail

#endif
