#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_MEASURE_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_MEASURE_HPP

#include <string>
#include <utility>

#include <benchmark/benchmark.h>

namespace contract_benchmarks {

/// Measures `call`, under the title `CASE ALTERNATIVE`. Its result is released within the time.
template <class Call>
void measure(std::string const& title, Call call) {
    benchmark::RegisterBenchmark(title.c_str(), [call = std::move(call)](benchmark::State& state) {
        for (auto _ : state)
            benchmark::DoNotOptimize(call());
    });
}

inline void run(int count, char** arguments) {
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
}

} // namespace contract_benchmarks

#endif
