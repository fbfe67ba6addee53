#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_NODE_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_NODE_HPP

// A schema as data: keywords read, references resolved, the drafts' spellings made one. The validator, the
// containment check and the inference of filters all start from it and read no JSON of a schema themselves.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/pattern/matcher.hpp>
#include <action_grammar/contract/schema/dialect.hpp>

namespace action_grammar::schema {

/// The seven type names of JSON Schema. `integer` is a part of `number`.
enum class type_name : std::uint8_t { null, boolean, integer, number, string, array, object };

/// A set of type names.
class type_set {
public:
    constexpr type_set() = default;
    constexpr explicit type_set(type_name only) noexcept { insert(only); }

    constexpr void insert(type_name type) noexcept { bits_ |= bit(type); }
    constexpr bool contains(type_name type) const noexcept { return (bits_ & bit(type)) != 0; }
    constexpr bool empty() const noexcept { return bits_ == 0; }

    friend constexpr bool operator==(type_set, type_set) = default;

private:
    static constexpr std::uint8_t bit(type_name type) noexcept {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(type));
    }
    std::uint8_t bits_ = 0;
};

/// A node of a graph, by its place among the nodes.
using node_id = std::uint32_t;
inline constexpr node_id no_node = std::numeric_limits<node_id>::max();

/// A regular expression of a schema: as it was written, and ready to match. A pattern that RE2 cannot run is
/// refused when the schema is loaded, unless the loader was told to keep it; then there is no matcher.
struct schema_pattern {
    std::string text;
    std::shared_ptr<pattern::matcher const> matcher;
};

/// One schema object, or a boolean schema. A keyword that is absent asks nothing: an empty node accepts
/// everything. What the drafts spell differently is spelled as in 2020-12: `prefix_items` and `items` also
/// stand for draft 7's `items` and `additionalItems`, `dependent_*` for `dependencies`, numbers for draft 4's
/// exclusive flags.
struct node {
    bool never = false;                                  ///< The schema `false`.
    std::optional<type_set> type;                        ///< `type`
    std::optional<std::vector<json::value>> enumeration; ///< `enum`
    std::optional<json::value> constant;                 ///< `const`

    std::optional<json::decimal> minimum;
    std::optional<json::decimal> maximum;
    std::optional<json::decimal> exclusive_minimum;
    std::optional<json::decimal> exclusive_maximum;
    std::optional<json::decimal> multiple_of;

    std::optional<std::uint64_t> min_length; ///< In code points.
    std::optional<std::uint64_t> max_length;
    std::optional<schema_pattern> pattern;
    std::string format; ///< An annotation unless the user asks for assertion.
    bool asserts_format =
        false; ///< The meta-schema asks for assertion (2020-12's format-assertion vocabulary).

    std::vector<node_id> prefix_items;
    node_id items = no_node; ///< For elements behind the prefix.
    node_id contains = no_node;
    std::optional<std::uint64_t> min_contains;
    std::optional<std::uint64_t> max_contains;
    std::optional<std::uint64_t> min_items;
    std::optional<std::uint64_t> max_items;
    bool unique_items = false;
    node_id unevaluated_items = no_node;

    std::vector<std::pair<std::string, node_id>> properties; ///< In order of name.
    std::vector<std::pair<schema_pattern, node_id>> pattern_properties;
    node_id additional_properties = no_node;
    node_id property_names = no_node;
    std::vector<std::string> required; ///< In order, each once.
    std::vector<std::pair<std::string, std::vector<std::string>>> dependent_required;
    std::vector<std::pair<std::string, node_id>> dependent_schemas;
    std::optional<std::uint64_t> min_properties;
    std::optional<std::uint64_t> max_properties;
    node_id unevaluated_properties = no_node;

    std::vector<node_id> all_of;
    std::vector<node_id> any_of; ///< Absent when empty: the drafts allow no empty list.
    std::vector<node_id> one_of;
    node_id negation = no_node;    ///< `not`
    node_id condition = no_node;   ///< `if`; without it `then` and `else` are not kept.
    node_id consequence = no_node; ///< `then`
    node_id alternative = no_node; ///< `else`

    node_id reference = no_node; ///< `$ref`, and dynamic references that can only mean one node.
    /// `$dynamicRef` (and `$recursiveRef`) whose target depends on the way that led here: where it goes if
    /// nothing on the way has the anchor.
    node_id dynamic_reference = no_node;
    std::string dynamic_anchor_wanted; ///< The anchor that is looked for along that way.
    std::uint32_t resource =
        0; ///< The schema resource that this node is in: an index into `graph::resources`.

    std::string location;                  ///< JSON Pointer from the root of its document.
    dialect draft = dialect::draft2020_12; ///< For the spelling of keywords in messages.
};

namespace detail {

/// What a node lists under a name in `properties`, or null.
inline node_id const* find_property(node const& in, std::string_view name) noexcept {
    auto const found =
        std::lower_bound(in.properties.begin(), in.properties.end(), name,
                         [](auto const& entry, std::string_view sought) { return entry.first < sought; });
    return found != in.properties.end() && found->first == name ? &found->second : nullptr;
}

} // namespace detail

/// A schema resource: what an `$id` begins, or a document of its own.
struct resource {
    std::string uri;        ///< Absolute, or empty for a document without one.
    std::string location;   ///< JSON Pointer of its root in its document.
    node_id root = no_node; ///< None if nothing refers to the root itself.
    std::vector<std::pair<std::string, node_id>>
        dynamic_anchors; ///< `$dynamicAnchor`s (`$recursiveAnchor` as "").
};

/// A schema and all that it refers to. Immutable once loaded; to be read from any thread.
struct graph {
    std::vector<node> nodes;
    std::vector<resource> resources;
    node_id root = 0;

    node const& operator[](node_id id) const noexcept { return nodes[id]; }
};

} // namespace action_grammar::schema

#endif
