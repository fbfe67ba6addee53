#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_IDENTITY_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_IDENTITY_HPP

// The fingerprint of a recursive schema, which no hash of its parts can give: what can be reached from it, in the
// order of a walk, with each schema named by its place in that order. Equal fingerprints then mean equal schemas up
// to what does not matter: titles, locations, what is never reached.

#include <cstddef>
#include <cstdint>
#include <optional>
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
            describe(graph_[order_[next].id], order_[next].scope);
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

    void tag(std::uint64_t keyword) { hash_.add(keyword + 1'000); }
    void child(std::uint64_t keyword, schema::node_id id, std::uint32_t scope) {
        if (id == schema::no_node) return;
        tag(keyword);
        visit({id, scope});
    }
    void children(std::uint64_t keyword, std::vector<schema::node_id> const& ids, std::uint32_t scope) {
        if (ids.empty()) return;
        tag(keyword);
        hash_.add(ids.size());
        for (auto const id : ids)
            visit({id, scope});
    }
    void text(std::string_view of) { hash_.add(of); }
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

    void describe(schema::node const& node, std::uint32_t scope) {
        tag(0);
        hash_.add(std::uint64_t{node.never} << 1 | std::uint64_t{node.unique_items});
        // Where the drafts differ in meaning: which elements `contains` evaluates.
        hash_.add(std::uint64_t{node.draft >= schema::dialect::draft2020_12});
        if (node.type) {
            tag(1);
            for (unsigned t = 0; t < 7; ++t)
                hash_.add(std::uint64_t{node.type->contains(static_cast<schema::type_name>(t))});
        }
        if (node.enumeration) {
            tag(2);
            hash_.add(node.enumeration->size());
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
        children(12, node.prefix_items, scope);
        child(13, node.items, scope);
        child(14, node.contains, scope);
        number(15, node.min_contains);
        number(16, node.max_contains);
        number(17, node.min_items);
        number(18, node.max_items);
        child(19, node.unevaluated_items, scope);
        for (auto const& [name, id] : node.properties) {
            text(name);
            child(20, id, scope);
        }
        for (auto const& [pattern, id] : node.pattern_properties) {
            text(pattern.text);
            child(21, id, scope);
        }
        child(22, node.additional_properties, scope);
        child(23, node.property_names, scope);
        tag(24);
        hash_.add(node.required.size());
        for (auto const& name : node.required)
            text(name);
        for (auto const& [name, others] : node.dependent_required) {
            tag(25);
            text(name);
            hash_.add(others.size());
            for (auto const& other : others)
                text(other);
        }
        for (auto const& [name, id] : node.dependent_schemas) {
            text(name);
            child(26, id, scope);
        }
        number(27, node.min_properties);
        number(28, node.max_properties);
        child(29, node.unevaluated_properties, scope);
        children(30, node.all_of, scope);
        children(31, node.any_of, scope);
        children(32, node.one_of, scope);
        child(33, node.negation, scope);
        child(34, node.condition, scope);
        child(35, node.consequence, scope);
        child(36, node.alternative, scope);
        child(37, node.reference, scope);
        if (node.dynamic_reference != schema::no_node) child(38, resolve_(node, scope), scope);
    }

    schema::graph const& graph_;
    Enter enter_;
    Resolve resolve_;
    fingerprinter hash_{0x7265'6375'7273'6976};
    std::unordered_map<std::uint64_t, std::uint64_t> numbers_;
    std::vector<scoped_node> order_;
};

} // namespace action_grammar::containment::detail

#endif
