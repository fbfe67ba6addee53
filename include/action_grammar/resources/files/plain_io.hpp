#ifndef ACTION_GRAMMAR_RESOURCES_FILES_PLAIN_IO_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_PLAIN_IO_HPP

// Reading and writing whole, under a limit and a lock.

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/files/error.hpp>
#include <action_grammar/resources/files/root.hpp>

namespace action_grammar::files::detail {

/// All of a file behind an offset. Errors: it is longer than the limit.
inline result<std::string, error> read_from(int file, std::string_view path, std::uint64_t offset,
                                            options const& by, deadline until) {
    constexpr std::size_t part = std::size_t{64} << 10;
    std::string text;
    for (;;) {
        if (until.is_limited() && monotonic_clock::now() >= until.at)
            return unexpected(failed(error_kind::deadline, path, "the deadline passed while it was read"));
        std::size_t const size = text.size();
        text.resize(size + part);
        ssize_t const got = ::pread(file, text.data() + size, part, static_cast<off_t>(offset + size));
        if (got < 0 && errno != EINTR) return unexpected(failed_call(path, "it cannot be read"));
        text.resize(size + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0) return text;
        if (offset + text.size() > by.most_file_bytes)
            return unexpected(failed(error_kind::too_large, path,
                                     "it is longer than " + std::to_string(by.most_file_bytes) + " bytes"));
    }
}

/// Holds the file, alone to write it or beside others to read it, until it is closed. Waits until the deadline, and not
/// longer than ten seconds.
///
/// @param how  `LOCK_EX` or `LOCK_SH`
inline result<void, error> lock(int file, int how, std::string_view path, deadline until) {
    time_point const latest = std::min(until.at, monotonic_clock::now() + std::chrono::seconds{10});
    for (duration wait = std::chrono::microseconds{100};;
         wait = std::min<duration>(wait * 2, std::chrono::milliseconds{20})) {
        if (::flock(file, how | LOCK_NB) == 0) return {};
        if (errno != EWOULDBLOCK && errno != EINTR)
            return unexpected(failed_call(path, "it cannot be locked"));
        if (monotonic_clock::now() + wait >= latest)
            return unexpected(failed(error_kind::busy, path, "another uses it, and did not end in time"));
        monotonic_clock::sleep_until(monotonic_clock::now() + wait);
    }
}

/// A file as it is when nobody writes to it.
inline result<std::string, error> read_whole(root const& below, std::string_view path, deadline until) {
    auto const at = below.find(path, false);
    if (!at) return unexpected(at.error());
    auto const file = root::open_in(*at, path, O_RDONLY);
    if (!file) return unexpected(file.error());
    if (auto held = lock(file->get(), LOCK_SH, path, until); !held)
        return unexpected(std::move(held).error());
    return read_from(file->get(), path, 0, below.settings(), until);
}

/// Writes all of a text, in as many parts as the system takes.
inline result<void, error> write_all(int file, std::string_view path, std::string_view text) {
    while (!text.empty()) {
        ssize_t const written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0)
            return unexpected(failed_call(path, "it cannot be written", written == 0 ? ENOSPC : errno));
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace action_grammar::files::detail

#endif
