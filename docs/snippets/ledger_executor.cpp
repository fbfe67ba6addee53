// The snippets of how-to/run-under-load.md.

#include <cassert>
#include <cstdint>
#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/run_executor.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>
#include <action_grammar/resources/sqlite/pool.hpp>

namespace ag = action_grammar;

// [values]
struct transfer {
    std::string id;
    std::int64_t cents = 0;
};

ag::result<transfer, ag::sql::error> enter(ag::sqlite::connection& books, transfer const& wanted) {
    auto entered = ag::sql::execute(books, "UPDATE account SET cents = cents + $1", wanted.cents);
    if (!entered) return ag::unexpected(entered.error());
    return wanted;
}

inline constexpr auto enter_transfer = ag::command<"enter_transfer">(
    ag::persist<"entry">(ag::on<ag::sqlite::connection>(enter), ag::same_transaction));
// [/values]

// [handle]
int handle(ag::sqlite::pool& shop, transfer const& wanted) {
    auto books = shop.lease(); // a connection for the time of this run
    if (!books) return 503;
    ag::sqlite::ledger ledger(**books);
    ag::run_identity const who{wanted.id};
    auto ended = ag::run(enter_transfer, wanted, ag::environment{**books, ledger, who});
    return ended ? 200 : ended.transient() ? 503 : 500;
}
// [/handle]

int main() {
    auto const file = (std::filesystem::temp_directory_path() / "action_grammar_executor.db").string();
    for (char const* const end : {"", "-wal", "-shm"})
        std::filesystem::remove(file + end);

    // [serve]
    ag::sqlite::pool shop({.file = file}, {.most = 4});
    ag::run_executor executor({.threads = 4, .waiting = 100});
    // [/serve]
    {
        auto books = shop.lease();
        assert(books);
        assert(ag::sql::execute(**books, "CREATE TABLE account (cents INTEGER NOT NULL)"));
        assert(ag::sql::execute(**books, "INSERT INTO account VALUES (0)"));
        assert(ag::sqlite::ledger(**books).create());
    }

    // [submit]
    std::vector<std::future<ag::result<int, ag::not_run>>> answers;
    for (int i = 0; i < 60; ++i) // each request three times
        answers.push_back(
            executor.submit([&shop, i] { return handle(shop, transfer{"t" + std::to_string(i % 20), 1}); }));
    for (auto& each : answers) {
        auto const answer = each.get();
        int const http_status = answer ? *answer : 503; // full, or stopping
        assert(http_status == 200);
    }
    // [/submit]

    // [stop]
    auto const dropped = executor.stop(ag::monotonic_clock::now() + std::chrono::seconds(10));
    assert(dropped == 0);
    assert(executor.submit([] {}).get().error() == ag::not_run::stopping);
    // [/stop]

    auto books = shop.lease();
    auto rows = (*books)->run("SELECT cents FROM account", {}, ag::sql::effect::reads);
    assert(rows && rows->next());
    assert(std::get<std::int64_t>(rows->at(0)) == 20);
}
