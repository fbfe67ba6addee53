#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_WORKER_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_WORKER_HPP

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "simulation_ledgers.hpp"

namespace fault_tests {

/// How a database is used.
struct setting {
    ag::sqlite::journal journal = ag::sqlite::journal::wal;
    ag::sqlite::synchronous synchronous = ag::sqlite::synchronous::full;
    int checkpoint_every = 1000; ///< Pages of the write-ahead log.
    bug mistake = bug::none;
};

/// How a run ended.
struct ending {
    ag::status how = ag::status::failed;
    bool is_safe = false; ///< To run again.
    int answer = 0;
    bool was_overtaken = false; ///< Another run recorded the effect first.
};

/// A process of the database's machine, while this lives.
class running_process {
public:
    explicit running_process(world& around) : world_(&around) {
        world_->processes.push_back(&mine_);
        world_->files.running = &mine_;
    }
    running_process(running_process const&) = delete;
    running_process& operator=(running_process const&) = delete;
    ~running_process() {
        std::erase(world_->processes, &mine_);
        world_->files.running = nullptr;
    }
    [[nodiscard]] bool is_dead() const noexcept { return !mine_.alive; }

private:
    world* world_;
    process mine_;
};

/// SQLite's waiting for locks, in the time of the simulation.
inline int wait_for_lock(void* of, int attempts) {
    auto& around = *static_cast<world*>(of);
    if (!around.turns.in_fiber() || around.is_dead() || attempts > 12) return 0;
    around.pause(attempts + 1);
    return around.is_dead() ? 0 : 1;
}

inline std::optional<ag::sqlite::connection> open_database(world& around, setting const& used) {
    auto opened = ag::sqlite::connection::open({.file = "shop.db",
                                                .journal = used.journal,
                                                .synchronous = used.synchronous,
                                                .busy_timeout = {},
                                                .statement_timeout = {},
                                                .vfs = vfs_name});
    if (!opened) return std::nullopt;
    sqlite3_busy_handler(opened->handle(), wait_for_lock, &around);
    sqlite3_wal_autocheckpoint(opened->handle(), used.checkpoint_every);
    return *std::move(opened);
}

template <class Composition>
ending run_composition(Composition const& sentence, errand& what, line& sends, ag::effect_ledger& ledger) {
    ag::run_identity const identity{what.id()};
    auto const ended = ag::run(sentence, what.key, ag::environment{sends, ledger, identity});
    ending told{ended.status(), ended.retryable(), 0};
    if (ended) told.answer = *ended;
    if (ended.has_error()) {
        auto const* const refused = std::get_if<ag::ledger_error>(&ended.error());
        told.was_overtaken =
            sends.was_sent && refused != nullptr && refused->why == ag::ledger_error::reason::in_progress;
    }
    return told;
}

/// Runs an errand once, as far as the process lives.
inline ending run_errand(world& around, errand& what, ag::sqlite::connection& database, setting const& used) {
    line sends(around, what, database);
    ag::sqlite::ledger ledger(database, {std::chrono::milliseconds(lease_of_runs)});
    mistaken_ledger mistaken(ledger, used.mistake);
    ag::effect_ledger& tested =
        used.mistake == bug::none ? static_cast<ag::effect_ledger&>(ledger) : mistaken;
    attended_ledger attended(tested, around, sends);
    around.note("runs %d:%d, try %d", static_cast<int>(what.guard), what.key, sends.number_of_try());
    ending ended;
    switch (what.guard) {
    case ag::protection::keyed: ended = run_composition(keyed, what, sends, attended); break;
    case ag::protection::natural: ended = run_composition(natural, what, sends, attended); break;
    case ag::protection::verified: ended = run_composition(verified, what, sends, attended); break;
    case ag::protection::same_transaction:
        ended = run_composition(in_transaction, what, sends, attended);
        break;
    default: ended = run_composition(unprotected, what, sends, attended); break;
    }
    if (around.is_dead()) {
        around.note("died");
        return ended;
    }
    around.note("ended %s, %d", name(ended.how).data(), ended.answer);
    if (ended.how == ag::status::completed) what.acknowledged.push_back(ended.answer);
    if (ended.how == ag::status::failed && !ended.was_overtaken)
        what.failed_tries.push_back(sends.number_of_try());
    return ended;
}

/// Comes to each of the errands, again when it failed and after a death.
class worker {
public:
    worker(world& around, std::vector<errand*> todo, setting const& used, int number)
        : world_(&around), todo_(std::move(todo)), used_(used), number_(number) {}

    void operator()() {
        for (int lives = 0; lives < 4 && done_ < todo_.size(); ++lives) {
            world_->worker = number_;
            live();
            world_->pause(world_->chance.between(1, 1500));
        }
    }

private:
    void live() {
        running_process const mine(*world_);
        auto database = open_database(*world_, used_);
        if (!database) return;
        while (done_ < todo_.size()) {
            ending const ended = run_errand(*world_, *todo_[done_], *database, used_);
            if (mine.is_dead()) return;
            bool const again = ended.how == ag::status::failed || world_->chance.once_in(3);
            if (!again || ++tries_ > 3) {
                ++done_;
                tries_ = 0;
            }
            world_->pause(world_->chance.between(0, 400));
        }
    }

    world* world_;
    std::vector<errand*> todo_;
    setting used_;
    int number_;
    std::size_t done_ = 0;
    int tries_ = 0;
};

} // namespace fault_tests

#endif
