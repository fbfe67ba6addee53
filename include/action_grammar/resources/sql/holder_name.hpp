#ifndef ACTION_GRAMMAR_RESOURCES_SQL_HOLDER_NAME_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_HOLDER_NAME_HPP

#include <atomic>
#include <cstdint>
#include <random>
#include <string>

#include <unistd.h>

namespace action_grammar::sql {

/// A name that no other claim has: the process, a count, and 64 random bits, drawn anew each time. A fork has its
/// parent's memory, and may have the number of a process that is dead.
inline std::string holder_name() {
    static std::atomic<std::uint64_t> count{0};
    std::random_device bits;
    std::uint64_t const chance = (std::uint64_t{bits()} << 32U) | bits();
    return std::to_string(chance) + '.' + std::to_string(::getpid()) + '.' + std::to_string(++count);
}

} // namespace action_grammar::sql

#endif
