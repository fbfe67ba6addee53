#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_BUILDER_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_BUILDER_HPP

// From documents to a graph: each schema that the root leads to becomes a node.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/documents.hpp>
#include <action_grammar/contract/schema/keyword_values.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

/// Reads schemas one after another from a queue, so that no nesting and no cycle of references makes it
/// recurse.
class graph_builder {
public:
    graph_builder(load_options const& options, documents& all) : options_(options), documents_(all) {}

    result<graph, load_error> build(std::uint32_t resource) {
        built_.root = node_for({documents_[resource].root, resource, documents_[resource].location});
        do {
            while (!waiting_.empty() && !failure_) {
                auto const [where, id] = std::move(waiting_.front());
                waiting_.pop_front();
                read(where, id);
            }
        } while (!failure_ && add_dynamic_anchors());
        if (failure_) return unexpected(std::move(*failure_));
        for (std::size_t i = 0; i < entered_.size(); ++i) {
            auto const root = ids_.find(documents_[entered_[i]].root);
            if (root != ids_.end()) built_.resources[i].root = root->second;
        }
        return std::move(built_);
    }

private:
    /// The node of a schema, which is read later if it is new.
    node_id node_for(place where) {
        auto const [entry, is_new] =
            ids_.try_emplace(where.schema, static_cast<node_id>(built_.nodes.size()));
        if (!is_new) return entry->second;
        bytes_ += where.location.size();
        if (built_.nodes.size() >= options_.limits.nodes || bytes_ > options_.limits.bytes) {
            fail(documents_.error_at(load_failure::limit, where, "the schema has too many parts",
                                     "Make the schema smaller, or raise the limits in load_options."));
            return 0;
        }
        node fresh;
        fresh.location = where.location;
        fresh.resource = enter(where.resource);
        fresh.draft = documents_[where.resource].spoken.draft;
        built_.nodes.push_back(std::move(fresh));
        node_id const id = entry->second;
        waiting_.push_back({std::move(where), id});
        return id;
    }

    std::uint32_t enter(std::uint32_t resource) {
        auto const [entry, is_new] =
            graph_resources_.try_emplace(resource, static_cast<std::uint32_t>(built_.resources.size()));
        if (is_new) {
            entered_.push_back(resource);
            built_.resources.push_back(
                {documents_[resource].uri, documents_[resource].location, no_node, {}});
        }
        return entry->second;
    }

    /// What dynamic references may mean in the resources that can be on the way to them. Whether any were
    /// new.
    bool add_dynamic_anchors() {
        bool added = false;
        for (std::size_t i = 0; i < entered_.size(); ++i)
            for (std::string const& name : wanted_anchors_) {
                auto& anchors = built_.resources[i].dynamic_anchors;
                if (std::any_of(anchors.begin(), anchors.end(),
                                [&](auto const& anchor) { return anchor.first == name; }))
                    continue;
                auto where = documents_.dynamic_anchor(entered_[i], name);
                if (!where) continue;
                node_id const target = node_for(std::move(*where));
                built_.resources[i].dynamic_anchors.emplace_back(name, target);
                added = true;
            }
        return added;
    }

    void read(place const& where, node_id id) {
        if (auto const* truth = where.schema->if_bool()) {
            built_.nodes[id].never = !*truth;
            return;
        }
        node fresh = std::move(built_.nodes[id]);
        json::object const& schema = where.schema->get_object();
        language const spoken = documents_[where.resource].spoken;
        if (auto const* reference = schema.if_contains("$ref");
            reference != nullptr && spoken.draft <= dialect::draft7) {
            read_keyword(where, *find_keyword("$ref", spoken), *reference, fresh);
        } else {
            for (auto const& member : schema) {
                auto const* known = find_keyword({member.key().data(), member.key().size()}, spoken);
                if (known != nullptr && !failure_) read_keyword(where, *known, member.value(), fresh);
            }
            settle(fresh, schema, spoken);
        }
        built_.nodes[id] = std::move(fresh);
    }

