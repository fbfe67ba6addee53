// A mutation under same_transaction with its record, beside the same insert in a transaction by hand.
//
//     benchmark_ledger_commit sqlite=FILE | postgresql=CONNINFO [clients=N] [commits=N] [turns=N]
//
// Prints `DATABASE CLIENTS VERSION MICROSECONDS` for each commit of a client. Both versions take turns in one run, each
// on a table that is new; the least counts, for what else runs on the machine only adds.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/postgresql/ledger.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

namespace ag = action_grammar;

struct order {
    std::string id;
    std::string customer;
    std::int64_t total = 0;
};
struct receipt {
    std::string order;
};

template <class Value, class Error>
Value must(ag::result<Value, Error> made) {
    if (!made) {
        std::fprintf(stderr, "%s\n", to_string(made.error()).c_str());
        std::exit(1);
    }
    if constexpr (!std::is_void_v<Value>) return *std::move(made);
}

constexpr std::string_view insert_order = "INSERT INTO orders (id, customer, total) VALUES ($1, $2, $3)";

template <class Connection>
class orders {
public:
    explicit orders(Connection& database) : database_(&database) {}
    ag::result<receipt, ag::sql::error> insert(order const& wanted) {
        auto const made =
            ag::sql::execute(*database_, insert_order, wanted.id, wanted.customer, wanted.total);
        if (!made) return ag::unexpected(made.error());
        return receipt{wanted.id};
    }

private:
    Connection* database_;
};

template <class Connection>
inline constexpr auto place_order =
    ag::command<"place_order">(ag::persist<"receipt">(&orders<Connection>::insert, ag::same_transaction));

template <class Connection>
bool by_hand(Connection& database, orders<Connection>& table, ag::sql::ledger<Connection>&,
             order const& wanted) {
    if (!database.begin()) return false;
    return table.insert(wanted) && database.commit();
}
template <class Connection>
bool recorded(Connection&, orders<Connection>& table, ag::sql::ledger<Connection>& ledger,
              order const& wanted) {
    ag::run_identity const identity{wanted.id};
    return static_cast<bool>(
        ag::run(place_order<Connection>, wanted, ag::environment{table, ledger, identity}));
}

template <class Connection>
void make_tables(Connection& database) {
    for (char const* const table : {"action_grammar_effects", "orders"})
        must(ag::sql::execute(database, std::string("DROP TABLE IF EXISTS ") + table));
    must(ag::sql::ledger<Connection>(database).create());
    must(ag::sql::execute(database,
                          "CREATE TABLE orders (id TEXT PRIMARY KEY, customer TEXT NOT NULL, total BIGINT)"));
}

/// Microseconds for each commit of a client.
template <class Connection, class Commit>
double time_of(typename Connection::options const& wanted, int clients, long commits, Commit commit) {
    auto owner = must(Connection::open(wanted));
    make_tables(owner);
    std::vector<std::unique_ptr<Connection>> connections;
    for (int i = 0; i < clients; ++i)
        connections.push_back(std::make_unique<Connection>(must(Connection::open(wanted))));
    std::barrier together(clients + 1);
    std::vector<std::jthread> threads;
    for (int i = 0; i < clients; ++i)
        threads.emplace_back([&, i] {
            Connection& database = *connections[static_cast<std::size_t>(i)];
            ag::sql::ledger<Connection> ledger(database);
            orders<Connection> table(database);
            auto const one = [&](long number) {
                order const wanted_order{"order-" + std::to_string(i) + "-" + std::to_string(number),
                                         "somebody", 100};
                if (!commit(database, table, ledger, wanted_order)) {
                    std::fprintf(stderr, "a commit failed\n");
                    std::exit(1);
                }
            };
            for (long number = -10; number < 0; ++number)
                one(number); // what is prepared once is prepared now
            together.arrive_and_wait();
            for (long number = 0; number < commits; ++number)
                one(number);
        });
    together.arrive_and_wait();
    auto const begun = std::chrono::steady_clock::now();
    threads.clear();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begun).count()
         / static_cast<double>(commits);
}

template <class Connection>
void measure(typename Connection::options const& wanted, int clients, long commits, long turns) {
    double least[2] = {1e12, 1e12};
    for (long turn = 0; turn < turns; ++turn) {
        least[0] = std::min(least[0], time_of<Connection>(wanted, clients, commits, by_hand<Connection>));
        least[1] = std::min(least[1], time_of<Connection>(wanted, clients, commits, recorded<Connection>));
    }
    for (int version = 0; version < 2; ++version)
        std::printf("%s %d %s %.1f\n", std::string(Connection::dialect::name).c_str(), clients,
                    version == 0 ? "by_hand" : "recorded", least[version]);
}

} // namespace

int main(int count, char** given) {
    std::map<std::string, std::string> wanted{{"clients", "1"}, {"commits", "2000"}, {"turns", "5"}};
    for (int i = 1; i < count; ++i) {
        std::string const one(given[i]);
        wanted[one.substr(0, one.find('='))] = one.substr(one.find('=') + 1);
    }
    int const clients = std::atoi(wanted["clients"].c_str());
    long const commits = std::atol(wanted["commits"].c_str());
    long const turns = std::atol(wanted["turns"].c_str());
    if (!wanted["sqlite"].empty())
        measure<ag::sqlite::connection>({.file = wanted["sqlite"]}, clients, commits, turns);
    if (!wanted["postgresql"].empty())
        measure<ag::postgresql::connection>({.conninfo = wanted["postgresql"]}, clients, commits, turns);
}
