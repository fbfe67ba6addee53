#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_DIFFERENCE_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_DIFFERENCE_HPP

// A no that can be read off two schemas: there must be a value of the producer that breaks one keyword of the consumer.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include <action_grammar/contract/containment/plain_budget.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::containment::detail {

/// Compares two schemas as they stand. Only a yes means something. The producer's part of it must be free: made of
/// keywords that do not depend on each other, so that a value can be made that is special in one respect.
class plain_difference {
public:
    plain_difference(schema::graph const& producer, schema::graph const& consumer) noexcept
        : producer_(producer), consumer_(consumer) {}

    bool is_beyond() { return beyond(producer_.root, consumer_.root, 0); }

private:
    using node = schema::node;
    using node_id = schema::node_id;
    using type_name = schema::type_name;

    static constexpr unsigned deepest = plain_budget::deepest;
    static constexpr node_id anything = schema::no_node;

    /// Whether some value of a node of the producer is none of a node of the consumer.
    bool beyond(node_id x, node_id y, unsigned depth) {
        if (y == anything || depth > deepest) return false;
        node const& to = consumer_[y];
        x = behind_references(x);
        if (!budget_.spend(to.properties.size() + to.required.size()) || !is_inhabited(x, depth))
            return false;
        if (to.never) return true;
        auto const is_beyond = [&](node_id part) { return beyond(x, part, depth + 1); };
        if ((to.reference != anything && is_beyond(to.reference))
            || std::ranges::any_of(to.all_of, is_beyond))
            return true;
        if (x == anything) return to.type && !has_every_type(*to.type);
        node const& from = producer_[x];
        if (joins_two(from)) return false; // of it nothing is known but that it has values
        // Of null, booleans, numbers and strings nothing is asked then: what is inhabited is free.
        if (!from.type) return to.type && !has_every_scalar(*to.type);
        if (to.type && lacks(*to.type, *from.type)) return true;
        if (*from.type == schema::type_set(type_name::array)) return of_arrays(from, to, depth);
        if (*from.type == schema::type_set(type_name::object)) return of_objects(from, to, depth);
        return false;
    }
    static bool has_every_scalar(schema::type_set types) noexcept {
        return types.contains(type_name::null) && types.contains(type_name::boolean)
            && types.contains(type_name::number) && types.contains(type_name::string);
    }
    static bool has_every_type(schema::type_set types) noexcept {
        return has_every_scalar(types) && types.contains(type_name::array)
            && types.contains(type_name::object);
    }
    /// Whether there is only one type in a set, and none of its values is of another set.
    static bool lacks(schema::type_set set, schema::type_set other) noexcept {
        for (auto const each :
             {type_name::null, type_name::boolean, type_name::string, type_name::array, type_name::object})
            if (other == schema::type_set(each)) return !set.contains(each);
        bool const numeric =
            other == schema::type_set(type_name::integer) || other == schema::type_set(type_name::number);
        return numeric && !set.contains(type_name::integer) && !set.contains(type_name::number);
    }

    bool of_arrays(node const& from, node const& to, unsigned depth) {
        std::uint64_t const least = from.min_items.value_or(0);
        bool const has_more = to.max_items && (!from.max_items || *from.max_items > *to.max_items);
        if (to.min_items && least < *to.min_items) return true;
        if (has_more && is_inhabited(from.items, depth + 1)) return true;
        bool const has_any = !from.max_items || *from.max_items > 0;
        return has_any && to.prefix_items.empty() && beyond(from.items, to.items, depth + 1);
    }
    bool of_objects(node const& from, node const& to, unsigned depth) {
        bool const may_lack = std::ranges::any_of(to.required, [&](std::string const& name) {
            return !std::ranges::binary_search(from.required, name);
        });
        bool const is_open = from.additional_properties == anything;
        bool const is_closed = to.additional_properties != anything
                            && consumer_[to.additional_properties].never && to.pattern_properties.empty();
        return may_lack || (is_open && is_closed)
            || std::ranges::any_of(to.properties, [&](auto const& each) {
                   return beyond(member(from, each.first), each.second, depth + 1);
               });
    }

    node_id behind_references(node_id x) const noexcept {
        for (unsigned steps = 0; x != anything && steps < deepest && refers_only(producer_[x]); ++steps)
            x = producer_[x].reference;
        return x;
    }
    static bool refers_only(node const& of) noexcept {
        return of.reference != anything && only_has(of, besides::a_reference);
    }
    static bool joins_two(node const& of) noexcept {
        return of.all_of.size() == 2 && only_has(of, besides::a_conjunction);
    }

    /// What a node may have that is free otherwise.
    enum class besides : std::uint8_t { nothing, a_reference, a_conjunction };

