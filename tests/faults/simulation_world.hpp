#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_WORLD_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_WORLD_HPP

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "simulation_fibers.hpp"
#include "simulation_points.hpp"
#include "vfs.hpp"

namespace fault_tests {

inline constexpr simulated_time lease_of_runs = 1000;

/// Everything around the workers: time, the disk, chance, and the faults that a seed has chosen.
class world final : public disk::watcher {
public:
    world(std::uint64_t seed, fault_counts& counts, std::string* trace)
        : chance(seed), files(seed ^ 0x5bd1e995U), turns(chance), counts_(&counts), trace_(trace) {
        files.watched_by = this;
        use_disk(files);
        choose_faults();
    }

    template <class... Numbers>
    void note(char const* form, Numbers... numbers) {
        if (trace_ == nullptr) return;
        std::array<char, 200> line{};
        int const begun = std::snprintf(line.data(), line.size(), "%8lld  worker %d  ",
                                        static_cast<long long>(turns.now), worker);
        auto* const rest = line.data() + begun;
        std::size_t const room = line.size() - static_cast<std::size_t>(begun);
        if constexpr (sizeof...(numbers) == 0)
            std::snprintf(rest, room, "%s", form);
        else
            std::snprintf(rest, room, form, numbers...);
        *trace_ += line.data();
        *trace_ += '\n';
    }

    /// Whether a fault happens here and now.
    bool strikes(fault_point which) {
        auto const at = static_cast<std::size_t>(which);
        if (is_calm || left_ == 0 || rates_[at] == 0 || !chance.once_in(rates_[at])) return false;
        --left_;
        ++(*counts_)[at];
        note("! %s", fault_names[at].data());
        return true;
    }

    /// A place between two steps of a worker, where another one may run and this one die.
    void between_steps(fault_point dies) {
        if (is_dead()) return;
        if (chance.once_in(2)) pause(0);
        if (is_dead()) return;
        if (strikes(dies)) return die();
        if (strikes(fault_point::power_lost_between_steps)) return lose_power();
        if (strikes(fault_point::paused_beyond_lease)) pause(lease_of_runs + chance.below(1000));
        if (strikes(fault_point::clock_jumps_ahead)) skew_ += chance.between(100, 3000);
        if (strikes(fault_point::clock_jumps_back)) skew_ -= chance.between(100, 3000);
    }

    [[nodiscard]] bool is_dead() const noexcept { return files.running != nullptr && !files.running->alive; }
    void die() { files.end(*files.running); }
    void lose_power() {
        static constexpr std::array ways{loss_of_power::keeps_all, loss_of_power::keeps_none,
                                         loss_of_power::keeps_some, loss_of_power::tears};
        files.lose_power(ways[static_cast<std::size_t>(chance.below(4))]);
        for (process* const one : processes)
            one->alive = false;
    }

    /// Others run, for this long at least.
    void pause(simulated_time milliseconds) {
        if (!turns.in_fiber()) {
            turns.now += milliseconds;
            return;
        }
        auto* const mine = files.running;
        int const me = worker;
        turns.sleep(milliseconds);
        files.running = mine;
        worker = me;
    }

    /// From here on nothing goes wrong.
    void calm_down() { is_calm = true; }

    /// The database's clock, in milliseconds since 1970.
    std::int64_t now() override { return 1'700'000'000'000 + turns.now + skew_; }

    disk_answer before(disk_operation what, std::string_view name) override;

    /// Something that happens later, whoever runs then.
    void later(simulated_time when, std::function<void()> what) {
        events_.push_back({turns.now + when, std::move(what)});
    }
    void let_events_happen(bool all = false) {
        for (std::size_t i = 0; i < events_.size();) {
            if (!all && events_[i].first > turns.now) {
                ++i;
                continue;
            }
            auto const what = std::move(events_[i].second);
            events_.erase(events_.begin() + static_cast<std::ptrdiff_t>(i));
            what();
        }
    }

    dice chance;
    disk files;
    scheduler turns;
    std::vector<process*> processes;
    bool is_calm = false;
    int worker = 0;

private:
    void choose_faults() {
        left_ = chance.between(1, 8);
        bool const all = chance.once_in(8);
        for (std::size_t i = 0; i < fault_count; ++i)
            rates_[i] = all || chance.once_in(4) ? chance.between(2, 25) : 0;
        // The database is asked a hundred times where a worker takes one step, and each worker begins.
        using enum fault_point;
        for (auto const often : {dies_in_database, power_lost_in_database, read_fails, write_fails,
                                 write_is_short, disk_is_full, lock_fails, database_busy})
            rates_[static_cast<std::size_t>(often)] *= chance.between(2, 20);
        for (auto const often :
             {dies_before_begin, dies_after_begin, power_lost_between_steps, paused_beyond_lease,
              clock_jumps_ahead, clock_jumps_back, open_fails, shared_memory_fails})
            rates_[static_cast<std::size_t>(often)] *= 3;
        for (auto const rare :
             {dies_before_asking, dies_after_asking, dies_before_withdraw, dies_before_doubt, request_refused,
              request_delayed, request_doubled, question_unanswered, truncate_fails})
            if (chance.once_in(3)) rates_[static_cast<std::size_t>(rare)] = chance.between(1, 4);
        turns_in_database_ = chance.once_in(3) ? 0 : chance.between(4, 40);
    }

    fault_counts* counts_;
    std::string* trace_;
    std::array<int, fault_count> rates_{};
    int left_ = 0;
    int turns_in_database_ = 0;
    std::int64_t skew_ = 0;
    std::vector<std::pair<simulated_time, std::function<void()>>> events_;
};

inline disk_answer world::before(disk_operation what, std::string_view name) {
    static_cast<void>(name);
    if (is_calm) return disk_answer::done;
    if (turns_in_database_ != 0 && chance.once_in(turns_in_database_)) pause(0);
    if (is_dead()) return disk_answer::fails;
    if (strikes(fault_point::dies_in_database)) {
        die();
        return disk_answer::fails;
    }
    if (strikes(fault_point::power_lost_in_database)
        || (what == disk_operation::sync && strikes(fault_point::power_lost_in_sync))) {
        lose_power();
        return disk_answer::fails;
    }
    using enum fault_point;
    switch (what) {
    case disk_operation::open: return strikes(open_fails) ? disk_answer::fails : disk_answer::done;
    case disk_operation::read: return strikes(read_fails) ? disk_answer::fails : disk_answer::done;
    case disk_operation::write:
        if (strikes(write_fails)) return disk_answer::fails;
        if (strikes(write_is_short)) return disk_answer::writes_half;
        return strikes(disk_is_full) ? disk_answer::is_full : disk_answer::done;
    case disk_operation::sync:
        if (strikes(sync_fails)) return disk_answer::fails;
        return strikes(sync_fails_after_all) ? disk_answer::fails_after : disk_answer::done;
    case disk_operation::truncate: return strikes(truncate_fails) ? disk_answer::fails : disk_answer::done;
    case disk_operation::lock:
        if (strikes(database_busy)) return disk_answer::is_busy;
        return strikes(lock_fails) ? disk_answer::fails : disk_answer::done;
    case disk_operation::remove:
        if (strikes(delete_fails)) return disk_answer::fails;
        return strikes(delete_fails_after_all) ? disk_answer::fails_after : disk_answer::done;
    case disk_operation::map: return strikes(shared_memory_fails) ? disk_answer::fails : disk_answer::done;
    }
    return disk_answer::done;
}

} // namespace fault_tests

#endif
