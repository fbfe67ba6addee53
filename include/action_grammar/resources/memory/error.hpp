#ifndef ACTION_GRAMMAR_RESOURCES_MEMORY_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_MEMORY_ERROR_HPP

#include <cstdint>
#include <string>

namespace action_grammar::memory {

/// What went wrong.
enum class error_kind : std::uint8_t {
    not_found, ///< There is no row of that key.
    exists,    ///< There is one already.
    injected,  ///< The test said so.
    deadline   ///< The latency that the test gave is longer than the deadline allows.
};

/// The failure of an operation on something in memory.
struct error {
    error_kind kind = error_kind::injected;
    std::string message;
    bool transient = false;
    bool in_doubt = false; ///< Of a change: its answer is lost, whether it happened or not.

    friend bool operator==(error const&, error const&) = default;
};

} // namespace action_grammar::memory

#endif
