#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_EXPAND_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_EXPAND_HPP

// A node of the input contract as a type, one level of it: what is below stays a reference to a node. Keywords that
// types do not know only make the type larger than the node.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/inference/meet.hpp>
#include <action_grammar/contract/inference/universe.hpp>
#include <action_grammar/contract/schema/to_json.hpp>

namespace action_grammar::inference::detail {

inline constexpr unsigned deepest_expansion = 16; ///< References and applicators within each other.

constexpr kind_mask kinds_of_names(schema::type_set names) noexcept {
    using schema::type_name;
    unsigned kinds = 0;
    if (names.contains(type_name::null)) kinds |= null_kind;
    if (names.contains(type_name::boolean)) kinds |= boolean_kinds;
    if (names.contains(type_name::integer) || names.contains(type_name::number)) kinds |= number_kind;
    if (names.contains(type_name::string)) kinds |= string_kind;
    if (names.contains(type_name::array)) kinds |= array_kind;
    if (names.contains(type_name::object)) kinds |= object_kind;
    return static_cast<kind_mask>(kinds);
}

/// Reads one node.
class schema_reader {
public:
    schema_reader(universe& types, schema::node const& node) noexcept : types_(&types), node_(&node) {}

    type_ptr read() {
        if (node_->never) return types_->nothing();
        type_ptr whole = own();
        if (node_->reference != schema::no_node) whole = with(whole, types_->expanded(node_->reference));
        for (schema::node_id const each : node_->all_of)
            whole = with(whole, types_->expanded(each));
        if (!node_->any_of.empty()) whole = with(whole, any(node_->any_of));
        if (!node_->one_of.empty()) whole = with(whole, any(node_->one_of));
        if (node_->condition != schema::no_node) whole = with(whole, conditional());
        if (node_->negation != schema::no_node) whole = without(whole);
        if (node_->unevaluated_properties != schema::no_node) whole = closed(whole);
        return whole;
    }

private:
    type_ptr with(type_ptr left, type_ptr right) { return types_->meet(left, right); }

    type_ptr any(std::vector<schema::node_id> const& branches) {
        type_ptr all = types_->nothing();
        for (schema::node_id const each : branches)
            all = types_->join(all, types_->expanded(each));
        return all;
    }

    type_ptr conditional() {
        auto const part = [&](schema::node_id id) {
            return id == schema::no_node ? types_->anything() : types_->expanded(id);
        };
        type_ptr const holds = with(part(node_->condition), part(node_->consequence));
        return types_->join(holds, part(node_->alternative));
    }

    /// `not` of a node that asks for nothing but types or for certain values.
    type_ptr without(type_ptr whole) {
        schema::node const& no = types_->graph()[node_->negation];
        if (!schema::detail::is_simple(no) || no.reference != schema::no_node) return whole;
        if (no.type && !no.enumeration && !no.constant) {
            kind_mask out = kinds_of_names(*no.type);
            // The integers are not all numbers.
            if (!no.type->contains(schema::type_name::number))
                out = static_cast<kind_mask>(out & ~number_kind);
            return types_->restricted(whole, other_kinds(out));
        }
        if (no.type) return whole;
        unsigned out = 0;
        auto const exclude = [&](json::value const& value) {
            if (value.is_null()) out |= null_kind;
            if (value.is_bool()) out |= value.get_bool() ? true_kind : false_kind;
        };
        if (no.constant && !no.enumeration) exclude(*no.constant);
        if (no.enumeration && !no.constant)
            for (json::value const& each : *no.enumeration)
                exclude(each);
        return types_->restricted(whole, other_kinds(static_cast<kind_mask>(out)));
    }
    /// `unevaluatedProperties` closes the object where all that evaluates members is listed by now.
    type_ptr closed(type_ptr whole) {
        if (whole->any || whole->objects.empty() || types_->coarsenings_ != coarsenings_
            || evaluates_more(*node_, 0))
            return whole;
        type_ptr const rest = types_->of_node(node_->unevaluated_properties);
        type made = *whole;
        made.viewed = nullptr;
        for (object_shape const*& each : made.objects) {
            object_shape shape = *each;
            if (shape.rest != nullptr) shape.rest = rest == types_->nothing() ? nullptr : rest;
            each = types_->add_shape(std::move(shape));
        }
        return types_->add(std::move(made));
    }
    /// Whether members may be evaluated that are not listed.
    bool evaluates_more(schema::node const& of, unsigned depth) const {
        if (depth > 6 || of.additional_properties != schema::no_node || !of.dependent_schemas.empty()
            || !of.pattern_properties.empty() || of.dynamic_reference != schema::no_node
            || (depth > 0 && of.unevaluated_properties != schema::no_node))
            return true;
        auto const more = [&](schema::node_id id) {
            return id != schema::no_node && evaluates_more(types_->graph()[id], depth + 1);
        };
        return std::ranges::any_of(of.all_of, more) || std::ranges::any_of(of.any_of, more)
            || std::ranges::any_of(of.one_of, more) || more(of.condition) || more(of.consequence)
            || more(of.alternative) || more(of.reference);
    }

    /// What the node says without its applicators.
    type_ptr own() {
        type_ptr const kinds = by_kind();
        if (node_->constant) return with(types_->literal(*node_->constant), kinds);
        if (!node_->enumeration) return kinds;
        type_ptr values = types_->nothing();
        for (json::value const& each : *node_->enumeration)
            values = types_->join(values, types_->literal(each));
        return with(values, kinds);
    }

