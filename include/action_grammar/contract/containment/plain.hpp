#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_HPP

// A yes that can be read off two schemas, keyword by keyword, without making them ready for a search.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/plain_budget.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::containment::detail {

/// Compares two schemas as they stand. Only a yes means something: there is a finite derivation in which each keyword of
/// the consumer follows from one of the producer. What is not looked at in the producer only leaves more values to it;
/// what is not looked at in the consumer is refused.
class plain_comparison {
public:
    plain_comparison(schema::graph const& producer, schema::graph const& consumer) noexcept
        : producer_(producer), consumer_(consumer) {}

    bool is_within() { return within(producer_.root, consumer_.root, 0); }

private:
    using node = schema::node;
    using node_id = schema::node_id;
    using type_name = schema::type_name;

    static constexpr unsigned deepest = plain_budget::deepest;
    static constexpr node_id anything = schema::no_node;

    /// Whether every value of a node of the producer, or any value at all, is one of a node of the consumer.
    bool within(node_id x, node_id y, unsigned depth) {
        if (y == anything) return true;
        node const& to = consumer_[y];
        static node const any_value;
        node const& from = x == anything ? any_value : producer_[x];
        if (depth > deepest || !budget_.spend(size_of(from) + size_of(to))) return false;
        if (from.never) return true;
        if (to.never || !is_plain(to)) return false;
        return follows_from_parts(from, y, depth) || follows(from, x, to, depth);
    }

    static std::size_t size_of(node const& of) noexcept {
        return of.properties.size() + of.required.size() + (of.enumeration ? of.enumeration->size() : 0);
    }

    /// Whether it follows from what the producer refers to, or from each of its alternatives.
    bool follows_from_parts(node const& from, node_id y, unsigned depth) {
        auto const is_part = [&](node_id part) { return within(part, y, depth + 1); };
        auto const all = [&](std::vector<node_id> const& parts) {
            return !parts.empty() && std::ranges::all_of(parts, is_part);
        };
        return (from.reference != schema::no_node && is_part(from.reference))
            || std::ranges::any_of(from.all_of, is_part) || all(from.any_of) || all(from.one_of);
    }

    bool follows(node const& from, node_id x, node const& to, unsigned depth) {
        auto const is_within = [&](node_id whole) { return within(x, whole, depth + 1); };
        return of_kinds(from, to) && of_numbers(from, to) && of_strings(from, to)
            && of_arrays(from, to, depth) && of_objects(from, to, depth)
            && std::ranges::all_of(to.all_of, is_within)
            && (to.reference == schema::no_node || is_within(to.reference))
            && (to.any_of.empty() || (!has_references() && std::ranges::any_of(to.any_of, is_within)));
    }

    /// Whether a node of the consumer asks for nothing but what is looked at here.
    static bool is_plain(node const& of) noexcept {
        bool const formatted = of.asserts_format && !of.format.empty();
        bool const counted = of.contains != schema::no_node || of.unevaluated_items != schema::no_node;
        bool const named = !of.pattern_properties.empty() || of.property_names != schema::no_node
                        || !of.dependent_required.empty() || !of.dependent_schemas.empty()
                        || of.unevaluated_properties != schema::no_node;
        bool const combined = !of.one_of.empty() || of.negation != schema::no_node
                           || of.condition != schema::no_node || of.dynamic_reference != schema::no_node;
        return !formatted && !counted && !named && !combined;
    }
    /// Whether validating an alternative may not come to an end, as it may be tried before the one that was found.
    bool has_references() {
        if (!has_references_)
            has_references_ = std::ranges::any_of(consumer_.nodes, [](node const& each) {
                return each.reference != schema::no_node || each.dynamic_reference != schema::no_node;
            });
        return *has_references_;
    }

    // ---- values

    static bool is_of(json::value const& value, schema::type_set types) noexcept {
        switch (value.kind()) {
        case json::kind::null: return types.contains(type_name::null);
        case json::kind::bool_: return types.contains(type_name::boolean);
        case json::kind::int64:
        case json::kind::uint64:
            return types.contains(type_name::integer) || types.contains(type_name::number);
        case json::kind::double_: return types.contains(type_name::number);
        case json::kind::string: return types.contains(type_name::string);
        case json::kind::array: return types.contains(type_name::array);
        case json::kind::object: return types.contains(type_name::object);
        }
        return false;
    }
    /// Whether all values are known that the producer may have, and each passes.
    template <class Test>
    static bool each_value(node const& from, Test const& passes) {
        if (from.constant && passes(*from.constant)) return true;
        return from.enumeration && std::ranges::all_of(*from.enumeration, passes);
    }
    bool is_among(json::value const& value, std::vector<json::value> const& all) {
        return budget_.spend(all.size()) && std::ranges::any_of(all, [&](json::value const& each) {
                   std::uint64_t effort = 64;
                   return schema::detail::same(value, each, effort);
               });
    }
    bool of_kinds(node const& from, node const& to) {
        if (to.type) {
            bool const listed =
                each_value(from, [&](json::value const& value) { return is_of(value, *to.type); });
            if (!listed && !(from.type && are_within(*from.type, *to.type))) return false;
        }
        if (to.enumeration
            && !each_value(from, [&](json::value const& value) { return is_among(value, *to.enumeration); }))
            return false;
        return !to.constant
            || each_value(from, [&](json::value const& value) { return is_among(value, {*to.constant}); });
    }
    static bool are_within(schema::type_set from, schema::type_set to) noexcept {
        for (unsigned i = 0; i < 7; ++i) {
            auto const each = static_cast<type_name>(i);
            bool const covered =
                to.contains(each) || (each == type_name::integer && to.contains(type_name::number));
            if (from.contains(each) && !covered) return false;
        }
        return true;
    }
    /// Whether the producer has no values of some types.
    template <class... Types>
    static bool has_no(node const& from, Types... types) noexcept {
        return from.type && !(from.type->contains(types) || ...);
    }

