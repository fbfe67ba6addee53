#ifndef ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_ACCESS_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_ACCESS_HPP

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace action_grammar::files {

/// What documents may do below a root. Nothing of it is allowed that is not said.
struct document_access {
    std::vector<std::string>
        readable{}; ///< Files, and folders with what is in them: `"orders"`, `"orders/today.jsonl"`.
    std::vector<std::string> writable{}; ///< The same; `""` is all of the root.
};

namespace detail {

/// Whether a path is one of a list, or in one of its folders.
inline bool is_within(std::vector<std::string> const& list, std::string_view path) noexcept {
    return std::any_of(list.begin(), list.end(), [path](std::string_view each) {
        while (each.ends_with('/'))
            each.remove_suffix(1);
        return each.empty() || path == each
            || (path.starts_with(each) && path.substr(each.size()).starts_with('/'));
    });
}

} // namespace detail

} // namespace action_grammar::files

#endif
