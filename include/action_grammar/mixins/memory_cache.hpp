#ifndef ACTION_GRAMMAR_MIXINS_MEMORY_CACHE_HPP
#define ACTION_GRAMMAR_MIXINS_MEMORY_CACHE_HPP

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

namespace action_grammar {

/// A `cache_store` in memory that keeps the values used last. Safe to use from several threads. Not part of
/// the core: include this header for it.
///
/// @tparam Hash  of the key
template <class Key, class Value, class Hash = std::hash<Key>>
class memory_cache {
public:
    /// @param capacity  the number of values kept at most; 0 keeps none
    explicit memory_cache(std::size_t capacity) : capacity_(capacity) {}

    /// The value under a key, if it is kept. O(1).
    [[nodiscard]] std::optional<Value> find(Key const& key) {
        std::lock_guard const lock(mutex_);
        auto const found = index_.find(key);
        if (found == index_.end()) return std::nullopt;
        entries_.splice(entries_.begin(), entries_, found->second); // used last
        return found->second->second;
    }

    /// Keeps a value under a key, in the place of an older one; drops the one that was not used for longest.
    /// O(1).
    void put(Key const& key, Value const& value) {
        std::lock_guard const lock(mutex_);
        if (auto const found = index_.find(key); found != index_.end()) {
            found->second->second = value;
            entries_.splice(entries_.begin(), entries_, found->second);
            return;
        }
        if (capacity_ == 0) return;
        if (entries_.size() == capacity_) {
            index_.erase(entries_.back().first);
            entries_.pop_back();
        }
        entries_.emplace_front(key, value);
        index_.emplace(key, entries_.begin());
    }

    [[nodiscard]] std::size_t size() const {
        std::lock_guard const lock(mutex_);
        return entries_.size();
    }

private:
    using entries = std::list<std::pair<Key, Value>>;

    mutable std::mutex mutex_;
    std::size_t capacity_;
    entries entries_;
    std::unordered_map<Key, typename entries::iterator, Hash> index_;
};

} // namespace action_grammar

#endif
