#ifndef ACTION_GRAMMAR_TESTS_FAULTS_VFS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_VFS_HPP

#include <memory>
#include <string>

#include <sqlite3.h>

#include "vfs_disk.hpp"

namespace fault_tests {

/// The name under which SQLite knows the files of `use_disk`.
inline constexpr char const* vfs_name = "action_grammar_faults";

/// From now on databases of `vfs_name` are on this disk.
void use_disk(disk& used);

/// A file that SQLite has open.
struct open_file {
    sqlite3_file base{};
    disk* on = nullptr;
    process* by = nullptr; ///< Null when nobody can die.
    std::shared_ptr<inode> node;
    std::string name;
    int level = SQLITE_LOCK_NONE;
    bool syncs_name = false; ///< With its first sync, as on Unix a journal does that may have been new.
    bool removed_at_end = false;
    std::shared_ptr<shared_memory> memory;
    unsigned shared = 0;    ///< Locks of the shared memory, a bit each.
    unsigned exclusive = 0; ///< Likewise.

    [[nodiscard]] bool is_dead() const noexcept { return by != nullptr && !by->alive; }
    void let_go() {
        level = SQLITE_LOCK_NONE;
        shared = exclusive = 0;
        std::erase(node->users, this);
        bool used = false;
        for (open_file const* other : node->users)
            used = used || other->memory != nullptr;
        if (!used) node->memory.reset();
    }
};

} // namespace fault_tests

#endif
