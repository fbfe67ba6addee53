#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_PROGRAM_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_PROGRAM_HPP

// A graph made ready to be run: what is asked of each kind of value, apart, in the form that is fastest to
// check.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/contract/schema/name_table.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

inline constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

/// A decimal, and what is next to it among integers and doubles, which mostly decide.
struct bound {
    json::decimal exact;
    double nearest = 0;
    bool exclusive = false;
};

struct number_checks {
    std::int64_t least =
        std::numeric_limits<std::int64_t>::min(); ///< Of the integers that satisfy the bounds.
    std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
    bool no_integer = false; ///< None of 64 bits satisfies them.
    std::vector<bound> lower;
    std::vector<bound> upper;
    std::int64_t divisor = 0; ///< `multipleOf`, if it is an integer.
};

struct string_checks {
    std::uint64_t least = 0; ///< Of code points.
    std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    pattern::matcher const* matcher = nullptr;
    bool formatted = false; ///< Has a format.
    bool asserted = false;  ///< It is asserted whatever the options say.
};

struct object_checks {
    name_table names;
    std::uint32_t required = 0; ///< How many names.
    bool closed = false;        ///< `additionalProperties` is false, and there are no patterns.
    bool plain = false;         ///< No patterns and no `propertyNames`.
    bool names_only = false;    ///< Nothing is asked of members that are not in the table.
};

/// The values of an `enum`, or of a `const`.
struct value_checks {
    std::vector<json::value const*> values;
    std::vector<std::pair<std::uint64_t, json::value const*>> by_hash; ///< In order, if they are many.
};

/// A bit for each kind of value.
constexpr std::uint16_t bit_of(json::kind kind) noexcept {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
}

/// What a node asks, by kind. Places in the lists of the program, or `nothing`.
struct instruction {
    std::uint16_t kinds = 0xffff; ///< Those that pass `type`.
    std::uint16_t settled = 0;    ///< Those of which nothing more is asked.
    bool integral = false;        ///< A double must be a whole number.
    bool never = false;
    bool in_place = false;    ///< Has schemas for the same value, or references.
    bool unevaluated = false; ///< Has one of the two keywords.
    bool arrays = false;
    std::uint32_t values = nothing;
    std::uint32_t numbers = nothing;
    std::uint32_t strings = nothing;
    std::uint32_t objects = nothing;
    node_id jump = no_node; ///< Where it leads, if it does nothing but refer.
    std::uint32_t resource = 0;
};

struct program {
    std::shared_ptr<graph const> held;
    std::vector<instruction> code;
    std::vector<number_checks> numbers;
    std::vector<string_checks> strings;
    std::vector<object_checks> objects;
    std::vector<value_checks> values;
    bool dynamic = false; ///< Has dynamic references.

    graph const& source() const noexcept { return *held; }
};

class program_builder {
public:
    static program build(std::shared_ptr<graph const> source) {
        program built;
        built.held = std::move(source);
        for (node const& each : built.source().nodes)
            built.dynamic = built.dynamic || each.dynamic_reference != no_node;
        built.code.reserve(built.source().nodes.size());
        for (node const& each : built.source().nodes)
            built.code.push_back(instruction_of(each, built));
        find_jumps(built);
        return built;
    }

private:
    static instruction instruction_of(node const& from, program& into) {
        instruction made;
        made.never = from.never;
        if (from.type) set_kinds(*from.type, made);
        made.resource = into.dynamic ? from.resource : 0;
        made.in_place = from.reference != no_node || from.dynamic_reference != no_node || !from.all_of.empty()
                     || !from.any_of.empty() || !from.one_of.empty() || from.negation != no_node
                     || from.condition != no_node;
        made.unevaluated = from.unevaluated_items != no_node || from.unevaluated_properties != no_node;
        if (from.min_length || from.max_length || from.pattern || !from.format.empty()) {
            made.strings = static_cast<std::uint32_t>(into.strings.size());
            into.strings.push_back({from.min_length.value_or(0),
                                    from.max_length.value_or(std::numeric_limits<std::uint64_t>::max()),
                                    from.pattern ? from.pattern->matcher.get() : nullptr,
                                    !from.format.empty(), from.asserts_format});
        }
        made.arrays = !from.prefix_items.empty() || from.items != no_node || from.contains != no_node
                   || from.min_items || from.max_items || from.unique_items;
        if (from.constant || from.enumeration) {
            made.values = static_cast<std::uint32_t>(into.values.size());
            into.values.push_back(values_of(from));
        }
        if (from.minimum || from.maximum || from.exclusive_minimum || from.exclusive_maximum
            || from.multiple_of) {
            made.numbers = static_cast<std::uint32_t>(into.numbers.size());
            into.numbers.push_back(numbers_of(from));
        }
        if (!from.properties.empty() || !from.pattern_properties.empty()
            || from.additional_properties != no_node || from.property_names != no_node
            || !from.required.empty() || !from.dependent_required.empty() || !from.dependent_schemas.empty()
            || from.min_properties || from.max_properties) {
            made.objects = static_cast<std::uint32_t>(into.objects.size());
            into.objects.push_back(objects_of(from, into.source()));
        }
        settle(made);
        return made;
    }

