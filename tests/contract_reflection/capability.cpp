#include <action_grammar/contract/reflection/capability.hpp>

#include <action_grammar/action_grammar.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/verify.hpp"

namespace capabilities {

namespace ag = action_grammar;

struct order_request {
    std::string customer;
};
struct cart {
    bool full;
};
struct rates {
    double tax;
};
struct order {
    std::string id;
};
struct receipt {
    std::string id;
};
struct confirmation {
    std::string id;
};
struct not_found {
    std::string what;
};
struct sql_error {
    bool busy;
    bool transient() const { return busy; }
};
class opaque_error {
public:
    explicit opaque_error(int) {}
    static constexpr bool in_doubt() noexcept { return true; }
};
struct cart_service {
    ag::result<cart, not_found> find(order_request const&);
};
struct rate_service {
    ag::result<rates, ag::timed_out> current(cart const&);
};
struct order_table {
    ag::result<receipt, sql_error> upsert(order const&);
};
struct ledger {
    ag::result<void, opaque_error> write(receipt const&);
};

inline constexpr auto place_order = ag::command<"place_order">(
    ag::fetch<"cart">(&cart_service::find) | ag::fetch<"rates">(&rate_service::current)
    | ag::validate<"full">(ag::from<"cart">, [](cart const& c) noexcept { return c.full; })
    | ag::transform<"order">(ag::from<"cart", "rates">, [](cart const&, rates const&) { return order{}; })
    | ag::persist<"receipt">(&order_table::upsert, ag::keyed_by(&order::id))
    | ag::transform<"reply">([](receipt const&) noexcept { return confirmation{}; }));

inline constexpr auto whatever =
    ag::query<"whatever">(ag::transform<"same">([](auto const& value) noexcept { return value.full; }));
inline constexpr auto constant = ag::query<"constant">(ag::transform<"five">([]() noexcept { return true; }));
inline constexpr auto record = ag::command<"record">(ag::persist<"written">(&ledger::write, ag::unprotected));

inline constexpr auto routed = ag::query<"routed">(ag::decide<"route">(
    ag::when([](order_request const& r) noexcept { return r.customer.empty(); },
             ag::transform<"empty">([](order_request const&) noexcept { return false; })),
    ag::otherwise(ag::fetch<"found">(&cart_service::find)
                  | ag::transform<"is full">([](cart const& c) noexcept { return c.full; }))));

} // namespace capabilities

