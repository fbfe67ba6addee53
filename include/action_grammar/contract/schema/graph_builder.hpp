#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_BUILDER_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_BUILDER_HPP

// From documents to a graph: what each keyword of a schema asks for becomes part of its node.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/graph_nodes.hpp>
#include <action_grammar/contract/schema/keyword_values.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

/// Reads schemas one after another from a queue, so that no nesting and no cycle of references makes it
/// recurse.
class graph_builder : graph_nodes {
public:
    graph_builder(load_options const& options, documents& all) : graph_nodes(options, all) {}

    result<graph, load_error> build(std::uint32_t resource) {
        built_.root = node_for({documents_[resource].root, resource, documents_[resource].location});
        std::size_t next = 0;
        do {
            while (next < waiting_.size() && !failure_)
                read(unread(waiting_[next++]));
        } while (!failure_ && add_dynamic_anchors());
        if (failure_) return unexpected(std::move(*failure_));
        for (std::size_t i = 0; i < entered_.size(); ++i)
            if (node_id const* const root = ids_.find(documents_[entered_[i]].root))
                built_.resources[i].root = *root;
        built_.nodes.reserve(nodes_.size());
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            built_.nodes.push_back(std::move(nodes_[i]));
        return std::move(built_);
    }

private:
    void read(unread const& next) {
        node& fresh = nodes_[next.id];
        if (auto const* truth = next.schema->if_bool()) {
            fresh.never = !*truth;
            return;
        }
        json::object const& schema = next.schema->get_object();
        language const spoken = documents_[next.resource].spoken;
        if (auto const* reference = schema.if_contains("$ref");
            reference != nullptr && spoken.draft <= dialect::draft7) {
            read_keyword(next, *find_keyword("$ref", spoken), *reference, fresh);
        } else {
            for (auto const& member : schema) {
                auto const* known = find_keyword({member.key().data(), member.key().size()}, spoken);
                if (known != nullptr && !failure_) read_keyword(next, *known, member.value(), fresh);
            }
            settle(fresh, schema, spoken);
        }
    }

    void read_keyword(unread const& of, keyword_entry const& known, json::value const& given, node& into) {
        // Of most keywords nobody asks where they stand.
        auto const at = [&] {
            return place{&given, of.resource, json::with_token(into.location, known.name)};
        };
        std::optional<mistake> wrong;
        switch (known.which) {
            using enum keyword;
        case ref: wrong = read_reference(at(), into); break;
        case dynamic_ref: wrong = read_dynamic_reference(at(), into); break;
        case recursive_ref: wrong = read_recursive_reference(at(), into); break;
        case additional_items:
            if (auto const* first = of.schema->get_object().if_contains("items");
                first != nullptr && first->is_array())
                wrong = read_schema(at(), into.items);
            break;
        case additional_properties: wrong = read_schema(at(), into.additional_properties); break;
        case all_of: wrong = read_list(at(), into.all_of); break;
        case any_of: wrong = read_list(at(), into.any_of); break;
        case one_of: wrong = read_list(at(), into.one_of); break;
        case constant: into.constant = given; break;
        case contains: wrong = read_schema(at(), into.contains); break;
        case definitions: break;
        case dependencies: wrong = read_dependencies(at(), into); break;
        case dependent_required: wrong = read_dependent_required(at(), into); break;
        case dependent_schemas: wrong = read_dependent_schemas(at(), into); break;
        case alternative: wrong = read_schema(at(), into.alternative); break;
        case condition: wrong = read_schema(at(), into.condition); break;
        case consequence: wrong = read_schema(at(), into.consequence); break;
        case negation: wrong = read_schema(at(), into.negation); break;
        case items:
            if (given.is_array() && spoken_by(of).draft <= dialect::draft2019_09)
                wrong = read_list(at(), into.prefix_items);
            else if (given.is_array())
                wrong =
                    mistake{"a schema", "In 2020-12 the schemas of the first elements are \"prefixItems\"."};
            else
                wrong = read_schema(at(), into.items);
            break;
        case pattern: {
            auto const* text = given.if_string();
            if (text == nullptr)
                wrong = not_text();
            else
                into.pattern = read_pattern(at(), text_of(*text));
            break;
        }
        case pattern_properties: wrong = read_pattern_properties(at(), into); break;
        case prefix_items: wrong = read_list(at(), into.prefix_items); break;
        case properties: wrong = read_properties(at(), into); break;
        case property_names: wrong = read_schema(at(), into.property_names); break;
        case unevaluated_items: wrong = read_schema(at(), into.unevaluated_items); break;
        case unevaluated_properties: wrong = read_schema(at(), into.unevaluated_properties); break;
        case format:
            wrong = read_text(given, into.format);
            into.asserts_format = spoken_by(of).has(vocabulary::format_assertion);
            break;
        default: wrong = read_value(known.which, spoken_by(of).draft, given, into);
        }
        if (wrong && options_.malformed == leniency::refused) fail_malformed(at(), known.name, *wrong);
    }
    language spoken_by(unread const& schema) const noexcept { return documents_[schema.resource].spoken; }

    std::optional<mistake> read_schema(place at, node_id& into) {
        if (!at.schema->is_object() && !at.schema->is_bool())
            return mistake{"a schema, that is an object or a boolean",
                           "Write the schema itself, as in {\"type\": \"string\"}."};
        at.resource = documents_.resource_of(at.schema, at.resource);
        into = node_for(std::move(at));
        return std::nullopt;
    }

