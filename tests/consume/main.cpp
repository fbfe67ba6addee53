// What a stranger writes first; every way of consuming the library compiles and runs this file.
#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

static_assert(*ag::run(ag::query<"double">(ag::transform<"d">([](int x) noexcept { return 2 * x; })), 21)
              == 42);

int main() { return ag::version.major == ACTION_GRAMMAR_VERSION_MAJOR ? 0 : 1; }
