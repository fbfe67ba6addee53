#ifndef ACTION_GRAMMAR_BENCHMARKS_DOCUMENT_HOST_HPP
#define ACTION_GRAMMAR_BENCHMARKS_DOCUMENT_HOST_HPP

// The host of the documents in `data`: its tables hold nothing but counters, so that what is measured is the
// compositions. And the same compositions, typed.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/registry.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace document_benchmarks {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

struct order_line {
    std::string sku;
    std::int64_t quantity;
    std::int64_t unit_price;
};
struct order_request {
    std::string order_id;
    std::string customer_id;
    std::vector<order_line> lines;
};
struct line_amount {
    std::string sku;
    double amount;
};
struct order_row {
    std::string order_id;
    std::string customer_id;
    std::int64_t lines;
    double total;
};
struct confirmation {
    std::string order_id;
    double total;
    std::int64_t rows;
};

struct batch_request {
    std::string batch;
};
struct payment {
    std::string id;
    std::int64_t settled;
    std::int64_t booked;
};
struct settlements {
    std::vector<payment> payments;
};
struct payment_difference {
    std::string id;
    double difference;
};
struct reconciliation {
    std::string batch;
    std::int64_t compared;
    std::vector<std::string> differing;
    double net;
};

struct account_request {
    std::string email;
    std::string plan;
};
struct plan {
    std::string name;
    std::int64_t seats;
};
struct customer {
    std::string email;
    std::string plan;
    std::int64_t seats;
    std::string kind;
};

struct stored {
    std::int64_t rows;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
struct refused {
    std::string why;
};

struct tables {
    settlements settled;
    plan team;
    std::int64_t rows = 0;

    ag::result<settlements, unreachable> settlements_of(batch_request const& of);
    ag::result<plan, refused> plan_of(account_request const& of);
    ag::result<stored, refused> put_order(order_row const& row);
    ag::result<stored, refused> put_reconciliation(reconciliation const& row);
    ag::result<stored, refused> put_customer(customer const& row);
};

tables filled_tables();

/// fetch(settlements), fetch(plan), persist(orders), persist(reconciliations), persist(customers).
document::registry actions_of(tables& of);

/// What a run came to, as JSON, or null if it did not complete.
using typed_run = json::value (*)(json::value const& input, tables& of);

/// A document, what it is run on, and the same as a typed composition that is handed its input as JSON and answers in
/// JSON.
struct example {
    std::string name;
    std::string text;
    json::value input;
    typed_run typed;
};
std::vector<example> examples();

/// A query of so many steps, each of which exchanges two members.
std::string chain_of(int steps);

} // namespace document_benchmarks

#endif
