#ifndef ACTION_GRAMMAR_RESOURCES_FILES_REPLACE_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_REPLACE_HPP

// Files that are replaced as a whole: whoever reads one sees the old content or the new, and so does who looks after the
// machine stopped.

#include <atomic>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/files/plain_io.hpp>
#include <action_grammar/resources/files/root.hpp>

namespace action_grammar::files::detail {

/// A file under a name of its own, which goes away unless it is given another.
class temporary_file {
public:
    static result<temporary_file, error> make(place const& at, std::string_view path) {
        static std::atomic<std::uint64_t> count = 0;
        for (int tries = 0; tries < 100; ++tries) {
            std::string name = '.' + at.name.substr(0, 200) + '.' + std::to_string(::getpid()) + '.'
                             + std::to_string(++count) + ".new";
            descriptor made(::openat(at.folder.get(), name.c_str(),
                                     O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
            if (made) return temporary_file(at, std::move(name), std::move(made));
            if (errno != EEXIST) break;
        }
        return unexpected(failed_call(path, "no file can be made in its folder"));
    }
    temporary_file(temporary_file&& other) noexcept
        : at_(other.at_), name_(std::exchange(other.name_, {})), file_(std::move(other.file_)) {}
    temporary_file& operator=(temporary_file&&) = delete;
    ~temporary_file() {
        if (!name_.empty()) ::unlinkat(at_->folder.get(), name_.c_str(), 0);
    }

    [[nodiscard]] int get() const noexcept { return file_.get(); }
    /// Takes the place of the file that it was made for.
    bool take_place() noexcept {
        if (::renameat(at_->folder.get(), name_.c_str(), at_->folder.get(), at_->name.c_str()) != 0)
            return false;
        name_.clear();
        return true;
    }

private:
    temporary_file(place const& at, std::string name, descriptor file)
        : at_(&at), name_(std::move(name)), file_(std::move(file)) {}

    place const* at_;
    std::string name_;
    descriptor file_;
};

/// Writes a new file beside the old one, makes sure that it stays, and lets it take the old one's name.
inline result<void, error> replace_whole(root& below, std::string_view path, std::string_view text) {
    if (text.size() > below.settings().most_file_bytes)
        return unexpected(
            failed(error_kind::too_large, path,
                   "it would be longer than " + std::to_string(below.settings().most_file_bytes) + " bytes"));
    auto const at = below.find(path, true);
    if (!at) return unexpected(at.error());
    struct stat old{};
    bool const there = ::fstatat(at->folder.get(), at->name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
    if (there && !S_ISREG(old.st_mode))
        return unexpected(failed(error_kind::path, path, "this is no plain file"));
    auto made = temporary_file::make(*at, path);
    if (!made) return unexpected(made.error());
    if (there) ::fchmod(made->get(), old.st_mode & 07777);
    if (auto written = write_all(made->get(), path, text); !written) return written;
    if (::fsync(made->get()) != 0)
        return unexpected(failed_call(path, "its new content cannot be made to stay"));
    if (!made->take_place()) return unexpected(failed_call(path, "it cannot be replaced"));
    if (!sync_folder(at->folder)) {
        error why =
            failed_call(path, "it was replaced, but the old content may be back when the machine stops");
        why.in_doubt = true;
        return unexpected(std::move(why));
    }
    return {};
}

} // namespace action_grammar::files::detail

#endif
