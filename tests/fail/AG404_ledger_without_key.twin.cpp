#include <action_grammar/action_grammar.hpp>
#include <action_grammar/ledger/memory_ledger.hpp>

namespace ag = action_grammar;

struct transfer {
    int cents;
};
struct bank {
    int pay(transfer const&) noexcept;
};

inline constexpr auto pay = ag::command<"pay">(ag::persist<"receipt">(&bank::pay, ag::unprotected));

auto reply(bank& at, ag::memory_ledger& ledger) {
    return ag::run(pay, transfer{1}, ag::environment{at, ledger, ag::run_identity{"invoice 4711"}});
}
