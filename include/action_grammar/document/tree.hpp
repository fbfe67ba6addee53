#ifndef ACTION_GRAMMAR_DOCUMENT_TREE_HPP
#define ACTION_GRAMMAR_DOCUMENT_TREE_HPP

// A document as the rules see it: the shape that they check, and beside every node of it what the document says there.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/pattern.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>

namespace action_grammar::document {

/// A place of a document, by its position in `tree::places`. Pointers are written only when they are shown.
using place_id = std::uint32_t;
inline constexpr place_id no_place = std::numeric_limits<place_id>::max();

/// A member or an element of the value at another place; the root has no `within`.
struct place_step {
    place_id within = no_place;
    std::string_view member{};
    std::uint32_t element = 0;
    bool is_element = false;
};

/// The part of a composition in which a step stands.
enum class section : std::uint8_t { prepare, commit, conclude };

/// The section as the document names it.
[[nodiscard]] constexpr std::string_view name(section part) noexcept {
    switch (part) {
    case section::prepare: return "prepare";
    case section::commit: return "commit";
    case section::conclude: return "conclude";
    }
    return "unknown";
}

/// What a step reads beside its reference of the shape: `"cart": "valid/lines"` is the value `valid`, in it `/lines`,
/// under the name `cart`. Parallel to the shape's references.
struct reading {
    std::string_view
        under{}; ///< The name under which the step has it; empty when it is the step's only value.
    std::string_view pointer{}; ///< JSON Pointer into the value; empty for all of it.
    place_id at = no_place;
};

/// A protection as a document declares it.
struct protection_clause {
    protection kind = protection::undeclared;
    std::string_view key_of{};           ///< Of `keyed`: the id whose value holds the key,
    std::string_view key_pointer{};      ///< and where in it.
    std::uint32_t key_node = unresolved; ///< The node that carries the id, or `composition_input`.
    place_id at = no_place;
    bool is_wrong = false; ///< It is no good, which was reported: it counts as one that does.
};

/// What the document says of one node of the shape. Strings and values are views into `tree::root`.
struct item {
    place_id at = no_place; ///< The step, branch, list of steps or mixin.
    section part = section::prepare;
    /// `"fetch(http)"`, or `"http_request@1"`. Empty for an action that only stands for a step whose own part was no good,
    /// so that its id is found; it was reported, and nothing more should be said of it.
    std::string_view action{};
    bool is_pattern = false;
    json::value const* with = nullptr;
    json::value const* description = nullptr;
    protection_clause guard{};    ///< Of an action.
    std::string_view condition{}; ///< Of a branch: the filter of its `when`; empty for `otherwise`.
    place_id condition_at = no_place;
    bool makes_object = false;  ///< `from` is an object, even of one name.
    bool reads_unknown = false; ///< `from` is no good, which was reported: what it reads is not known.
};

/// A use of a pattern in a document. What stands in the pattern has places below the use's "pattern", though there is
/// nothing in the text: `/prepare/0/pattern/commit/with` is `/commit/with` of the pattern that `/prepare/0` names.
struct pattern_use {
    place_id at = no_place; ///< The step.
    std::string key;        ///< `"http_request@1"`
    resolved_pattern filled;
};

/// A document that has the right form. Nodes, items, references and readings may be changed by later stages; the
/// value that they look into may not.
struct tree {
    std::shared_ptr<json::value const> root;
    std::vector<place_step> places; ///< The first is the root.

    std::string_view name{};
    std::string_view version{};
    json::value const* description = nullptr;
    json::value const* input = nullptr;   ///< Schema of the input, or null.
    bool input_is_wrong = false;          ///< There is an input that is no schema, which was reported.
    json::value const* outcome = nullptr; ///< Schema of the outcome, or null.
    json::object const* contracts = nullptr;

    /// The patterns that were put in, the outer before the inner. Nodes may look into them.
    std::vector<std::shared_ptr<pattern_use const>> patterns;

    std::vector<node> nodes; ///< Pre-order; the first is the whole composition.
    std::vector<item> items; ///< One for each node.
    std::vector<reference> references;
    std::vector<reading> readings; ///< One for each reference.

    place_id root_place() const noexcept { return 0; }
    place_id member(place_id within, std::string_view named) {
        places.push_back({within, named, 0, false});
        return static_cast<place_id>(places.size() - 1);
    }
    place_id element(place_id within, std::size_t index) {
        places.push_back({within, {}, static_cast<std::uint32_t>(index), true});
        return static_cast<place_id>(places.size() - 1);
    }

    /// The JSON Pointer of a place. Linear in its depth.
    [[nodiscard]] std::string pointer_of(place_id at) const {
        std::vector<place_step const*> way;
        for (; at != no_place && places[at].within != no_place; at = places[at].within)
            way.push_back(&places[at]);
        std::string pointer;
        for (auto step = way.rbegin(); step != way.rend(); ++step) {
            if ((*step)->is_element)
                json::append_token(pointer, std::size_t{(*step)->element});
            else
                json::append_token(pointer, (*step)->member);
        }
        return pointer;
    }
    [[nodiscard]] location location_of(place_id at, bool key = false) const { return {pointer_of(at), key}; }
};

} // namespace action_grammar::document

#endif
