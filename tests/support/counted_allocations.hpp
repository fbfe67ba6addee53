#ifndef ACTION_GRAMMAR_TESTS_SUPPORT_COUNTED_ALLOCATIONS_HPP
#define ACTION_GRAMMAR_TESTS_SUPPORT_COUNTED_ALLOCATIONS_HPP

// Replaces the global operator new, so as to count what is asked of it. One unit of a program includes this.

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <new>

namespace counted_allocations {

inline std::atomic<std::size_t> calls{0};
inline std::atomic<std::size_t> bytes{0};

inline void* allocate(std::size_t size) noexcept {
    ++calls;
    bytes += size;
    return std::malloc(size == 0 ? 1 : size);
}

} // namespace counted_allocations

void* operator new(std::size_t size) {
    if (void* const memory = counted_allocations::allocate(size)) return memory;
    throw std::bad_alloc();
}
// Sanitizers have one of their own, whose memory `free` would refuse.
void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return counted_allocations::allocate(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::nothrow_t const&) noexcept { std::free(memory); }

#endif
