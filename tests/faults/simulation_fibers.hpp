#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_FIBERS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_FIBERS_HPP

// Workers that run by turns on one thread, as dice say, in a time of their own.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include <ucontext.h>

#include "simulation_dice.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS
#endif
#endif
#if defined(ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS)
#include <sanitizer/common_interface_defs.h>
#endif

namespace fault_tests {

/// A stack that runs something. It must not be left while an exception is being handled, which belongs to the thread.
class fiber {
public:
    static constexpr std::size_t stack_size = 512UL * 1024;

    fiber() : stack_(std::make_unique<char[]>(stack_size)) {}
    fiber(fiber const&) = delete;
    fiber& operator=(fiber const&) = delete;
    ~fiber() = default;

    void begin(std::function<void()> body) {
        body_ = std::move(body);
        is_done_ = false;
        getcontext(&own_);
        own_.uc_stack.ss_sp = stack_.get();
        own_.uc_stack.ss_size = stack_size;
        own_.uc_link = &caller_;
        auto const address = reinterpret_cast<std::uintptr_t>(this);
        makecontext(&own_, reinterpret_cast<void (*)()>(&fiber::run), 2,
                    static_cast<unsigned>(address >> 32U), static_cast<unsigned>(address & 0xffffffffU));
    }
    [[nodiscard]] bool is_done() const noexcept { return is_done_; }

    /// Runs it until it leaves or ends.
    void enter() {
#if defined(ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS)
        void* mine = nullptr;
        __sanitizer_start_switch_fiber(&mine, stack_.get(), stack_size);
        swapcontext(&caller_, &own_);
        __sanitizer_finish_switch_fiber(mine, nullptr, nullptr);
#else
        swapcontext(&caller_, &own_);
#endif
    }
    /// From within: back to who entered it.
    void leave() {
#if defined(ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS)
        void* mine = nullptr;
        __sanitizer_start_switch_fiber(is_done_ ? nullptr : &mine, caller_stack_, caller_size_);
        swapcontext(&own_, &caller_);
        __sanitizer_finish_switch_fiber(mine, &caller_stack_, &caller_size_);
#else
        swapcontext(&own_, &caller_);
#endif
    }

private:
    static void run(unsigned high, unsigned low) {
        auto* const self =
            reinterpret_cast<fiber*>((static_cast<std::uintptr_t>(high) << 32U) | std::uintptr_t{low});
#if defined(ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS)
        __sanitizer_finish_switch_fiber(nullptr, &self->caller_stack_, &self->caller_size_);
#endif
        self->body_();
        self->is_done_ = true;
        self->leave();
    }

    std::unique_ptr<char[]> stack_;
    std::function<void()> body_;
    ucontext_t own_{};
    ucontext_t caller_{};
    bool is_done_ = true;
#if defined(ACTION_GRAMMAR_TESTS_SANITIZED_FIBERS)
    void const* caller_stack_ = nullptr;
    std::size_t caller_size_ = 0;
#endif
};

/// Milliseconds of the simulation.
using simulated_time = std::int64_t;

/// Runs fibers by turns. Time passes when one sleeps, and a little at each turn.
class scheduler {
public:
    explicit scheduler(dice& chance) : chance_(&chance) {}

    void spawn(std::function<void()> body) {
        if (used_ == all_.size()) all_.push_back(std::make_unique<task>());
        task& one = *all_[used_++];
        one.wakes_at = 0;
        one.what.begin(std::move(body));
    }
    /// Until all are done; `between` is called before each turn.
    template <class Between>
    void run(Between between) {
        for (;;) {
            between();
            simulated_time first = std::numeric_limits<simulated_time>::max();
            int ready = 0;
            for (std::size_t i = 0; i < used_; ++i) {
                task const& one = *all_[i];
                if (one.what.is_done()) continue;
                first = std::min(first, one.wakes_at);
                if (one.wakes_at <= now) ++ready;
            }
            if (ready == 0) {
                if (first == std::numeric_limits<simulated_time>::max()) break;
                now = first;
                continue;
            }
            enter_one_of(ready);
        }
        used_ = 0;
    }

    /// In a fiber: lets others run. Elsewhere nothing.
    void yield() { sleep(0); }
    void sleep(simulated_time milliseconds) {
        if (running_ == nullptr) {
            now += milliseconds;
            return;
        }
        task* const mine = running_;
        mine->wakes_at = now + milliseconds;
        running_ = nullptr;
        mine->what.leave();
        running_ = mine;
    }
    [[nodiscard]] bool in_fiber() const noexcept { return running_ != nullptr; }

    simulated_time now = 0;

private:
    struct task {
        fiber what;
        simulated_time wakes_at = 0;
    };

    void enter_one_of(int ready) {
        int chosen = chance_->below(ready);
        for (std::size_t i = 0; i < used_; ++i) {
            task& one = *all_[i];
            if (one.what.is_done() || one.wakes_at > now || chosen-- != 0) continue;
            running_ = &one;
            one.what.enter();
            running_ = nullptr;
            break;
        }
        if (chance_->once_in(8)) ++now;
    }

    dice* chance_;
    std::vector<std::unique_ptr<task>> all_;
    std::size_t used_ = 0;
    task* running_ = nullptr;
};

} // namespace fault_tests

#endif
