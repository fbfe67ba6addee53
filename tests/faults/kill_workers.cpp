// Worker processes run keys one after another and are killed at random times. What they have been answered, they report.
//
//     kill_workers folder=FOLDER [kills=N] [seed=N] [receiver=sqlite|http] [round=N] [most_ms=N]
//
// A quarter of the kills each: synchronous full and normal, one worker and three. Files are new in each round.

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>

#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include <action_grammar/resources/sqlite/ledger.hpp>

#include "crash_arguments.hpp"
#include "kill_server.hpp"

namespace {

using namespace faults;
using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds lease{20};
constexpr long keys_of_a_worker = 100'000;

/// What a worker reports: a key that it begins with, or how its run ended. Written in one piece.
struct report {
    enum class kind : long { begun, completed, in_doubt, failed } what;
    long key;
    long answer;
};

struct totals {
    long kills = 0;
    long keys = 0;
    long acknowledged = 0;
    long in_doubt = 0;
    long recovered = 0;
};

ag::protection protection_of(long key) { return protections[key % 5]; }
std::string text_of_key(long key) {
    return std::string(name(protection_of(key))) + '-' + std::to_string(key);
}

/// One set of files, under one setting, until so many kills have been made.
class campaign {
public:
    struct setting {
        ag::sqlite::synchronous synchronous;
        int workers;
        long kills;
        bool http;
        int most_ms; ///< Of a worker's life.
    };

    campaign(std::string const& folder, setting const& wanted, std::mt19937_64& chance, totals& all,
             verdict& told)
        : wanted_(wanted), chance_(&chance), totals_(&all), verdict_(&told) {
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        database_ = {.file = folder + "/ledger.db", .synchronous = wanted.synchronous};
        world_ = folder + "/world.db";
    }

    void run() {
        counting_server server;
        port_ = server.port();
        pid_t const serving = wanted_.http ? ::fork() : 0;
        if (wanted_.http && serving == 0) server.serve();
        apart([this] { make_tables(); });

        std::vector<worker> workers(static_cast<std::size_t>(wanted_.workers));
        for (auto& one : workers)
            start(one);
        for (long kills = 0; kills < wanted_.kills;) {
            auto& next = *std::min_element(workers.begin(), workers.end(),
                                           [](auto const& a, auto const& b) { return a.until < b.until; });
            listen(workers, next.until);
            stop(next);
            ++kills;
            ++totals_->kills;
            start(next);
        }
        for (auto& one : workers)
            stop(one);
        std::this_thread::sleep_for(lease + std::chrono::milliseconds{5});
        apart([this] { settle(); });
        if (serving > 0) {
            ::kill(serving, SIGKILL);
            ::waitpid(serving, nullptr, 0);
        }
        totals_->keys += static_cast<long>(keys_.size());
    }

private:
    struct worker {
        pid_t process = 0;
        int reports = -1;
        clock::time_point until{};
        std::vector<long> unsettled{}; ///< Keys of those before it, and its own.
    };
    struct known_key {
        bool acknowledged = false;
        bool in_doubt = false;
        long answer = 0;
    };

    /// Does work in a process of its own, so that the parent never has the database open.
    template <class Work>
    void apart(Work work) {
        pid_t const child = ::fork();
        if (child == 0) {
            work();
            ::_exit(0);
        }
        int how = 0;
        ::waitpid(child, &how, 0);
        verdict_->check(WIFEXITED(how) && WEXITSTATUS(how) == 0, "what came of it is not in order");
    }

    void make_tables() {
        auto database = must(ag::sqlite::connection::open(database_), "the database");
        must(ag::sqlite::ledger(database).create(), "the ledger's table");
        must(ag::sql::execute(database, order_table<ag::sqlite::connection>::schema), "the table of orders");
        sqlite_receiver const world(world_);
    }
    [[nodiscard]] std::unique_ptr<receiver> open_world() const {
        if (wanted_.http) return std::make_unique<http_receiver>(port_);
        return std::make_unique<sqlite_receiver>(world_);
    }

