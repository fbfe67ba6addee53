#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_NODES_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_GRAPH_NODES_HPP

// The nodes of a graph as schemas are found that the root leads to, by standing within it or by reference.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/address_table.hpp>
#include <action_grammar/contract/schema/documents.hpp>
#include <action_grammar/contract/schema/keyword_values.hpp>
#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/contract/schema/uri.hpp>
#include <action_grammar/contract/stable_list.hpp>

namespace action_grammar::schema::detail {

/// The graph so far, and a queue of the schemas that are still to be read into it.
class graph_nodes {
protected:
    graph_nodes(load_options const& options, documents& all) : options_(options), documents_(all) {}
    ~graph_nodes() = default;

    /// A schema whose node is there and is still to be read.
    struct unread {
        json::value const* schema = nullptr;
        std::uint32_t resource = 0;
        node_id id = no_node;
    };

    /// The node of a schema, which is read later if it is new.
    node_id node_for(place where) {
        auto const [id, is_new] = ids_.number(where.schema, static_cast<node_id>(nodes_.size()));
        if (!is_new) return id;
        bytes_ += where.location.size();
        if (nodes_.size() >= options_.limits.nodes || bytes_ > options_.limits.bytes) {
            fail(documents_.error_at(load_failure::limit, where, "the schema has too many parts",
                                     "Make the schema smaller, or raise the limits in load_options."));
            return 0;
        }
        node& fresh = nodes_.emplace_back();
        fresh.location = std::move(where.location);
        fresh.resource = enter(where.resource);
        fresh.draft = documents_[where.resource].spoken.draft;
        waiting_.push_back({where.schema, where.resource, id});
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

    void fail(load_error error) {
        if (!failure_) failure_ = std::move(error);
    }

    void fail_malformed(place const& at, std::string_view name, mistake const& wrong) {
        fail(documents_.error_at(load_failure::malformed, at,
                                 "\"" + std::string(name) + "\" must be " + std::string(wrong.expected)
                                     + ", but is " + described(*at.schema),
                                 std::string(wrong.repair)));
    }

    load_options const& options_;
    documents& documents_;
    graph built_; ///< Without its nodes.
    action_grammar::detail::stable_list<node, 8>
        nodes_;                   ///< They are large, and do not move while others are added.
    std::vector<unread> waiting_; ///< All that were met, in that order.
    address_table ids_;           ///< Nodes by their schemas.
    std::unordered_map<std::uint32_t, std::uint32_t> graph_resources_;
    std::vector<std::uint32_t> entered_; ///< By index into the graph's resources.
    std::set<std::string> wanted_anchors_;
    std::optional<load_error> failure_;
    std::size_t bytes_ = 0;
};

} // namespace action_grammar::schema::detail

#endif