    void read_keyword(place const& where, keyword_entry const& known, json::value const& given, node& into) {
        place at = where;
        json::append_token(at.location, known.name);
        at.schema = &given;
        std::optional<mistake> wrong;
        switch (known.which) {
            using enum keyword;
        case ref: wrong = read_reference(at, into); break;
        case dynamic_ref: wrong = read_dynamic_reference(at, into); break;
        case recursive_ref: wrong = read_recursive_reference(at, into); break;
        case additional_items:
            if (auto const* first = where.schema->get_object().if_contains("items");
                first != nullptr && first->is_array())
                wrong = read_schema(at, into.items);
            break;
        case additional_properties: wrong = read_schema(at, into.additional_properties); break;
        case all_of: wrong = read_list(at, into.all_of); break;
        case any_of: wrong = read_list(at, into.any_of); break;
        case one_of: wrong = read_list(at, into.one_of); break;
        case constant: into.constant = given; break;
        case contains: wrong = read_schema(at, into.contains); break;
        case definitions: break;
        case dependencies: wrong = read_dependencies(at, into); break;
        case dependent_required: wrong = read_dependent_required(at, into); break;
        case dependent_schemas: wrong = read_dependent_schemas(at, into); break;
        case alternative: wrong = read_schema(at, into.alternative); break;
        case condition: wrong = read_schema(at, into.condition); break;
        case consequence: wrong = read_schema(at, into.consequence); break;
        case negation: wrong = read_schema(at, into.negation); break;
        case items:
            if (given.is_array() && documents_[where.resource].spoken.draft <= dialect::draft2019_09)
                wrong = read_list(at, into.prefix_items);
            else if (given.is_array())
                wrong =
                    mistake{"a schema", "In 2020-12 the schemas of the first elements are \"prefixItems\"."};
            else
                wrong = read_schema(at, into.items);
            break;
        case pattern: {
            auto const* text = given.if_string();
            if (text == nullptr)
                wrong = not_text();
            else
                into.pattern = read_pattern(at, text_of(*text));
            break;
        }
        case pattern_properties: wrong = read_pattern_properties(at, into); break;
        case prefix_items: wrong = read_list(at, into.prefix_items); break;
        case properties: wrong = read_properties(at, into); break;
        case property_names: wrong = read_schema(at, into.property_names); break;
        case unevaluated_items: wrong = read_schema(at, into.unevaluated_items); break;
        case unevaluated_properties: wrong = read_schema(at, into.unevaluated_properties); break;
        case format:
            wrong = read_text(given, into.format);
            into.asserts_format = documents_[where.resource].spoken.has(vocabulary::format_assertion);
            break;
        default: wrong = read_value(known.which, documents_[where.resource].spoken.draft, given, into);
        }
        if (wrong && options_.malformed == leniency::refused) fail_malformed(at, known.name, *wrong);
    }

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
            place element{&(*list)[i], at.resource, at.location};
            json::append_token(element.location, i);
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
            place entry{&member.value(), at.resource, at.location};
            json::append_token(entry.location, name);
            if (auto wrong = use(name, std::move(entry))) return wrong;
        }
        return std::nullopt;
    }

    std::optional<mistake> read_properties(place const& at, node& into) {
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
        return for_members(at, [&](std::string_view name, place entry) {
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

    std::optional<place> target_of(place const& at) {
        auto found = documents_.resolve(at.resource, text_of(at.schema->get_string()));
        if (found) return std::move(*found);
        load_error error = found.error();
        if (error.location.empty() && error.kind != load_failure::limit) {
            error.document = documents_[at.resource].uri;
            error.location = at.location;
        }
        fail(std::move(error));
        return std::nullopt;
    }

    std::optional<mistake> read_reference(place const& at, node& into) {
        if (!at.schema->is_string()) return not_text();
        if (auto target = target_of(at)) set_reference(node_for(std::move(*target)), into);
        return std::nullopt;
    }

    std::optional<mistake> read_dynamic_reference(place const& at, node& into) {
        if (!at.schema->is_string()) return not_text();
        auto target = target_of(at);
        if (!target) return std::nullopt;
        std::string name = percent_decoded(split_fragment(text_of(at.schema->get_string())).second);
        // Dynamic only if the place that it names says so itself; otherwise it is an ordinary reference.
        auto const anchor = name.empty() ? std::nullopt : documents_.dynamic_anchor(target->resource, name);
        bool const dynamic = anchor && anchor->schema == target->schema;
        refer(node_for(std::move(*target)), dynamic ? std::move(name) : std::string(), dynamic, into);
        return std::nullopt;
    }

    std::optional<mistake> read_recursive_reference(place const& at, node& into) {
        if (!at.schema->is_string()) return not_text();
        auto target = target_of(at);
        if (!target) return std::nullopt;
        auto const anchor = documents_.dynamic_anchor(target->resource, {});
        bool const dynamic = anchor && anchor->schema == target->schema;
        refer(node_for(std::move(*target)), {}, dynamic, into);
        return std::nullopt;
    }

    void refer(node_id target, std::string anchor, bool dynamic, node& into) {
        if (dynamic) {
            wanted_anchors_.insert(anchor);
            into.dynamic_reference = target;
            into.dynamic_anchor_wanted = std::move(anchor);
        } else {
            set_reference(target, into);
        }
    }

    /// `$ref` and a dynamic reference that is not dynamic can stand side by side; a node has one place for
    /// them.
    static void set_reference(node_id target, node& into) {
        if (into.reference == no_node)
            into.reference = target;
        else
            into.all_of.push_back(target);
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

    void fail(load_error error) {
        if (!failure_) failure_ = std::move(error);
    }

    void fail_malformed(place const& at, std::string_view name, mistake const& wrong) {
        fail(documents_.error_at(load_failure::malformed, at,
                                 "\"" + std::string(name) + "\" must be " + wrong.expected + ", but is "
                                     + described(*at.schema),
                                 wrong.repair));
    }

    load_options const& options_;
    documents& documents_;
    graph built_;
    std::deque<std::pair<place, node_id>> waiting_;
    std::unordered_map<json::value const*, node_id> ids_;
    std::unordered_map<std::uint32_t, std::uint32_t> graph_resources_;
    std::vector<std::uint32_t> entered_; ///< By index into the graph's resources.
    std::unordered_map<std::string, std::shared_ptr<pattern::matcher const>> patterns_;
    std::set<std::string> wanted_anchors_;
    std::optional<load_error> failure_;
    std::size_t bytes_ = 0;
};

} // namespace action_grammar::schema::detail

#endif
