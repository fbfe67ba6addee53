#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/ledger/memory_ledger.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "ledger/shop.hpp"

// Documents whose mutation a ledger records.

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

namespace {

struct order {
    std::string id;
};
struct receipt {
    std::string order;
    int number = 0;
};
struct lost {
    bool in_doubt = true;
};

struct table {
    int sent = 0;
    bool loses = false;
    ag::result<receipt, lost> put(order const& wanted) {
        ++sent;
        if (loses) return ag::unexpected(lost{});
        return receipt{wanted.id, sent};
    }
};

struct host {
    table orders;
    document::registry actions;
    ag::memory_ledger ledger;
    document::run_options options;

    host() {
        REQUIRE(actions.add("orders", ag::persist<"x">(&table::put, ag::unprotected), orders));
        options.ledger = &ledger;
    }
    document::executable made(std::string_view version = "1") const {
        std::string text = R"json({"command": "place", "version": "VERSION",
            "input": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"],
                      "additionalProperties": false},
            "commit": {"id": "receipt", "action": "persist(orders)", "protection": "unprotected"}})json";
        text.replace(text.find("VERSION"), 7, version);
        auto ready = document::executable::assemble(text, actions);
        REQUIRE(ready.has_value());
        return *ready;
    }
};

document::failure const& told(document::document_outcome const& ended) {
    return std::get<document::failure>(ended.error());
}

json::value const input = *json::parse(R"({"id": "7"})");

} // namespace

TEST_CASE("a repeat of a document's run is answered by the ledger") {
    host here;
    auto const place = here.made();
    here.options.key = "first";
    auto const first = place.run(input, here.options);
    REQUIRE(first);
    auto const second = place.run(input, here.options);
    REQUIRE(second);
    CHECK(*first == *second);
    CHECK(here.orders.sent == 1);
    here.options.key = "second";
    CHECK(place.run(input, here.options));
    auto const next_version = here.made("2");
    CHECK(next_version.run(input, here.options));
    CHECK(here.orders.sent == 3);
}

TEST_CASE("an unprotected mutation of a document in doubt is not repeated") {
    host here;
    here.orders.loses = true;
    here.options.key = "first";
    auto const place = here.made();
    CHECK(place.run(input, here.options).status() == ag::status::in_doubt);
    auto const again = place.run(input, here.options);
    CHECK(again.status() == ag::status::in_doubt);
    CHECK(again.failed_action() == "receipt");
    CHECK(told(again).type == "ledger_error");
    CHECK(told(again).detail.at("reason") == "in_doubt");
    CHECK(here.orders.sent == 1);
}

TEST_CASE("a ledger needs a key") {
    host here;
    auto const place = here.made();
    auto const ended = place.run(input, here.options);
    CHECK(ended.status() == ag::status::failed);
    CHECK(ended.phase() == ag::phase::prepare);
    CHECK(told(ended).type == "key_missing");
    CHECK(here.orders.sent == 0);
}

TEST_CASE("a kept answer that is no JSON") {
    host here;
    here.options.key = "first";
    ag::effect const one{"place", "1", "first", "receipt", ag::protection::unprotected};
    auto const claimed = here.ledger.begin(one);
    REQUIRE(claimed);
    REQUIRE(here.ledger.complete(one, *claimed, "{"));
    auto const place = here.made();
    auto const ended = place.run(input, here.options);
    CHECK(ended.status() == ag::status::failed);
    CHECK(told(ended).detail.at("reason") == "answer_unreadable");
    CHECK(here.orders.sent == 0);
}

TEST_CASE("a retry waits for a ledger that is busy, in a document as in a typed composition") {
    table orders;
    document::registry actions;
    REQUIRE(actions.add("orders", ag::persist<"x">(&table::put, ag::natural), orders));
    auto const place = document::executable::assemble(
        R"json({"command": "place",
            "input": {"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"],
                      "additionalProperties": false},
            "commit": {"id": "receipt", "action": "persist(orders)", "protection": "natural"},
            "mixins": [{"mixin": "retry", "on": ["receipt"], "with": {"attempts": 3, "initial_ms": 0}}]})json",
        actions);
    REQUIRE(place.has_value());
    ledger_tests::failing_ledger ledger;
    document::run_options options;
    options.ledger = &ledger;
    options.key = "first";
    ledger.busy = 2;
    CHECK(place->run(input, options));
    CHECK(orders.sent == 1);
    options.key = "second";
    ledger.busy = 3;
    CHECK(place->run(input, options).status() == ag::status::failed);
    CHECK(orders.sent == 1);
}
