#ifndef ACTION_GRAMMAR_RESOURCES_FILES_ERROR_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_ERROR_HPP

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace action_grammar::files {

/// What went wrong.
enum class error_kind : std::uint8_t {
    path, ///< The name leads out of the root, or through a link, or is none; or a value cannot be part of it.
    not_found, ///< There is no such file or folder.
    denied,    ///< The system does not allow it.
    busy,      ///< Another holds the file's lock, until the deadline.
    deadline,  ///< The deadline passed while the file was read.
    too_large, ///< The file, a line or the number of lines exceeds the limits.
    malformed, ///< A line is not JSON, or not of its contract.
    torn,      ///< The last line has no end: whoever wrote it was interrupted.
    key,       ///< The row does not hold the key that it is written under.
    no_space,  ///< There is no room left; nothing was written.
    system     ///< Something else that the system said.
};

/// The failure of reading or writing a file.
struct error {
    error_kind kind = error_kind::system;
    std::string path;       ///< Below the root.
    std::size_t line = 0;   ///< From 1; 0 if no line is meant.
    std::size_t column = 0; ///< In bytes, from 1; 0 if no line is meant.
    std::string message;    ///< In words, with the place.
    bool transient = false; ///< Another try may succeed.
    bool in_doubt = false;  ///< Of a change: it may be there, or be lost when the machine stops.

    friend bool operator==(error const&, error const&) = default;
};

namespace detail {

inline error failed(error_kind kind, std::string_view path, std::string message) {
    error why;
    why.kind = kind;
    why.path = path;
    why.message = '"' + std::string(path) + "\": " + std::move(message);
    why.transient = kind == error_kind::busy || kind == error_kind::deadline || kind == error_kind::no_space;
    return why;
}

/// What a call of the system says through `errno`.
inline error failed_call(std::string_view path, char const* doing, int code = errno) {
    error_kind const kind = code == ENOENT                                    ? error_kind::not_found
                          : code == ELOOP || code == ENOTDIR                  ? error_kind::path
                          : code == EACCES || code == EPERM || code == EROFS  ? error_kind::denied
                          : code == ENOSPC || code == EDQUOT || code == EFBIG ? error_kind::no_space
                                                                              : error_kind::system;
    error why = failed(kind, path, std::string(doing) + ": " + std::generic_category().message(code));
    why.transient = why.transient || code == EINTR || code == EAGAIN || code == EMFILE || code == ENFILE
                 || code == ENOMEM;
    return why;
}

} // namespace detail

} // namespace action_grammar::files

#endif
