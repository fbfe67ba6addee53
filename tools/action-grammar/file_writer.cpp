#include "file_writer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "input.hpp"

namespace action_grammar_program {

namespace {

input_error failed_to_write(std::string const& path, int error) {
    return input_error(fmt::format("{}: {}", path, std::strerror(error)));
}

/// A file that is removed again unless all of it was written.
class unfinished_file {
public:
    unfinished_file(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {
        if (descriptor_ < 0) throw failed_to_write(path_, errno);
    }
    unfinished_file(unfinished_file const&) = delete;
    unfinished_file& operator=(unfinished_file const&) = delete;
    ~unfinished_file() {
        if (descriptor_ >= 0) static_cast<void>(close(descriptor_));
        if (!finished_) static_cast<void>(unlink(path_.c_str()));
    }

    void write(std::string_view content) {
        while (!content.empty()) {
            ssize_t const written = ::write(descriptor_, content.data(), content.size());
            if (written < 0 && errno != EINTR) throw failed_to_write(path_, errno);
            if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void set_mode(mode_t mode) {
        if (fchmod(descriptor_, mode) != 0) throw failed_to_write(path_, errno);
    }
    /// All of it is on the disk.
    void close_whole() {
        if (fsync(descriptor_) != 0 && errno != EINVAL) throw failed_to_write(path_, errno);
        int const descriptor = std::exchange(descriptor_, -1);
        if (close(descriptor) != 0) throw failed_to_write(path_, errno);
    }
    void keep() noexcept { finished_ = true; }
    std::string const& path() const noexcept { return path_; }

private:
    std::string path_;
    int descriptor_;
    bool finished_ = false;
};

} // namespace

void replace_file(std::string const& path, std::string_view content) {
    std::error_code error;
    std::string const target = std::filesystem::canonical(path, error).string();
    struct stat about{};
    if (error) throw input_error(fmt::format("{}: {}", path, error.message()));
    if (stat(target.c_str(), &about) != 0) throw failed_to_write(path, errno);
    if (!S_ISREG(about.st_mode)) throw input_error(fmt::format("{}: it is no regular file", path));

    std::string beside = target + ".XXXXXX";
    int const descriptor = mkstemp(beside.data());
    unfinished_file file(beside, descriptor);
    file.write(content);
    file.set_mode(about.st_mode & 07777);
    file.close_whole();
    if (std::rename(file.path().c_str(), target.c_str()) != 0) throw failed_to_write(path, errno);
    file.keep();
}

void create_file(std::string const& path, std::string_view content) {
    int const descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    // Somebody else's file is not one to remove.
    if (descriptor < 0) throw failed_to_write(path, errno);
    unfinished_file file(path, descriptor);
    file.write(content);
    file.close_whole();
    file.keep();
}

} // namespace action_grammar_program
