#ifndef ACTION_GRAMMAR_RESOURCES_FILES_KEY_INDEX_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_KEY_INDEX_HPP

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

#include <sys/types.h>

namespace action_grammar::files::detail {

/// The keys of a file's lines, as far as it was read.
struct key_index {
    std::string member; ///< That holds the key.
    std::set<std::string, std::less<>> keys;
    std::uint64_t read_to = 0; ///< Bytes.
};

/// The indices of the files that are written under keys, each under the file's own identity: a file that takes
/// another's name has another.
struct key_indices {
    using identity = std::pair<dev_t, ino_t>;
    std::mutex guard;
    std::map<identity, key_index> all;
};

} // namespace action_grammar::files::detail

#endif
