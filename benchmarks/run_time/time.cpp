#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "cases.hpp"

// The same calls against the clock. One iteration is one pass over the accepted requests, and is reported per
// call.

namespace {

void run(benchmark::State& state, shop::version const& one) {
    std::vector<shop::order_request> const& requests = shop::accepted_requests();
    for (auto _ : state) {
        for (shop::order_request const& request : requests)
            benchmark::DoNotOptimize(one.call(request, shop::stored()));
    }
    state.counters["per_call"] =
        benchmark::Counter(static_cast<double>(requests.size()),
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

} // namespace

int main(int count, char** arguments) {
    for (shop::version const& one : shop::versions) {
        std::string const title = std::string(one.shape) + ' ' + std::string(one.name);
        benchmark::RegisterBenchmark(title.c_str(), [&one](benchmark::State& state) { run(state, one); });
    }
    benchmark::Initialize(&count, arguments);
    benchmark::RunSpecifiedBenchmarks();
}
