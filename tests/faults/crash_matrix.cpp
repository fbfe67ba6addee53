// A run dies at each place in turn, under each protection; then the key is run again until it is completed or in doubt.
// Each place is also where the run that recovers dies, a second time.
//
//     crash_matrix sqlite=FOLDER [all=1]        or: crash_matrix postgresql=CONNINFO world=FOLDER [all=1]

#include <thread>
#include <vector>

#include <action_grammar/resources/postgresql/ledger.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include "crash_arguments.hpp"
#include "crash_connection.hpp"
#include "crash_receivers.hpp"

namespace {

using namespace faults;

constexpr std::chrono::milliseconds lease{30};
constexpr std::chrono::milliseconds after_lease{45};
constexpr std::chrono::seconds patience{20};

/// A ledger around whose calls the process can die.
class watched_ledger final : public ag::effect_ledger {
public:
    explicit watched_ledger(ag::effect_ledger& inner) : inner_(&inner) {}

    ag::result<ag::effect_claim, ag::ledger_error> begin(ag::effect const& one) noexcept override {
        reach(point::before_begin);
        auto claimed = inner_->begin(one);
        reach(point::after_begin);
        return claimed;
    }
    ag::result<void, ag::ledger_error> complete(ag::effect const& one, ag::effect_claim const& claimed,
                                                std::string_view answer) noexcept override {
        reach(point::before_complete);
        auto kept = inner_->complete(one, claimed, answer);
        reach(point::after_complete);
        return kept;
    }
    void withdraw(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        inner_->withdraw(one, claimed);
    }
    void doubt(ag::effect const& one, ag::effect_claim const& claimed) noexcept override {
        inner_->doubt(one, claimed);
    }

private:
    ag::effect_ledger* inner_;
};

bool has_place(ag::protection guard, point where) {
    if (where == point::before_asking || where == point::after_asking)
        return guard == ag::protection::verified;
    if (where == point::before_commit || where == point::after_commit)
        return guard == ag::protection::same_transaction;
    return true;
}

template <class Base>
class matrix {
public:
    matrix(typename Base::options database, std::string world, bool all)
        : options_(std::move(database)), world_(std::move(world)), all_(all) {}

    int run() {
        must_exit_well([&] {
            connection database = open();
            for (char const* const table : {"action_grammar_effects", "orders"})
                must(ag::sql::execute(database, std::string("DROP TABLE IF EXISTS ") + table), table);
            must(ag::sql::ledger<connection>(database).create(), "the ledger's table");
            must(ag::sql::execute(database, order_table<connection>::schema), "the table of orders");
            sqlite_receiver(world_).clear();
        });
        crash_once_everywhere();
        crash_twice_everywhere();
        std::printf("%s: %ld places reached, %ld of them once more by the run that recovers; %ld checks, %ld "
                    "broken\n",
                    std::string(Base::dialect::name).c_str(), reached_, reached_twice_, verdict_.checked(),
                    verdict_.broken());
        return verdict_.exit_code();
    }

private:
    using connection = crashing<Base>;

    struct scenario {
        ag::protection guard;
        place first;
        std::string key;
        death end;
    };

    /// A run that died, and whose recovery is to die as well.
    struct twice {
        scenario one;
        place second;
        death end;
    };

    connection open() { return must(connection::open(options_), "the database"); }

    template <class Work>
    void must_exit_well(Work work) {
        verdict_.check(in_a_process({}, work).exited, "a process that is not to die ended badly");
    }

    /// Runs a key once, or until it has an answer that will not change, and lets the parent know.
    void work_on(ag::protection guard, std::string const& key, bool until_settled) {
        connection database = open();
        ag::sql::ledger<connection> kept(database, {.lease = lease});
        watched_ledger ledger(kept);
        sqlite_receiver world(world_);
        watched_receiver watched(world);
        statements = 0;
        auto const end = std::chrono::steady_clock::now() + patience;
        for (;;) {
            auto const told = run_once(guard, key, database, watched, ledger);
            if (told.ended == ending::failed && until_settled && std::chrono::steady_clock::now() < end) {
                std::this_thread::sleep_for(std::chrono::milliseconds{3});
                continue;
            }
            if (told.ended == ending::failed)
                std::fprintf(stderr, "%s failed: %s\n", key.c_str(), told.why.c_str());
            shared->answer = told.answer;
            shared->ended = told.ended;
            reach(point::after_answer);
            return;
        }
    }
    death crash(ag::protection guard, std::string const& key, place const& at, bool until_settled = false) {
        death const end = in_a_process(at, [&] { work_on(guard, key, until_settled); });
        verdict_.check(end.reached ? end.aborted : end.exited, key + ": the process ended in another way");
        return end;
    }

