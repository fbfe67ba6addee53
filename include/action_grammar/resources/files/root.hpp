#ifndef ACTION_GRAMMAR_RESOURCES_FILES_ROOT_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_ROOT_HPP

// A folder as a resource. What is named below it stays below it: no name and no link leads out.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/files/error.hpp>
#include <action_grammar/resources/files/key_index.hpp>

namespace action_grammar::files {

/// What becomes of a last line without an end.
enum class torn_tail : unsigned char {
    refused, ///< It is an error, for a person to look at.
    dropped ///< It is not read, and the next append takes it away: who wrote it was never told that it succeeded.
};

/// What reading and writing may cost.
struct options {
    std::size_t most_file_bytes = std::size_t{64} << 20;
    std::size_t most_line_bytes = std::size_t{1} << 20;
    std::size_t most_lines = 100'000;
    torn_tail tail = torn_tail::refused;
    bool create_folders = false; ///< Folders on the way to a file that is written.
};

namespace detail {

/// An open file or folder.
class descriptor {
public:
    descriptor() = default;
    explicit descriptor(int number) noexcept : number_(number) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const noexcept { return number_; }
    explicit operator bool() const noexcept { return number_ >= 0; }

private:
    int number_ = -1;
};

/// Why a path names no file below a root, if it does not.
inline std::optional<std::string> flaw_of_path(std::string_view path) {
    for (std::string_view rest = path;;) {
        std::size_t const end = rest.find('/');
        std::string_view const segment = rest.substr(0, end);
        if (segment.empty() || segment == "." || segment == ".." || segment.find('\0') != segment.npos)
            return "a file's name has no empty segments, no . and no .., and does not begin with /";
        if (end == rest.npos) return std::nullopt;
        rest.remove_prefix(end + 1);
    }
}

/// Makes the names in a folder stay when the machine stops.
inline bool sync_folder(descriptor const& folder) noexcept {
    descriptor const readable(::openat(folder.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return readable && ::fsync(readable.get()) == 0;
}

/// A folder below the root, and the name of a file in it.
struct place {
    descriptor folder;
    std::string name;
};

} // namespace detail

/// A folder whose files operations read and write. Safe to use from many threads; other processes may use the same files
/// through this library at the same time.
class root {
public:
    /// Errors: there is no such folder, or it may not be entered.
    static result<root, error> open(std::string const& folder, options by = {}) {
        detail::descriptor opened(::open(folder.c_str(), O_DIRECTORY | O_PATH | O_CLOEXEC));
        if (!opened) return unexpected(detail::failed_call(folder, "the folder cannot be opened"));
        return root(std::move(opened), by);
    }

    [[nodiscard]] options const& settings() const noexcept { return by_; }
    [[nodiscard]] detail::key_indices& indices() noexcept { return *indices_; }

    /// Goes to the folder of a file, segment by segment, through no link.
    [[nodiscard]] result<detail::place, error> find(std::string_view path, bool create) const {
        if (auto const flaw = detail::flaw_of_path(path))
            return unexpected(detail::failed(bad_path, path, *flaw));
        detail::place made;
        made.folder = detail::descriptor(::openat(folder_.get(), ".", O_DIRECTORY | O_PATH | O_CLOEXEC));
        if (!made.folder) return unexpected(detail::failed_call(path, "the root cannot be opened"));
        std::string_view rest = path;
        for (;;) {
            std::size_t const end = rest.find('/');
            std::string const segment(rest.substr(0, end));
            if (end == rest.npos) {
                made.name = segment;
                return made;
            }
            rest.remove_prefix(end + 1);
            bool const is_new =
                create && by_.create_folders && ::mkdirat(made.folder.get(), segment.c_str(), 0777) == 0;
            if (is_new && !detail::sync_folder(made.folder))
                return unexpected(detail::failed_call(path, "its new folder cannot be made to stay"));
            detail::descriptor next(
                ::openat(made.folder.get(), segment.c_str(), O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC));
            if (!next) return unexpected(detail::failed_call(path, "its folder cannot be opened"));
            made.folder = std::move(next);
        }
    }

    /// Opens a file that is a plain file; a pipe or a device would block, and a link would lead elsewhere.
    static result<detail::descriptor, error> open_in(detail::place const& at, std::string_view path,
                                                     int flags) {
        detail::descriptor opened(::openat(at.folder.get(), at.name.c_str(),
                                           flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0666));
        if (!opened) return unexpected(detail::failed_call(path, "the file cannot be opened"));
        struct stat about{};
        if (::fstat(opened.get(), &about) != 0)
            return unexpected(detail::failed_call(path, "the file cannot be seen"));
        if (!S_ISREG(about.st_mode))
            return unexpected(detail::failed(bad_path, path, "this is no plain file"));
        return opened;
    }

private:
    static constexpr error_kind bad_path = error_kind::path;

    root(detail::descriptor folder, options const& by)
        : folder_(std::move(folder)), by_(by), indices_(std::make_unique<detail::key_indices>()) {}

    detail::descriptor folder_;
    options by_;
    std::unique_ptr<detail::key_indices> indices_;
};

} // namespace action_grammar::files

#endif
