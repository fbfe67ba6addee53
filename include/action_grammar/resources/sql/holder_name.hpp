#ifndef ACTION_GRAMMAR_RESOURCES_SQL_HOLDER_NAME_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_HOLDER_NAME_HPP

#include <atomic>
#include <cstdint>
#include <random>
#include <string>

#include <unistd.h>

namespace action_grammar::sql {

/// A name that no other claim has: 64 random bits, the process (which may be a fork of another), and a count.
inline std::string holder_name() {
    static std::uint64_t const chance = [] {
        std::random_device bits;
        return (std::uint64_t{bits()} << 32U) | bits();
    }();
    static std::atomic<std::uint64_t> count{0};
    return std::to_string(chance) + '.' + std::to_string(::getpid()) + '.' + std::to_string(++count);
}

} // namespace action_grammar::sql

#endif