namespace {

using namespace capabilities;

TEST_CASE("a capability tells what the composition's type tells") {
    static constexpr ag::capability told = ag::capability_of(place_order);
    ACTION_GRAMMAR_VERIFY(told.name == "place_order");
    ACTION_GRAMMAR_VERIFY(told.kind == ag::purpose::command);
    ACTION_GRAMMAR_VERIFY(told.input == ag::schema_of<order_request>);
    ACTION_GRAMMAR_VERIFY(told.output == ag::schema_of<confirmation>);
    ACTION_GRAMMAR_VERIFY(told.effect == ag::grade::committed);
    ACTION_GRAMMAR_VERIFY(told.guard == ag::protection::keyed);
    ACTION_GRAMMAR_VERIFY(told.resources.size() == 3);
    ACTION_GRAMMAR_VERIFY(told.resources[2] == "capabilities::order_table");
    ACTION_GRAMMAR_VERIFY(told.actions.size() == 6);
    ACTION_GRAMMAR_VERIFY(told.actions[4].label == "receipt");
    ACTION_GRAMMAR_VERIFY(told.actions[4].what == ag::verb::persist);
    ACTION_GRAMMAR_VERIFY(told.actions[4].guard == ag::protection::keyed);
    ACTION_GRAMMAR_VERIFY(told.actions[4].effect == ag::grade::committed);
    ACTION_GRAMMAR_VERIFY(told.actions[4].resources.size() == 1);
    ACTION_GRAMMAR_VERIFY(told.actions[4].resources[0] == "capabilities::order_table");
    ACTION_GRAMMAR_VERIFY(told.actions[5].resources.empty());
    ACTION_GRAMMAR_VERIFY(told.actions[5].effect == ag::grade::infallible);
}

/// The mode of that name; of an empty name if there is none.
constexpr ag::error_mode mode(ag::capability const& told, std::string_view name) {
    for (ag::error_mode const& each : told.errors)
        if (each.name == name) return each;
    return {};
}

TEST_CASE("error modes say whether another try may help") {
    static constexpr ag::capability told = ag::capability_of(place_order);
    ACTION_GRAMMAR_VERIFY(mode(told, "not_found").transient == ag::tendency::never);
    ACTION_GRAMMAR_VERIFY(mode(told, "not_found").schema == ag::schema_of<not_found>);
    ACTION_GRAMMAR_VERIFY(mode(told, "timed_out").transient == ag::tendency::always);
    ACTION_GRAMMAR_VERIFY(mode(told, "sql_error").transient == ag::tendency::sometimes);
    ACTION_GRAMMAR_VERIFY(mode(told, "invalid").name == "invalid");
    ACTION_GRAMMAR_VERIFY(mode(told, "thrown").in_doubt == ag::tendency::sometimes);
    ACTION_GRAMMAR_VERIFY(mode(told, "thrown").schema.empty());
    static constexpr ag::capability doubtful = ag::capability_of(record);
    ACTION_GRAMMAR_VERIFY(mode(doubtful, "opaque_error").in_doubt == ag::tendency::always);
    ACTION_GRAMMAR_VERIFY(mode(doubtful, "opaque_error").schema.empty());
}

TEST_CASE("a composition that takes anything is told its input, one that takes nothing has none") {
    static constexpr ag::capability told = ag::capability_of<cart>(whatever);
    ACTION_GRAMMAR_VERIFY(told.input == ag::schema_of<cart>);
    ACTION_GRAMMAR_VERIFY(told.output == ag::schema_of<bool>);
    ACTION_GRAMMAR_VERIFY(told.errors.empty());
    static constexpr ag::capability none = ag::capability_of(constant);
    ACTION_GRAMMAR_VERIFY(none.input.empty());
    ACTION_GRAMMAR_VERIFY(none.guard == ag::protection::undeclared);
    ACTION_GRAMMAR_VERIFY(
        none.json
        == R"({"name":"constant","kind":"query",)"
           R"("output":{"$schema":"https://json-schema.org/draft/2020-12/schema",)"
           R"("type":"boolean"},"errors":[],"resources":[],"grade":"infallible",)"
           R"("actions":[{"label":"five","verb":"transform","grade":"infallible","resources":[]}]})");
}

TEST_CASE("actions within others are told in order, with their resources") {
    static constexpr ag::capability told = ag::capability_of(routed);
    ACTION_GRAMMAR_VERIFY(told.actions.size() == 3);
    ACTION_GRAMMAR_VERIFY(told.actions[0].label == "empty");
    ACTION_GRAMMAR_VERIFY(told.actions[0].resources.empty());
    ACTION_GRAMMAR_VERIFY(told.actions[1].label == "found");
    ACTION_GRAMMAR_VERIFY(told.actions[1].resources[0] == "capabilities::cart_service");
    ACTION_GRAMMAR_VERIFY(told.actions[2].label == "is full");
    ACTION_GRAMMAR_VERIFY(told.effect == ag::grade::fallible);
}

TEST_CASE("a capability is one JSON object") {
    static constexpr ag::capability told = ag::capability_of(record);
    ACTION_GRAMMAR_VERIFY(
        told.json
        == R"({"name":"record","kind":"command",)"
           R"("input":{"$schema":"https://json-schema.org/draft/2020-12/schema",)"
           R"("type":"object","properties":{"id":{"type":"string"}},"required":["id"],)"
           R"("additionalProperties":false},)"
           R"("output":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"null"},)"
           R"("errors":[{"name":"opaque_error","transient":"never","in_doubt":"always"},)"
           R"({"name":"thrown","transient":"never","in_doubt":"sometimes"}],)"
           R"("resources":["capabilities::ledger"],"grade":"committed","protection":"unprotected",)"
           R"("actions":[{"label":"written","verb":"persist","grade":"committed","protection":"unprotected",)"
           R"("resources":["capabilities::ledger"]}]})");
}

} // namespace