    /// Every place that a first run under this protection comes to.
    std::vector<scenario> crash_once(ag::protection guard, std::string const& suffix, bool statements_too) {
        std::vector<scenario> died;
        auto const at = [&](place const& where) {
            std::string const key = std::string(name(guard)) + "/" + to_string(where) + suffix;
            death const end = crash(guard, key, where);
            if (end.reached) died.push_back({guard, where, key, end});
            return end.reached;
        };
        for (int one = static_cast<int>(point::before_begin); one <= static_cast<int>(point::after_answer);
             ++one) {
            auto const where = static_cast<point>(one);
            if (has_place(guard, where))
                verdict_.check(at({where, 0}),
                               std::string(name(guard)) + " never comes to: " + std::string(name(where)));
        }
        if (statements_too)
            for (point const where : {point::before_statement, point::after_statement}) {
                int number = 0;
                while (at({where, number}))
                    ++number;
                verdict_.check(number >= 2, std::string(name(guard)) + " has hardly a statement");
            }
        return died;
    }
    void crash_once_everywhere() {
        std::vector<scenario> died;
        for (ag::protection const guard : protections)
            for (scenario const& one : crash_once(guard, "", true))
                died.push_back(one);
        reached_ = static_cast<long>(died.size());
        std::this_thread::sleep_for(after_lease);
        for (scenario const& one : died)
            recover(one, {});
    }
    void crash_twice_everywhere() {
        std::vector<twice> died;
        for (ag::protection const guard : protections)
            crash_everywhere_before_another(guard, died);
        std::this_thread::sleep_for(after_lease);
        for (twice& each : died) {
            each.end = crash(each.one.guard, each.one.key, each.second, true);
            reached_twice_ += each.end.reached ? 1 : 0;
        }
        std::this_thread::sleep_for(after_lease);
        for (twice const& each : died)
            recover(each.one, each.end);
    }
    void crash_everywhere_before_another(ag::protection guard, std::vector<twice>& waiting) {
        std::vector<place> seconds;
        for (int one = static_cast<int>(point::before_begin); one <= static_cast<int>(point::after_answer);
             ++one)
            if (has_place(guard, static_cast<point>(one))) seconds.push_back({static_cast<point>(one), 0});
        for (int number = 0; all_ && number < 6; ++number) {
            seconds.push_back({point::before_statement, number});
            seconds.push_back({point::after_statement, number});
        }
        for (place const& second : seconds)
            for (scenario const& one : crash_once(guard, ", then " + to_string(second), all_))
                waiting.push_back({one, second, {}});
    }

    /// Runs the key until it is settled, and once more; then looks at what came of it.
    void recover(scenario const& one, death const& second) {
        death const settled = in_a_process({}, [&] {
            work_on(one.guard, one.key, true);
            shared_page const first = *shared;
            work_on(one.guard, one.key, true);
            if (shared->ended != first.ended || shared->answer != first.answer) {
                std::fprintf(stderr, "%s: a repeat is answered differently\n", one.key.c_str());
                ::_exit(1);
            }
            look(one, first.ended == ending::completed);
        });
        auto const& key = one.key;
        bool const completed = settled.ended == ending::completed;
        verdict_.check(settled.exited, key + ": what came of it is not in order");
        verdict_.check(completed || settled.ended == ending::in_doubt, key + ": stuck");
        verdict_.check(completed || one.guard == ag::protection::unprotected,
                       key + ": in doubt, though it is safe to repeat");
        for (death const* earlier : {&one.end, &second})
            if (earlier->ended == ending::completed)
                verdict_.check(completed && settled.answer == earlier->answer,
                               key + ": an acknowledged answer is lost");
    }
    /// In a process of its own, which ends badly if effects and records do not agree.
    void look(scenario const& one, bool completed) {
        connection database = open();
        sqlite_receiver world(world_);
        auto const effects = effects_of(one.guard, one.key, database, world);
        auto const done = number_of(
            database, "SELECT count(*) FROM action_grammar_effects WHERE key = $1 AND state = 'done'",
            one.key);
        bool const well = completed ? effects == 1 && done == 1 : effects <= 1 && done == 0;
        if (well) return;
        std::fprintf(stderr, "%s: %ld effects, %ld records that it is done\n", one.key.c_str(),
                     static_cast<long>(effects), static_cast<long>(done));
        ::_exit(1);
    }

    typename Base::options options_;
    std::string world_;
    bool all_;
    verdict verdict_;
    long reached_ = 0;
    long reached_twice_ = 0;
};

} // namespace

int main(int count, char** given) {
    arguments const wanted(count, given);
    prepare_to_die();
    bool const all = wanted.number("all", 0) != 0;
    if (auto const folder = wanted.text("sqlite"); !folder.empty())
        return matrix<ag::sqlite::connection>({.file = folder + "/ledger.db"}, folder + "/world.db", all)
            .run();
    return matrix<ag::postgresql::connection>({.conninfo = wanted.text("postgresql")},
                                              wanted.text("world") + "/world.db", all)
        .run();
}
