#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_GRAPH_SUM_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_GRAPH_SUM_HPP

// Schemas put together as graphs: what their texts say by names ($id, $defs, $anchor) cannot collide there, and nothing
// is read twice.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/node.hpp>
#include <action_grammar/document/contract.hpp>

namespace action_grammar::document::detail {

/// The schema `true`.
inline schema::graph graph_of_anything() {
    schema::graph made;
    made.nodes.resize(1);
    made.resources.push_back({{}, {}, 0, {}});
    return made;
}

/// Collects graphs within one, whose root comes first.
class graph_sum {
public:
    /// @param most      nodes; a graph that does not fit is taken as the schema `true`
    /// @param expected  nodes, about, if that is known
    explicit graph_sum(std::size_t most, std::size_t expected = 0) : made_(graph_of_anything()), most_(most) {
        make_room(std::min(most, expected));
    }

    /// Adds a graph, and returns its root.
    ///
    /// @param place  where it is to stand: JSON Pointer from the root of the whole
    schema::node_id add(schema::graph const& part, std::string_view place) {
        if (part.nodes.size() > most_ - std::min(most_, made_.nodes.size())) return add_anything();
        auto const nodes = static_cast<schema::node_id>(made_.nodes.size());
        auto const resources = static_cast<std::uint32_t>(made_.resources.size());
        for (schema::resource each : part.resources) {
            each.location = located(each.uri, each.location, place);
            shift(each.root, nodes);
            for (auto& [name, target] : each.dynamic_anchors)
                shift(target, nodes);
            made_.resources.push_back(std::move(each));
        }
        make_room(part.nodes.size());
        for (schema::node const& each : part.nodes) {
            std::string_view const uri = each.resource < part.resources.size()
                                           ? part.resources[each.resource].uri
                                           : std::string_view();
            schema::node& added = made_.nodes.emplace_back(each);
            added.location = located(uri, each.location, place);
            added.resource += resources;
            shift_children(added, nodes);
        }
        return part.root + nodes;
    }
    /// Adds a node that refers to another.
    schema::node_id add_reference(schema::node_id to, std::string_view place) {
        schema::node_id const made = add_anything();
        made_.nodes[made].reference = to;
        made_.nodes[made].location = place;
        return made;
    }
    schema::node_id add_anything() {
        made_.nodes.emplace_back();
        return static_cast<schema::node_id>(made_.nodes.size() - 1);
    }

    /// An object of exactly these members.
    schema::graph take_object(std::vector<std::pair<std::string, schema::node_id>> members) {
        schema::node_id const nothing = add_anything();
        made_.nodes[nothing].never = true;
        std::ranges::sort(members, {}, &std::pair<std::string, schema::node_id>::first);
        schema::node& root = made_.nodes.front();
        root.type = schema::type_set(schema::type_name::object);
        for (auto const& [name, id] : members)
            root.required.push_back(name);
        root.properties = std::move(members);
        root.additional_properties = nothing;
        return std::move(made_);
    }
    /// A list of values of one part.
    schema::graph take_list(schema::node_id element, list_length length) {
        made_.nodes.front().min_items = length.least;
        made_.nodes.front().max_items = length.most;
        made_.nodes.front().type = schema::type_set(schema::type_name::array);
        made_.nodes.front().items = element;
        return std::move(made_);
    }
    /// What satisfies one of several.
    schema::graph take_alternatives(std::vector<schema::node_id> parts) {
        made_.nodes.front().any_of = std::move(parts);
        return std::move(made_);
    }
    /// What satisfies both.
    schema::graph take_both(schema::node_id first, schema::node_id second) {
        made_.nodes.front().all_of = {first, second};
        return std::move(made_);
    }

private:
    /// For so many nodes and the few that hold them together: a node is large, and not to be moved again and again.
    void make_room(std::size_t more) {
        constexpr std::size_t few = 4;
        std::size_t const needed = made_.nodes.size() + more + few;
        if (needed > made_.nodes.capacity())
            made_.nodes.reserve(std::max(needed, 2 * made_.nodes.capacity()));
    }
    /// The place of what has no URI of its own is told from the root of the whole.
    static std::string located(std::string_view uri, std::string_view location, std::string_view place) {
        std::string made;
        made.reserve(place.size() + location.size());
        if (uri.empty()) made += place;
        return made += location;
    }
    static void shift(schema::node_id& id, schema::node_id by) noexcept {
        if (id != schema::no_node) id += by;
    }
    static void shift_children(schema::node& of, schema::node_id by) noexcept {
        for (auto* list : {&of.prefix_items, &of.all_of, &of.any_of, &of.one_of})
            for (schema::node_id& id : *list)
                shift(id, by);
        for (auto& [name, id] : of.properties)
            shift(id, by);
        for (auto& [pattern, id] : of.pattern_properties)
            shift(id, by);
        for (auto& [name, id] : of.dependent_schemas)
            shift(id, by);
        for (auto* id : {&of.items, &of.contains, &of.unevaluated_items, &of.additional_properties,
                         &of.property_names, &of.unevaluated_properties, &of.negation, &of.condition,
                         &of.consequence, &of.alternative, &of.reference, &of.dynamic_reference})
            shift(*id, by);
    }

    schema::graph made_;
    std::size_t most_;
};

} // namespace action_grammar::document::detail

#endif
