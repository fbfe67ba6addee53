#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PROGRESS_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PROGRESS_HPP

// Schemas that lead back to themselves without a step into the value, as in `{"$ref": "#"}`. The validator goes round
// in them until it reaches a limit, and then accepts nothing, whatever stands beside: not even
// `{"anyOf": [{"$ref": "#"}, true]}`. So of a consumer it is also asked that its validator comes to an end, of which
// nothing is known where it is led to such a schema. A producer's does whenever it accepts.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/translate.hpp>

namespace action_grammar::containment::detail {

/// Calls `each` with the schemas of a node that are for the same value, dynamic references aside.
template <class Each>
void each_in_place(schema::node const& node, Each each) {
    auto const one = [&](schema::node_id id) {
        if (id != schema::no_node) each(id);
    };
    for (auto const id : {node.reference, node.negation, node.condition, node.consequence, node.alternative})
        one(id);
    for (auto const* several : {&node.all_of, &node.any_of, &node.one_of})
        for (auto const id : *several)
            each(id);
    for (auto const& dependent : node.dependent_schemas)
        each(dependent.second);
}

/// Calls `each` with the schemas of a node that are for parts of the value.
template <class Each>
void each_for_a_part(schema::node const& node, Each each) {
    for (auto const id : {node.items, node.contains, node.unevaluated_items, node.additional_properties,
                          node.property_names, node.unevaluated_properties})
        if (id != schema::no_node) each(id);
    for (auto const id : node.prefix_items)
        each(id);
    for (auto const& property : node.properties)
        each(property.second);
    for (auto const& property : node.pattern_properties)
        each(property.second);
}

/// Finds the schemas that lead into a cycle without a step into the value. A dynamic reference may lead to any schema
/// that has the anchor. Linear in the graph.
class standstills {
public:
    explicit standstills(schema::graph const& graph) : size_(graph.nodes.size()) {
        std::map<std::string_view, std::size_t> anchors; // What stands for all schemas that have the anchor.
        for (auto const& resource : graph.resources)
            for (auto const& [anchor, target] : resource.dynamic_anchors)
                link(anchors.try_emplace(anchor, size_ + anchors.size()).first->second, target, in_place_);
        for (std::size_t from = 0; from < graph.nodes.size(); ++from) {
            schema::node const& node = graph.nodes[from];
            each_in_place(node, [&](schema::node_id to) { link(from, to, in_place_); });
            each_for_a_part(node, [&](schema::node_id to) { link(from, to, for_parts_); });
            if (node.dynamic_reference == schema::no_node) continue;
            link(from, node.dynamic_reference, in_place_);
            if (auto const found = anchors.find(node.dynamic_anchor_wanted); found != anchors.end())
                link(from, found->second, in_place_);
        }
        size_ += anchors.size();
        find_cycles();
        find_ways();
    }

    /// Whether the schema, applied to a value, may be applied to that value again.
    bool may_stand_still(schema::node_id id) const noexcept { return stands_still_[id] != 0; }
    /// Whether it may lead to such a schema, for its value or for a part.
    bool may_lead_to_one(schema::node_id id) const noexcept { return leads_to_one_[id] != 0; }

private:
    using links = std::vector<std::pair<std::size_t, std::size_t>>; ///< Target, then source.

    static void link(std::size_t from, std::size_t to, links& among) { among.emplace_back(to, from); }

    /// Takes away, again and again, what leads nowhere in place; what is left leads into a cycle.
    void find_cycles() {
        std::vector<std::size_t> open(size_);
        for (auto const& each : in_place_)
            ++open[each.second];
        sources const of(in_place_, size_);
        std::vector<std::size_t> done;
        for (std::size_t id = 0; id < size_; ++id)
            if (open[id] == 0) done.push_back(id);
        stands_still_.assign(size_, 1);
        while (!done.empty()) {
            std::size_t const id = done.back();
            done.pop_back();
            stands_still_[id] = 0;
            of.each(id, [&](std::size_t source) {
                if (--open[source] == 0) done.push_back(source);
            });
        }
    }
    void find_ways() {
        sources const in_place(in_place_, size_);
        sources const for_parts(for_parts_, size_);
        leads_to_one_ = stands_still_;
        std::vector<std::size_t> open;
        for (std::size_t id = 0; id < size_; ++id)
            if (stands_still_[id] != 0) open.push_back(id);
        while (!open.empty()) {
            std::size_t const id = open.back();
            open.pop_back();
            auto const reach = [&](std::size_t source) {
                if (std::exchange(leads_to_one_[source], 1) == 0) open.push_back(source);
            };
            in_place.each(id, reach);
            for_parts.each(id, reach);
        }
    }

