#ifndef ACTION_GRAMMAR_RESOURCES_MEMORY_TABLE_HPP
#define ACTION_GRAMMAR_RESOURCES_MEMORY_TABLE_HPP

#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/memory/error.hpp>
#include <action_grammar/resources/memory/script.hpp>

namespace action_grammar::memory {

/// A table in memory, for tests and for trying things out: rows by their key, which an operation's script lets fail.
///
///     memory::table<std::string, order> orders(&order::id);
///     orders.script().fail(1, memory::fault::lost_after);
///     ag::persist<"stored">(&memory::table<std::string, order>::upsert, ag::natural)
///
/// Safe to use from many threads.
template <class Key, class Row>
class table {
public:
    /// @param key  a member pointer of Row, or a callable, that gives its key
    template <class Projection>
    explicit table(Projection key) : key_of_([key](Row const& row) { return Key(std::invoke(key, row)); }) {}

    /// For `fetch`: the row of a key. Errors: `not_found`.
    result<Row, error> find(Key const& key, deadline until) {
        return script_.play("find", {}, false, until, [&]() -> result<Row, error> {
            std::lock_guard const lock(guard_);
            auto const found = rows_.find(key);
            if (found == rows_.end()) return unexpected(error{error_kind::not_found, "there is no such row"});
            return found->second;
        });
    }
    /// For `fetch`: the row of a key, or none.
    result<std::optional<Row>, error> look_up(Key const& key, deadline until) {
        return script_.play("look_up", {}, false, until, [&]() -> result<std::optional<Row>, error> {
            std::lock_guard const lock(guard_);
            auto const found = rows_.find(key);
            return found == rows_.end() ? std::optional<Row>() : std::optional<Row>(found->second);
        });
    }
    /// For `persist`, `natural`: the row is there from now on, in place of one of its key.
    result<Row, error> upsert(Row const& row, deadline until) {
        return script_.play("upsert", {}, true, until, [&]() -> result<Row, error> {
            std::lock_guard const lock(guard_);
            rows_.insert_or_assign(key_of_(row), row);
            return row;
        });
    }
    /// For `persist`, `unprotected`. Errors: `exists`.
    result<Row, error> insert(Row const& row, deadline until) {
        return script_.play("insert", {}, true, until, [&]() -> result<Row, error> {
            std::lock_guard const lock(guard_);
            if (!rows_.try_emplace(key_of_(row), row).second)
                return unexpected(error{error_kind::exists, "there is a row of that key"});
            return row;
        });
    }
    /// For `persist`, `keyed_by`: the row that was inserted under the idempotency key, now or before.
    result<Row, error> insert_once(Row const& row, idempotency_key<Key> key, deadline until) {
        return script_.play("insert_once", text_of(key.value), true, until, [&]() -> result<Row, error> {
            std::lock_guard const lock(guard_);
            return rows_.try_emplace(key.value, row).first->second;
        });
    }
    /// For `persist`, `natural`: no row has the key from now on. Yields whether one had.
    result<bool, error> erase(Key const& key, deadline until) {
        return script_.play("erase", {}, true, until, [&]() -> result<bool, error> {
            std::lock_guard const lock(guard_);
            return rows_.erase(key) > 0;
        });
    }

    /// What is there now.
    [[nodiscard]] std::map<Key, Row> rows() const {
        std::lock_guard const lock(guard_);
        return rows_;
    }
    /// Puts a row there, as no call of an operation.
    void put(Row row) {
        std::lock_guard const lock(guard_);
        Key key = key_of_(row);
        rows_.insert_or_assign(std::move(key), std::move(row));
    }
    [[nodiscard]] memory::script& script() noexcept { return script_; }

private:
    static std::string text_of(Key const& key) {
        if constexpr (requires { std::string(key); })
            return std::string(key);
        else if constexpr (requires { std::to_string(key); })
            return std::to_string(key);
        else
            return {};
    }

    std::function<Key(Row const&)> key_of_;
    mutable std::mutex guard_;
    std::map<Key, Row> rows_;
    memory::script script_;
};

} // namespace action_grammar::memory

#endif