    // ---- workers

    void start(worker& one) {
        int ends[2];
        if (::pipe(ends) != 0) std::terminate();
        long const first = ++started_ * keys_of_a_worker;
        one.process = ::fork();
        if (one.process < 0) std::terminate();
        if (one.process == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::close(ends[0]);
            work(ends[1], first, one.unsettled);
            ::_exit(0);
        }
        ::close(ends[1]);
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
        one.reports = ends[0];
        std::uniform_int_distribution<int> life(0, wanted_.most_ms * 1000);
        one.until = clock::now() + std::chrono::microseconds(life(*chance_));
    }

    /// The life of a worker: keys that an earlier one left, and new ones.
    void work(int reports, long key, std::vector<long> left) {
        auto database = must(ag::sqlite::connection::open(database_), "the database");
        ag::sqlite::ledger ledger(database, {.lease = lease});
        auto const world = open_world();
        auto const tell = [&](report const& told) { (void)!::write(reports, &told, sizeof told); };
        for (long count = 0;; ++count) {
            bool const again = !left.empty() && count % 2 == 0;
            long const now = again ? left.front() : key++;
            if (again) left.erase(left.begin());
            if (!again) tell({report::kind::begun, now, 0});
            auto const ended = run_once(protection_of(now), text_of_key(now), database, *world, ledger);
            switch (ended.ended) {
            case ending::completed: tell({report::kind::completed, now, ended.answer}); break;
            case ending::in_doubt: tell({report::kind::in_doubt, now, 0}); break;
            default:
                if (!ended.transient) {
                    std::fprintf(stderr, "%s: %s\n", text_of_key(now).c_str(), ended.why.c_str());
                    tell({report::kind::failed, now, 0});
                } else {
                    left.push_back(now);
                }
            }
        }
    }

    void stop(worker& one) {
        ::kill(one.process, SIGKILL);
        int how = 0;
        ::waitpid(one.process, &how, 0);
        verdict_->check(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL, "a worker ended before it was killed");
        read(one);
        ::close(one.reports);
        if (one.unsettled.size() > 8) one.unsettled.erase(one.unsettled.begin(), one.unsettled.end() - 8);
    }

    void listen(std::vector<worker>& workers, clock::time_point until) {
        for (auto now = clock::now(); now < until; now = clock::now()) {
            std::vector<pollfd> ready;
            for (auto const& one : workers)
                ready.push_back({one.reports, POLLIN, 0});
            auto const left = std::chrono::duration_cast<std::chrono::nanoseconds>(until - now).count();
            timespec const patience{left / 1'000'000'000, left % 1'000'000'000};
            if (::ppoll(ready.data(), ready.size(), &patience, nullptr) <= 0) continue;
            for (std::size_t i = 0; i < ready.size(); ++i)
                if (ready[i].revents != 0) read(workers[i]);
            std::this_thread::sleep_until(std::min(until, now + std::chrono::milliseconds{1}));
        }
    }
    void read(worker& from) {
        report told[128];
        for (ssize_t size = 0; (size = ::read(from.reports, told, sizeof told)) > 0;)
            for (std::size_t i = 0; i < static_cast<std::size_t>(size) / sizeof(report); ++i)
                take(from, told[i]);
    }
    void take(worker& from, report const& told) {
        known_key& known = keys_[told.key];
        switch (told.what) {
        case report::kind::begun: from.unsettled.push_back(told.key); return;
        case report::kind::completed:
            known.acknowledged = true;
            known.answer = told.answer;
            ++totals_->acknowledged;
            break;
        case report::kind::in_doubt:
            known.in_doubt = true;
            verdict_->check(protection_of(told.key) == ag::protection::unprotected,
                            text_of_key(told.key) + ": in doubt, though it is safe to repeat");
            break;
        case report::kind::failed: verdict_->check(false, text_of_key(told.key) + ": failed"); break;
        }
        std::erase(from.unsettled, told.key);
    }

