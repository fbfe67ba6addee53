#ifndef ACTION_GRAMMAR_RESOURCES_FILES_JSON_LINES_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_JSON_LINES_HPP

// Files of one JSON value a line: reading them whole, and appending to them so that a line is there entirely or not at
// all.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/file.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/resources/files/plain_io.hpp>
#include <action_grammar/resources/files/root.hpp>

namespace action_grammar::files {

/// What an append came to.
struct appended {
    bool repeated = false; ///< There was a line of that key already; nothing was written.

    friend bool operator==(appended const&, appended const&) = default;
};

namespace detail {

/// Calls `take(line, number)` for each line; empty lines are none. Errors: those of `take`, and a last line without an
/// end, unless that is dropped.
template <class Take>
result<void, error> for_each_line(std::string_view text, std::string_view path, options const& by,
                                  Take take) {
    std::size_t number = 0;
    while (!text.empty()) {
        ++number;
        std::size_t const end = text.find('\n');
        if (end == text.npos) {
            if (by.tail == torn_tail::dropped) return {};
            error why = failed(
                error_kind::torn, path,
                "line " + std::to_string(number)
                    + " has no end: whoever wrote it was interrupted. End or remove it, or let the host set "
                      "torn_tail::dropped");
            why.line = number;
            why.column = text.size() + 1;
            return unexpected(std::move(why));
        }
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        if (line.size() > by.most_line_bytes) {
            error why = failed(error_kind::too_large, path,
                               "line " + std::to_string(number) + " is longer than "
                                   + std::to_string(by.most_line_bytes) + " bytes");
            why.line = number;
            return unexpected(std::move(why));
        }
        if (auto taken = take(line, number); !taken) return taken;
    }
    return {};
}

inline error malformed_line(std::string_view path, std::size_t line, decode_error const& what) {
    error why = failed(error_kind::malformed, path,
                       "line " + std::to_string(line) + ", column " + std::to_string(what.column) + ": "
                           + (what.pointer.empty() ? "" : what.pointer + ": ") + "expected " + what.expected
                           + ", found " + what.found);
    why.line = line;
    why.column = what.column;
    return why;
}

template <class Row>
result<std::vector<Row>, error> read_rows(root& below, std::string_view path, deadline until) {
    auto const text = read_whole(below, path, until);
    if (!text) return unexpected(text.error());
    std::vector<Row> rows;
    auto const all = for_each_line(
        *text, path, below.settings(), [&](std::string_view line, std::size_t number) -> result<void, error> {
            if (rows.size() == below.settings().most_lines)
                return unexpected(failed(error_kind::too_large, path,
                                         "there are more than " + std::to_string(rows.size()) + " lines"));
            if (until.is_limited() && monotonic_clock::now() >= until.at)
                return unexpected(
                    failed(error_kind::deadline, path, "the deadline passed while it was read"));
            auto row = decode_text<Row>(line);
            if (!row) return unexpected(malformed_line(path, number, row.error().errors.front()));
            rows.push_back(*std::move(row));
            return {};
        });
    if (!all) return unexpected(all.error());
    return rows;
}

/// The key that a line holds, as text; empty if it holds none.
inline std::string key_in(json::value const& row, std::string_view member) {
    json::object const* const object = row.if_object();
    json::value const* const held =
        object == nullptr ? nullptr : object->if_contains({member.data(), member.size()});
    if (held == nullptr) return {};
    if (auto const* text = held->if_string()) return {text->data(), text->size()};
    return held->is_number() ? json::serialize(*held) : std::string();
}

/// A file that is appended to, and locked meanwhile.
class appending {
public:
    static result<appending, error> begin(root& below, std::string_view path, deadline until) {
        for (;;) {
            auto at = below.find(path, true);
            if (!at) return unexpected(at.error());
            auto opened = root::open_in(*at, path, O_RDWR | O_APPEND | O_CREAT);
            if (!opened) return unexpected(opened.error());
            if (auto held = lock(opened->get(), LOCK_EX, path, until); !held) return unexpected(held.error());
            struct stat mine{};
            struct stat named{};
            if (::fstat(opened->get(), &mine) != 0)
                return unexpected(failed_call(path, "the file cannot be seen"));
            bool const same = ::fstatat(at->folder.get(), at->name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0
                           && named.st_ino == mine.st_ino && named.st_dev == mine.st_dev;
            // While the lock was waited for, another file may have taken the name.
            if (same) return appending(below, path, *std::move(at), *std::move(opened), mine);
        }
    }

    /// Whether a line holds the key already. Reads what was written since the file was last looked at.
    result<bool, error> holds(std::string const& key, std::string_view member, deadline until) {
        std::lock_guard const lock(below_->indices().guard);
        key_index& index = below_->indices().all[{about_.st_dev, about_.st_ino}];
        if (index.member != member || index.read_to > size_) index = {std::string(member), {}, 0};
        auto const text = read_from(file_.get(), path_, index.read_to, below_->settings(), until);
        if (!text) return unexpected(text.error());
        auto const all = for_each_line(*text, path_, below_->settings(),
                                       [&](std::string_view line, std::size_t number) -> result<void, error> {
                                           auto row = decode_text<json::value>(line);
                                           if (!row)
                                               return unexpected(
                                                   malformed_line(path_, number, row.error().errors.front()));
                                           if (auto found = key_in(*row, member); !found.empty())
                                               index.keys.insert(std::move(found));
                                           return {};
                                       });
        if (!all) return unexpected(all.error());
        index.read_to += text->rfind('\n') + 1; // without any, from the beginning
        return index.keys.contains(key);
    }

    /// Writes a line and makes sure that it stays.
    result<void, error> write(std::string line) {
        if (line.size() > below_->settings().most_line_bytes)
            return unexpected(failed(error_kind::too_large, path_,
                                     "the line is longer than "
                                         + std::to_string(below_->settings().most_line_bytes) + " bytes"));
        line += '\n';
        if (size_ + line.size() > below_->settings().most_file_bytes)
            return unexpected(failed(error_kind::too_large, path_,
                                     "with this line the file is longer than "
                                         + std::to_string(below_->settings().most_file_bytes) + " bytes"));
        if (auto mended = mend_tail(); !mended) return mended;
        if (auto written = write_all(file_.get(), path_, line); !written) {
            error why = std::move(written).error();
            // A part of a line is worse than none.
            why.in_doubt = ::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0;
            return unexpected(std::move(why));
        }
        return sync();
    }

    /// Makes sure that what was written stays when the machine stops.
    result<void, error> sync() {
        if (::fsync(file_.get()) != 0 || !sync_folder(at_.folder)) {
            error why = failed_call(path_, "it was written, but may be lost when the machine stops");
            why.in_doubt = true;
            return unexpected(std::move(why));
        }
        return {};
    }

private:
    appending(root& below, std::string_view path, place at, descriptor file, struct stat const& about)
        : below_(&below),
          path_(path),
          at_(std::move(at)),
          file_(std::move(file)),
          about_(about),
          size_(static_cast<std::uint64_t>(about.st_size)) {}

    /// Takes care of a last line without an end.
    result<void, error> mend_tail() {
        if (size_ == 0) return {};
        char last = '\n';
        if (::pread(file_.get(), &last, 1, static_cast<off_t>(size_ - 1)) != 1)
            return unexpected(failed_call(path_, "it cannot be read"));
        if (last == '\n') return {};
        if (below_->settings().tail == torn_tail::refused)
            return unexpected(
                failed(error_kind::torn, path_,
                       "its last line has no end: whoever wrote it was interrupted. End or remove it, or let "
                       "the host set torn_tail::dropped"));
        auto const text = read_from(file_.get(), path_, 0, below_->settings(), {});
        if (!text) return unexpected(text.error());
        std::size_t const kept = text->rfind('\n') + 1;
        if (::ftruncate(file_.get(), static_cast<off_t>(kept)) != 0)
            return unexpected(failed_call(path_, "its last line, which has no end, cannot be removed"));
        size_ = kept;
        return {};
    }

    root* below_;
    std::string path_;
    place at_;
    descriptor file_;
    struct stat about_;
    std::uint64_t size_;
};

inline result<void, error> append_line(root& below, std::string_view path, std::string line, deadline until) {
    auto file = appending::begin(below, path, until);
    if (!file) return unexpected(file.error());
    return file->write(std::move(line));
}

/// Appends a row unless there is one of its key.
///
/// @param member  of the row, that holds the key
inline result<appended, error> append_keyed(root& below, std::string_view path, json::value const& row,
                                            std::string_view member, std::string const& key, deadline until) {
    if (key.empty() || key_in(row, member) != key)
        return unexpected(failed(error_kind::key, path,
                                 "the row's member \"" + std::string(member)
                                     + "\" does not hold the key that the row is written under"));
    auto file = appending::begin(below, path, until);
    if (!file) return unexpected(file.error());
    auto const there = file->holds(key, member, until);
    if (!there) return unexpected(there.error());
    if (*there) {
        // Whoever wrote it may not have been told that it stays.
        if (auto kept = file->sync(); !kept) return unexpected(std::move(kept).error());
        return appended{true};
    }
    if (auto written = file->write(json::serialize(row)); !written)
        return unexpected(std::move(written).error());
    return appended{};
}

} // namespace detail

} // namespace action_grammar::files

#endif
