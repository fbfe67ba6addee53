#ifndef ACTION_GRAMMAR_MODEL_SHAPE_HPP
#define ACTION_GRAMMAR_MODEL_SHAPE_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar {

/// How the children of a node are assembled.
///
/// - `action`: a single verb(resource); no children.
/// - `sequence`: one child after the other; its children share one scope of labels.
/// - `alternatives`: exactly one child runs (`decide`).
/// - `repetition`: its one child runs once for each element (`fan_out`).
/// - `parallel`: every child runs, in no promised order (`all`).
/// - `wrapped`: its one child runs under a mixin.
enum class construct : std::uint8_t { action, sequence, alternatives, repetition, parallel, wrapped };

/// A wrapper over an action or a composition.
enum class mixin : std::uint8_t { none, retry, timeout, observe, cache, map_error };

/// The mixin as it is written in a composition: `"map_error"`.
[[nodiscard]] constexpr std::string_view name(mixin wrapper) noexcept {
    switch (wrapper) {
    case mixin::none: return "none";
    case mixin::retry: return "retry";
    case mixin::timeout: return "timeout";
    case mixin::observe: return "observe";
    case mixin::cache: return "cache";
    case mixin::map_error: return "map_error";
    }
    return "unknown";
}

/// What the author promised of a composition's effect. A `query` never mutates, a `command` mutates on some
/// path.
enum class purpose : std::uint8_t { unstated, query, command };

/// The purpose as it is written in a composition: `"query"`.
[[nodiscard]] constexpr std::string_view name(purpose intent) noexcept {
    switch (intent) {
    case purpose::unstated: return "unstated";
    case purpose::query: return "query";
    case purpose::command: return "command";
    }
    return "unknown";
}

/// What is known of the contract at a node's input and output. A front end establishes the fact (the typed
/// one by the C++ types, the document one by schema containment); the rules judge it.
enum class contract_state : std::uint8_t { satisfied, mismatched, unproven, missing };

/// One node of a composition's shape. A shape is a pre-order array of nodes: a node is followed by its
/// children's subtrees, and `extent` counts the nodes of its own subtree, itself included. Labels are viewed,
/// not owned.
struct node {
    construct form = construct::action;
    verb what = verb::transform;               ///< for `action`; `decide` and `fan_out` name their constructs
    grade effect = grade::infallible;          ///< of the node's own code, its children's left out
    protection guard = protection::undeclared; ///< for a mutating action
    mixin wrapper = mixin::none;               ///< for `wrapped`
    purpose intent = purpose::unstated;        ///< for a named `sequence`
    contract_state input = contract_state::satisfied;  ///< of the values that reach the node
    contract_state output = contract_state::satisfied; ///< `missing` when the node's output has no contract;
                                                       ///< `mismatched` when a declared outcome is not met
    bool reads_previous = true;                        ///< no references: the value before it is its input
    std::string_view label{};
    std::uint32_t extent = 1;
    std::uint32_t first_reference = 0; ///< into the shape's references
    std::uint32_t reference_count = 0;
    bool interruptible = true; ///< for a `timeout`: the deadline has a hold on what it wraps
};

/// Where a reference or a label leads, as far as the front end could find out.
inline constexpr std::uint32_t unresolved = 0xffff'ffffU;
/// The target of a reference to the composition's own input.
inline constexpr std::uint32_t composition_input = 0xffff'fffeU;

/// One name that a node reads: the `"cart"` of `from<"cart">`, and the node that carries that label in the
/// same scope.
struct reference {
    std::string_view name{};
    std::uint32_t target = unresolved;
};

/// A whole composition as plain values. Views, not owned: valid while both arrays live.
struct shape {
    std::span<node const> nodes{};
    std::span<reference const> references{};
};

} // namespace action_grammar

#endif
