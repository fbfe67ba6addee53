#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <tuple>
#include <vector>

#include <valgrind/callgrind.h>

#include "cases.hpp"

// Calls every version on the same requests, checks that all versions of a shape answer the same, and prints
//
//     SHAPE VERSION accepted|refused CALLS ALLOCATIONS
//
// Under callgrind it also dumps the instructions of each of these lines, with the line's first three words as
// the dump's trigger. A first pass, whose counts are dropped, binds symbols and fills statics.

namespace {
std::size_t allocations = 0;
} // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size)) return memory;
    std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

void reset_rows() {
    std::get<shop::order_table&>(shop::stored()).rows = 0;
    std::get<shop::outbox&>(shop::stored()).rows = 0;
}

std::uint64_t call_all(shop::version const& one, std::vector<shop::order_request> const& requests) {
    std::uint64_t all = 0;
    for (shop::order_request const& request : requests)
        all = all * 31 + one.call(request, shop::stored());
    return all;
}

std::uint64_t measure(shop::version const& one, char const* kind,
                      std::vector<shop::order_request> const& requests) {
    call_all(one, requests);
    reset_rows();
    std::size_t const before = allocations;
    CALLGRIND_ZERO_STATS;
    std::uint64_t const answers = call_all(one, requests);
    std::size_t const made = allocations - before;
    std::string const title = std::string(one.shape) + ' ' + std::string(one.name) + ' ' + kind;
    CALLGRIND_DUMP_STATS_AT(title.c_str());
    std::printf("%s %zu %zu\n", title.c_str(), requests.size(), made);
    return answers;
}

} // namespace

int main() {
    std::uint64_t expected[3] = {};
    bool same = true;
    for (shop::version const& one : shop::versions) {
        std::uint64_t const answered[3] = {
            measure(one, "accepted", shop::accepted_requests()),
            measure(one, "refused", shop::refused_requests()),
            shop::no_throw ? 0 : one.call(shop::throwing_request(), shop::stored()),
        };
        for (int i = 0; i < 3; ++i) {
            if (one.name == "by_hand") {
                expected[i] = answered[i];
            } else if (answered[i] != expected[i]) {
                std::fprintf(stderr, "%s answers differently from by_hand\n", std::string(one.shape).c_str());
                same = false;
            }
        }
    }
    return same ? EXIT_SUCCESS : EXIT_FAILURE;
}
