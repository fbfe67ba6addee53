#include "vfs.hpp"

#include <action_grammar/resources/sqlite/ledger.hpp>

#include <optional>
#include <string>

#include "support/catch.hpp"

// What SQLite keeps when the power is lost on the disk that the simulations run on. If this disk were too kind, or
// crueler than a real one, the simulations would show nothing.

namespace ag = action_grammar;
using namespace fault_tests;

namespace {

using ag::sqlite::journal;
using ag::sqlite::synchronous;

/// Fails one operation, or loses the power at it.
class interruption final : public disk::watcher {
public:
    interruption(disk& on, int at, std::optional<disk_answer> answer)
        : disk_(&on), left_(at), answer_(answer) {
        on.watched_by = this;
    }
    disk_answer before(disk_operation, std::string_view) override {
        if (--left_ != 0) return disk_answer::done;
        happened = true;
        if (answer_) return *answer_;
        disk_->lose_power(how);
        return disk_answer::fails;
    }

    bool happened = false;
    loss_of_power how = loss_of_power::tears;

private:
    disk* disk_;
    int left_;
    std::optional<disk_answer> answer_;
};

ag::sqlite::options options_of(journal log, synchronous synced) {
    return {.file = "shop.db",
            .journal = log,
            .synchronous = synced,
            .busy_timeout = {},
            .statement_timeout = {},
            .vfs = vfs_name};
}

/// Writes the numbers 1, 2, ... each in a commit of its own; returns how many commits were acknowledged.
int write_numbers(disk& files, ag::sqlite::options const& how, int most) {
    process mine;
    files.running = &mine;
    int acknowledged = 0;
    {
        auto database = ag::sqlite::connection::open(how);
        for (int n = 1; database && n <= most; ++n) {
            auto const made = ag::sql::execute(*database, "INSERT INTO numbers (n, much) VALUES ($1, $2)", n,
                                               std::string(700, 'x'));
            if (!made || !mine.alive) break;
            acknowledged = n;
        }
    }
    files.running = nullptr;
    return acknowledged;
}

void make_table(ag::sqlite::options const& how) {
    auto database = ag::sqlite::connection::open(how);
    REQUIRE(database);
    REQUIRE(database->execute_script("CREATE TABLE numbers (n INTEGER PRIMARY KEY, much)"));
}

/// How many numbers there are, which are the first ones, in a database that is sound.
int read_numbers(ag::sqlite::options const& how) {
    auto database = ag::sqlite::connection::open(how);
    REQUIRE(database);
    {
        auto rows = database->run("PRAGMA integrity_check", {});
        REQUIRE(rows);
        REQUIRE(rows->next());
        CHECK(std::get<std::string_view>(rows->at(0)) == "ok");
    }
    auto rows = database->run("SELECT count(*), coalesce(max(n), 0) FROM numbers", {});
    REQUIRE(rows);
    REQUIRE(rows->next());
    auto const count = std::get<std::int64_t>(rows->at(0));
    CHECK(count == std::get<std::int64_t>(rows->at(1)));
    return static_cast<int>(count);
}

struct losses {
    int cases = 0;
    int lost = 0; ///< Commits that were acknowledged.
    int kept_more = 0;
};

/// Loses the power at each operation of a number of commits, with several outcomes for what was not synced.
losses lose_power_everywhere(journal log, synchronous synced) {
    losses seen;
    auto const how = options_of(log, synced);
    for (auto const what_remains : {loss_of_power::keeps_all, loss_of_power::keeps_none,
                                    loss_of_power::keeps_some, loss_of_power::tears}) {
        for (int at = 1;; ++at) {
            disk files(static_cast<std::uint64_t>(at));
            use_disk(files);
            make_table(how);
            interruption power(files, at, std::nullopt);
            power.how = what_remains;
            int const acknowledged = write_numbers(files, how, 8);
            if (!power.happened) break;
            files.watched_by = nullptr;
            int const kept = read_numbers(how);
            ++seen.cases;
            if (kept < acknowledged) ++seen.lost;
            if (kept > acknowledged) ++seen.kept_more;
        }
    }
    return seen;
}

/// Lets each operation of a few commits be answered so, once; returns how many operations there are.
int fail_everywhere(journal log, disk_answer answer) {
    auto const how = options_of(log, synchronous::full);
    int cases = 0;
    for (int at = 1;; ++at) {
        disk files(static_cast<std::uint64_t>(at));
        use_disk(files);
        make_table(how);
        interruption fault(files, at, answer);
        int const acknowledged = write_numbers(files, how, 4);
        if (!fault.happened) return cases;
        files.watched_by = nullptr;
        INFO("operation " << at << " answers " << static_cast<int>(answer));
        CHECK(read_numbers(how) >= acknowledged);
        ++cases;
    }
}

} // namespace

TEST_CASE("a synchronous commit survives a loss of power") {
    for (auto const log : {journal::wal, journal::rollback}) {
        auto const seen = lose_power_everywhere(log, synchronous::full);
        CHECK(seen.cases > 100);
        CHECK(seen.lost == 0);
        // A log may be complete before it is synced. What ends a rollback journal is its removal, and nothing comes after.
        CHECK((seen.kept_more > 0) == (log == journal::wal));
    }
}

TEST_CASE("of commits to a log that are not synced a loss of power takes the latest, and nothing breaks") {
    auto const seen = lose_power_everywhere(journal::wal, synchronous::normal);
    CHECK(seen.cases > 100);
    CHECK(seen.lost > 0); // this disk does forget
}

TEST_CASE("a disk that fails once loses nothing that was acknowledged") {
    for (auto const log : {journal::wal, journal::rollback})
        for (auto const answer : {disk_answer::fails, disk_answer::fails_after, disk_answer::writes_half,
                                  disk_answer::is_full, disk_answer::is_busy})
            CHECK(fail_everywhere(log, answer) > 40);
}

TEST_CASE("a file keeps what was synced") {
    dice chance(1);
    stored_file file;
    file.write(0, "synced");
    file.sync();
    file.write(0, "SYNC");
    file.truncate(5);
    CHECK(file.content() == "SYNCe");
    file.lose_power(loss_of_power::keeps_none, chance);
    CHECK(file.content() == "synced");
    file.write(2, "ma");
    file.lose_power(loss_of_power::keeps_all, chance);
    CHECK(file.content() == "symaed");
}

TEST_CASE("names keep the order of their changes") {
    disk files(1);
    files.put("old", "1");
    files.create("new");
    CHECK(files.remove("old"));
    CHECK(files.find("old") == nullptr);
    files.lose_power(loss_of_power::keeps_none);
    CHECK(files.find("old") != nullptr);
    CHECK(files.find("new") == nullptr);
    CHECK(files.remove("old"));
    files.sync_names();
    files.lose_power(loss_of_power::keeps_none);
    CHECK(files.find("old") == nullptr);
}
