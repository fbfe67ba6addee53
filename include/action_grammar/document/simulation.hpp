#ifndef ACTION_GRAMMAR_DOCUMENT_SIMULATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_SIMULATION_HPP

// What a run would do, without its mutation.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/run_options.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

class executable;

/// How a simulation goes about it.
struct simulation_options {
    run_options run{};
    /// By their ids: values of steps that are not run, but taken to have yielded these. That of the commit lets the
    /// simulation go on behind it.
    std::map<std::string, json::value, std::less<>> values{};
    /// Whether reads (`fetch`) and gates are run; otherwise their values have to be given.
    bool live = true;
    std::size_t steps = 10'000; ///< Told at most.
};

/// What became of a step.
enum class simulated : std::uint8_t {
    ran,         ///< It was run, and completed or failed as told.
    given,       ///< It was taken to have yielded the value that was given.
    not_run,     ///< It would have been run, had it been allowed to; the simulation ended here.
    would_mutate ///< It is the mutation, which no simulation does.
};

[[nodiscard]] constexpr std::string_view name(simulated what) noexcept {
    switch (what) {
    case simulated::ran: return "ran";
    case simulated::given: return "given";
    case simulated::not_run: return "not_run";
    case simulated::would_mutate: return "would_mutate";
    }
    return "unknown";
}

/// One step of a simulation.
struct simulated_step {
    std::string id;
    std::string action;
    simulated what = simulated::ran;
    json::value input;  ///< What it was handed: of several values an object by the names of its parameters.
    json::value output; ///< What it yielded, if it completed or was given.
    std::string key;    ///< Of a keyed mutation.
    std::string error;  ///< Why it failed.
};

/// What a simulation came to.
struct simulation {
    std::vector<simulated_step> steps; ///< In order; those of a fan_out once for each element.
    bool truncated = false;            ///< There were more.
    /// Completed: to the end, or up to the mutation. Otherwise as the run would have ended before it.
    status how = status::completed;
    bool stopped_before_mutation = false; ///< A step would mutate, and no value was given for it.
    std::string failed_action;            ///< Of a simulation that did not complete.
    failure error;
    json::value output; ///< If it came to the end.
};

/// Runs a document up to its mutation, which it does not do: `prepare` is live, or yields given values. Does not throw.
/// A value that is given and is not what the action can yield fails the simulation at its step.
simulation simulate(executable const& code, json::value const& input,
                    simulation_options const& options = {}) noexcept;

/// As JSON: `{"status", "steps": [{"id", "action", "what", "input", "output"?, "key"?, "error"?}], "truncated",
/// "stopped_before_mutation", "failed_action"?, "error"?, "output"?}`.
json::value to_json(simulation const& made);

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/simulation.hpp>
#endif

#endif
