// Workers run keys while the server crashes and comes back, and while connections are cut. Each key is run by two of the
// workers at once.
//
//     postgresql_stops server=FOLDER control=POSTGRESQL.SH folder=FOLDER [runs=N] [seconds=N] [every_ms=N] [cut_ms=N]
//                      [seed=N]
//
// server: of the server that control has started. seconds: over which the runs are spread. every_ms: between the
// server's crashes. cut_ms: between cut connections.

#include <fcntl.h>
#include <sys/prctl.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <map>
#include <random>
#include <thread>
#include <vector>

#include <action_grammar/resources/postgresql/ledger.hpp>

#include "crash_arguments.hpp"
#include "crash_receivers.hpp"

namespace {

using namespace faults;
using clock = std::chrono::steady_clock;
using connection = ag::postgresql::connection;
using milliseconds = std::chrono::milliseconds;

constexpr int workers = 4;
/// Longer than a worker can be kept waiting in a mutation, also on a machine that does other things.
constexpr milliseconds lease{1500};

/// What a worker was answered.
struct report {
    long key;
    ending ended;
    long answer;
};

ag::protection protection_of(long key) { return protections[key % 5]; }
std::string text_of_key(long key) {
    return std::string(name(protection_of(key))) + '-' + std::to_string(key);
}

class storm {
public:
    explicit storm(arguments const& wanted)
        : folder_(wanted.text("folder") + "/postgresql_stops"),
          server_(wanted.text("server")),
          control_(wanted.text("control")),
          runs_(wanted.number("runs", 4000)),
          spread_(std::chrono::seconds{wanted.number("seconds", 10)}),
          every_(wanted.number("every_ms", 1000)),
          cut_(wanted.number("cut_ms", 40)),
          chance_(static_cast<std::uint64_t>(wanted.number("seed", 1))) {}

    int run() {
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
        prepare();
        auto const begun = clock::now();
        std::vector<pid_t> running;
        for (int number = 0; number < workers; ++number)
            running.push_back(begin(number));
        disturb(running);
        verdict_.check(stops_ >= spread_ / (2 * every_), "the server was hardly ever stopped");
        read_reports();
        settle();
        std::printf(
            "postgresql stopped %ld times, %ld connections cut: %ld keys, %ld runs answered, %ld of them in "
            "doubt, %.0f s; %ld checks, %ld broken\n",
            stops_, cuts_, keys(), answered_, in_doubt_,
            std::chrono::duration<double>(clock::now() - begun).count(), verdict_.checked(),
            verdict_.broken());
        return verdict_.exit_code();
    }

private:
    /// Each is run twice.
    [[nodiscard]] long keys() const { return runs_ / 2; }
    [[nodiscard]] std::string world() const { return folder_ + "/world.db"; }
    [[nodiscard]] std::string reports(int number) const {
        return folder_ + "/reports." + std::to_string(number);
    }

    [[nodiscard]] connection open() const {
        auto const end = clock::now() + std::chrono::seconds{60};
        for (;;) {
            auto opened = connection::open({.conninfo = "host=" + server_ + " dbname=test user=tester"});
            if (opened || clock::now() > end) return must(std::move(opened), "the server");
            std::this_thread::sleep_for(milliseconds{20});
        }
    }
    void prepare() {
        connection database = open();
        for (char const* const table : {"action_grammar_effects", "orders"})
            must(ag::sql::execute(database, std::string("DROP TABLE IF EXISTS ") + table), table);
        must(ag::sql::ledger<connection>(database).create(), "the ledger's table");
        must(ag::sql::execute(database, order_table<connection>::schema), "the table of orders");
    }

    // ---- workers

