#include "vfs.hpp"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <new>

namespace fault_tests {

void disk::end(process& one) {
    one.alive = false;
    for (open_file* const each : open)
        if (each->by == &one) each->let_go();
}

void disk::lose_power(loss_of_power how) {
    for (open_file* const each : open) {
        if (each->by != nullptr) each->by->alive = false;
        each->let_go();
    }
    std::size_t kept = 0;
    if (how == loss_of_power::keeps_all)
        kept = pending_.size();
    else if (how != loss_of_power::keeps_none)
        kept = static_cast<std::size_t>(chance.below(static_cast<int>(pending_.size()) + 1));
    for (std::size_t i = 0; i < kept; ++i)
        set(durable_, pending_[i].first, pending_[i].second);
    pending_.clear();
    visible_ = durable_;
    for (auto& [name, file] : visible_)
        file->bytes.lose_power(how, chance);
}

namespace {

disk* current = nullptr;

open_file& file_of(sqlite3_file* base) { return *reinterpret_cast<open_file*>(base); }

disk_answer ask(open_file& file, disk_operation what) {
    if (file.is_dead()) return disk_answer::fails;
    auto const answer =
        file.on->watched_by == nullptr ? disk_answer::done : file.on->watched_by->before(what, file.name);
    return file.is_dead() ? disk_answer::fails : answer; // it may have died while it was asked
}

int on_close(sqlite3_file* base) {
    open_file& file = file_of(base);
    file.let_go();
    std::erase(file.on->open, &file);
    if (file.removed_at_end && !file.name.empty() && !file.is_dead()) file.on->remove(file.name);
    file.~open_file();
    return SQLITE_OK;
}

int on_read(sqlite3_file* base, void* into, int amount, sqlite3_int64 at) {
    open_file& file = file_of(base);
    if (ask(file, disk_operation::read) != disk_answer::done) return SQLITE_IOERR_READ;
    std::string const& content = file.node->bytes.content();
    auto const from = std::min(static_cast<std::size_t>(at), content.size());
    auto const wanted = static_cast<std::size_t>(amount);
    std::size_t const there = std::min(wanted, content.size() - from);
    std::memcpy(into, content.data() + from, there);
    if (there == wanted) return SQLITE_OK;
    std::memset(static_cast<char*>(into) + there, 0, wanted - there);
    return SQLITE_IOERR_SHORT_READ;
}

int on_write(sqlite3_file* base, void const* from, int amount, sqlite3_int64 at) {
    open_file& file = file_of(base);
    std::string_view const bytes(static_cast<char const*>(from), static_cast<std::size_t>(amount));
    auto const place = static_cast<std::size_t>(at);
    switch (ask(file, disk_operation::write)) {
    case disk_answer::done: file.node->bytes.write(place, bytes); return SQLITE_OK;
    case disk_answer::fails_after: file.node->bytes.write(place, bytes); return SQLITE_IOERR_WRITE;
    case disk_answer::writes_half:
        file.node->bytes.write(place, bytes.substr(0, bytes.size() / 2));
        return SQLITE_IOERR_WRITE;
    case disk_answer::is_full: return SQLITE_FULL;
    default: return SQLITE_IOERR_WRITE;
    }
}

int on_truncate(sqlite3_file* base, sqlite3_int64 size) {
    open_file& file = file_of(base);
    auto const answer = ask(file, disk_operation::truncate);
    if (answer == disk_answer::done || answer == disk_answer::fails_after)
        file.node->bytes.truncate(static_cast<std::size_t>(size));
    return answer == disk_answer::done ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

int on_sync(sqlite3_file* base, int) {
    open_file& file = file_of(base);
    auto const answer = ask(file, disk_operation::sync);
    if (file.is_dead()) return SQLITE_IOERR_FSYNC;
    if (answer == disk_answer::fails) file.node->bytes.sync_partly(file.on->chance);
    if (answer == disk_answer::done || answer == disk_answer::fails_after) {
        file.node->bytes.sync();
        if (std::exchange(file.syncs_name, false)) file.on->sync_names();
    }
    return answer == disk_answer::done ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int on_size(sqlite3_file* base, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(file_of(base).node->bytes.content().size());
    return SQLITE_OK;
}

int highest_of_others(open_file const& file) {
    int highest = SQLITE_LOCK_NONE;
    for (open_file const* other : file.node->users)
        if (other != &file) highest = std::max(highest, other->level);
    return highest;
}

int on_lock(sqlite3_file* base, int wanted) {
    open_file& file = file_of(base);
    if (file.level >= wanted) return SQLITE_OK;
    auto const answer = ask(file, disk_operation::lock);
    if (answer == disk_answer::is_busy) return SQLITE_BUSY;
    if (answer != disk_answer::done) return SQLITE_IOERR_LOCK;
    int const others = highest_of_others(file);
    if (wanted == SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_PENDING) return SQLITE_BUSY;
    if (wanted > SQLITE_LOCK_SHARED && others >= SQLITE_LOCK_RESERVED) return SQLITE_BUSY;
    if (wanted == SQLITE_LOCK_EXCLUSIVE && others != SQLITE_LOCK_NONE) {
        file.level = SQLITE_LOCK_PENDING;
        return SQLITE_BUSY;
    }
    file.level = wanted;
    return SQLITE_OK;
}

int on_unlock(sqlite3_file* base, int level) {
    open_file& file = file_of(base);
    if (!file.is_dead()) file.level = std::min(file.level, level);
    return SQLITE_OK;
}

int on_check_reserved(sqlite3_file* base, int* held) {
    open_file& file = file_of(base);
    if (ask(file, disk_operation::lock) == disk_answer::fails) return SQLITE_IOERR_CHECKRESERVEDLOCK;
    *held = std::max(file.level, highest_of_others(file)) >= SQLITE_LOCK_RESERVED ? 1 : 0;
    return SQLITE_OK;
}

int on_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int on_sector_size(sqlite3_file*) { return stored_file::sector; }
int on_characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int on_map(sqlite3_file* base, int region, int size, int extend, void volatile** at) {
    open_file& file = file_of(base);
    *at = nullptr;
    if (size != 32768 || ask(file, disk_operation::map) != disk_answer::done) return SQLITE_IOERR_SHMMAP;
    if (file.memory == nullptr) {
        if (file.node->memory == nullptr) file.node->memory = std::make_shared<shared_memory>();
        file.memory = file.node->memory;
    }
    auto& regions = file.memory->regions;
    while (extend != 0 && regions.size() <= static_cast<std::size_t>(region))
        regions.push_back(std::make_unique<std::array<char, 32768>>());
    if (static_cast<std::size_t>(region) < regions.size())
        *at = regions[static_cast<std::size_t>(region)]->data();
    return SQLITE_OK;
}

int on_map_lock(sqlite3_file* base, int first, int count, int flags) {
    open_file& file = file_of(base);
    unsigned const mask = ((1U << static_cast<unsigned>(count)) - 1U) << static_cast<unsigned>(first);
    if ((flags & SQLITE_SHM_UNLOCK) != 0) {
        file.shared &= ~mask;
        file.exclusive &= ~mask;
        return SQLITE_OK;
    }
    auto const answer = ask(file, disk_operation::lock);
    if (answer == disk_answer::is_busy) return SQLITE_BUSY;
    if (answer != disk_answer::done) return SQLITE_IOERR_SHMLOCK;
    bool const alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (open_file const* other : file.node->users) {
        unsigned const held = alone ? other->shared | other->exclusive : other->exclusive;
        if (other != &file && (held & mask) != 0) return SQLITE_BUSY;
    }
    (alone ? file.exclusive : file.shared) |= mask;
    return SQLITE_OK;
}

void on_barrier(sqlite3_file*) {}

int on_unmap(sqlite3_file* base, int) {
    open_file& file = file_of(base);
    file.memory.reset();
    bool used = false;
    for (open_file const* other : file.node->users)
        used = used || other->memory != nullptr;
    if (!used) file.node->memory.reset();
    return SQLITE_OK;
}

sqlite3_io_methods const methods{2,
                                 on_close,
                                 on_read,
                                 on_write,
                                 on_truncate,
                                 on_sync,
                                 on_size,
                                 on_lock,
                                 on_unlock,
                                 on_check_reserved,
                                 on_control,
                                 on_sector_size,
                                 on_characteristics,
                                 on_map,
                                 on_map_lock,
                                 on_barrier,
                                 on_unmap,
                                 nullptr,
                                 nullptr};

disk_answer ask_of_name(disk_operation what, char const* name) {
    if (current->running != nullptr && !current->running->alive) return disk_answer::fails;
    auto const answer = current->watched_by == nullptr
                          ? disk_answer::done
                          : current->watched_by->before(what, name == nullptr ? "" : name);
    return current->running != nullptr && !current->running->alive ? disk_answer::fails : answer;
}

int on_open(sqlite3_vfs*, char const* name, sqlite3_file* base, int flags, int* opened) {
    base->pMethods = nullptr;
    if (ask_of_name(disk_operation::open, name) != disk_answer::done) return SQLITE_CANTOPEN;
    auto node = name == nullptr ? std::make_shared<inode>() : current->find(name);
    bool const may_create = (flags & SQLITE_OPEN_CREATE) != 0;
    if (node == nullptr && !may_create) return SQLITE_CANTOPEN;
    if (node == nullptr) node = current->create(name);
    auto* const made = new (base) open_file;
    made->base.pMethods = &methods;
    made->on = current;
    made->by = current->running;
    made->node = std::move(node);
    made->name = name == nullptr ? "" : name;
    made->syncs_name = may_create && (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL)) != 0;
    made->removed_at_end = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    made->node->users.push_back(made);
    current->open.push_back(made);
    if (opened != nullptr) *opened = flags;
    return SQLITE_OK;
}

int on_delete(sqlite3_vfs*, char const* name, int sync_names) {
    auto const answer = ask_of_name(disk_operation::remove, name);
    if (answer != disk_answer::done && answer != disk_answer::fails_after) return SQLITE_IOERR_DELETE;
    if (!current->remove(name)) return SQLITE_IOERR_DELETE_NOENT;
    if (sync_names != 0) current->sync_names();
    return answer == disk_answer::done ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int on_access(sqlite3_vfs*, char const* name, int, int* there) {
    *there = current->find(name) != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int on_full_name(sqlite3_vfs*, char const* name, int room, char* into) {
    std::snprintf(into, static_cast<std::size_t>(room), "%s", name);
    return SQLITE_OK;
}

int on_randomness(sqlite3_vfs*, int amount, char* into) {
    for (int i = 0; i < amount; ++i)
        into[i] = static_cast<char>(current->chance.below(256));
    return amount;
}

int on_sleep(sqlite3_vfs*, int amount) { return amount; }

int on_time(sqlite3_vfs*, sqlite3_int64* milliseconds) {
    constexpr sqlite3_int64 of_1970 = 210'866'760'000'000; // since noon in 4714 BC
    *milliseconds = of_1970 + (current->watched_by == nullptr ? 0 : current->watched_by->now());
    return SQLITE_OK;
}

int on_time_in_days(sqlite3_vfs* vfs, double* days) {
    sqlite3_int64 milliseconds = 0;
    on_time(vfs, &milliseconds);
    *days = static_cast<double>(milliseconds) / 86'400'000.0;
    return SQLITE_OK;
}

int on_last_error(sqlite3_vfs*, int, char*) { return 0; }

sqlite3_vfs vfs{};

} // namespace

void use_disk(disk& used) {
    current = &used;
    if (vfs.zName != nullptr) return;
    vfs.iVersion = 2;
    vfs.szOsFile = sizeof(open_file);
    vfs.mxPathname = 200;
    vfs.zName = vfs_name;
    vfs.xOpen = on_open;
    vfs.xDelete = on_delete;
    vfs.xAccess = on_access;
    vfs.xFullPathname = on_full_name;
    vfs.xRandomness = on_randomness;
    vfs.xSleep = on_sleep;
    vfs.xCurrentTime = on_time_in_days;
    vfs.xGetLastError = on_last_error;
    vfs.xCurrentTimeInt64 = on_time;
    sqlite3_vfs_register(&vfs, 0);
}

} // namespace fault_tests
