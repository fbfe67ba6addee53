#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_MEMORY_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_MEMORY_HPP

// Memory that runs out when it is told to: the global operator new, and SQLite's. One unit of a program includes this.

#include <cstddef>
#include <cstdlib>
#include <new>

#include <sqlite3.h>

namespace fault_tests {

/// Counts what is asked for while this lives, and refuses one of it, or all from there on.
class failing_memory {
public:
    explicit failing_memory(std::size_t refused, bool and_all_after = false) {
        asked_ = 0;
        refused_ = refused;
        goes_on_ = and_all_after;
        is_on_ = true;
    }
    failing_memory(failing_memory const&) = delete;
    failing_memory& operator=(failing_memory const&) = delete;
    ~failing_memory() { is_on_ = false; }

    /// Whether anything was refused.
    [[nodiscard]] static bool has_failed() noexcept { return asked_ >= refused_; }
    static bool refuses() noexcept {
        if (!is_on_) return false;
        ++asked_;
        return goes_on_ ? asked_ >= refused_ : asked_ == refused_;
    }

private:
    static inline std::size_t asked_ = 0;
    static inline std::size_t refused_ = 0;
    static inline bool goes_on_ = false;
    static inline bool is_on_ = false;
};

inline sqlite3_mem_methods true_memory{};

/// Before SQLite is used for the first time.
inline bool take_over_memory() {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &true_memory);
    sqlite3_mem_methods failing = true_memory;
    failing.xMalloc = [](int size) -> void* {
        return failing_memory::refuses() ? nullptr : true_memory.xMalloc(size);
    };
    failing.xRealloc = [](void* memory, int size) -> void* {
        return failing_memory::refuses() ? nullptr : true_memory.xRealloc(memory, size);
    };
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) == SQLITE_OK;
}

} // namespace fault_tests

[[gnu::noinline]] void* operator new(std::size_t size) {
    void* const memory = fault_tests::failing_memory::refuses() ? nullptr : std::malloc(size == 0 ? 1 : size);
    if (memory == nullptr) throw std::bad_alloc();
    return memory;
}
[[gnu::noinline]] void* operator new(std::size_t size, std::nothrow_t const&) noexcept {
    return fault_tests::failing_memory::refuses() ? nullptr : std::malloc(size == 0 ? 1 : size);
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::nothrow_t const&) noexcept { std::free(memory); }

#endif
