#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_IDENTITY_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_IDENTITY_HPP

// The fingerprint of a recursive schema, which no hash of its parts can give: what can be reached from it, in the
// order of a walk, with each schema named by its place in that order. Equal fingerprints then mean equal schemas up
// to what does not matter: titles, locations, what is never reached.
//
// Equal fingerprints are taken for a yes, so no two schemas may put the same words into the hash: every keyword has a
// tag, every list behind it a count, every text its length, and thus no name can pass for a keyword.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/fingerprint.hpp>
#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::containment::detail {

/// A node of a schema, under the dynamic scope by which its dynamic references are resolved.
struct scoped_node {
    schema::node_id id = schema::no_node;
    std::uint32_t scope = 0;

    friend bool operator==(scoped_node const&, scoped_node const&) = default;
};

/// Puts into a hash what a node says. `Child` hashes the identity of a schema within it, and `Dynamic` that of the
/// target of its dynamic reference.
template <class Child, class Dynamic>
class node_description {
public:
    node_description(fingerprinter& hash, Child child, Dynamic dynamic)
        : hash_(hash), child_(std::move(child)), dynamic_(std::move(dynamic)) {}

    void add(schema::node const& node) {
        tag(0);
        hash_.add(std::uint64_t{node.never} << 1 | std::uint64_t{node.unique_items});
        if (node.type) {
            tag(1);
            for (unsigned t = 0; t < 7; ++t)
                hash_.add(std::uint64_t{node.type->contains(static_cast<schema::type_name>(t))});
        }
        if (node.enumeration) {
            tag(2, node.enumeration->size());
            for (auto const& value : *node.enumeration)
                text(json::serialize(value));
        }
        if (node.constant) {
            tag(3);
            text(json::serialize(*node.constant));
        }
        number(4, node.minimum);
        number(5, node.maximum);
        number(6, node.exclusive_minimum);
        number(7, node.exclusive_maximum);
        number(8, node.multiple_of);
        number(9, node.min_length);
        number(10, node.max_length);
        if (node.pattern) {
            tag(11);
            text(node.pattern->text);
        }
        children(12, node.prefix_items);
        child(13, node.items);
        if (node.contains != schema::no_node) {
            child(14, node.contains);
            // Where the drafts differ in meaning: which elements it evaluates.
            hash_.add(std::uint64_t{node.draft >= schema::dialect::draft2019_09}
                      + std::uint64_t{node.draft >= schema::dialect::draft2020_12});
        }
        number(15, node.min_contains);
        number(16, node.max_contains);
        number(17, node.min_items);
        number(18, node.max_items);
        child(19, node.unevaluated_items);
        named_children(20, node.properties, [](std::string const& name) -> auto const& { return name; });
        named_children(21, node.pattern_properties,
                       [](schema::schema_pattern const& pattern) -> auto const& { return pattern.text; });
        child(22, node.additional_properties);
        child(23, node.property_names);
        texts(24, node.required);
        if (!node.dependent_required.empty()) {
            tag(25, node.dependent_required.size());
            for (auto const& [name, others] : node.dependent_required) {
                text(name);
                texts(25, others);
            }
        }
        named_children(26, node.dependent_schemas,
                       [](std::string const& name) -> auto const& { return name; });
        number(27, node.min_properties);
        number(28, node.max_properties);
        child(29, node.unevaluated_properties);
        children(30, node.all_of);
        children(31, node.any_of);
        children(32, node.one_of);
        child(33, node.negation);
        child(34, node.condition);
        child(35, node.consequence);
        child(36, node.alternative);
        child(37, node.reference);
        if (node.dynamic_reference != schema::no_node) {
            tag(38);
            dynamic_(node);
        }
        if (node.asserts_format && !node.format.empty()) {
            tag(39);
            text(node.format);
        }
    }

private:
    void tag(std::uint64_t keyword) { hash_.add(keyword + 1'000); }
    void tag(std::uint64_t keyword, std::size_t count) {
        tag(keyword);
        hash_.add(static_cast<std::uint64_t>(count));
    }
    void text(std::string_view of) { hash_.add(of); } // With its length.
    void texts(std::uint64_t keyword, std::vector<std::string> const& of) {
        tag(keyword, of.size());
        for (auto const& each : of)
            text(each);
    }
    void child(std::uint64_t keyword, schema::node_id id) {
        if (id == schema::no_node) return;
        tag(keyword);
        child_(id);
    }
    void children(std::uint64_t keyword, std::vector<schema::node_id> const& ids) {
        if (ids.empty()) return;
        tag(keyword, ids.size());
        for (auto const id : ids)
            child_(id);
    }
    template <class Named, class Name>
    void named_children(std::uint64_t keyword, Named const& all, Name name_of) {
        if (all.empty()) return;
        tag(keyword, all.size());
        for (auto const& [name, id] : all) {
            text(name_of(name));
            child_(id);
        }
    }
    void number(std::uint64_t keyword, std::optional<std::uint64_t> const& of) {
        if (!of) return;
        tag(keyword);
        hash_.add(*of);
    }
    void number(std::uint64_t keyword, std::optional<json::decimal> const& of) {
        if (!of) return;
        tag(keyword);
        text(of->to_string());
    }

    fingerprinter& hash_;
    Child child_;
    Dynamic dynamic_;
};

/// Walks from one node. `Enter` gives the scope inside a node, and `Resolve` the target of a dynamic reference.
template <class Enter, class Resolve>
class identity_walk {
public:
    identity_walk(schema::graph const& graph, Enter enter, Resolve resolve)
        : graph_(graph), enter_(std::move(enter)), resolve_(std::move(resolve)) {}

    /// The fingerprint of `from`; nothing if more than `most` nodes can be reached.
    std::optional<fingerprint> run(scoped_node from, std::size_t most) {
        visit(from);
        for (std::size_t next = 0; next < order_.size(); ++next) {
            if (order_.size() > most) return std::nullopt;
            std::uint32_t const scope = order_[next].scope;
            node_description(
                hash_, [&](schema::node_id id) { visit({id, scope}); },
                [&](schema::node const& node) { visit({resolve_(node, scope), scope}); })
                .add(graph_[order_[next].id]);
        }
        return hash_.finish();
    }

private:
    void visit(scoped_node at) {
        at.scope = enter_(at);
        std::uint64_t const key = std::uint64_t{at.scope} << 32 | at.id;
        auto const [place, added] = numbers_.try_emplace(key, order_.size());
        if (added) order_.push_back(at);
        hash_.add(place->second);
    }

    schema::graph const& graph_;
    Enter enter_;
    Resolve resolve_;
    fingerprinter hash_{0x7265'6375'7273'6976};
    std::unordered_map<std::uint64_t, std::uint64_t> numbers_;
    std::vector<scoped_node> order_;
};

/// The fingerprint of a graph as it was loaded: of all nodes by their places, and of what dynamic references go by.
/// Graphs of equal fingerprints are translated alike, step by step.
inline fingerprint identity_of(schema::graph const& graph) {
    fingerprinter hash(0x6772'6170'68);
    auto const place = [&hash](schema::node_id id) { hash.add(std::uint64_t{id}); };
    place(graph.root);
    hash.add(static_cast<std::uint64_t>(graph.nodes.size()));
    for (schema::node const& each : graph.nodes) {
        hash.add(std::uint64_t{each.resource});
        node_description(hash, place, [&](schema::node const& node) {
            place(node.dynamic_reference);
            hash.add(std::string_view(node.dynamic_anchor_wanted));
        }).add(each);
    }
    hash.add(static_cast<std::uint64_t>(graph.resources.size()));
    for (schema::resource const& each : graph.resources) {
        hash.add(static_cast<std::uint64_t>(each.dynamic_anchors.size()));
        for (auto const& [anchor, target] : each.dynamic_anchors) {
            hash.add(std::string_view(anchor));
            place(target);
        }
    }
    return hash.finish();
}

} // namespace action_grammar::containment::detail

#endif