    // ---- afterwards

    /// Runs every key again and looks at what came of it.
    void settle() {
        auto database = must(ag::sqlite::connection::open(database_), "the database");
        ag::sqlite::ledger ledger(database, {.lease = lease});
        auto const world = open_world();
        verdict found;
        for (auto const& [key, known] : keys_) {
            auto const text = text_of_key(key);
            auto const guard = protection_of(key);
            auto const ended = run_once(guard, text, database, *world, ledger);
            bool const completed = ended.ended == ending::completed;
            found.check(completed || ended.ended == ending::in_doubt, text + ": stuck: " + ended.why);
            found.check(completed || guard == ag::protection::unprotected,
                        text + ": left in doubt: " + ended.why);
            if (known.acknowledged)
                found.check(completed && ended.answer == known.answer,
                            text + ": an acknowledged answer is lost");
            auto const effects = count(text, guard, database, *world);
            found.check(completed ? effects == 1 : effects <= 1,
                        text + ": " + std::to_string(effects) + " effects");
        }
        found.check(is_whole(database), "the ledger's file is damaged");
        if (!wanted_.http)
            found.check(is_whole(dynamic_cast<sqlite_receiver&>(*world).database()), "the world's");
        if (found.exit_code() != 0) ::_exit(1);
    }
    static std::int64_t count(std::string const& key, ag::protection guard, ag::sqlite::connection& database,
                              receiver& world) {
        if (auto* const there = dynamic_cast<sqlite_receiver*>(&world))
            return effects_of(guard, key, database, *there);
        if (guard == ag::protection::same_transaction)
            return number_of(database, "SELECT count(*) FROM orders WHERE key = $1", key);
        return dynamic_cast<http_receiver&>(world).ask("GET /count/" + key).value_or(-1);
    }
    static bool is_whole(ag::sqlite::connection& database) {
        return number_of(database, "SELECT integrity_check = $1 FROM pragma_integrity_check", "ok") == 1;
    }

    setting wanted_;
    std::mt19937_64* chance_;
    totals* totals_;
    verdict* verdict_;
    ag::sqlite::options database_;
    std::string world_;
    std::uint16_t port_ = 0;
    long started_ = 0;
    std::map<long, known_key> keys_;
};

} // namespace

int main(int count, char** given) {
    arguments const wanted(count, given);
    auto const kills = wanted.number("kills", 400);
    auto const round = wanted.number("round", 2000);
    auto const seed = static_cast<std::uint64_t>(wanted.number("seed", 1));
    auto const most_ms = static_cast<int>(wanted.number("most_ms", 10));
    bool const http = wanted.text("receiver", "sqlite") == "http";
    std::mt19937_64 chance(seed);
    totals all;
    verdict told;
    auto const begun = clock::now();
    for (auto const synchronous : {ag::sqlite::synchronous::full, ag::sqlite::synchronous::normal})
        for (int const workers : {1, 3})
            for (long left = kills / 4; left > 0; left -= round) {
                campaign(wanted.text("folder") + "/kill_workers",
                         {synchronous, workers, std::min(left, round), http, most_ms}, chance, all, told)
                    .run();
                if (left > round) {
                    std::printf("so far %ld kills, %ld acknowledged, %ld broken\n", all.kills,
                                all.acknowledged, told.broken());
                    std::fflush(stdout);
                }
            }
    auto const seconds = std::chrono::duration<double>(clock::now() - begun).count();
    std::printf(
        "%s receiver, seed %lu: %ld kills, %ld keys, %ld acknowledged, %.0f s; %ld checks, %ld broken\n",
        http ? "http" : "sqlite", static_cast<unsigned long>(seed), all.kills, all.keys, all.acknowledged,
        seconds, told.checked(), told.broken());
    told.check(all.kills >= kills / 4 * 4 && all.acknowledged > all.kills / 4, "hardly anything was done");
    return told.exit_code();
}
