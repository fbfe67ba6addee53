#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_LOCATE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_LOCATE_HPP

// Where in the producer's schema the value is described at which the consumer takes offense.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/regular_set.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::containment::detail {

/// The tokens of a JSON Pointer (RFC 6901), unescaped.
inline std::vector<std::string> tokens_of(std::string_view pointer) {
    std::vector<std::string> tokens;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/')
            tokens.emplace_back();
        else if (pointer[i] == '~' && i + 1 < pointer.size() && !tokens.empty())
            tokens.back() += pointer[++i] == '0' ? '~' : '/';
        else if (!tokens.empty())
            tokens.back() += pointer[i];
    }
    return tokens;
}

/// Whether a node has one of the keywords that can be at odds between two schemas.
inline bool has_keyword(schema::node const& node, std::string_view keyword) {
    if (keyword == "type") return node.type.has_value();
    if (keyword == "enum") return node.enumeration.has_value();
    if (keyword == "const") return node.constant.has_value();
    if (keyword == "minimum") return node.minimum.has_value();
    if (keyword == "maximum") return node.maximum.has_value();
    if (keyword == "exclusiveMinimum") return node.exclusive_minimum.has_value();
    if (keyword == "exclusiveMaximum") return node.exclusive_maximum.has_value();
    if (keyword == "multipleOf") return node.multiple_of.has_value();
    if (keyword == "minLength") return node.min_length.has_value();
    if (keyword == "maxLength") return node.max_length.has_value();
    if (keyword == "pattern") return node.pattern.has_value();
    if (keyword == "minItems") return node.min_items.has_value();
    if (keyword == "maxItems") return node.max_items.has_value();
    if (keyword == "uniqueItems") return node.unique_items;
    if (keyword == "contains") return node.contains != schema::no_node;
    if (keyword == "required") return !node.required.empty();
    if (keyword == "minProperties") return node.min_properties.has_value();
    if (keyword == "maxProperties") return node.max_properties.has_value();
    if (keyword == "additionalProperties") return node.additional_properties != schema::no_node;
    if (keyword == "propertyNames") return node.property_names != schema::no_node;
    if (keyword == "anyOf") return !node.any_of.empty();
    if (keyword == "oneOf") return !node.one_of.empty();
    if (keyword == "not") return node.negation != schema::no_node;
    return false;
}

/// Finds the nodes of a graph that describe the value at a path, at most so many.
class locator {
public:
    explicit locator(schema::graph const& graph) : graph_(graph), at_{graph.root} { spread(); }

    /// Goes on to a member or an element.
    void enter(std::string const& token, bool array) {
        std::vector<schema::node_id> next;
        for (auto const id : std::exchange(at_, {})) {
            array ? enter_element(graph_[id], token, next) : enter_member(graph_[id], token, next);
            // Each once: else a schema that leads to itself in many ways would be there in many times as many.
            for (auto const reached : std::exchange(next, {}))
                add(reached);
        }
        spread();
    }

    /// JSON Pointer to that keyword, where a node has it; else to the first node; empty if the schema says nothing of
    /// the value.
    std::string location(std::string_view keyword) const {
        if (at_.empty()) return {};
        for (auto const id : at_)
            if (has_keyword(graph_[id], keyword)) {
                std::string place = graph_[id].location;
                json::append_token(place, keyword);
                return place;
            }
        return graph_[at_.front()].location;
    }

private:
    static constexpr std::size_t most_nodes = 256;

    void add(schema::node_id id) {
        if (id != schema::no_node && at_.size() < most_nodes
            && std::find(at_.begin(), at_.end(), id) == at_.end())
            at_.push_back(id);
    }
    /// Adds what speaks of the same value.
    void spread() {
        for (std::size_t i = 0; i < at_.size(); ++i) {
            auto const& node = graph_[at_[i]];
            add(node.reference);
            add(node.dynamic_reference);
            for (auto const* several : {&node.all_of, &node.any_of, &node.one_of})
                for (auto const id : *several)
                    add(id);
            add(node.consequence);
            add(node.alternative);
        }
    }
    static void enter_member(schema::node const& node, std::string const& name,
                             std::vector<schema::node_id>& next) {
        bool listed = false;
        for (auto const& property : node.properties)
            if (property.first == name) {
                next.push_back(property.second);
                listed = true;
            }
        for (auto const& [pattern, id] : node.pattern_properties)
            if (pattern.matcher && pattern.matcher->matches(name)) {
                next.push_back(id);
                listed = true;
            }
        if (!listed && node.additional_properties != schema::no_node)
            next.push_back(node.additional_properties);
        if (!listed && node.unevaluated_properties != schema::no_node)
            next.push_back(node.unevaluated_properties);
    }
    static void enter_element(schema::node const& node, std::string const& token,
                              std::vector<schema::node_id>& next) {
        std::size_t index = 0;
        std::from_chars(token.data(), token.data() + token.size(), index);
        if (index < node.prefix_items.size())
            next.push_back(node.prefix_items[index]);
        else if (node.items != schema::no_node)
            next.push_back(node.items);
        else if (node.unevaluated_items != schema::no_node)
            next.push_back(node.unevaluated_items);
    }

    schema::graph const& graph_;
    std::vector<schema::node_id> at_;
};

/// Where `graph` describes the part of `value` at `path`, in particular by `keyword`.
inline std::string location_in(schema::graph const& graph, json::value const& value, std::string_view path,
                               std::string_view keyword) {
    locator place(graph);
    json::value const* here = &value;
    for (std::string const& token : tokens_of(path)) {
        if (here == nullptr) break;
        if (auto const* object = here->if_object()) {
            place.enter(token, false);
            here = object->if_contains(token);
        } else if (auto const* array = here->if_array()) {
            place.enter(token, true);
            std::size_t index = 0;
            std::from_chars(token.data(), token.data() + token.size(), index);
            here = index < array->size() ? &(*array)[index] : nullptr;
        } else
            break;
    }
    return place.location(keyword);
}

} // namespace action_grammar::containment::detail

#endif
