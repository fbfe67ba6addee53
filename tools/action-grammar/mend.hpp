#ifndef ACTION_GRAMMAR_TOOLS_MEND_HPP
#define ACTION_GRAMMAR_TOOLS_MEND_HPP

// The text of a document with what can be mended by rote.

#include <string>
#include <vector>

#include "judged_file.hpp"

namespace action_grammar_program {

/// A document after its fixes.
struct mended_file {
    judged_file file;
    std::vector<std::string> applied; ///< What was done, as the fixes describe it.
    bool more = false;                ///< There are more such fixes, which would take more rounds.
};

/// Applies the fixes that are machine-applicable, judges again, and so on until none is left; at most some rounds. All
/// else in the text stays as its author wrote it.
mended_file mend(judged_file file, host const& by);

} // namespace action_grammar_program

#endif
