#ifndef ACTION_GRAMMAR_RESOURCES_MEMORY_SCRIPT_HPP
#define ACTION_GRAMMAR_RESOURCES_MEMORY_SCRIPT_HPP

// What a double does wrong, and what was asked of it.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/memory/error.hpp>

namespace action_grammar::memory {

/// How a call fails.
enum class fault : std::uint8_t {
    permanent,   ///< Nothing happens.
    transient,   ///< Nothing happens, and another try may succeed.
    lost_before, ///< Nothing happens, but nobody knows: in doubt, if it is a change.
    lost_after   ///< It happens, and its answer is lost: in doubt, if it is a change.
};

/// A call of a double.
struct call {
    std::string operation; ///< `"find"`, `"upsert"`
    std::string key;       ///< The idempotency key, if it came with one.
    std::optional<fault> failed;

    friend bool operator==(call const&, call const&) = default;
};

/// The calls of a double: which of them fail and how, how long each takes, and which there were. Safe to use from many
/// threads, as far as the clock is.
class script {
public:
    /// The nth call from the beginning fails.
    ///
    /// @param nth        from 1, counted over all operations
    void fail(std::size_t nth, fault how) {
        std::lock_guard const lock(guard_);
        planned_[nth] = how;
    }
    /// The next calls fail, so many.
    void fail_next(std::size_t count, fault how) {
        std::lock_guard const lock(guard_);
        for (std::size_t i = 1; i <= count; ++i)
            planned_[calls_.size() + i] = how;
    }
    /// Every call takes that long on a clock, which must outlive the script.
    template <clock Clock>
    void take(duration latency, Clock& on) {
        std::lock_guard const lock(guard_);
        latency_ = [latency, &on](deadline until) {
            time_point const ready = on.now() + latency;
            on.sleep_until(std::min(ready, until.at));
            return ready <= until.at;
        };
    }
    [[nodiscard]] std::vector<call> calls() const {
        std::lock_guard const lock(guard_);
        return calls_;
    }

    /// Plays a call: waits its latency, fails as planned, and otherwise or before calls `effect`, which answers a result
    /// with an `error`.
    ///
    /// @param changes  whether the operation changes something
    template <class Effect>
    auto play(std::string_view operation, std::string key, bool changes, deadline until, Effect effect)
        -> decltype(effect()) {
        std::optional<fault> how;
        std::function<bool(deadline)> latency;
        {
            std::lock_guard const lock(guard_);
            if (auto const found = planned_.find(calls_.size() + 1); found != planned_.end())
                how = found->second;
            calls_.push_back({std::string(operation), std::move(key), how});
            latency = latency_;
        }
        bool const in_time = !latency || latency(until);
        if (how == fault::permanent || how == fault::transient)
            return unexpected(failure(operation, how == fault::transient, false));
        bool const lost = how.has_value();
        if (how != fault::lost_before) {
            auto answer = effect();
            if (!lost && in_time) return answer;
        }
        error why = failure(operation, true, changes);
        if (!lost) {
            why.kind = error_kind::deadline;
            why.message = std::string(operation) + ": no answer until the deadline";
        }
        return unexpected(std::move(why));
    }

private:
    static error failure(std::string_view operation, bool transient, bool in_doubt) {
        return {error_kind::injected, std::string(operation) + ": fails as planned", transient, in_doubt};
    }

    mutable std::mutex guard_;
    std::map<std::size_t, fault> planned_;
    std::vector<call> calls_;
    std::function<bool(deadline)> latency_;
};

} // namespace action_grammar::memory

#endif