    /// Whether a node asks for nothing itself.
    static bool only_has(node const& of, besides allowed) noexcept {
        return !of.type && !of.enumeration && !of.constant && is_free(of, allowed) && of.properties.empty()
            && of.required.empty() && of.additional_properties == anything && of.items == anything
            && !of.min_items && !of.max_items && !of.never;
    }
    /// Whether there is nothing but types, members, elements and their number.
    static bool is_free(node const& of, besides allowed = besides::nothing) noexcept {
        bool const number =
            of.minimum || of.maximum || of.exclusive_minimum || of.exclusive_maximum || of.multiple_of;
        bool const string =
            of.min_length || of.max_length || of.pattern || (of.asserts_format && !of.format.empty());
        bool const array = !of.prefix_items.empty() || of.contains != anything || of.unique_items
                        || of.unevaluated_items != anything;
        bool const object = !of.pattern_properties.empty() || of.property_names != anything
                         || !of.dependent_required.empty() || !of.dependent_schemas.empty()
                         || of.min_properties || of.max_properties || of.unevaluated_properties != anything;
        bool const combined = (!of.all_of.empty() && allowed != besides::a_conjunction) || !of.any_of.empty()
                           || !of.one_of.empty() || of.negation != anything || of.condition != anything
                           || of.dynamic_reference != anything
                           || (of.reference != anything && allowed != besides::a_reference);
        return !number && !string && !array && !object && !combined;
    }

    /// Whether a node of the producer surely has a value.
    bool is_inhabited(node_id x, unsigned depth) { return have_common_value(x, anything, depth); }

    /// Whether some value surely satisfies two nodes of the producer.
    bool have_common_value(node_id x, node_id y, unsigned depth) {
        x = behind_references(x);
        y = behind_references(y);
        if (x == anything) std::swap(x, y);
        if (x == anything) return true;
        static node const any_value;
        node const& one = producer_[x];
        node const& other = y == anything ? any_value : producer_[y];
        auto const lists_values = [](node const& of) { return of.never || of.constant || of.enumeration; };
        if (depth > deepest || lists_values(one) || lists_values(other)
            || !budget_.spend(one.required.size() + other.required.size()))
            return false;
        if (y == anything && joins_two(one))
            return have_common_value(one.all_of.front(), one.all_of.back(), depth + 1);
        if (!is_free(one) || !is_free(other)) return y == anything && is_plain_number(one);
        auto const both_allow = [&](type_name type) {
            return (!one.type || one.type->contains(type)) && (!other.type || other.type->contains(type));
        };
        auto const allows_integers = [](node const& of) {
            return !of.type || of.type->contains(type_name::integer) || of.type->contains(type_name::number);
        };
        return both_allow(type_name::null) || both_allow(type_name::boolean) || both_allow(type_name::string)
            || (allows_integers(one) && allows_integers(other))
            || (both_allow(type_name::array) && have_common_array(one, other, depth))
            || (both_allow(type_name::object) && have_common_object(one, other, depth));
    }
    bool have_common_array(node const& one, node const& other, unsigned depth) {
        std::uint64_t const least = std::max(one.min_items.value_or(0), other.min_items.value_or(0));
        std::uint64_t const most = std::min(one.max_items.value_or(least), other.max_items.value_or(least));
        return least == 0 || (least <= most && have_common_value(one.items, other.items, depth + 1));
    }
    /// Of the members that one of them requires.
    bool have_common_object(node const& one, node const& other, unsigned depth) {
        auto const can_be = [&](std::string const& name) {
            return have_common_value(member(one, name), member(other, name), depth + 1);
        };
        return std::ranges::all_of(one.required, can_be) && std::ranges::all_of(other.required, can_be);
    }
    /// A number within bounds between which there is an integer.
    static bool is_plain_number(node const& of) {
        bool const others = of.min_length || of.max_length || of.pattern || of.multiple_of
                         || of.exclusive_minimum || of.exclusive_maximum;
        bool const numeric =
            of.type == schema::type_set(type_name::integer) || of.type == schema::type_set(type_name::number);
        bool const bounded =
            of.minimum && of.minimum->is_integer() && (!of.maximum || *of.minimum <= *of.maximum);
        return numeric && !others && bounded && of.reference == anything && of.all_of.empty()
            && of.any_of.empty() && of.one_of.empty() && of.negation == anything && of.condition == anything
            && of.dynamic_reference == anything;
    }

    static node_id member(node const& of, std::string const& name) noexcept {
        node_id const* const listed = schema::detail::find_property(of, name);
        return listed != nullptr ? *listed : of.additional_properties;
    }

    schema::graph const& producer_;
    schema::graph const& consumer_;
    plain_budget budget_;
};

/// Whether it can be read off that some value of one schema is none of another. False: that is not known.
inline bool is_plainly_beyond(schema::graph const& producer, schema::graph const& consumer) {
    return plain_difference(producer, consumer).is_beyond();
}

} // namespace action_grammar::containment::detail

#endif
