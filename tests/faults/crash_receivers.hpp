#ifndef ACTION_GRAMMAR_TESTS_FAULTS_CRASH_RECEIVERS_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_CRASH_RECEIVERS_HPP

// The outside world, in which effects take place and are counted, and the compositions that change it.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/ledger/recorded_run.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sqlite/connection.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "crash_points.hpp"

namespace faults {

namespace ag = action_grammar;

struct order {
    std::string id;
};
struct receipt {
    std::string order;
    std::int64_t number = 0;
};
struct trouble {
    std::string what;
    bool in_doubt = true;
    bool transient = true;
};

/// The value of what cannot fail in these tests; what does ends the process.
template <class Value, class Error>
Value must(ag::result<Value, Error> made, std::string_view what) {
    if (!made) {
        std::string why;
        if constexpr (std::is_same_v<Error, ag::sql::error>) why = to_string(made.error());
        std::fprintf(stderr, "%.*s: %s\n", static_cast<int>(what.size()), what.data(), why.c_str());
        std::_Exit(3);
    }
    if constexpr (!std::is_void_v<Value>) return *std::move(made);
}

/// A number out of the first row of a query with one parameter; 0 without a row.
template <ag::sql::connection Connection>
std::int64_t number_of(Connection& database, std::string_view query, std::string_view value) {
    ag::sql::value const given[] = {value};
    auto rows = must(database.run(query, given, ag::sql::effect::changes), query);
    std::int64_t found = 0;
    while (must(rows.next(), query)) {
        ag::sql::value const held = rows.at(0);
        if (auto const* number = std::get_if<std::int64_t>(&held)) found = *number;
    }
    return found;
}

/// Where effects go whose record is in another place.
class receiver {
public:
    receiver() = default;
    receiver(receiver const&) = delete;
    receiver& operator=(receiver const&) = delete;
    virtual ~receiver() = default;

    /// Recognizes a repeat by the key, and gives it the first answer.
    virtual ag::result<receipt, trouble> put_keyed(order const& wanted,
                                                   ag::idempotency_key<std::string> key) = 0;
    /// Sets a state; answers how often it was set.
    virtual ag::result<receipt, trouble> set(order const& wanted) = 0;
    /// Takes everything as new.
    virtual ag::result<receipt, trouble> put(order const& wanted) = 0;
    virtual ag::result<std::optional<receipt>, trouble> find(order const& wanted) = 0;
};

/// The world as a file of SQLite.
class sqlite_receiver final : public receiver {
public:
    static constexpr char const* schema =
        "CREATE TABLE IF NOT EXISTS keyed (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);"
        "CREATE TABLE IF NOT EXISTS states (key TEXT PRIMARY KEY, sets INTEGER NOT NULL);"
        "CREATE TABLE IF NOT EXISTS plain (number INTEGER PRIMARY KEY, key TEXT NOT NULL);"
        "CREATE INDEX IF NOT EXISTS plain_keys ON plain (key);";

    explicit sqlite_receiver(std::string const& file)
        : database_(must(ag::sqlite::connection::open({.file = file}), "the receiver")) {
        must(database_.execute_script(schema), "the receiver's tables");
    }

    ag::result<receipt, trouble> put_keyed(order const& wanted,
                                           ag::idempotency_key<std::string> key) override {
        return answer(wanted,
                      "INSERT INTO keyed (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET key = key "
                      "RETURNING number",
                      key.value);
    }
    ag::result<receipt, trouble> set(order const& wanted) override {
        return answer(wanted,
                      "INSERT INTO states (key, sets) VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET sets = "
                      "sets + 1 RETURNING sets",
                      wanted.id);
    }
    ag::result<receipt, trouble> put(order const& wanted) override {
        return answer(wanted, "INSERT INTO plain (key) VALUES ($1) RETURNING number", wanted.id);
    }
    ag::result<std::optional<receipt>, trouble> find(order const& wanted) override {
        auto const number = number_of(database_, "SELECT number FROM plain WHERE key = $1", wanted.id);
        if (number == 0) return std::optional<receipt>();
        return std::optional(receipt{wanted.id, number});
    }

    [[nodiscard]] ag::sqlite::connection& database() noexcept { return database_; }
    /// Forgets all effects.
    void clear() {
        must(database_.execute_script("DELETE FROM keyed; DELETE FROM states; DELETE FROM plain"), "clear");
    }

private:
    ag::result<receipt, trouble> answer(order const& wanted, std::string_view statement,
                                        std::string_view key) {
        return receipt{wanted.id, number_of(database_, statement, key)};
    }

    ag::sqlite::connection database_;
};

/// A receiver at which the process can die.
class watched_receiver final : public receiver {
public:
    explicit watched_receiver(receiver& inner) : inner_(&inner) {}

