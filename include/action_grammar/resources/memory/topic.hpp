#ifndef ACTION_GRAMMAR_RESOURCES_MEMORY_TOPIC_HPP
#define ACTION_GRAMMAR_RESOURCES_MEMORY_TOPIC_HPP

#include <mutex>
#include <set>
#include <string>
#include <vector>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/memory/error.hpp>
#include <action_grammar/resources/memory/script.hpp>

namespace action_grammar::memory {

/// A topic in memory: the events that were published to it, in order. Its script lets publishing fail. Safe to use from
/// many threads.
///
///     ag::emit<"told">(&memory::topic<shipped>::publish_once, ag::keyed_by(&shipped::order))
template <class Event>
class topic {
public:
    /// For `emit`, `unprotected`: every call is another event.
    result<void, error> publish(Event const& event, deadline until) {
        return script_.play("publish", {}, true, until, [&]() -> result<void, error> {
            std::lock_guard const lock(guard_);
            events_.push_back(event);
            return {};
        });
    }
    /// For `emit`, `keyed_by`: one event for each key.
    result<void, error> publish_once(Event const& event, idempotency_key<std::string> key, deadline until) {
        return script_.play("publish_once", key.value, true, until, [&]() -> result<void, error> {
            std::lock_guard const lock(guard_);
            if (keys_.insert(key.value).second) events_.push_back(event);
            return {};
        });
    }

    [[nodiscard]] std::vector<Event> events() const {
        std::lock_guard const lock(guard_);
        return events_;
    }
    [[nodiscard]] memory::script& script() noexcept { return script_; }

private:
    mutable std::mutex guard_;
    std::vector<Event> events_;
    std::set<std::string> keys_;
    memory::script script_;
};

} // namespace action_grammar::memory

#endif
