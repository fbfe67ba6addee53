#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_PROMISES_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_PROMISES_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "simulation_worker.hpp"

namespace fault_tests {

/// What a ledger promises, and how it can be broken.
enum class promise : std::uint8_t { once, repeated, done, kept, failed, ends, whole };
inline constexpr std::array promise_names = std::to_array<std::string_view>({
    "at most one effect for each key",
    "what is unprotected is sent once",
    "what completed has happened",
    "an acknowledged answer is kept",
    "what failed, and may be run again, has not happened",
    "every run comes to an end: completed, or in doubt without a protection",
    "the database is sound",
});

using broken_promises = std::array<std::uint64_t, promise_names.size()>;

/// The end of a simulation: nothing fails any more, each errand is run until it is done, and accounts are settled.
class settlement {
public:
    settlement(world& around, setting const& used) : world_(&around), used_(used) {}

    broken_promises operator()(std::vector<errand>& all) {
        world_->worker = 0;
        bool const late_first = world_->chance.once_in(2);
        if (late_first) world_->let_events_happen(true);
        auto database = open_database(*world_, used_);
        check(promise::whole, database.has_value());
        if (database) {
            for (errand& one : all)
                finish(one, *database);
            world_->let_events_happen(true);
            for (errand& one : all)
                judge(one, *database);
            check(promise::whole, is_sound(*database));
        }
        return broken_;
    }

private:
    void check(promise which, bool holds) {
        if (holds) return;
        world_->note("BROKEN: %s", promise_names[static_cast<std::size_t>(which)].data());
        ++broken_[static_cast<std::size_t>(which)];
    }
    void finish(errand& one, ag::sqlite::connection& database) {
        ending ended;
        for (int tries = 0; tries < 3 && ended.how == ag::status::failed; ++tries) {
            world_->turns.now += 1'000'000; // longer than any lease
            ended = run_errand(*world_, one, database, used_);
        }
        is_done_ = ended.how == ag::status::completed;
        bool const may_doubt = one.guard == ag::protection::unprotected;
        check(promise::ends, is_done_ || (may_doubt && ended.how == ag::status::in_doubt));
        done_.push_back(is_done_);
    }
    void judge(errand& one, ag::sqlite::connection& database) {
        if (one.guard == ag::protection::same_transaction) one.happened_by = rows_of(one, database);
        bool const done = done_[judged_++];
        auto const effects = one.happened_by.size();
        bool const may_differ = one.guard == ag::protection::natural // sets the same again
                             || (one.guard == ag::protection::verified && one.is_overrun);
        check(promise::once, effects <= 1 || may_differ);
        check(promise::repeated, one.guard != ag::protection::unprotected || one.sends <= 1);
        check(promise::done, !done || effects >= 1);
        for (int const answer : one.acknowledged)
            check(promise::kept, done && answer == one.acknowledged.back() && answer / 1000 == one.key);
        for (int const by : one.failed_tries)
            check(promise::failed, std::count(one.happened_by.begin(), one.happened_by.end(), by) == 0);
    }
    static std::vector<int> rows_of(errand const& one, ag::sqlite::connection& database) {
        ag::sql::bindings given;
        static_cast<void>(given.add(one.key));
        std::vector<int> tries;
        auto rows = database.run("SELECT try FROM effects WHERE errand = $1", given.values());
        while (rows) {
            auto const more = rows->next();
            if (!more || !*more) break;
            tries.push_back(static_cast<int>(std::get<std::int64_t>(rows->at(0))));
        }
        return tries;
    }
    static bool is_sound(ag::sqlite::connection& database) {
        auto rows = database.run("PRAGMA integrity_check", {});
        if (!rows) return false;
        auto const more = rows->next();
        return more && *more && std::get<std::string_view>(rows->at(0)) == "ok";
    }

    world* world_;
    setting used_;
    bool is_done_ = false;
    std::vector<bool> done_;
    std::size_t judged_ = 0;
    broken_promises broken_{};
};

} // namespace fault_tests

#endif
