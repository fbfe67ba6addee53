#ifndef ACTION_GRAMMAR_TOOLS_BATCH_HPP
#define ACTION_GRAMMAR_TOOLS_BATCH_HPP

// Many questions in one run: a JSON object a line in, a JSON object a line out.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>

#include <action_grammar/contract/json/value.hpp>

#include "input.hpp"

namespace action_grammar_program {

/// Answers one question; throws `input_error` for one that is not what it should be.
using answerer = std::function<action_grammar::json::object(action_grammar::json::object const& question)>;

/// Answers the questions in `path` ("-": standard input) in order, each on a line of its own that begins with the
/// question's `id`. A question that cannot be read is answered with `error`, and the others are answered still.
/// Returns `wrong_input` if there was such a one, else `yes`: the answers themselves do not decide it.
exit_status answer_batch(std::string const& path, answerer const& answer);

/// The member of that name. Throws `input_error` if there is none.
action_grammar::json::value const& member_of(action_grammar::json::object const& question,
                                             std::string_view name);

/// The string of that name. Throws `input_error` if there is none.
std::string string_of(action_grammar::json::object const& question, std::string_view name);

/// What `call` returns, and the nanoseconds that it took.
template <class Call>
auto timed(Call&& call) {
    auto const start = std::chrono::steady_clock::now();
    auto result = std::forward<Call>(call)();
    auto const duration = std::chrono::steady_clock::now() - start;
    return std::pair(std::move(result),
                     std::int64_t{std::chrono::duration_cast<std::chrono::nanoseconds>(duration).count()});
}

} // namespace action_grammar_program

#endif
