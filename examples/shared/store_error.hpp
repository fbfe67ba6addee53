#ifndef ACTION_GRAMMAR_EXAMPLES_STORE_ERROR_HPP
#define ACTION_GRAMMAR_EXAMPLES_STORE_ERROR_HPP

#include <string>

namespace shared {

/// The database did not do its work.
struct store_error {
    std::string message;
    bool busy = false;        ///< another process had it locked; the next try may succeed
    bool answer_lost = false; ///< it failed while committing, so that only reading tells what became of it

    [[nodiscard]] bool transient() const noexcept { return busy; }
    [[nodiscard]] bool in_doubt() const noexcept { return answer_lost; }
};

} // namespace shared

#endif
