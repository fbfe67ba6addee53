#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_HANDLE_POOL_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_HANDLE_POOL_HPP

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/http/library.hpp>

namespace action_grammar::http::detail {

/// Handles of libcurl, each with the connections that it keeps; lent to one thread at a time. The one that came back
/// last is lent first, since its connections are the warmest.
class handle_pool {
public:
    explicit handle_pool(std::size_t most) : most_(most == 0 ? 1 : most) {}

    /// A handle on loan.
    class lease {
    public:
        lease() = default;
        lease(handle_pool& from, easy_handle handle) noexcept : from_(&from), handle_(std::move(handle)) {}
        lease(lease&& other) noexcept
            : from_(std::exchange(other.from_, nullptr)), handle_(std::move(other.handle_)) {}
        lease& operator=(lease&&) = delete;
        ~lease() {
            if (from_ != nullptr) from_->take_back(std::move(handle_));
        }
        /// Null if none got free in time, or if there is no memory for one.
        [[nodiscard]] CURL* get() const noexcept { return handle_.get(); }

    private:
        handle_pool* from_ = nullptr;
        easy_handle handle_;
    };

    /// Waits for a handle until the deadline.
    [[nodiscard]] lease lend(time_point until) {
        std::unique_lock lock(guard_);
        if (!returned_.wait_until(lock, until, [this] { return lent_ < most_; })) return {};
        easy_handle handle;
        if (!idle_.empty()) {
            handle = std::move(idle_.back());
            idle_.pop_back();
        }
        if (!handle) handle.reset(curl_easy_init());
        if (!handle) return {};
        idle_.reserve(most_); // so that taking it back needs no memory
        ++lent_;
        return {*this, std::move(handle)};
    }

private:
    void take_back(easy_handle handle) noexcept {
        {
            std::lock_guard const lock(guard_);
            --lent_;
            idle_.push_back(std::move(handle));
        }
        returned_.notify_one();
    }

    std::mutex guard_;
    std::condition_variable returned_;
    std::vector<easy_handle> idle_;
    std::size_t lent_ = 0;
    std::size_t most_;
};

} // namespace action_grammar::http::detail

#endif