    pid_t begin(int number) {
        pid_t const child = ::fork();
        if (child != 0) return child;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        work(number);
        ::_exit(0);
    }
    /// Runs every other key when its time has come, and until it is settled: what has to wait is tried again while
    /// there is no new one.
    void work(int number) {
        connection database = open();
        ag::sql::ledger<connection> ledger(database, {.lease = lease});
        sqlite_receiver world_file(world());
        int const file = ::open(reports(number).c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
        std::deque<long> waiting;
        long fresh = number % 2;
        auto const begun = clock::now();
        auto const end = begun + spread_ + std::chrono::minutes{20};
        int refusals = 0;
        while ((fresh < keys() || !waiting.empty()) && clock::now() < end) {
            auto const due = begun + spread_ * fresh / keys();
            if (waiting.empty()) std::this_thread::sleep_until(due);
            long key = fresh;
            if (fresh < keys() && clock::now() >= due) {
                fresh += 2;
            } else {
                key = waiting.front();
                waiting.pop_front();
            }
            auto const ended = run_once(protection_of(key), text_of_key(key), database, world_file, ledger);
            bool const settled =
                ended.ended == ending::completed
                || (ended.ended == ending::in_doubt && protection_of(key) == ag::protection::unprotected);
            if (!settled) waiting.push_back(key);
            if (ended.ended == ending::failed && !ended.transient)
                std::fprintf(stderr, "%s: %s\n", text_of_key(key).c_str(), ended.why.c_str());
            if (ended.ended != ending::failed || !ended.transient) {
                report const told{key, ended.ended, ended.answer};
                (void)!::write(file, &told, sizeof told);
                refusals = 0;
            } else if (++refusals > 20) {
                std::this_thread::sleep_for(milliseconds{20});
            }
        }
        ::_exit(fresh >= keys() && waiting.empty() ? 0 : 1);
    }

    // ---- the storm

    void disturb(std::vector<pid_t> const& running) {
        connection database = open();
        auto next_stop = clock::now() + every_;
        std::size_t ended = 0;
        while (ended < running.size()) {
            std::uniform_int_distribution<long> pause(1, 2 * cut_.count());
            std::this_thread::sleep_for(milliseconds(pause(chance_)));
            if (clock::now() >= next_stop) {
                command("halt");
                command("resume");
                ++stops_;
                next_stop = clock::now() + every_;
            } else if (auto const cut = ag::sql::execute(database, cut_one); cut) {
                ++cuts_;
            }
            int how = 0;
            while (ended < running.size() && ::waitpid(running[ended], &how, WNOHANG) > 0) {
                verdict_.check(WIFEXITED(how) && WEXITSTATUS(how) == 0, "a worker left keys unsettled");
                ++ended;
            }
        }
    }
    void command(std::string const& action) {
        std::string const line = "bash '" + control_ + "' " + action + " '" + server_ + "'";
        verdict_.check(std::system(line.c_str()) == 0, line);
    }
    static constexpr std::string_view cut_one = "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM "
                                                "pg_stat_activity WHERE datname = 'test' AND pid <> "
                                                "pg_backend_pid() ORDER BY random() LIMIT 1) AS chosen";

    // ---- afterwards

    void read_reports() {
        for (int number = 0; number < workers; ++number) {
            int const file = ::open(reports(number).c_str(), O_RDONLY);
            for (report told{}; ::read(file, &told, sizeof told) == sizeof told;)
                take(told);
            ::close(file);
        }
    }
    void take(report const& told) {
        auto const key = text_of_key(told.key);
        ++answered_;
        verdict_.check(told.ended != ending::failed, key + ": failed for good");
        if (told.ended == ending::in_doubt) ++in_doubt_;
        if (told.ended != ending::completed) return;
        auto const [at, is_first] = acknowledged_.try_emplace(told.key, told.answer);
        verdict_.check(is_first || at->second == told.answer, key + ": two runs were answered differently");
    }
    void settle() {
        connection database = open();
        ag::sql::ledger<connection> ledger(database, {.lease = lease});
        sqlite_receiver world_file(world());
        std::this_thread::sleep_for(lease);
        for (long key = 0; key < keys(); ++key) {
            auto const text = text_of_key(key);
            auto const guard = protection_of(key);
            auto const ended = run_once(guard, text, database, world_file, ledger);
            bool const completed = ended.ended == ending::completed;
            verdict_.check(completed
                               || (ended.ended == ending::in_doubt && guard == ag::protection::unprotected),
                           text + ": not settled: " + ended.why);
            if (auto const told = acknowledged_.find(key); told != acknowledged_.end())
                verdict_.check(completed && ended.answer == told->second,
                               text + ": an acknowledged answer is lost");
            auto const effects = effects_of(guard, text, database, world_file);
            verdict_.check(completed ? effects == 1 : effects <= 1,
                           text + ": " + std::to_string(effects) + " effects");
        }
    }

    std::string folder_;
    std::string server_;
    std::string control_;
    long runs_;
    milliseconds spread_;
    milliseconds every_;
    milliseconds cut_;
    std::mt19937_64 chance_;
    verdict verdict_;
    std::map<long, long> acknowledged_;
    long stops_ = 0;
    long cuts_ = 0;
    long answered_ = 0;
    long in_doubt_ = 0;
};

} // namespace

int main(int count, char** given) { return storm(arguments(count, given)).run(); }
