#ifndef ACTION_GRAMMAR_DOCUMENT_ACTION_KIND_HPP
#define ACTION_GRAMMAR_DOCUMENT_ACTION_KIND_HPP

// What a document may name as an action: how it is described, checked where it is used, and run.

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/capability_types.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/datum.hpp>
#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/verb.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar::document {

namespace detail {
class memo;
} // namespace detail

// ---- running

/// Why an action of a document failed.
struct failure {
    std::string type;    ///< Name of the error's C++ type.
    std::string message; ///< In words.
    json::value detail;  ///< The error by its contract; null if it has none.
    bool transient = false;
    bool in_doubt = false;             ///< Of a mutation: it may have happened all the same.
    std::exception_ptr exception = {}; ///< What was thrown, if anything.
    duration retry_after{};            ///< The wait that it asks for before another try.
};

/// What an action of a document came to.
struct answer {
    status how = status::completed;
    datum value;   ///< When completed.
    failure error; ///< When failed or in doubt.
    /// Of a failure, as `ag::outcome` tells it: where it happened, and whether the action may be run again.
    phase part = phase::prepare;
    bool retryable = false;
};

/// What a run hands to an action beside its values.
struct call {
    deadline until{};          ///< The earliest deadline around it.
    std::string_view key = {}; ///< Of a keyed mutation.
};

/// A use of an action, made ready: configured, compiled, bound to its resources. Immutable; run by many threads at once.
class runner {
public:
    virtual ~runner() = default;
    /// Runs it on its values, one for each parameter. Does not throw.
    virtual answer run(std::span<datum const> values, call const& with) const noexcept = 0;
};

// ---- description

/// A value that an action takes.
struct parameter {
    std::string name;
    contract accepts;
};

/// A way for an action to fail.
struct failure_mode {
    std::string type;
    tendency transient = tendency::never;
    tendency in_doubt = tendency::never;
    json::value schema; ///< Null if the error has no contract.
};

/// What is known of an action without looking at a use of it.
struct description {
    std::string name; ///< `"fetch(http)"`
    verb what = verb::transform;
    std::string resource; ///< `"http"`
    std::string summary;  ///< One sentence; may be empty.
    /// One parameter takes the whole value that reaches the step; several are named by the step's `from`.
    std::vector<parameter> parameters;
    contract output;        ///< What every use yields at least; a use may know more.
    bool passes_on = false; ///< It yields what it was given: several values as an object under their names.
    json::value configuration; ///< The schema of `with`; `false` when there is none to give.
    grade effect = grade::infallible;
    std::vector<protection> protections; ///< Of a mutation: those that a document may declare.
    bool takes_key =
        false; ///< Of a keyed mutation: its key comes with the call, from where the document says.
    bool takes_deadline = false; ///< It is handed the deadline of its call, and heeds it.
    std::vector<failure_mode> failures;
    std::vector<std::string> resources; ///< C++ types that it is bound to.
    bool runnable = true;               ///< False for a vocabulary's entries: they are checked but not run.
};

// ---- use

/// A use of an action, as a document has it.
struct use_request {
    json::value const* with = nullptr; ///< Its configuration, or null.
    std::span<contract const> inputs;  ///< What reaches it, one for each parameter.
    protection guard = protection::undeclared;
    producers policy = producers::open;
    /// Makes the contract of a schema that stands in the document and may refer to the document's own; null:
    /// `contract::of_schema`.
    std::function<result<contract, schema::load_error>(json::value const& schema)> const* resolve = nullptr;
    /// False: what reaches it is not known because something before it is wrong. Nothing is to be said of it then.
    bool inputs_are_known = true;
    detail::memo* known = nullptr; ///< What the library's own actions found out before; null: nothing.
};

/// Something that is wrong with a use.
struct use_problem {
    rule_code code = rule_code::config_invalid;
    severity level = severity::error;
    std::string pointer; ///< Where, from the step: `"/with/filter"`.
    /// Where instead, if it is in the document's contracts: `"/contracts/order/type"`.
    std::string in_contracts;
    bool key = false; ///< The member's name is meant.
    std::string message;
    std::string hint;
    std::string replacement; ///< Of the string at that place, when it can be said what was meant.
    std::vector<std::string> other_replacements{}; ///< What may have been meant as well.
};

/// What a use comes to.
struct use {
    contract output;
    grade effect = grade::infallible;
    std::vector<use_problem> problems;
    std::shared_ptr<runner const> run; ///< Null if there are errors, or if the action cannot be run here.
};

/// An action that documents may name. Immutable; safe to use from many threads.
class action_kind {
public:
    virtual ~action_kind() = default;
    [[nodiscard]] virtual description const& about() const noexcept = 0;
    /// Judges a use and makes it ready. That the inputs satisfy the parameters is not asked of it.
    [[nodiscard]] virtual use check(use_request const& request) const = 0;
};

} // namespace action_grammar::document

#endif