    /// Links by their targets.
    class sources {
    public:
        sources(links const& all, std::size_t size) : first_(size + 1), from_(all.size()) {
            for (auto const& each : all)
                ++first_[each.first];
            std::size_t end = 0;
            for (std::size_t& each : first_)
                end = each += end;
            for (auto const& [to, from] : all)
                from_[--first_[to]] = from;
        }
        template <class Each>
        void each(std::size_t to, Each const& call) const {
            for (std::size_t i = first_[to]; i < first_[to + 1]; ++i)
                call(from_[i]);
        }

    private:
        std::vector<std::size_t> first_;
        std::vector<std::size_t> from_;
    };

    std::size_t size_; ///< Of the nodes, and of the names of anchors behind them.
    links in_place_;
    links for_parts_;
    std::vector<std::uint8_t> stands_still_;
    std::vector<std::uint8_t> leads_to_one_;
};

inline literal translator::ends() {
    // The translation has met every cycle, but for those in what it did not look into, for which there is a reason, too.
    if (reason_ == undecided_reason::none) return true_;
    closing_ = false;
    return ends({graph_.root, 0}, standstills(graph_));
}

/// That the validator comes to an end with the schema, which nobody knows; but it is the same wherever it is asked.
inline literal translator::no_end(scoped_node at) {
    reason_ = undecided_reason::reference;
    fingerprinter hash(0x656e'6473);
    hash.add(identity_of_node(at));
    return opaque_form(form_kind::opaque, hash.finish());
}

/// That the validator comes to an end with the schema and a value.
inline literal translator::ends(scoped_node at, standstills const& among) {
    if (!among.may_lead_to_one(at.id)) return true_;
    at.scope = enter(at);
    std::uint64_t const key = std::uint64_t{at.scope} << 32 | at.id;
    auto const [place, added] = ends_.try_emplace(key);
    literal& mine = place->second; // Does not move when others are added.
    if (!added && !mine.absent()) return mine;
    if (!added || depth_ >= depth_limit || too_many_scopes_ || among.may_stand_still(at.id))
        return mine = no_end(at);
    ++depth_;
    auto const& node = graph_[at.id];
    std::vector<literal> parts;
    each_in_place(node, [&](schema::node_id id) { parts.push_back(ends({id, at.scope}, among)); });
    if (node.dynamic_reference != schema::no_node)
        parts.push_back(ends({resolve(node, at.scope), at.scope}, among));
    parts_end(node, at.scope, among, parts);
    --depth_;
    return mine = make_.all_of(parts);
}

inline void translator::parts_end(schema::node const& node, std::uint32_t scope, standstills const& among,
                                  std::vector<literal>& parts) {
    auto const end = [&](schema::node_id id) {
        return id == schema::no_node ? true_ : ends({id, scope}, among);
    };
    for (std::size_t i = 0; i < node.prefix_items.size(); ++i)
        parts.push_back(make_.item(i, end(node.prefix_items[i])));
    parts.push_back(make_.items(node.prefix_items.size(), end(node.items)));
    parts.push_back(make_.items(0, end(node.contains)));
    parts.push_back(make_.items(0, end(node.unevaluated_items)));
    for (auto const& [name, id] : node.properties)
        parts.push_back(make_.member(name, end(id)));
    for (auto const& [names, id] : node.pattern_properties)
        parts.push_back(make_.members(pattern(names), end(id)));
    literal const additional = end(node.additional_properties);
    if (!additional.is_true()) parts.push_back(make_.members(make_.negated(listed_names(node)), additional));
    parts.push_back(make_.members(make_.negated(end(node.property_names)), false_));
    parts.push_back(make_.members(true_, end(node.unevaluated_properties)));
}

} // namespace action_grammar::containment::detail

#endif
