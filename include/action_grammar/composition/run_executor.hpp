#ifndef ACTION_GRAMMAR_COMPOSITION_RUN_EXECUTOR_HPP
#define ACTION_GRAMMAR_COMPOSITION_RUN_EXECUTOR_HPP

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>

namespace action_grammar {

/// Why an executor did not run a task.
///
/// - `full`: as many wait as may. Tell the caller to come back later (HTTP 503, say), or `submit_by`.
/// - `stopping`: it was asked to stop before.
/// - `dropped`: it was accepted, and the executor stopped before it began.
enum class not_run : std::uint8_t { full, stopping, dropped };

/// The reason in words: `"full"`.
[[nodiscard]] constexpr std::string_view name(not_run why) noexcept {
    switch (why) {
    case not_run::full: return "full";
    case not_run::stopping: return "stopping";
    case not_run::dropped: return "dropped";
    }
    return "unknown";
}

/// What an executor may use.
struct executor_limits {
    std::size_t threads = 4;  ///< At least 1. With resources from a pool, no more than there are of them.
    std::size_t waiting = 64; ///< Tasks that were accepted and have not begun. What is more is refused.
};

/// Serves many runs in one process: a fixed number of threads, and a queue with an end, so that what is too much is
/// refused at once instead of growing in memory and being late. Not part of the core: include this header for it.
///
///     ag::run_executor executor({.threads = 8, .waiting = 100});
///     auto reply = executor.submit([=, &pool] {
///         auto database = pool.lease();
///         ...
///         return ag::run(place_order, request, ag::environment{*database, ledger});
///     });
///     if (auto ended = reply.get(); !ended) return too_busy(ended.error());
///
/// It stops gracefully: see `stop`. Nothing that has begun is abandoned.
class run_executor {
public:
    /// What becomes of a task: its value, or why it was not run. `get` throws what the task threw.
    template <class Task>
    using promised = std::future<result<std::invoke_result_t<std::remove_cvref_t<Task>&>, not_run>>;

    explicit run_executor(executor_limits limits = {}) : most_waiting_(limits.waiting) {
        std::size_t const count = limits.threads == 0 ? 1 : limits.threads;
        threads_.reserve(count);
        for (std::size_t i = 0; i < count; ++i)
            threads_.emplace_back([this] { serve(); });
    }
    run_executor(run_executor const&) = delete;
    run_executor& operator=(run_executor const&) = delete;
    /// Stops, and waits for what was accepted.
    ~run_executor() {
        static_cast<void>(stop());
        for (std::thread& each : threads_)
            each.join();
    }

    /// Runs a task on a thread of its own time, or refuses it at once. Its future is ready then.
    template <class Task>
    promised<Task> submit(Task task) {
        return submit_by(std::move(task), time_point::min());
    }

    /// The same, and while too many wait, waits for room until a time: of the two ways of holding callers back, the one
    /// for callers that can be made to wait.
    template <class Task>
    promised<Task> submit_by(Task task, time_point latest) {
        auto made = std::make_unique<job<Task>>(std::move(task));
        auto told = made->promise.get_future();
        std::unique_lock lock(mutex_);
        while (!stopping_ && waiting_.size() >= most_waiting_)
            if (latest == time_point::min() || room_.wait_until(lock, latest) == std::cv_status::timeout)
                break;
        if (stopping_ || waiting_.size() >= most_waiting_) {
            not_run const why = stopping_ ? not_run::stopping : not_run::full;
            lock.unlock();
            made->refuse(why);
            return told;
        }
        waiting_.push_back(std::move(made));
        lock.unlock();
        work_.notify_one();
        return told;
    }

    /// Accepts nothing more, and waits until all that was accepted has ended, or until a time; what has not begun by
    /// then is dropped, and what has begun is not waited for. May be called from any thread but those of its tasks.
    /// Returns how many were dropped.
    std::size_t stop(time_point latest = time_point::max()) {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        work_.notify_all();
        room_.notify_all();
        auto const all_ended = [this] { return waiting_.empty() && running_ == 0; };
        if (latest == time_point::max())
            idle_.wait(lock, all_ended);
        else
            idle_.wait_until(lock, latest, all_ended);
        auto const dropped = std::exchange(waiting_, {});
        lock.unlock();
        for (auto const& each : dropped)
            each->refuse(not_run::dropped);
        return dropped.size();
    }

    /// How many were accepted and have not begun.
    [[nodiscard]] std::size_t waiting() const {
        std::lock_guard const lock(mutex_);
        return waiting_.size();
    }
    /// How many are being run.
    [[nodiscard]] std::size_t running() const {
        std::lock_guard const lock(mutex_);
        return running_;
    }

private:
    struct any_job {
        any_job() = default;
        any_job(any_job const&) = delete;
        any_job& operator=(any_job const&) = delete;
        virtual ~any_job() = default;
        virtual void run() noexcept = 0;
        virtual void refuse(not_run why) = 0;
    };
    template <class Task>
    struct job final : any_job {
        using value = std::invoke_result_t<Task&>;
        explicit job(Task given) : task(std::move(given)) {}

        void run() noexcept override {
#if defined(__cpp_exceptions)
            try {
                keep();
            } catch (...) {
                promise.set_exception(std::current_exception());
            }
#else
            keep();
#endif
        }
        void keep() {
            if constexpr (std::is_void_v<value>) {
                task();
                promise.set_value({});
            } else {
                promise.set_value(task());
            }
        }
        void refuse(not_run why) override { promise.set_value(unexpected(why)); }

        Task task;
        std::promise<result<value, not_run>> promise;
    };

    void serve() {
        std::unique_lock lock(mutex_);
        for (;;) {
            work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            {
                auto const next = std::move(waiting_.front());
                waiting_.pop_front();
                ++running_;
                lock.unlock();
                room_.notify_one();
                next->run();
            } // what the task held goes before anybody is told that it has ended
            lock.lock();
            --running_;
            if (waiting_.empty() && running_ == 0) idle_.notify_all();
        }
    }

    mutable std::mutex mutex_;
    std::condition_variable work_;
    std::condition_variable room_;
    std::condition_variable idle_;
    std::deque<std::unique_ptr<any_job>> waiting_;
    std::size_t most_waiting_;
    std::size_t running_ = 0;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace action_grammar

#endif