    // ---- keywords by the type of which they speak

    static bool of_numbers(node const& from, node const& to) {
        if (has_no(from, type_name::number, type_name::integer)) return true;
        auto const lower = [&](auto const& bound, bool strict) {
            return (from.minimum && (strict ? *from.minimum > *bound : *from.minimum >= *bound))
                || (from.exclusive_minimum && *from.exclusive_minimum >= *bound);
        };
        auto const upper = [&](auto const& bound, bool strict) {
            return (from.maximum && (strict ? *from.maximum < *bound : *from.maximum <= *bound))
                || (from.exclusive_maximum && *from.exclusive_maximum <= *bound);
        };
        return (!to.minimum || lower(to.minimum, false))
            && (!to.exclusive_minimum || lower(to.exclusive_minimum, true))
            && (!to.maximum || upper(to.maximum, false))
            && (!to.exclusive_maximum || upper(to.exclusive_maximum, true))
            && (!to.multiple_of || from.multiple_of == to.multiple_of);
    }
    static bool of_strings(node const& from, node const& to) {
        if (has_no(from, type_name::string)) return true;
        // A pattern without a matcher is passed over.
        bool const same_pattern =
            !to.pattern
            || (from.pattern && from.pattern->matcher != nullptr && from.pattern->text == to.pattern->text);
        return is_least(from.min_length, to.min_length) && is_most(from.max_length, to.max_length)
            && same_pattern;
    }
    bool of_arrays(node const& from, node const& to, unsigned depth) {
        if (has_no(from, type_name::array)) return true;
        if (!is_least(from.min_items, to.min_items) || !is_most(from.max_items, to.max_items)
            || (to.unique_items && !from.unique_items))
            return false;
        std::size_t const listed = std::max(from.prefix_items.size(), to.prefix_items.size());
        auto const element = [](node const& of, std::size_t i) {
            return i < of.prefix_items.size() ? of.prefix_items[i] : of.items;
        };
        for (std::size_t i = 0; i <= listed; ++i)
            if (!within(element(from, i), element(to, i), depth + 1)) return false;
        return true;
    }
    bool of_objects(node const& from, node const& to, unsigned depth) {
        if (has_no(from, type_name::object)) return true;
        std::optional<std::uint64_t> const required = from.required.size();
        if (!std::ranges::includes(from.required, to.required)
            || !is_most(from.max_properties, to.max_properties)
            || !(is_least(from.min_properties, to.min_properties) || is_least(required, to.min_properties)))
            return false;
        for (auto const& [name, id] : to.properties)
            if (!within(member(from, name), id, depth + 1)) return false;
        if (to.additional_properties == anything) return true;
        for (auto const& [name, id] : from.properties)
            if (schema::detail::find_property(to, name) == nullptr
                && !within(id, to.additional_properties, depth + 1))
                return false;
        for (auto const& [pattern, id] : from.pattern_properties)
            if (!within(id, to.additional_properties, depth + 1)) return false;
        return within(from.additional_properties, to.additional_properties, depth + 1);
    }

    /// What a member of the producer satisfies, if it is there.
    static node_id member(node const& from, std::string const& name) noexcept {
        if (node_id const* const listed = schema::detail::find_property(from, name)) return *listed;
        return from.pattern_properties.empty() ? from.additional_properties : anything;
    }
    static bool is_least(std::optional<std::uint64_t> const& from,
                         std::optional<std::uint64_t> const& to) noexcept {
        return !to || *to == 0 || (from && *from >= *to);
    }
    static bool is_most(std::optional<std::uint64_t> const& from,
                        std::optional<std::uint64_t> const& to) noexcept {
        return !to || (from && *from <= *to);
    }

    schema::graph const& producer_;
    schema::graph const& consumer_;
    std::optional<bool> has_references_;
    plain_budget budget_;
};

/// Whether it can be read off that every value of one schema is one of another. False: that is not known. Takes some
/// hundred steps at most.
inline bool is_plainly_within(schema::graph const& producer, schema::graph const& consumer) {
    return plain_comparison(producer, consumer).is_within();
}

} // namespace action_grammar::containment::detail

#endif