    ag::result<receipt, trouble> put_keyed(order const& wanted,
                                           ag::idempotency_key<std::string> key) override {
        return watched([&] { return inner_->put_keyed(wanted, key); });
    }
    ag::result<receipt, trouble> set(order const& wanted) override {
        return watched([&] { return inner_->set(wanted); });
    }
    ag::result<receipt, trouble> put(order const& wanted) override {
        return watched([&] { return inner_->put(wanted); });
    }
    ag::result<std::optional<receipt>, trouble> find(order const& wanted) override {
        reach(point::before_asking);
        auto found = inner_->find(wanted);
        reach(point::after_asking);
        return found;
    }

private:
    template <class Work>
    static ag::result<receipt, trouble> watched(Work work) {
        reach(point::before_effect);
        auto made = work();
        reach(point::after_effect);
        return made;
    }

    receiver* inner_;
};

/// A table beside the ledger.
template <ag::sql::connection Connection>
class order_table {
public:
    static constexpr std::string_view schema =
        "CREATE TABLE IF NOT EXISTS orders (key TEXT NOT NULL, number BIGINT NOT NULL)";

    explicit order_table(Connection& database) : database_(&database) {}

    ag::result<receipt, ag::sql::error> insert(order const& wanted) {
        reach(point::before_effect);
        auto const made = ag::sql::execute(*database_, "INSERT INTO orders (key, number) VALUES ($1, $2)",
                                           wanted.id, std::int64_t{::getpid()});
        reach(point::after_effect);
        if (!made) return ag::unexpected(made.error());
        return receipt{wanted.id, ::getpid()};
    }

private:
    Connection* database_;
};

inline constexpr ag::protection protections[] = {ag::protection::same_transaction, ag::protection::keyed,
                                                 ag::protection::natural, ag::protection::verified,
                                                 ag::protection::unprotected};

inline constexpr auto make_order = ag::transform<"order">([](std::string const& id) { return order{id}; });
inline constexpr auto conclude = ag::transform<"number">([](receipt const& given) noexcept {
    reach(point::before_conclude);
    return given.number;
});

inline constexpr auto keyed = ag::command<"keyed">(
    make_order | ag::persist<"receipt">(&receiver::put_keyed, ag::keyed_by(&order::id)) | conclude);
inline constexpr auto natural =
    ag::command<"natural">(make_order | ag::persist<"receipt">(&receiver::set, ag::natural) | conclude);
inline constexpr auto verified = ag::command<"verified">(
    make_order | ag::persist<"receipt">(&receiver::put, ag::verified_by(&receiver::find)) | conclude);
inline constexpr auto unprotected = ag::command<"unprotected">(
    make_order | ag::persist<"receipt">(&receiver::put, ag::unprotected) | conclude);
template <class Connection>
inline constexpr auto in_transaction = ag::command<"same_transaction">(
    make_order | ag::persist<"receipt">(&order_table<Connection>::insert, ag::same_transaction) | conclude);

/// How a run ended, and what of.
struct run_result {
    ending ended = ending::none;
    long answer = 0;
    bool transient = false;
    std::string why;
};

template <class Outcome>
run_result result_of(Outcome const& ended) {
    if (ended) return {ending::completed, static_cast<long>(*ended), false, {}};
    run_result told{ended.status() == ag::status::in_doubt ? ending::in_doubt : ending::failed, 0, false, {}};
    if (!ended.has_error()) return told;
    told.transient = ag::transient(ended.error());
    std::visit(
        [&]<class Error>(Error const& error) {
            if constexpr (std::is_same_v<Error, ag::ledger_error>)
                told.why = std::string(name(error.why)) + ": " + error.detail;
            else if constexpr (std::is_same_v<Error, ag::sql::error>)
                told.why = to_string(error);
            else if constexpr (std::is_same_v<Error, trouble>)
                told.why = error.what;
            else
                told.why = "an exception";
        },
        ended.error());
    return told;
}

/// Runs the composition with this protection for a key.
template <class Connection>
run_result run_once(ag::protection guard, std::string const& key, Connection& database, receiver& world,
                    ag::effect_ledger& ledger) {
    ag::run_identity const identity{key};
    ag::environment around{world, ledger, identity};
    switch (guard) {
    case ag::protection::keyed: return result_of(ag::run(keyed, key, around));
    case ag::protection::natural: return result_of(ag::run(natural, key, around));
    case ag::protection::verified: return result_of(ag::run(verified, key, around));
    case ag::protection::unprotected: return result_of(ag::run(unprotected, key, around));
    default: {
        order_table<Connection> table(database);
        return result_of(ag::run(in_transaction<Connection>, key, ag::environment{table, ledger, identity}));
    }
    }
}

/// How many effects a key has had.
template <class Connection>
std::int64_t effects_of(ag::protection guard, std::string const& key, Connection& database,
                        sqlite_receiver& world) {
    switch (guard) {
    case ag::protection::keyed:
        return number_of(world.database(), "SELECT count(*) FROM keyed WHERE key = $1", key);
    case ag::protection::natural:
        return number_of(world.database(), "SELECT count(*) FROM states WHERE key = $1", key);
    case ag::protection::same_transaction:
        return number_of(database, "SELECT count(*) FROM orders WHERE key = $1", key);
    default: return number_of(world.database(), "SELECT count(*) FROM plain WHERE key = $1", key);
    }
}

} // namespace faults

#endif
