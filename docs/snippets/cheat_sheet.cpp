// The snippets of cheat-sheet.md, and of README.md's how to use it.

#include <cassert>
#include <chrono>
#include <string>
#include <variant>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;
using namespace std::chrono_literals;

struct in {
    int id;
};
struct out {
    int id;
};
struct bad {
    int code;
    [[nodiscard]] constexpr bool transient() const noexcept { return code == 1; }
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return code == 2; }
};
struct store {
    ag::result<out, bad> read(in const& i) { return out{i.id}; }
    ag::result<out, bad> write(out const& o) { return o; }
};

bool is_good(out const& o) noexcept { return o.id > 0; }
out both(in const& i, out const& o) noexcept { return {i.id + o.id}; }

// [shape]
inline constexpr auto handler = ag::command<"handler">(
    ag::with(ag::retry(ag::exponential{.attempts = 3}), ag::fetch<"old">(&store::read))
    | ag::validate<"good">(is_good) | ag::transform<"new">(ag::from<"input", "old">, both)
    | ag::persist<"kept">(&store::write, ag::keyed_by(&out::id))
    | ag::transform<"reply">([](out const& o) noexcept { return o.id; }));
// [/shape]

int main() {
    store disk;
    // [run]
    auto ended = ag::run(handler, in{7}, ag::environment{disk});
    switch (ended.status()) {
    case ag::status::completed: assert(*ended == 14); break;
    case ag::status::failed: break;   // ended.error(), .failed_action(), .phase(), .transient(), .retryable()
    case ag::status::waiting: break;  // a gate is not open yet: run it again later
    case ag::status::rejected: break; // a gate said never
    case ag::status::in_doubt: break; // the commit was sent, its answer lost: look before sending again
    }
    // [/run]
}
