#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_TYPE_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_TYPE_HPP

// The types that inference computes with: sets of JSON values, one part for each kind of value. A type always stands
// for at least the values that can occur (it over-approximates); every operation on types keeps that.

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::inference::detail {

/// Kinds of values, as bits. The two booleans are kinds of their own.
using kind_mask = std::uint8_t;
inline constexpr kind_mask null_kind = 1;
inline constexpr kind_mask false_kind = 2;
inline constexpr kind_mask true_kind = 4;
inline constexpr kind_mask number_kind = 8;
inline constexpr kind_mask string_kind = 16;
inline constexpr kind_mask array_kind = 32;
inline constexpr kind_mask object_kind = 64;
inline constexpr kind_mask boolean_kinds = false_kind | true_kind;
inline constexpr kind_mask falsy_kinds = null_kind | false_kind;
inline constexpr kind_mask container_kinds = array_kind | object_kind;
inline constexpr kind_mask all_kinds = 127;

constexpr kind_mask other_kinds(kind_mask kinds) noexcept {
    return static_cast<kind_mask>(all_kinds & ~kinds);
}

struct type;
using type_ptr = type const*; ///< Never null but where it says so; owned by the universe of the inference.

/// A set of numbers: finite, or an interval.
struct number_set {
    bool integer = false; ///< All are integers.
    bool nan = false;     ///< Not-a-number and the infinities are among them.
    bool finite = false;  ///< Just `values`, and then there are no bounds.
    bool lower_strict = false;
    bool upper_strict = false;
    std::optional<json::decimal> lower;
    std::optional<json::decimal> upper;
    std::vector<json::decimal> values; ///< In order.

    friend bool operator==(number_set const&, number_set const&) = default;
};

/// A set of strings: finite, or all.
struct string_set {
    bool finite = false;
    std::vector<std::string> values; ///< In order.

    friend bool operator==(string_set const&, string_set const&) = default;
};

inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

/// Arrays: the first elements one by one, the type of the rest.
struct array_shape {
    std::vector<type_ptr> prefix;
    type_ptr rest = nullptr; ///< Null if there is none; then `max` is at most the size of the prefix.
    std::uint64_t min = 0;
    std::uint64_t max = no_limit;
};

struct member_shape {
    std::string name;
    type_ptr type = nullptr; ///< When it is there. The empty type: it never is.
    bool required = false;
};

struct pattern_shape {
    schema::schema_pattern const* pattern = nullptr; ///< In the input graph.
    type_ptr type = nullptr;
};

/// Objects.
struct object_shape {
    std::vector<member_shape> members;   ///< In order of name.
    std::vector<pattern_shape> patterns; ///< Members that are not listed, by name.
    type_ptr rest = nullptr;             ///< Members that neither is said of; null if there are none.
};

/// Where a part of a type comes from: a node under which all its values are valid, and that says more than the part.
enum class part : std::uint8_t { number, string, array, object };
inline constexpr std::size_t part_count = 4;

/// A set of values: the union of what its members say.
struct type {
    bool any = false; ///< Everything; then nothing else is set.
    bool null = false;
    bool no = false;
    bool yes = false;
    std::optional<number_set> numbers;
    std::optional<string_set> strings;
    array_shape const* arrays = nullptr;
    std::vector<object_shape const*> objects; ///< Alternatives.
    std::vector<schema::node_id> sources;     ///< All values of these nodes, in order.
    std::array<schema::node_id, part_count> origin{schema::no_node, schema::no_node, schema::no_node,
                                                   schema::no_node};
    std::uint32_t size = 1;            ///< Types within, this one included.
    std::uint32_t depth = 1;           ///< Levels of them.
    mutable type_ptr viewed = nullptr; ///< The same without sources, once it was asked for.

    schema::node_id& origin_of(part which) noexcept { return origin[static_cast<std::size_t>(which)]; }
    schema::node_id origin_of(part which) const noexcept { return origin[static_cast<std::size_t>(which)]; }
};

/// The kinds that a type has by itself, without its sources. Precondition: it is not everything.
inline kind_mask kinds_beside_sources(type const& of) noexcept {
    unsigned kinds = 0;
    if (of.null) kinds |= null_kind;
    if (of.no) kinds |= false_kind;
    if (of.yes) kinds |= true_kind;
    if (of.numbers) kinds |= number_kind;
    if (of.strings) kinds |= string_kind;
    if (of.arrays != nullptr) kinds |= array_kind;
    if (!of.objects.empty()) kinds |= object_kind;
    return static_cast<kind_mask>(kinds);
}

} // namespace action_grammar::inference::detail

#endif
