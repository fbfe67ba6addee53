// Commits whose answer is lost, and mutations that leave a transaction open.
//
//     race_commits folder=FOLDER

#include <functional>

#include <action_grammar/resources/sqlite/ledger.hpp>

#include "crash_arguments.hpp"
#include "crash_receivers.hpp"

namespace {

using namespace faults;

/// A connection that can lose the answer to a commit.
class lossy : public ag::sqlite::connection {
public:
    enum class loss { none, before_it_is_made, after_it_is_made };

    static ag::result<lossy, ag::sql::error> open(options const& wanted) {
        auto opened = ag::sqlite::connection::open(wanted);
        if (!opened) return ag::unexpected(std::move(opened).error());
        return lossy(*std::move(opened));
    }
    ag::result<void, ag::sql::error> commit() {
        loss const now = std::exchange(next, loss::none);
        if (now == loss::none) return connection::commit();
        must(now == loss::after_it_is_made ? connection::commit() : rollback(), "the end of a transaction");
        if (meanwhile) meanwhile();
        return ag::unexpected(
            ag::sql::error{ag::sql::error_kind::in_doubt, "", "the answer was lost", "COMMIT"});
    }

    loss next = loss::none;
    std::function<void()> meanwhile; ///< Done before anybody knows of the loss.

private:
    explicit lossy(connection opened) : connection(std::move(opened)) {}
};

/// Orders that are numbered by whoever inserts them.
class numbered_orders {
public:
    numbered_orders(lossy& database, std::int64_t number) : database_(&database), number_(number) {}
    ag::result<receipt, ag::sql::error> insert(order const& wanted) {
        auto const made = ag::sql::execute(*database_, "INSERT INTO orders (key, number) VALUES ($1, $2)",
                                           wanted.id, number_);
        if (!made) return ag::unexpected(made.error());
        return receipt{wanted.id, number_};
    }
    /// Forgets to end what it began.
    ag::result<receipt, ag::sql::error> insert_and_leave_open(order const& wanted,
                                                              ag::idempotency_key<std::string>) {
        if (auto begun = database_->begin(); !begun) return ag::unexpected(begun.error());
        return insert(wanted);
    }

private:
    lossy* database_;
    std::int64_t number_;
};

constexpr auto insert = ag::command<"insert">(
    make_order | ag::persist<"receipt">(&numbered_orders::insert, ag::same_transaction) | conclude);
constexpr auto leave_open = ag::command<"leave_open">(
    make_order | ag::persist<"receipt">(&numbered_orders::insert_and_leave_open, ag::keyed_by(&order::id))
    | conclude);

/// One who runs keys, on a connection of its own.
struct runner {
    runner(std::string const& file, std::int64_t number)
        : database(must(lossy::open({.file = file}), "the database")),
          ledger(database),
          table(database, number) {}

    template <class Composition>
    run_result run(Composition const& composition, std::string const& key) {
        ag::run_identity const identity{key};
        return result_of(ag::run(composition, key, ag::environment{table, ledger, identity}));
    }
    [[nodiscard]] std::int64_t orders(std::string const& key) {
        return number_of(database, "SELECT count(*) FROM orders WHERE key = $1", key);
    }

    lossy database;
    ag::sql::ledger<lossy> ledger;
    numbered_orders table;
};

void check_runs(std::string const& file, verdict& told) {
    runner one(file, 1);
    runner other(file, 2);
    must(one.ledger.create(), "the ledger's table");
    must(ag::sql::execute(one.database, order_table<lossy>::schema), "the table of orders");

    one.database.next = lossy::loss::after_it_is_made;
    auto const made = one.run(insert, "made");
    told.check(made.ended == ending::completed && made.answer == 1, "a commit that took place: " + made.why);
    told.check(one.orders("made") == 1, "a commit that took place is repeated");

    one.database.next = lossy::loss::before_it_is_made;
    auto const undone = one.run(insert, "undone");
    told.check(undone.ended == ending::failed && undone.transient,
               "a commit that did not take place: " + undone.why);
    told.check(one.run(insert, "undone").answer == 1 && one.orders("undone") == 1, "it cannot be repeated");

    one.database.next = lossy::loss::before_it_is_made;
    one.database.meanwhile = [&] { told.check(other.run(insert, "taken").answer == 2, "the other run"); };
    auto const taken = one.run(insert, "taken");
    one.database.meanwhile = nullptr;
    told.check(taken.ended == ending::failed && taken.transient,
               "a run is answered with what it did not commit: " + std::to_string(taken.answer));
    told.check(one.run(insert, "taken").answer == 2 && one.orders("taken") == 1,
               "the repeat is not given the answer");

    auto const open = one.run(leave_open, "open");
    told.check(open.ended == ending::in_doubt, "a record in a transaction that may never be committed");
}

void check_names(verdict& told) {
    auto const first = ag::sql::holder_name();
    auto const second = ag::sql::holder_name();
    auto const bits = [](std::string const& name) { return name.substr(0, name.find('.')); };
    told.check(bits(first) != bits(second), "a fork with the number of a dead process has its names");
}

} // namespace

int main(int count, char** given) {
    verdict told;
    check_runs(arguments(count, given).text("folder") + "/commits.db", told);
    check_names(told);
    std::printf("commits: %ld checks, %ld broken\n", told.checked(), told.broken());
    return told.exit_code();
}