    std::optional<mistake> read_list(place const& at, std::vector<node_id>& into) {
        auto const* list = at.schema->if_array();
        if (list == nullptr) return mistake{"an array of schemas", "Put the schemas in brackets."};
        std::vector<node_id> read;
        for (std::size_t i = 0; i < list->size() && !failure_; ++i) {
            place element{&(*list)[i], at.resource, json::with_token(at.location, std::to_string(i))};
            node_id id = no_node;
            if (auto wrong = read_schema(std::move(element), id)) return wrong;
            read.push_back(id);
        }
        // A dynamic reference beside others may have left its target here.
        into.insert(into.begin(), read.begin(), read.end());
        return std::nullopt;
    }

    /// Calls `use` with the name and the place of each member. The mistake that it finds first, or none.
    template <class Use>
    std::optional<mistake> for_members(place const& at, Use use) {
        auto const* object = at.schema->if_object();
        if (object == nullptr)
            return mistake{"an object", "Write an object of names and what is asked of them."};
        for (auto const& member : *object) {
            if (failure_) break;
            std::string_view const name(member.key().data(), member.key().size());
            place entry{&member.value(), at.resource, json::with_token(at.location, name)};
            if (auto wrong = use(name, std::move(entry))) return wrong;
        }
        return std::nullopt;
    }

    std::optional<mistake> read_properties(place const& at, node& into) {
        if (auto const* const listed = at.schema->if_object()) into.properties.reserve(listed->size());
        return for_members(at, [&](std::string_view name, place entry) {
            node_id id = no_node;
            auto wrong = read_schema(std::move(entry), id);
            if (!wrong) into.properties.emplace_back(name, id);
            return wrong;
        });
    }

    std::optional<mistake> read_pattern_properties(place const& at, node& into) {
        return for_members(at, [&](std::string_view name, place entry) {
            schema_pattern names = read_pattern(entry, name);
            node_id id = no_node;
            auto wrong = read_schema(std::move(entry), id);
            if (!wrong) into.pattern_properties.emplace_back(std::move(names), id);
            return wrong;
        });
    }

    std::optional<mistake> read_dependent_schemas(place const& at, node& into) {
        return for_members(at, [&](std::string_view name, place entry) {
            node_id id = no_node;
            auto wrong = read_schema(std::move(entry), id);
            if (!wrong) into.dependent_schemas.emplace_back(name, id);
            return wrong;
        });
    }

    std::optional<mistake> read_dependent_required(place const& at, node& into) {
        return for_members(at, [&](std::string_view name, place const& entry) {
            std::vector<std::string> names;
            auto wrong = read_names(*entry.schema, names);
            if (!wrong) into.dependent_required.emplace_back(name, std::move(names));
            return wrong;
        });
    }

    std::optional<mistake> read_dependencies(place const& at, node& into) {
        return for_members(at, [&](std::string_view name, place entry) -> std::optional<mistake> {
            if (entry.schema->is_array() || entry.schema->is_string()) {
                std::vector<std::string> names;
                // Draft 3 allowed a single name.
                if (auto const* only = entry.schema->if_string())
                    names.emplace_back(text_of(*only));
                else if (auto wrong = read_names(*entry.schema, names))
                    return wrong;
                into.dependent_required.emplace_back(name, std::move(names));
                return std::nullopt;
            }
            node_id id = no_node;
            if (auto wrong = read_schema(std::move(entry), id)) return wrong;
            into.dependent_schemas.emplace_back(name, id);
            return std::nullopt;
        });
    }

    schema_pattern read_pattern(place const& at, std::string_view text) {
        auto const [entry, is_new] = patterns_.try_emplace(std::string(text));
        if (is_new) {
            if (patterns_.size() > options_.limits.patterns) {
                fail(documents_.error_at(load_failure::limit, at, "the schema has too many patterns",
                                         "Use fewer, or raise the limit in load_options."));
                return {};
            }
            auto compiled = pattern::compile(text);
            if (compiled) {
                entry->second = std::make_shared<pattern::matcher const>(std::move(*compiled));
            } else if (options_.unsupported_pattern == leniency::refused
                       || compiled.error().kind == pattern::error_kind::malformed) {
                fail(documents_.error_at(
                    load_failure::pattern, at,
                    "the pattern \"" + std::string(text.substr(0, 200))
                        + "\" cannot be used: " + compiled.error().message + " (at its byte "
                        + std::to_string(compiled.error().offset) + ")",
                    "Write a regular expression of ECMA-262 without back-references and lookaround."));
            }
        }
        return {std::string(text), entry->second};
    }

    /// What depends on several keywords, and the order of what was read from objects.
    void settle(node& read, json::object const& schema, language spoken) {
        if (spoken.draft == dialect::draft4) {
            auto const flag = [&](char const* name) {
                auto const* given = schema.if_contains(name);
                return given != nullptr && given->is_bool() && given->get_bool();
            };
            if (flag("exclusiveMinimum")) read.exclusive_minimum = std::exchange(read.minimum, std::nullopt);
            if (flag("exclusiveMaximum")) read.exclusive_maximum = std::exchange(read.maximum, std::nullopt);
        }
        if (read.condition == no_node) read.consequence = read.alternative = no_node;
        if (read.contains == no_node) {
            read.min_contains.reset();
            read.max_contains.reset();
        }
        auto const by_name = [](auto const& left, auto const& right) { return left.first < right.first; };
        std::sort(read.properties.begin(), read.properties.end(), by_name);
        std::sort(read.required.begin(), read.required.end());
        read.required.erase(std::unique(read.required.begin(), read.required.end()), read.required.end());
    }

    std::unordered_map<std::string, std::shared_ptr<pattern::matcher const>> patterns_;
};

} // namespace action_grammar::schema::detail

#endif
