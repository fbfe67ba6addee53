// Two services and what flows between them: contracts out of C++ types, values read by them, and three questions that
// are answered before anything runs. Does the consumer take all that the producer sends? What does the filter between
// them make of it? And after a change?

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

/// What the billing service takes.
struct invoice {
    std::string order;
    double total;
};

} // namespace shop

template <>
inline constexpr auto ag::contract_of<shop::line> =
    ag::object(ag::member<&shop::line::quantity>(ag::minimum(1), ag::maximum(1000)),
               ag::member<&shop::line::price>(ag::minimum(0)));
template <>
inline constexpr auto ag::contract_of<shop::order> =
    ag::object(ag::description("An order of the shop"),
               ag::member<&shop::order::id>(ag::matches("^SO-[0-9]+$")),
               ag::member<&shop::order::lines>(ag::min_items(1)));

namespace {

namespace containment = ag::containment;

ag::schema::graph graph_of(std::string_view schema) { return *ag::schema::load_text(schema); }

void print(std::string_view question, containment::comparison const& found) {
    std::cout << question << ": " << containment::name_of(found.result);
    if (found.witness) std::cout << ", for example " << ag::json::serialize(*found.witness);
    std::cout << '\n';
}

} // namespace

int main() {
    std::cout << "-- the contract of an order, made by the compiler\n"
              << ag::schema_of<shop::order> << "\n\n";

    std::cout << "-- an order that breaks it\n";
    auto const read = ag::decode_text<shop::order>(R"({
  "id": "1001",
  "state": "lost",
  "lines": [{"sku": "BELL", "quantity": 0, "price": 12.5}]
})");
    std::cout << ag::to_string(read.error()) << '\n';

    std::cout << "-- the filter between the shop and billing\n";
    constexpr std::string_view text = "{order: .id, total: (.lines | map(.quantity * .price) | add)}";
    auto const filter = ag::expression::compile(text);
    shop::order const sample{"SO-7", shop::state::paid, {{"BELL", 2, 12.5}, {"LOCK", 1, 40}}, std::nullopt};
    std::cout << text
              << "\n  makes of order SO-7: " << ag::json::serialize(*filter->evaluate_one(ag::encode(sample)))
              << '\n';
    auto const inferred = ag::inference::infer(filter->syntax(), graph_of(ag::schema_of<shop::order>));
    std::cout << "  makes of any order:  " << ag::json::serialize(inferred.schema) << "\n\n";

    std::cout << "-- does billing take whatever the filter makes?\n";
    containment::contract const made(*ag::schema::load(inferred.schema));
    containment::contract const taken(graph_of(ag::schema_of<shop::invoice>));
    print("of an order", containment::compare(made, taken));

    constexpr std::string_view misspelt = "{order: .id, total: (.lines | map(.quantity * .prize) | add)}";
    auto const wrong = ag::inference::infer(misspelt, graph_of(ag::schema_of<shop::order>));
    for (auto const& finding : wrong->findings)
        std::cout << "misspelt, " << finding.line << ':' << finding.column << ": " << finding.message << '\n';

    constexpr std::string_view cautious =
        "{order: .id, total: (.lines | map(select(.price > 0) | .price) | add)}";
    auto const nullable = ag::inference::infer(cautious, graph_of(ag::schema_of<shop::order>));
    print("with a filter that may find no line",
          containment::compare(containment::contract(*ag::schema::load(nullable->schema)), taken));
}
