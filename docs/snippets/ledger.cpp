// The snippets of how-to/record-effects.md.

#include <cassert>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

namespace ag = action_grammar;

// [values]
struct transfer {
    std::string id;
    std::int64_t cents = 0;
};
struct receipt {
    std::string transfer;
    std::int64_t cents = 0;
};
struct bank_error {
    bool lost = false; // sent, and no answer
    [[nodiscard]] bool in_doubt() const noexcept { return lost; }
};
// [/values]

// [bank]
struct bank {
    ag::result<receipt, bank_error> pay(transfer const& wanted) {
        ++sent;
        if (goes_dead) return ag::unexpected(bank_error{.lost = true});
        return receipt{wanted.id, wanted.cents};
    }
    int sent = 0;
    bool goes_dead = false;
};

inline constexpr auto pay =
    ag::command<"pay">(ag::persist<"receipt">(&bank::pay, ag::unprotected)); // no key, no question
// [/bank]

// [account]
ag::result<receipt, ag::sql::error> enter(ag::sqlite::connection& books, transfer const& wanted) {
    auto entered = ag::sql::execute(books, "UPDATE account SET cents = cents + $1", wanted.cents);
    if (!entered) return ag::unexpected(entered.error());
    return receipt{wanted.id, wanted.cents};
}

inline constexpr auto enter_transfer = ag::command<"enter_transfer">(
    ag::persist<"entry">(ag::on<ag::sqlite::connection>(enter), ag::same_transaction));
// [/account]

namespace {

void make_books(std::string const& file) {
    // [create]
    auto opened = ag::sqlite::connection::open({.file = file});
    if (!opened) return; // opened.error() says why
    ag::sqlite::ledger ledger(*opened);
    assert(ledger.create()); // its table, where there is none yet
    // [/create]
    assert(ag::sql::execute(*opened, "CREATE TABLE account (cents INTEGER NOT NULL)"));
    assert(ag::sql::execute(*opened, "INSERT INTO account VALUES (0)"));
}

std::int64_t balance(ag::sqlite::connection& books) {
    auto rows = books.run("SELECT cents FROM account", {}, ag::sql::effect::reads);
    assert(rows && rows->next());
    return std::get<std::int64_t>(rows->at(0));
}

} // namespace

int main() {
    auto const file = (std::filesystem::temp_directory_path() / "action_grammar_ledger.db").string();
    for (char const* const end : {"", "-wal", "-shm"})
        std::filesystem::remove(file + end);
    make_books(file);
    auto opened = ag::sqlite::connection::open({.file = file});
    assert(opened);
    ag::sqlite::connection& books = *opened;

    {
        // [repeat]
        bank at;
        ag::sqlite::ledger ledger(books);
        ag::run_identity const order{"invoice 4711"};
        for (int delivery = 1; delivery <= 3; ++delivery) { // of one message, by a queue
            auto paid = ag::run(pay, transfer{"t1", 995}, ag::environment{at, ledger, order});
            assert(paid && paid->cents == 995);
        }
        assert(at.sent == 1);
        // [/repeat]
    }
    {
        // [exactly_once]
        ag::sqlite::ledger ledger(books);
        ag::run_identity const order{"transfer t1"};
        for (int delivery = 1; delivery <= 3; ++delivery)
            assert(ag::run(enter_transfer, transfer{"t1", 995}, ag::environment{books, ledger, order}));
        assert(balance(books) == 995);
        // [/exactly_once]
    }
    {
        // [doubt]
        bank at{.goes_dead = true};
        ag::sqlite::ledger ledger(books);
        ag::run_identity const order{"invoice 4712"};
        auto paid = ag::run(pay, transfer{"t2", 100}, ag::environment{at, ledger, order});
        assert(paid.status() == ag::status::in_doubt);

        at.goes_dead = false;
        auto again = ag::run(pay, transfer{"t2", 100}, ag::environment{at, ledger, order});
        assert(again.status() == ag::status::in_doubt); // and nothing was sent
        assert(at.sent == 1);
        auto const& why = std::get<ag::ledger_error>(again.error());
        assert(why.why == ag::ledger_error::reason::in_doubt);
        // [/doubt]

        // [resolve]
        // A person has looked at the bank's statement.
        ag::effect const looked_at{"pay", "", "invoice 4712", "receipt", ag::protection::unprotected};
        assert(
            ledger.resolve(looked_at, {.happened = true, .answer = R"({"transfer": "t2", "cents": 100})"}));

        auto known = ag::run(pay, transfer{"t2", 100}, ag::environment{at, ledger, order});
        assert(known && known->transfer == "t2");
        assert(at.sent == 1);
        // [/resolve]
    }
}
