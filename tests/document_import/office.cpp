#include "office.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <fstream>
#include <optional>
#include <sstream>

namespace import_tests {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

namespace office_parts {

struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct unknown_plan {
    std::string name;
};

struct fetch_config {
    std::optional<std::int64_t> limit;
};
struct identity {
    std::vector<std::string> primary_key;
};
struct persist_config {
    std::optional<std::string> entity;
    std::optional<std::string> mode;
    std::optional<office_parts::identity> identity;
    std::optional<std::string> on_conflict;
    std::optional<std::vector<std::string>> upsert_key;
};
struct emit_config {
    std::optional<std::string> event_version;
};

struct batch_request {
    std::string batch;
};
struct settlement {
    std::string id;
    std::int64_t settled;
    std::int64_t booked;
};
struct settlements {
    std::vector<settlement> data;
    std::int64_t record_count;
};
struct plan_request {
    json::value name;
};
struct plan {
    std::string name;
    std::int64_t seats;
};
struct plans {
    plan data;
    std::int64_t record_count;
};
struct order_row {
    std::string order_id;
    std::string customer_id;
    double total;
};
struct reconciliation {
    std::string batch;
    std::int64_t compared;
    std::vector<std::string> differing;
    double net;
};
struct customer {
    std::string email;
    std::string plan;
    std::int64_t seats;
    std::string domain;
};
struct persisted {
    std::int64_t affected_count;
};
struct order_event {
    std::string order_id;
    double total;
    std::int64_t rows;
};
struct customer_event {
    std::string email;
    json::value checked;
};
struct emitted {
    bool confirmed;
    std::string event_name;
};

ag::result<settlements, unreachable> settled(office& of, batch_request const&) {
    if (of.unreachable-- > 0) return ag::unexpected(unreachable{});
    return settlements{{{"a", 100, 100}, {"b", 70, 75}}, 2};
}
ag::result<plans, unknown_plan> find_plan(office&, plan_request const& asked) {
    if (asked.name != "team") return ag::unexpected(unknown_plan{json::serialize(asked.name)});
    return plans{{"team", 10}, 1};
}
persisted put_order(office& of, order_row const& row) {
    of.orders[row.order_id] = std::to_string(static_cast<std::int64_t>(row.total));
    return {1};
}
persisted put_reconciliation(office& of, reconciliation const& row) {
    std::string text =
        std::to_string(row.compared) + " compared, net " + std::to_string(static_cast<int>(row.net));
    for (std::string const& each : row.differing)
        text += ", " + each;
    of.reconciliations[row.batch] = text;
    return {1};
}
persisted put_customer(office& of, customer const& row) {
    of.customers.push_back(row.email + " " + row.plan + " " + row.domain);
    return {1};
}
emitted confirm(office& of, order_event const& event, ag::idempotency_key<std::string> const& key) {
    of.events.push_back("order.confirmed " + key.value + " " + std::to_string(static_cast<int>(event.total)));
    return {true, "order.confirmed"};
}
emitted welcome(office& of, customer_event const& event) {
    of.events.push_back("customer.onboarded " + event.email + " " + json::serialize(event.checked));
    return {true, "customer.onboarded"};
}

} // namespace office_parts
using namespace office_parts;

document::registry actions_of(office& of) {
    document::registry actions;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(actions.add_configured<fetch_config>(
        "settlements", [](fetch_config const&) { return ag::fetch<"settlements">(ag::on<office>(settled)); },
        of));
    added(actions.add("plans", ag::fetch<"plans">(ag::on<office>(find_plan)), of));
    added(actions.add_configured<persist_config>(
        "orders",
        [](persist_config const&) { return ag::persist<"orders">(ag::on<office>(put_order), ag::natural); },
        of));
    added(actions.add_configured<persist_config>(
        "reconciliations",
        [](persist_config const&) {
            return ag::persist<"reconciliations">(ag::on<office>(put_reconciliation), ag::natural);
        },
        of));
    added(actions.add_configured<persist_config>(
        "customers",
        [](persist_config const&) {
            return ag::persist<"customers">(ag::on<office>(put_customer), ag::unprotected);
        },
        of));
    added(actions.add_configured<emit_config>(
        "order.confirmed",
        [](emit_config const&) {
            return ag::emit<"order.confirmed">(ag::on<office>(confirm), ag::keyed_by_document);
        },
        of));
    added(actions.add("customer.onboarded",
                      ag::emit<"customer.onboarded">(ag::on<office>(welcome), ag::unprotected), of));
    return actions;
}

json::value spec_in(std::string_view file) {
    std::string const path = ACTION_GRAMMAR_SOURCE_DIR "/tests/document_import/data/" + std::string(file);
    std::ifstream in(path);
    INFO(path);
    REQUIRE(in.good());
    std::ostringstream text;
    text << in.rdbuf();
    auto read = json::parse(text.str());
    REQUIRE(read.has_value());
    return *std::move(read);
}

lines told(document::findings const& found) {
    lines all;
    for (document::finding const& each : found.list) {
        auto const* const rule = ag::find_rule(each.code);
        REQUIRE(rule != nullptr);
        CHECK_FALSE(each.message.empty());
        all.push_back(std::string(rule->id) + (each.level == ag::severity::warning ? "? " : " ")
                      + each.where.pointer);
    }
    return all;
}

json::value const& at(json::value const& in, std::string_view pointer) {
    boost::system::error_code none;
    auto const* found = in.find_pointer({pointer.data(), pointer.size()}, none);
    static json::value const nothing = "(nothing)";
    return found == nullptr ? nothing : *found;
}

json::value run_all(std::vector<json::value> const& documents, document::registry const& actions,
                    json::value const& input) {
    json::value last = input;
    for (json::value const& each : documents) {
        std::string const text = json::serialize(each);
        auto const ready = document::executable::assemble(text, actions);
        if (!ready) {
            FAIL(document::render_terminal(ready.error(), text, "imported.json"));
        }
        auto const outcome = ready->run(last);
        INFO(text << "\n" << outcome.failed_action());
        REQUIRE(outcome);
        last = *outcome;
    }
    return last;
}

} // namespace import_tests
