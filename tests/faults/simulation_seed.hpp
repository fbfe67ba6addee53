#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_SEED_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_SEED_HPP

#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "simulation_promises.hpp"

namespace fault_tests {

/// The database before anybody uses it.
inline std::string empty_database(ag::sqlite::journal journal) {
    disk files(1);
    use_disk(files);
    {
        auto database =
            ag::sqlite::connection::open({.file = "shop.db", .journal = journal, .vfs = vfs_name});
        if (!database) std::abort();
        bool const made = ag::sqlite::ledger(*database).create().has_value()
                       && database->execute_script("CREATE TABLE effects (errand, try)").has_value();
        if (!made) std::abort();
    }
    return files.find("shop.db")->bytes.content();
}

/// What a seed decides: all that happens.
///
/// @param trace  where to tell it, or null
inline broken_promises simulate(std::uint64_t seed, setting used, fault_counts& counts,
                                std::string* trace = nullptr) {
    static std::string const empty_log = empty_database(ag::sqlite::journal::wal);
    static std::string const empty_rollback = empty_database(ag::sqlite::journal::rollback);
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed % 1'000'000'000) + 1, nullptr);
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_RESET);

    world around(seed, counts, trace);
    if (used.synchronous == ag::sqlite::synchronous::full && around.chance.once_in(3))
        used.journal = ag::sqlite::journal::rollback;
    used.checkpoint_every = around.chance.once_in(2) ? around.chance.between(1, 10) : 1000;
    bool const logs = used.journal == ag::sqlite::journal::wal;
    around.note("the journal is %s, checkpoints every %d pages", logs ? "a log" : "for rollback",
                used.checkpoint_every);
    around.files.put("shop.db", logs ? empty_log : empty_rollback);

    static constexpr std::array guards{ag::protection::same_transaction, ag::protection::keyed,
                                       ag::protection::natural, ag::protection::verified,
                                       ag::protection::unprotected};
    std::vector<errand> all;
    int const several = around.chance.between(1, 3);
    for (int key = 1; key <= several; ++key) {
        bool const same = key > 1 && around.chance.once_in(3);
        auto const other = guards[static_cast<std::size_t>(around.chance.below(5))];
        all.push_back({same ? all.back().guard : other, key, {}});
    }
    int const workers = around.chance.between(1, 3);
    for (int number = 1; number <= workers; ++number) {
        std::vector<errand*> todo;
        for (errand& one : all)
            if (!around.chance.once_in(5)) todo.push_back(&one);
        if (around.chance.once_in(2)) std::reverse(todo.begin(), todo.end());
        around.turns.spawn(worker(around, todo, used, number));
    }
    around.turns.run([&] { around.let_events_happen(); });
    around.calm_down();
    return settlement(around, used)(all);
}

} // namespace fault_tests

#endif
