#ifndef ACTION_GRAMMAR_COMPOSITION_THREAD_POOL_HPP
#define ACTION_GRAMMAR_COMPOSITION_THREAD_POOL_HPP

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace action_grammar {

/// A `bulk_executor` of threads. The caller of `bulk` takes tasks too, so that a bulk within a task makes
/// progress even when every thread is busy. Not part of the core: include this header for it.
class thread_pool {
public:
    /// @param threads  besides the callers'; 0 leaves every task to them
    explicit thread_pool(std::size_t threads) {
        threads_.reserve(threads);
        for (std::size_t i = 0; i < threads; ++i)
            threads_.emplace_back([this] { serve(); });
    }
    thread_pool(thread_pool const&) = delete;
    thread_pool& operator=(thread_pool const&) = delete;
    ~thread_pool() {
        {
            std::lock_guard const lock(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (std::thread& thread : threads_)
            thread.join();
    }

    /// Calls `task(0)` to `task(count - 1)`, each once, and returns when all have returned.
    template <class Task>
    void bulk(std::size_t count, Task const& task) {
        if (count == 0) return;
        auto const work = std::make_shared<batch>(count, &task, [](void const* self, std::size_t index) {
            (*static_cast<Task const*>(self))(index);
        });
        if (!threads_.empty() && count > 1) {
            {
                std::lock_guard const lock(mutex_);
                waiting_.push_back(work);
            }
            wake_.notify_all();
        }
        work->help();
        work->wait();
        std::lock_guard const lock(mutex_);
        std::erase(waiting_, work);
    }

private:
    /// The tasks of one bulk. It outlives the call for threads that look at it late; the task itself does
    /// not, and is not called once every index is taken.
    struct batch {
        batch(std::size_t tasks, void const* object, void (*function)(void const*, std::size_t))
            : count(tasks), self(object), call(function) {}

        void help() {
            for (std::size_t index = next.fetch_add(1); index < count; index = next.fetch_add(1)) {
                call(self, index);
                if (done.fetch_add(1) + 1 == count) done.notify_all();
            }
        }
        void wait() const {
            for (std::size_t finished = done.load(); finished < count; finished = done.load())
                done.wait(finished);
        }
        [[nodiscard]] bool has_work() const { return next.load() < count; }

        std::size_t count;
        void const* self;
        void (*call)(void const*, std::size_t);
        std::atomic<std::size_t> next{0};
        std::atomic<std::size_t> done{0};
    };

    void serve() {
        std::unique_lock lock(mutex_);
        while (true) {
            std::shared_ptr<batch> work;
            wake_.wait(lock, [&] { return stopping_ || (work = oldest_with_work()) != nullptr; });
            if (work == nullptr) return;
            lock.unlock();
            work->help();
            work.reset();
            lock.lock();
        }
    }
    std::shared_ptr<batch> oldest_with_work() {
        for (auto const& work : waiting_) {
            if (work->has_work()) return work;
        }
        return nullptr;
    }

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<std::shared_ptr<batch>> waiting_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace action_grammar

#endif
