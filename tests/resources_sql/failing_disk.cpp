// SQLite on a disk that fails when it is told to.

#include <cstring>
#include <string>

#include "databases.hpp"

#include <action_grammar/resources/sql/collect.hpp>

namespace {

/// What the disk refuses to do.
struct plan {
    bool sync = false;
    bool write = false;
    bool full = false;
};
plan failing;

/// A file of the system's layer, and before it the methods that may fail.
struct file {
    sqlite3_file base;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};
file& of(sqlite3_file* opened) { return *reinterpret_cast<file*>(opened); }
sqlite3_io_methods const& below(sqlite3_file* opened) { return *of(opened).real()->pMethods; }

sqlite3_io_methods const methods{
    3,
    [](sqlite3_file* f) { return below(f).xClose(of(f).real()); },
    [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
        return below(f).xRead(of(f).real(), to, size, at);
    },
    [](sqlite3_file* f, void const* from, int size, sqlite3_int64 at) {
        if (failing.full) return SQLITE_FULL;
        return failing.write ? SQLITE_IOERR_WRITE : below(f).xWrite(of(f).real(), from, size, at);
    },
    [](sqlite3_file* f, sqlite3_int64 size) { return below(f).xTruncate(of(f).real(), size); },
    [](sqlite3_file* f, int how) {
        return failing.sync ? SQLITE_IOERR_FSYNC : below(f).xSync(of(f).real(), how);
    },
    [](sqlite3_file* f, sqlite3_int64* size) { return below(f).xFileSize(of(f).real(), size); },
    [](sqlite3_file* f, int level) { return below(f).xLock(of(f).real(), level); },
    [](sqlite3_file* f, int level) { return below(f).xUnlock(of(f).real(), level); },
    [](sqlite3_file* f, int* held) { return below(f).xCheckReservedLock(of(f).real(), held); },
    [](sqlite3_file* f, int code, void* with) { return below(f).xFileControl(of(f).real(), code, with); },
    [](sqlite3_file* f) { return below(f).xSectorSize(of(f).real()); },
    [](sqlite3_file* f) { return below(f).xDeviceCharacteristics(of(f).real()); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** at) {
        return below(f).xShmMap(of(f).real(), page, size, extend, at);
    },
    [](sqlite3_file* f, int from, int count, int how) {
        return below(f).xShmLock(of(f).real(), from, count, how);
    },
    [](sqlite3_file* f) { below(f).xShmBarrier(of(f).real()); },
    [](sqlite3_file* f, int remove) { return below(f).xShmUnmap(of(f).real(), remove); },
    [](sqlite3_file* f, sqlite3_int64 at, int size, void** to) {
        return below(f).xFetch(of(f).real(), at, size, to);
    },
    [](sqlite3_file* f, sqlite3_int64 at, void* from) { return below(f).xUnfetch(of(f).real(), at, from); }};

/// The name of the layer, which is registered once.
char const* failing_layer() {
    static sqlite3_vfs layer = [] {
        sqlite3_vfs made = *sqlite3_vfs_find(nullptr);
        made.zName = "failing";
        made.pNext = nullptr;
        made.szOsFile += static_cast<int>(sizeof(file));
        made.xOpen = [](sqlite3_vfs*, char const* name, sqlite3_file* into, int flags, int* got) {
            sqlite3_vfs* const real = sqlite3_vfs_find(nullptr);
            of(into).base.pMethods = nullptr;
            int const code = real->xOpen(real, name, of(into).real(), flags, got);
            if (of(into).real()->pMethods != nullptr) of(into).base.pMethods = &methods;
            return code;
        };
        return made;
    }();
    static int const registered = sqlite3_vfs_register(&layer, 0);
    CHECK(registered == SQLITE_OK);
    return layer.zName;
}

class failing_disk {
public:
    explicit failing_disk(ag::sqlite::journal journal) {
        auto options = database_.options();
        options.vfs = failing_layer();
        options.journal = journal;
        open.emplace(sound(ag::sqlite::connection::open(options)));
        sound(open->execute_script("CREATE TABLE notes (id bigint)"));
    }
    failing_disk(failing_disk const&) = delete;
    failing_disk& operator=(failing_disk const&) = delete;
    ~failing_disk() { failing = {}; }

private:
    on_sqlite database_;

public:
    std::optional<ag::sqlite::connection> open;
};

} // namespace

TEST_CASE("a commit whose synchronization fails is in doubt", "[disk]") {
    auto const journal = GENERATE(ag::sqlite::journal::wal, ag::sqlite::journal::rollback);
    failing_disk disk(journal);
    auto changes = sound(ag::sqlite::transaction::begin(*disk.open));
    sound(sql::execute(*disk.open, "INSERT INTO notes VALUES (1)"));
    failing.sync = true;
    auto const lost = failed(changes.commit());
    CHECK(lost.in_doubt());
    CHECK_FALSE(lost.transient());
    CHECK_FALSE(disk.open->in_transaction());
}

TEST_CASE("so is a change without a transaction around it", "[disk]") {
    failing_disk disk(ag::sqlite::journal::wal);
    failing.write = true;
    CHECK(failed(sql::execute(*disk.open, "INSERT INTO notes VALUES (1)")).in_doubt());
}

TEST_CASE("a change within a transaction is not", "[disk]") {
    failing_disk disk(ag::sqlite::journal::rollback);
    sound(disk.open->execute_script("PRAGMA cache_size = 1; PRAGMA cache_spill = 1"));
    auto changes = sound(ag::sqlite::transaction::begin(*disk.open));
    failing.write = true;
    auto const broken = failed(sql::execute(
        *disk.open,
        "INSERT INTO notes WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
        "SELECT i FROM n"));
    CHECK(broken.kind == error_kind::broken);
    CHECK_FALSE(broken.in_doubt());
}

TEST_CASE("a commit for which there is no room left is undone, and not in doubt", "[disk]") {
    failing_disk disk(ag::sqlite::journal::wal);
    {
        auto changes = sound(ag::sqlite::transaction::begin(*disk.open));
        sound(sql::execute(*disk.open, "INSERT INTO notes VALUES (1)"));
        failing.full = true;
        auto const full = failed(changes.commit());
        CHECK(full.kind == error_kind::broken);
        CHECK_FALSE(full.in_doubt());
    }
    failing = {};
    auto const left = sound(
        sql::collect<std::int64_t>(*disk.open, "SELECT count(*) FROM notes", {}, 1, sql::effect::reads));
    CHECK(left.front() == 0);
}
