// The snippets of how-to/http-files-memory.md about files.

#include <cassert>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/files/operations.hpp>

namespace ag = action_grammar;
namespace files = action_grammar::files;

// [sentence]
struct order {
    std::string id;
    int total = 0;
};

inline constexpr auto note = ag::command<"note">(
    ag::persist<"noted">(files::append<order, std::string>("orders.jsonl", "id"), ag::keyed_by(&order::id)));
inline constexpr auto all_orders =
    ag::query<"all_orders">(ag::fetch<"orders">(files::lines<order>("orders.jsonl")));
// [/sentence]

int main() {
    std::string folder = (std::filesystem::temp_directory_path() / "action_grammar_snippet_XXXXXX").string();
    assert(::mkdtemp(folder.data()) != nullptr);
    // [use]
    auto below = files::root::open(folder, {.most_lines = 10'000});
    assert(below.has_value());

    auto const noted = ag::run(note, order{"a", 3}, ag::environment{*below});
    auto const again = ag::run(note, order{"a", 3}, ag::environment{*below});
    assert(noted && !noted->repeated);
    assert(again && again->repeated);
    assert(ag::run(all_orders, ag::unit{}, ag::environment{*below})->size() == 1);
    // [/use]
    std::filesystem::remove_all(folder);
}
