// What docs/how-to/contracts.md shows of capabilities.

#include <action_grammar/action_grammar.hpp>

#include <cassert>
#include <string>

namespace ag = action_grammar;

// [capability]
#include <action_grammar/contract/reflection/capability.hpp>

struct stock_request {
    std::string article;
};
struct stock {
    int count;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct warehouse {
    virtual ag::result<stock, unreachable> look(stock_request const&) = 0;
};
inline constexpr auto in_stock =
    ag::query<"in_stock">(ag::fetch<"stock">(&warehouse::look)
                          | ag::transform<"answer">([](stock const& s) noexcept { return s.count > 0; }));

constexpr ag::capability offered = ag::capability_of(in_stock);
static_assert(offered.name == "in_stock" && offered.kind == ag::purpose::query);
static_assert(offered.input == ag::schema_of<stock_request> && offered.output == ag::schema_of<bool>);
static_assert(offered.errors[0].name == "unreachable" && offered.errors[0].transient == ag::tendency::always);
static_assert(offered.resources[0] == "warehouse" && offered.effect == ag::grade::fallible);
// [/capability]

int main() { assert(offered.json.starts_with(R"({"name":"in_stock","kind":"query","input":{)")); }
