#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGED_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGED_HPP

// A document that may run: its tree, and beside every node what judging it made ready.

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/mixins/retry.hpp>

namespace action_grammar::document {

namespace detail {

/// Where a value is in the frame of a run: what a node yielded, or what a list of steps was given.
struct value_slot {
    std::uint32_t node = 0;
    bool is_input = false; ///< Of a list or a group of steps: its input, and not its output.

    friend bool operator==(value_slot, value_slot) = default;
};

/// A value that a step reads: a slot, and the way into it.
struct source {
    value_slot from{};
    std::vector<std::string>
        way; ///< Tokens of a JSON Pointer; a way that leads nowhere gives null, as in jq.
};

/// What one parameter of a step is made of: one value, or an object of several under their names.
struct argument {
    bool is_object = false;
    std::vector<std::pair<std::string, source>> parts; ///< One without a name unless it is an object.
    std::optional<contract> checked; ///< Asked for at run time, where it could not be proved.
};

/// A retry or a timeout as a document configures it.
struct mixin_settings {
    exponential retry{};
    duration timeout{};
};

/// What is ready of one node. Parallel to `tree::nodes`.
struct ready_node {
    std::shared_ptr<action_kind const> kind;
    std::shared_ptr<runner const> run;
    std::vector<argument> arguments;
    std::optional<source> key;                  ///< Of a keyed mutation whose document says where its key is.
    std::vector<expression::filter> conditions; ///< Of a decide: one for each branch, but for `otherwise`.
    mixin_settings settings;
    contract output;
};

} // namespace detail

/// See validate.hpp.
struct judged_document {
    tree form;
    contract input;
    bool input_is_declared = false;
    contract output;
    std::vector<detail::ready_node> ready;
    policy by;
};

} // namespace action_grammar::document

#endif
