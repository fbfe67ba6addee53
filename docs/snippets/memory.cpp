// The snippets of how-to/http-files-memory.md about doubles in memory.

#include <cassert>
#include <chrono>
#include <string>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/memory/table.hpp>

namespace ag = action_grammar;
namespace memory = action_grammar::memory;

struct order {
    std::string id;
    int total = 0;
};

// [double]
using order_table = memory::table<std::string, order>;

inline constexpr auto store = ag::command<"store">(
    ag::with(ag::retry(ag::constant{.attempts = 3, .delay = std::chrono::seconds{1}}),
             ag::persist<"stored">(&order_table::insert_once, ag::keyed_by(&order::id))));
// [/double]

int main() {
    // [faults]
    order_table orders(&order::id);
    orders.script().fail(1, memory::fault::lost_after); // it happens, and its answer is lost
    ag::virtual_clock clock;

    auto const stored = ag::run(store, order{"a", 3}, ag::environment{orders, clock});
    assert(stored);
    assert(orders.rows().size() == 1);           // once,
    assert(orders.script().calls().size() == 2); // though it was sent twice,
    assert(clock.now() == ag::time_point{std::chrono::seconds{1}});
    // [/faults]
    static_cast<void>(stored);
}
