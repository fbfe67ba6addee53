#ifndef ACTION_GRAMMAR_TESTS_FAULTS_VFS_DISK_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_VFS_DISK_HPP

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "vfs_file.hpp"

namespace fault_tests {

/// What a database asks of its files.
enum class disk_operation : std::uint8_t { open, read, write, sync, truncate, lock, remove, map };

/// What becomes of an operation.
enum class disk_answer : std::uint8_t {
    done,
    fails,       ///< Without effect; a sync has written some.
    fails_after, ///< With its effect.
    writes_half, ///< And says so.
    is_full,
    is_busy,
};

/// A process of the machine that the disk belongs to. Nothing that a dead one does has an effect.
struct process {
    bool alive = true;
};

struct open_file;

/// The memory that the connections of a write-ahead log share.
struct shared_memory {
    std::vector<std::unique_ptr<std::array<char, 32768>>> regions;
};

/// A file with those that have it open, who hold its locks.
struct inode {
    stored_file bytes;
    std::vector<open_file*> users;
    std::shared_ptr<shared_memory> memory;
};

/// Files of one machine. Names are made durable in the order of their changes, by any sync of a new file.
class disk {
public:
    using names = std::map<std::string, std::shared_ptr<inode>, std::less<>>;

    /// Asked before each operation.
    class watcher {
    public:
        watcher() = default;
        watcher(watcher const&) = delete;
        watcher& operator=(watcher const&) = delete;
        virtual ~watcher() = default;
        virtual disk_answer before(disk_operation, std::string_view) { return disk_answer::done; }
        /// Milliseconds since 1970.
        virtual std::int64_t now() { return 1'700'000'000'000; }
    };

    explicit disk(std::uint64_t seed) : chance(seed) {}

    void put(std::string const& name, std::string content) {
        auto const made = std::make_shared<inode>();
        made->bytes = stored_file(std::move(content));
        visible_[name] = made;
        durable_[name] = made;
    }
    [[nodiscard]] std::shared_ptr<inode> find(std::string_view name) const {
        auto const at = visible_.find(name);
        return at == visible_.end() ? nullptr : at->second;
    }
    std::shared_ptr<inode> create(std::string const& name) { return rename(name, std::make_shared<inode>()); }
    bool remove(std::string const& name) {
        if (!visible_.contains(name)) return false;
        rename(name, nullptr);
        return true;
    }
    void sync_names() {
        for (auto& [name, file] : pending_)
            set(durable_, name, file);
        pending_.clear();
    }

    /// Everything that was not synced is at stake, and every process dies.
    void lose_power(loss_of_power how);
    /// A process that dies lets go of its locks.
    void end(process& one);

    dice chance;
    watcher* watched_by = nullptr;
    process* running = nullptr; ///< Who opens files.
    std::vector<open_file*> open;

private:
    static void set(names& known, std::string const& name, std::shared_ptr<inode> file) {
        if (file == nullptr)
            known.erase(name);
        else
            known[name] = std::move(file);
    }
    std::shared_ptr<inode> rename(std::string const& name, std::shared_ptr<inode> file) {
        set(visible_, name, file);
        pending_.emplace_back(name, file);
        return file;
    }

    names visible_;
    names durable_;
    std::vector<std::pair<std::string, std::shared_ptr<inode>>> pending_;
};

} // namespace fault_tests

#endif
