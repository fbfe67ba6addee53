#ifndef ACTION_GRAMMAR_DOCUMENT_EXPLAIN_HPP
#define ACTION_GRAMMAR_DOCUMENT_EXPLAIN_HPP

// What a document does, as plain data: its steps, the values between them, and where it mutates.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/capability_types.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document {

/// A step of an explanation, by its position in `explanation::steps`.
using step_index = std::uint32_t;
inline constexpr step_index no_step = std::numeric_limits<step_index>::max();

/// A contract, by its position in `explanation::contracts`.
using contract_index = std::uint32_t;
inline constexpr contract_index no_contract = std::numeric_limits<contract_index>::max();

/// The contract of values that flow.
struct explained_contract {
    /// For people, in the manner of TypeScript: `{id: string, total?: number, *}`. An asterisk stands for members or
    /// elements that are not listed. Bounds of numbers and texts are left out, `...` stands where it was cut.
    std::string text;
    /// JSON Schema that stands alone; null where it was left out for its size.
    json::value schema;
};

/// A value that a step reads.
struct explained_read {
    /// The step whose value it is, or whose input if `is_input`: a branch or a body reads its own input. `no_step` is the
    /// document's input.
    step_index step = no_step;
    bool is_input = false;
    std::string source;   ///< As a document names it: `"order"`, `"input"`.
    std::string pointer;  ///< JSON Pointer into the value; empty for all of it.
    std::string under;    ///< The name under which the step has it; empty when it is the step's only value.
    bool checked = false; ///< It is validated at run time, since it could not be proved.
};

/// A way for a step to fail.
struct explained_failure {
    std::string type;
    tendency transient = tendency::never;
    tendency in_doubt = tendency::never;
};

/// A mixin around a step.
struct explained_mixin {
    mixin what = mixin::none;
    json::object settings; ///< With its defaults.
};

/// A step, a branch of a `decide`, or the body of a `fan_out`.
struct explained_step {
    /// `sequence` is a branch or a body; nothing is `wrapped`: mixins are members of what they wrap.
    construct form = construct::action;
    std::string id;      ///< Empty for a branch and a body.
    std::string pointer; ///< Where it stands in the document.
    section part = section::prepare;
    step_index within = no_step;      ///< What it stands in; `no_step` for a step of the document itself.
    std::uint32_t extent = 1;         ///< It and all steps within it, which follow it.
    verb what = verb::transform;      ///< Of an action.
    std::string action;               ///< `"fetch(http)"`; empty for constructs.
    std::string condition;            ///< Of a branch: its filter; empty for `otherwise`.
    std::string description;          ///< By the document.
    std::string summary;              ///< Of an action: what it is registered with.
    grade own = grade::infallible;    ///< Without what is within it.
    grade effect = grade::infallible; ///< With all that is within it and around it.
    protection guard = protection::undeclared; ///< Of a mutation.
    std::optional<explained_read> key;         ///< Of a keyed mutation, where the document says where it is.
    /// The heavy box is around it: it mutates, or it is an `all` that does.
    bool is_boundary = false;
    std::vector<explained_read> reads;
    contract_index input = no_contract; ///< Of what it reads; absent where it reads nothing.
    contract_index output = no_contract;
    std::vector<explained_failure> failures; ///< Of an action that can fail.
    std::vector<explained_mixin> mixins;     ///< The outermost first.
    bool used = true;                        ///< Whether its value goes anywhere.
};

/// A noun that actions of the document are applied to.
struct explained_resource {
    std::string noun;               ///< `"http"`
    std::vector<std::string> types; ///< The C++ types that its actions are bound to, in order.
};

/// What an accepted document does. Nothing in it refers to the document.
struct explanation {
    std::string name;
    std::string version;
    std::string description;
    purpose kind = purpose::unstated;
    grade effect = grade::infallible;
    contract_index input = no_contract;
    contract_index output = no_contract;
    std::vector<explained_contract> contracts; ///< Each once.
    std::vector<explained_step> steps;         ///< In document order: what is within a step follows it.
    /// The boundary: the steps that mutate. Of several each run reaches at most one.
    std::vector<step_index> mutations;
    std::vector<explained_resource> resources; ///< In order of their nouns.
    std::vector<step_index> unused;            ///< The steps whose values nothing reads.
};

/// How much is told of contracts.
struct explain_options {
    std::size_t text_bytes = 120; ///< About so many at most for the text of each contract.
    std::size_t schema_bytes = std::size_t{1}
                            << 20; ///< For all schemas together; what goes beyond is left out.
    /// Schemas within all contracts together. Behind them contracts are absent: a document can compose large ones of
    /// each other in every step, and each takes time to look at.
    std::size_t contract_nodes = 100'000;
};

/// Explains a document that was found acceptable. Errors: its findings, when it was not. The registry by which it was
/// judged must still be there; nothing in the explanation refers to it.
///
/// Linear in the document but for contracts, which are inferred again where parts of values are read; the options bound
/// how many.
result<explanation, findings> explain(validation const& accepted, explain_options const& options = {});

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/explain.hpp>
#endif

#endif