    type_ptr by_kind() {
        kind_mask const kinds = node_->type ? kinds_of_names(*node_->type) : all_kinds;
        type made;
        made.null = (kinds & null_kind) != 0;
        made.no = (kinds & false_kind) != 0;
        made.yes = (kinds & true_kind) != 0;
        if ((kinds & number_kind) != 0) read_numbers(made);
        if ((kinds & string_kind) != 0) made.strings.emplace();
        bool plain = true;
        if ((kinds & array_kind) != 0) plain = read_arrays(made) && plain;
        if ((kinds & object_kind) != 0) plain = read_objects(made) && plain;
        if (kinds == all_kinds && plain && made.numbers && *made.numbers == number_set{})
            return types_->anything();
        return types_->add(std::move(made));
    }

    void read_numbers(type& made) {
        number_set set;
        set.integer = node_->type && !node_->type->contains(schema::type_name::number);
        set.lower = node_->minimum;
        if (node_->exclusive_minimum && (!set.lower || *node_->exclusive_minimum >= *set.lower)) {
            set.lower = node_->exclusive_minimum;
            set.lower_strict = true;
        }
        set.upper = node_->maximum;
        if (node_->exclusive_maximum && (!set.upper || *node_->exclusive_maximum <= *set.upper)) {
            set.upper = node_->exclusive_maximum;
            set.upper_strict = true;
        }
        if (node_->multiple_of && node_->multiple_of->is_integer()) set.integer = true;
        set = meet_of(set, number_set{});
        if (!set.finite) made.numbers = std::move(set);
    }

    /// Whether it says nothing of arrays.
    bool read_arrays(type& made) {
        array_shape shape;
        for (schema::node_id const each : node_->prefix_items)
            shape.prefix.push_back(types_->of_node(each));
        shape.rest = types_->of_node(node_->items);
        shape.min = node_->min_items.value_or(0);
        shape.max = node_->max_items.value_or(no_limit);
        if (node_->contains != schema::no_node)
            shape.min = std::max(shape.min, node_->min_contains.value_or(1));
        shape = types_->tidy(std::move(shape));
        if (shape.min > shape.max) return false;
        bool const plain = shape.prefix.empty() && shape.rest != nullptr && shape.rest->any && shape.min == 0
                        && shape.max == no_limit;
        made.arrays = types_->add_shape(std::move(shape));
        return plain;
    }

    bool read_objects(type& made) {
        object_shape shape;
        shape.members.reserve(std::max(node_->properties.size(), node_->required.size()));
        for (auto const& [name, id] : node_->properties)
            shape.members.push_back({name, types_->of_node(id), false});
        for (auto const& [pattern, id] : node_->pattern_properties)
            shape.patterns.push_back({&pattern, types_->of_node(id)});
        type_ptr const rest = types_->of_node(node_->additional_properties);
        shape.rest = rest == types_->nothing() ? nullptr : rest;
        for (std::string const& name : node_->required) {
            auto const found = std::ranges::lower_bound(shape.members, name, {}, &member_shape::name);
            if (found != shape.members.end() && found->name == name)
                found->required = true;
            else {
                type_ptr const type = types_->lookup(shape, name).type;
                shape.members.insert(found, {name, type, true});
            }
        }
        for (member_shape const& each : shape.members)
            if (each.required && each.type == types_->nothing()) return false;
        bool const plain =
            shape.members.empty() && shape.patterns.empty() && shape.rest != nullptr && shape.rest->any;
        made.objects.push_back(types_->add_shape(std::move(shape)));
        return plain;
    }

    universe* types_;
    schema::node const* node_;
    std::size_t coarsenings_ = types_->coarsenings_; ///< When it began: from then on nothing may get lost.
};

inline type_ptr universe::of_node(schema::node_id node) {
    if (node == schema::no_node) return anything_;
    type_ptr& known = of_nodes_[node];
    if (known != nullptr) return known;
    // References that say nothing else are one with what they refer to.
    for (unsigned steps = 0; steps < 64; ++steps) {
        schema::node const& each = (*graph_)[node];
        if (each.never) return known = nothing_;
        if (!schema::detail::is_simple(each) || schema::detail::has_values(each)) break;
        if (each.reference == schema::no_node) return known = anything_;
        node = each.reference;
    }
    type made;
    made.sources.push_back(node);
    return known = add(std::move(made));
}

inline type_ptr universe::expanded(schema::node_id node) {
    if (type_ptr const known = expanded_[node]) return known;
    if (expanding_ >= deepest_expansion || exhausted_) {
        ++coarsenings_;
        return anything_;
    }
    // In a cycle of references the node itself asks nothing new.
    expanded_[node] = anything_;
    ++expanding_;
    type_ptr whole = schema_reader(*this, (*graph_)[node]).read();
    --expanding_;
    whole = view(whole);
    if (!whole->any && writable_ && !schema::detail::is_trivial((*graph_)[node])) {
        type named = *whole;
        named.viewed = nullptr;
        named.origin.fill(node);
        whole = add(std::move(named));
    }
    expanded_[node] = whole;
    return whole;
}

} // namespace action_grammar::inference::detail

#endif
