#include "host.hpp"

#include "../contract/given.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

namespace document_benchmarks {

ag::result<settlements, unreachable> tables::settlements_of(batch_request const& of) {
    if (of.batch.empty()) return ag::unexpected(unreachable{});
    return settled;
}
ag::result<plan, refused> tables::plan_of(account_request const& of) {
    if (of.plan != team.name) return ag::unexpected(refused{"no such plan"});
    return team;
}
ag::result<stored, refused> tables::put_order(order_row const& row) {
    if (row.order_id.empty()) return ag::unexpected(refused{"no id"});
    ++rows;
    return stored{1};
}
ag::result<stored, refused> tables::put_reconciliation(reconciliation const& row) {
    if (row.batch.empty()) return ag::unexpected(refused{"no batch"});
    ++rows;
    return stored{1};
}
ag::result<stored, refused> tables::put_customer(customer const& row) {
    if (row.email.empty()) return ag::unexpected(refused{"no address"});
    ++rows;
    return stored{1};
}

tables filled_tables() {
    tables made;
    for (int i = 0; i < 20; ++i)
        made.settled.payments.push_back(
            {"p-" + std::to_string(i), 1000 + i, i % 7 == 3 ? 998 + i : 1000 + i});
    made.team = {"team", 10};
    return made;
}

namespace {

constexpr auto fetch_settlements = ag::fetch<"settlements">(&tables::settlements_of);
constexpr auto fetch_plan = ag::fetch<"plan">(&tables::plan_of);
constexpr auto persist_orders = ag::persist<"orders">(&tables::put_order, ag::natural);
constexpr auto persist_reconciliations =
    ag::persist<"reconciliations">(&tables::put_reconciliation, ag::natural);
constexpr auto persist_customers = ag::persist<"customers">(&tables::put_customer, ag::natural);

// ---- the same logic in C++

bool is_order(order_request const& order) { return !order.order_id.empty() && !order.lines.empty(); }
std::vector<line_amount> amounts_of(order_request const& order) {
    std::vector<line_amount> amounts;
    amounts.reserve(order.lines.size());
    for (order_line const& each : order.lines)
        amounts.push_back({each.sku, static_cast<double>(each.quantity * each.unit_price)});
    return amounts;
}
double subtotal_of(std::vector<line_amount> const& amounts) {
    double subtotal = 0;
    for (line_amount const& each : amounts)
        subtotal += each.amount;
    return subtotal;
}
order_row row_of(order_request const& order, std::vector<line_amount> const& amounts, double subtotal) {
    return {order.order_id, order.customer_id, static_cast<std::int64_t>(amounts.size()), subtotal + 500};
}
confirmation confirm(order_row row, stored const& at) noexcept {
    return {std::move(row.order_id), row.total, at.rows};
}
constexpr auto order_pipeline = ag::command<"order_pipeline">(
    ag::validate<"order">(is_order) | ag::transform<"amounts">(amounts_of)
    | ag::transform<"subtotal">(subtotal_of)
    | ag::transform<"row">(ag::from<"input", "amounts", "subtotal">, row_of) | persist_orders
    | ag::transform<"confirmation">(ag::from<"row", "orders">, confirm));

bool is_bounded(settlements const& of) { return of.payments.size() <= 1000; }
std::vector<payment_difference> differences_of(settlements const& of) {
    std::vector<payment_difference> differences;
    differences.reserve(of.payments.size());
    for (payment const& each : of.payments)
        differences.push_back({each.id, static_cast<double>(each.settled - each.booked)});
    return differences;
}
reconciliation summary_of(std::vector<payment_difference> const& all, batch_request const& of) {
    reconciliation made{of.batch, static_cast<std::int64_t>(all.size()), {}, 0};
    for (payment_difference const& each : all) {
        if (each.difference != 0) made.differing.push_back(each.id);
        made.net += each.difference;
    }
    return made;
}
bool is_tolerable(reconciliation const& of) { return of.compared > 0 && of.net <= 100 && of.net >= -100; }
constexpr auto payment_reconciliation = ag::command<"payment_reconciliation">(
    ag::with(ag::retry(ag::exponential{.attempts = 3}), fetch_settlements)
    | ag::validate<"checked">(is_bounded) | ag::transform<"differences">(differences_of)
    | ag::transform<"summary">(ag::from<"differences", "input">, summary_of)
    | ag::validate<"tolerable">(is_tolerable) | persist_reconciliations);

customer customer_of(account_request const& asked, plan const& of) {
    customer made{asked.email, of.name, of.seats, {}};
    std::ranges::transform(made.email, made.email.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return made;
}
bool is_plausible(customer const& of) { return of.email.find('@') != std::string::npos && of.seats > 0; }
std::string kind_of(customer const& of) { return of.seats > 5 ? "team" : "single"; }
customer with_kind(customer const& of, std::string const& kind) {
    customer made = of;
    made.kind = kind;
    return made;
}
constexpr auto customer_onboarding = ag::command<"customer_onboarding">(
    fetch_plan | ag::transform<"customer">(ag::from<"input", "plan">, customer_of)
    | ag::validate<"plausible">(is_plausible) | ag::transform<"kind">(kind_of)
    | ag::transform<"row">(ag::from<"customer", "kind">, with_kind) | persist_customers);

template <class Input, auto const& Composition>
json::value run_typed(json::value const& input, tables& of) {
    auto const asked = ag::decode<Input>(input);
    if (!asked) return nullptr;
    auto const outcome = ag::run(Composition, *asked, ag::environment{of});
    return outcome ? ag::encode(*outcome) : json::value(nullptr);
}

std::string text_of_file(std::string const& name) {
    std::ifstream file = contract_benchmarks::opened(name);
    return std::string(std::istreambuf_iterator<char>(file), {});
}

} // namespace

document::registry actions_of(tables& of) {
    document::registry actions;
    auto const added = [](auto const& done) {
        contract_benchmarks::expect(done.has_value(), "an action cannot be registered");
    };
    added(actions.add("settlements", fetch_settlements, of));
    added(actions.add("plan", fetch_plan, of));
    added(actions.add("orders", persist_orders, of));
    added(actions.add("reconciliations", persist_reconciliations, of));
    added(actions.add("customers", persist_customers, of));
    return actions;
}

std::vector<example> examples() {
    auto const inputs = contract_benchmarks::given("inputs.json");
    auto const made = [&](std::string name, typed_run typed) {
        return example{name, text_of_file(name + ".json"), inputs.at(name), typed};
    };
    return {made("order_pipeline", run_typed<order_request, order_pipeline>),
            made("payment_reconciliation", run_typed<batch_request, payment_reconciliation>),
            made("customer_onboarding", run_typed<account_request, customer_onboarding>)};
}

std::string chain_of(int steps) {
    std::string text = R"json({"query": "chain", "input": {"type": "object", "additionalProperties": false,
        "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}, "required": ["a", "b"]},
        "prepare": [)json";
    for (int i = 0; i < steps; ++i)
        text += (i == 0 ? "" : ",") + std::string(R"json({"id": "step_)json") + std::to_string(i)
              + R"json(", "action": "transform(jq)", "with": {"filter": "{a: .b, b: .a}"}})json";
    return text + "]}";
}

} // namespace document_benchmarks