    static void set_kinds(type_set types, instruction& made) noexcept {
        using enum json::kind;
        made.kinds = 0;
        auto const add = [&](type_name type, auto... kinds) {
            if (types.contains(type)) made.kinds |= static_cast<std::uint16_t>((bit_of(kinds) | ...));
        };
        add(type_name::null, null);
        add(type_name::boolean, bool_);
        add(type_name::integer, int64, uint64, double_);
        add(type_name::number, int64, uint64, double_);
        add(type_name::string, string);
        add(type_name::array, array);
        add(type_name::object, object);
        made.integral = types.contains(type_name::integer) && !types.contains(type_name::number);
    }

    /// Finds the kinds of which nothing is asked but the type.
    static void settle(instruction& made) noexcept {
        using enum json::kind;
        if (made.never || made.in_place || made.unevaluated || made.values != nothing) return;
        unsigned more = made.integral ? bit_of(double_) : 0U;
        if (made.numbers != nothing) more |= bit_of(int64) | bit_of(uint64) | bit_of(double_);
        if (made.strings != nothing) more |= bit_of(string);
        if (made.arrays) more |= bit_of(array);
        if (made.objects != nothing) more |= bit_of(object);
        made.settled = static_cast<std::uint16_t>(made.kinds & ~more);
    }

    static value_checks values_of(node const& from) {
        value_checks made;
        if (from.enumeration)
            for (json::value const& value : *from.enumeration)
                made.values.push_back(&value);
        if (made.values.size() > 8) {
            std::uint64_t steps = std::numeric_limits<std::uint64_t>::max();
            for (json::value const* value : made.values)
                made.by_hash.emplace_back(hash_of(*value, steps), value);
            std::sort(made.by_hash.begin(), made.by_hash.end());
        }
        return made;
    }

    static double nearest_double(json::decimal const& number) {
        auto const value = number.to_value();
        if (!value)
            return number.sign() < 0 ? -std::numeric_limits<double>::infinity()
                                     : std::numeric_limits<double>::infinity();
        return value->is_double() ? value->get_double()
             : value->is_int64()  ? static_cast<double>(value->get_int64())
                                  : static_cast<double>(value->get_uint64());
    }

    static number_checks numbers_of(node const& from) {
        number_checks made;
        auto const add = [](std::vector<bound>& to, std::optional<json::decimal> const& at, bool exclusive) {
            if (at) to.push_back({*at, nearest_double(*at), exclusive});
        };
        add(made.lower, from.minimum, false);
        add(made.lower, from.exclusive_minimum, true);
        add(made.upper, from.maximum, false);
        add(made.upper, from.exclusive_maximum, true);
        for (bound const& each : made.lower)
            raise(made, each);
        for (bound const& each : made.upper)
            lower(made, each);
        if (from.multiple_of)
            if (auto const value = from.multiple_of->to_value(); value && value->is_int64())
                made.divisor = value->get_int64();
        return made;
    }

    /// The bound as an integer, if it is one that a number can be next to.
    static std::optional<std::int64_t> integer_at(bound const& at) {
        auto const value = at.exact.to_value();
        if (!value || !value->is_int64()) return std::nullopt;
        std::int64_t const number = value->get_int64();
        bool const inner = number > std::numeric_limits<std::int64_t>::min()
                        && number < std::numeric_limits<std::int64_t>::max();
        return inner ? std::optional(number) : std::nullopt;
    }

