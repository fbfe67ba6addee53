// Two services and what flows between them. Contracts come out of C++ types, values are read by them, and the questions
// that matter between services are answered before anything runs: does the consumer still take all that the producer
// sends when one of them changes? What does the filter between them make of it?

#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/inference/infer.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>
#include <action_grammar/contract/schema/load.hpp>

namespace ag = action_grammar;

namespace shop {

enum class state { placed, paid, shipped };

struct line {
    std::string sku;
    std::int64_t quantity;
    double price;
};

/// What the shop sends.
struct order {
    std::string id;
    shop::state state;
    std::vector<line> lines;
    std::optional<std::string> note;
};

/// What it means to send from the next release on: orders may come back.
namespace next {
enum class state { placed, paid, shipped, returned };

struct order {
    std::string id;
    next::state state;
    std::vector<line> lines;
    std::optional<std::string> note;
};
} // namespace next

} // namespace shop

namespace billing {

/// What the billing service takes.
struct invoice {
    std::string order;
    double total;
};

} // namespace billing

template <>
inline constexpr auto ag::contract_of<shop::line> =
    ag::object(ag::member<&shop::line::quantity>(ag::minimum(1), ag::maximum(1000)),
               ag::member<&shop::line::price>(ag::minimum(0)));
template <>
inline constexpr auto ag::contract_of<shop::order> =
    ag::object(ag::member<&shop::order::id>(ag::matches("^SO-[0-9]+$")),
               ag::member<&shop::order::lines>(ag::min_items(1)));
template <>
inline constexpr auto ag::contract_of<shop::next::order> =
    ag::object(ag::member<&shop::next::order::id>(ag::matches("^SO-[0-9]+$")),
               ag::member<&shop::next::order::lines>(ag::min_items(1)));

namespace {

namespace containment = ag::containment;

template <class T>
containment::contract const& contract() {
    static containment::contract const ready(*ag::schema::load_text(ag::schema_of<T>));
    return ready;
}

void answer(std::string_view question, containment::comparison const& found) {
    std::cout << question << " " << containment::name_of(found.result) << '\n';
    if (!found.witness) return;
    std::cout << "  " << ag::json::serialize(*found.witness) << " is sent and not taken\n";
    std::cout << "  " << (found.path.empty() ? "the whole" : found.path) << " is against #"
              << found.consumer_location << '\n';
}

void show_schema() {
    std::cout << "-- the schema of a line, made by the compiler\n" << ag::schema_of<shop::line> << "\n\n";
}

void read_orders() {
    std::cout << "-- an order that breaks its contract\n";
    auto const read = ag::decode_text<shop::order>(R"({
  "id": "1001",
  "state": "lost",
  "lines": [{"sku": "BELL", "quantity": 0, "price": 12.5}]
})");
    std::cout << ag::to_string(read.error()) << '\n';
}

void compare_releases() {
    std::cout << "-- two releases of the shop, each beside a service that has the other's contract\n";
    auto const& now = contract<shop::order>();
    auto const& next = contract<shop::next::order>();
    answer("the shop is the older one:", containment::compare(now, next));
    answer("the shop is the newer one:", containment::compare(next, now));
    std::cout << '\n';
}

void filter_orders() {
    constexpr std::string_view text = "{order: .id, total: (.lines | map(.quantity * .price) | add)}";
    std::cout << "-- the filter between the shop and billing\n" << text << '\n';

    auto const filter = ag::expression::compile(text);
    shop::order const sample{"SO-7", shop::state::paid, {{"BELL", 2, 12.5}, {"LOCK", 1, 40}}, std::nullopt};
    std::cout << "what it makes of SO-7: " << ag::json::serialize(*filter->evaluate_one(ag::encode(sample)))
              << '\n';

    auto const inferred = ag::inference::infer(filter->syntax(), contract<shop::order>().schema());
    std::cout << "what it makes of any order: " << ag::json::serialize(inferred.schema) << '\n';
    containment::contract const made(*ag::schema::load(inferred.schema));
    answer("billing takes that:", containment::compare(made, contract<billing::invoice>()));
    std::cout << '\n';
}

void mistake_filters() {
    std::cout << "-- filters with a mistake\n";
    auto const& orders = contract<shop::order>().schema();

    constexpr std::string_view misspelt = "{order: .id, total: (.lines | map(.quantity * .prize) | add)}";
    std::cout << misspelt << '\n';
    auto const wrong = ag::inference::infer(misspelt, orders);
    for (auto const& finding : wrong->findings)
        std::cout << "  " << finding.line << ':' << finding.column << ": " << finding.message << '\n';

    constexpr std::string_view forgetful =
        "{order: .id, total: (.lines | map(select(.price > 0) | .price) | add)}";
    std::cout << forgetful << '\n';
    auto const nullable = ag::inference::infer(forgetful, orders);
    containment::contract const made(*ag::schema::load(nullable->schema));
    answer("billing takes that:", containment::compare(made, contract<billing::invoice>()));
}

} // namespace

int main() {
    show_schema();
    read_orders();
    compare_releases();
    filter_orders();
    mistake_filters();
}
