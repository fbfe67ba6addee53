// Threads race for one key, each with its own connection, or with one ledger in memory; and a run that is answered late,
// when another has taken its effect over.
//
//     race_keys folder=FOLDER [rounds=N] [threads=N] [postgresql=CONNINFO]

#include <atomic>
#include <barrier>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <action_grammar/ledger/memory_ledger.hpp>
#include <action_grammar/resources/postgresql/ledger.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include "crash_arguments.hpp"
#include "crash_receivers.hpp"

namespace {

using namespace faults;
using milliseconds = std::chrono::milliseconds;

/// A receiver whose answers take a while.
class slow_receiver final : public receiver {
public:
    slow_receiver(receiver& inner, std::function<void()> meanwhile)
        : inner_(&inner), meanwhile_(std::move(meanwhile)) {}

    ag::result<receipt, trouble> put_keyed(order const& wanted,
                                           ag::idempotency_key<std::string> key) override {
        auto made = inner_->put_keyed(wanted, key);
        meanwhile_();
        return made;
    }
    ag::result<receipt, trouble> set(order const& wanted) override {
        auto made = inner_->set(wanted);
        meanwhile_();
        return made;
    }
    ag::result<receipt, trouble> put(order const& wanted) override {
        auto made = inner_->put(wanted);
        meanwhile_();
        return made;
    }
    ag::result<std::optional<receipt>, trouble> find(order const& wanted) override {
        return inner_->find(wanted);
    }

private:
    receiver* inner_;
    std::function<void()> meanwhile_;
};

/// What one thread works with.
template <class Connection>
struct bench {
    bench(typename Connection::options const& wanted, std::string const& world_file, milliseconds lease)
        : database(must(Connection::open(wanted), "the database")),
          kept(database, {.lease = lease}),
          world(world_file) {}

    run_result run(ag::protection guard, std::string const& key, ag::effect_ledger* shared) {
        return run_once(guard, key, database, slow, shared == nullptr ? kept : *shared);
    }

    Connection database;
    ag::sql::ledger<Connection> kept;
    sqlite_receiver world;
    slow_receiver slow{world, [] { std::this_thread::sleep_for(std::chrono::microseconds{300}); }};
};

template <class Connection>
void make_tables(Connection& database) {
    for (char const* const table : {"action_grammar_effects", "orders"})
        must(ag::sql::execute(database, std::string("DROP TABLE IF EXISTS ") + table), table);
    must(ag::sql::ledger<Connection>(database).create(), "the ledger's table");
    must(ag::sql::execute(database, order_table<Connection>::schema), "the table of orders");
}

/// Threads that begin with a key together; each runs it until it is settled.
///
/// @param shared  a ledger of all of them; null if each has its connection's
template <class Connection>
void race(typename Connection::options const& wanted, std::string const& world, long rounds, int count,
          ag::effect_ledger* shared, verdict& told) {
    std::vector<std::unique_ptr<bench<Connection>>> benches;
    for (int i = 0; i < count; ++i)
        benches.push_back(std::make_unique<bench<Connection>>(wanted, world, std::chrono::seconds{60}));
    std::vector<run_result> last(static_cast<std::size_t>(count));
    std::barrier together(count);
    std::atomic<long> refused = 0;

    auto const key_of = [](ag::protection guard, long round) {
        return std::string(name(guard)) + "-" + std::to_string(round);
    };
    auto const work = [&](int mine) {
        for (long round = 0; round < rounds; ++round)
            for (ag::protection const guard : protections) {
                // A table of orders in another transaction than the record is none of same_transaction.
                if (shared != nullptr && guard == ag::protection::same_transaction) continue;
                together.arrive_and_wait();
                auto& ended = last[static_cast<std::size_t>(mine)];
                for (int tries = 0; tries < 10'000; ++tries) {
                    ended = benches[static_cast<std::size_t>(mine)]->run(guard, key_of(guard, round), shared);
                    if (ended.ended != ending::failed) break;
                    ++refused;
                    std::this_thread::yield();
                }
                together.arrive_and_wait();
                if (mine != 0) continue;
                for (auto const& each : last)
                    told.check(each.ended == ending::completed && each.answer == last[0].answer,
                               key_of(guard, round) + ": " + each.why);
                auto const effects =
                    effects_of(guard, key_of(guard, round), benches[0]->database, benches[0]->world);
                told.check(effects == 1, key_of(guard, round) + ": " + std::to_string(effects) + " effects");
            }
    };
    std::vector<std::jthread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back(work, i);
    threads.clear();
    std::printf("%s: %d threads, %ld races of each protection, %ld refusals to those who came second\n",
                shared != nullptr ? "memory" : std::string(Connection::dialect::name).c_str(), count, rounds,
                refused.load());
}

/// A run whose lease is over before its answer comes, and another that takes its effect over meanwhile: what either is
/// answered is what the ledger keeps.
template <class Connection>
void late_answers(typename Connection::options const& wanted, std::string const& world, verdict& told) {
    for (ag::protection const guard : protections) {
        if (guard == ag::protection::same_transaction) continue;
        bench<Connection> early(wanted, world, milliseconds{1});
        bench<Connection> other(wanted, world, milliseconds{1});
        std::string const key = "late-" + std::string(name(guard));
        run_result taken_over;
        slow_receiver slow(early.world, [&] {
            std::this_thread::sleep_for(milliseconds{5});
            taken_over = other.run(guard, key, nullptr);
        });
        auto const late = run_once(guard, key, early.database, slow, early.kept);
        auto const kept = other.run(guard, key, nullptr);
        told.check(kept.ended == ending::completed, key + ": " + kept.why);
        for (auto const& one : {late, taken_over})
            told.check(one.ended != ending::completed || one.answer == kept.answer,
                       key + ": a run was answered " + std::to_string(one.answer) + ", and the ledger keeps "
                           + std::to_string(kept.answer));
        told.check(guard == ag::protection::unprotected || taken_over.ended == ending::completed,
                   key + ": it was not taken over: " + taken_over.why);
    }
}

/// Races with each connection's ledger, then late answers.
template <class Connection>
void with(typename Connection::options const& wanted, std::string const& world, long rounds, int threads,
          verdict& told) {
    auto database = must(Connection::open(wanted), "the database");
    make_tables(database);
    sqlite_receiver(world).clear();
    race<Connection>(wanted, world, rounds, threads, nullptr, told);
    sqlite_receiver(world).clear();
    late_answers<Connection>(wanted, world, told);
}

} // namespace

int main(int count, char** given) {
    arguments const wanted(count, given);
    auto const folder = wanted.text("folder");
    auto const rounds = wanted.number("rounds", 100);
    auto const threads = static_cast<int>(wanted.number("threads", 3));
    auto const world = folder + "/race_world.db";
    verdict told;
    ag::sqlite::options const file{.file = folder + "/race_ledger.db"};
    with<ag::sqlite::connection>(file, world, rounds, threads, told);
    sqlite_receiver(world).clear();
    ag::memory_ledger memory;
    race<ag::sqlite::connection>(file, world, rounds, threads, &memory, told);
    if (auto const conninfo = wanted.text("postgresql"); !conninfo.empty())
        with<ag::postgresql::connection>({.conninfo = conninfo}, world, rounds, threads, told);
    std::printf("%ld checks, %ld broken\n", told.checked(), told.broken());
    return told.exit_code();
}
