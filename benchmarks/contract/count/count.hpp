#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_COUNT_COUNT_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_COUNT_COUNT_HPP

#include <cstdio>
#include <string>

#include <valgrind/callgrind.h>

#include "../given.hpp"

namespace contract_benchmarks {

/// How often a call is counted, after one that is not.
inline constexpr int counted_calls = 100;

/// Under callgrind, dumps what so many calls take, with the name and their number as the dump's trigger. A first call,
/// whose counts are dropped, binds symbols and fills statics. `call` tells whether its answer is the right one.
template <class Call>
void count(std::string const& name, Call call) {
    expect(call(), name + ": another answer");
    CALLGRIND_ZERO_STATS;
    bool same = true;
    for (int i = 0; i < counted_calls; ++i)
        same &= call();
    std::string const title = name + ' ' + std::to_string(counted_calls);
    CALLGRIND_DUMP_STATS_AT(title.c_str());
    expect(same, name + ": another answer later");
    std::puts(title.c_str());
}

void count_validation();
void count_filters();
void count_conversion();
void count_containment();

} // namespace contract_benchmarks

#endif