    /// The least integer that a lower bound allows: by halving where the bound is none itself, as decimals of any size
    /// can be compared.
    static void raise(number_checks& made, bound const& at) {
        if (auto const number = integer_at(at)) {
            made.least = std::max(made.least, *number + (at.exclusive ? 1 : 0));
            made.no_integer = made.no_integer || made.least > made.greatest;
            return;
        }
        auto const allowed = [&](std::int64_t number) {
            auto const order = json::decimal(number) <=> at.exact;
            return order > 0 || (order == 0 && !at.exclusive);
        };
        if (!allowed(made.greatest)) {
            made.no_integer = true;
            return;
        }
        if (allowed(made.least)) return; // as of a bound below all integers of 64 bits
        std::int64_t low = made.least;
        std::int64_t high = made.greatest;
        while (low < high) {
            std::int64_t const middle = midpoint_below(low, high);
            if (allowed(middle))
                high = middle;
            else
                low = middle + 1;
        }
        made.least = low;
    }
    static void lower(number_checks& made, bound const& at) {
        if (auto const number = integer_at(at)) {
            made.greatest = std::min(made.greatest, *number - (at.exclusive ? 1 : 0));
            made.no_integer = made.no_integer || made.least > made.greatest;
            return;
        }
        auto const allowed = [&](std::int64_t number) {
            auto const order = json::decimal(number) <=> at.exact;
            return order < 0 || (order == 0 && !at.exclusive);
        };
        if (made.no_integer || !allowed(made.least)) {
            made.no_integer = true;
            return;
        }
        if (allowed(made.greatest)) return; // as of a bound above them
        std::int64_t low = made.least;
        std::int64_t high = made.greatest;
        while (low < high) {
            std::int64_t const middle = midpoint_below(low, high) + 1;
            if (allowed(middle))
                low = middle;
            else
                high = middle - 1;
        }
        made.greatest = low;
    }
    /// Between the two, below the greater.
    static std::int64_t midpoint_below(std::int64_t low, std::int64_t high) noexcept {
        auto const distance = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + distance / 2);
    }

    static object_checks objects_of(node const& from, graph const& source) {
        object_checks made;
        std::vector<name_entry> entries;
        entries.reserve(from.properties.size() + from.required.size());
        for (auto const& [name, schema] : from.properties)
            entries.push_back({{}, name, schema, schema, false, false});
        // Both lists are in order of name.
        std::size_t const listed = entries.size();
        for (std::string const& name : from.required) {
            auto const end = entries.begin() + static_cast<std::ptrdiff_t>(listed);
            auto const found =
                std::lower_bound(entries.begin(), end, name,
                                 [](name_entry const& entry, auto const& text) { return entry.name < text; });
            if (found != end && found->name == name)
                found->required = true;
            else
                entries.push_back({{}, name, no_node, no_node, true, false});
        }
        made.required = static_cast<std::uint32_t>(from.required.size());
        made.names = name_table(std::move(entries));
        made.closed = from.additional_properties != no_node && source[from.additional_properties].never
                   && from.pattern_properties.empty();
        made.plain = from.pattern_properties.empty() && from.property_names == no_node;
        made.names_only = made.plain && from.additional_properties == no_node;
        return made;
    }

    static void find_jumps(program& built) {
        if (built.dynamic) return;
        auto const only_refers = [&](node_id id) {
            instruction const& each = built.code[id];
            node const& from = built.source()[id];
            return from.reference != no_node && each.kinds == 0xffff && !each.never && !each.unevaluated
                && each.strings == nothing && !each.arrays && each.values == nothing
                && each.numbers == nothing && each.objects == nothing && from.all_of.empty()
                && from.any_of.empty() && from.one_of.empty() && from.negation == no_node
                && from.condition == no_node;
        };
        for (node_id id = 0; id < built.code.size(); ++id) {
            node_id target = id;
            // A chain that is longer goes on from there; one that is a cycle is found by the limit on depth.
            for (int hops = 0; hops < 8 && only_refers(target); ++hops)
                target = built.source()[target].reference;
            if (target != id) built.code[id].jump = target;
        }
        for (object_checks& each : built.objects)
            each.names.redirect(
                [&](node_id to) { return built.code[to].jump != no_node ? built.code[to].jump : to; });
    }
};

} // namespace action_grammar::schema::detail

#endif
