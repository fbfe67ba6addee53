// The example examples/order_intake, with its database: the whole file of orders as a composition and as a document.

#include "same_outcome.hpp"

#include "../../examples/order_intake/parse_order.cpp"
#include "../../examples/order_intake/store.hpp"

#include <fstream>
#include <iterator>
#include <map>
#include <string>

using namespace document_tests;

// An order with its price is an order by inheritance, which does not tell its members.
namespace {
struct priced_form {
    std::string id;
    std::string customer;
    std::string currency;
    std::map<std::string, std::int64_t> lines;
    order_intake::money total;
};
priced_form form_of(order_intake::priced_order const& of) {
    return {of.id, of.customer, of.currency, of.lines, of.total};
}
order_intake::priced_order of_form(priced_form const& form) {
    return {{form.id, form.customer, form.currency, form.lines}, form.total};
}
} // namespace
template <>
inline constexpr auto ag::contract_of<order_intake::priced_order> =
    ag::represented_as<priced_form>(&form_of, &of_form);

namespace {

std::string file(std::string const& name) {
    std::ifstream in(ACTION_GRAMMAR_SOURCE_DIR "/examples/order_intake/" + name);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct shop {
    order_intake::sqlite::connection database = *order_intake::open_shop(":memory:", file("catalogue.sql"));
    order_intake::sqlite_catalogue items{database};
    order_intake::sqlite_order_book books{database};
};

} // namespace

TEST_CASE("the orders of the example end alike") {
    shop typed;
    shop other;
    document::registry actions;
    REQUIRE(
        document::add_all_of(actions, order_intake::place_order, ag::environment{other.items, other.books})
            .has_value());
    auto const run = assembled(ag::document_of(order_intake::place_order), actions);

    std::string const lines = file("orders.jsonl");
    std::map<std::string, int> errors;
    std::size_t count = 0;
    for (std::size_t at = 0; at < lines.size(); ++count) {
        std::size_t const end = lines.find('\n', at);
        std::string const line = lines.substr(at, end - at);
        at = end + 1;
        auto const wanted =
            ending_of(ag::run(order_intake::place_order, line, ag::environment{typed.items, typed.books}));
        INFO(line);
        CHECK(ending_of(run.run(json::value(line))) == wanted);
        ++errors[wanted.error.substr(0, wanted.error.find(' '))];
    }
    CHECK(count > 300);
    // Every way to fail that the file knows, and no failure, were seen.
    for (auto const* each : {"", "malformed", "unknown_sku", "unknown_currency", "out_of_stock", "id_reused"})
        CHECK(errors[each] > 0);
}
