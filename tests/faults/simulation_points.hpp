#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_POINTS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_POINTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace fault_tests {

/// What can go wrong, and where.
enum class fault_point : std::uint8_t {
    dies_before_begin,
    dies_after_begin,
    dies_before_asking,
    dies_after_asking,
    dies_before_sending,
    dies_after_sending,
    dies_before_complete,
    dies_after_complete,
    dies_before_withdraw,
    dies_before_doubt,
    dies_in_database,
    power_lost_between_steps,
    power_lost_in_database,
    power_lost_in_sync,
    paused_beyond_lease,
    clock_jumps_ahead,
    clock_jumps_back,
    request_refused,
    request_dropped,
    request_delayed,
    request_doubled,
    answer_dropped,
    answer_late,
    line_throws,
    question_unanswered,
    database_busy,
    open_fails,
    read_fails,
    write_fails,
    write_is_short,
    disk_is_full,
    sync_fails,
    sync_fails_after_all,
    truncate_fails,
    lock_fails,
    delete_fails,
    delete_fails_after_all,
    shared_memory_fails,
};

inline constexpr std::array fault_names = std::to_array<std::string_view>({
    "worker dies before begin",
    "worker dies after begin",
    "worker dies before asking",
    "worker dies after asking",
    "worker dies before sending",
    "worker dies after sending",
    "worker dies before complete",
    "worker dies after complete",
    "worker dies before withdraw",
    "worker dies before doubt",
    "worker dies in the database",
    "power lost between steps",
    "power lost in the database",
    "power lost in a sync",
    "worker paused beyond its lease",
    "clock jumps ahead",
    "clock jumps back",
    "receiver refuses",
    "request dropped",
    "request delayed",
    "request doubled",
    "answer dropped",
    "answer beyond the deadline",
    "line throws",
    "question unanswered",
    "database busy",
    "open fails",
    "read fails",
    "write fails",
    "write is short",
    "disk is full",
    "sync fails",
    "sync fails after all",
    "truncate fails",
    "lock fails",
    "delete fails",
    "delete fails after all",
    "shared memory fails",
});

inline constexpr std::size_t fault_count = fault_names.size();
static_assert(fault_count == static_cast<std::size_t>(fault_point::shared_memory_fails) + 1);

using fault_counts = std::array<std::uint64_t, fault_count>;

constexpr std::string_view name(fault_point which) noexcept {
    return fault_names[static_cast<std::size_t>(which)];
}

} // namespace fault_tests

#endif
