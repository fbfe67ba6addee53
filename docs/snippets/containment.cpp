// The snippets of how-to/compare-contracts.md.

#include <cassert>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>

// [include]
#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/schema/load.hpp>
// [/include]
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>

namespace ag = action_grammar;

// [ready]
namespace containment = ag::containment;

containment::contract contract_from(std::string_view schema,
                                    containment::open_objects objects = containment::open_objects::open) {
    auto loaded = ag::schema::load_text(schema);
    assert(loaded); // otherwise loaded.error() says what is wrong with it, and where
    return containment::contract(*std::move(loaded), {.objects = objects});
}
// [/ready]

// [types]
struct order {
    std::string id;
    int quantity;
};
struct shipment {
    std::string id;
    long long quantity;
};
// [/types]

int main() {
    {
        // [compare]
        auto const sent = contract_from(R"({
            "type": "object",
            "properties": {"id": {"type": "string"}, "total": {"type": ["number", "null"]}},
            "required": ["id", "total"]
        })");
        auto const taken = contract_from(R"({
            "type": "object",
            "properties": {"id": {"type": "string"}, "total": {"type": "number", "minimum": 0}}
        })");
        containment::comparison const found = containment::compare(sent, taken);
        assert(found.result == containment::answer::incompatible);
        // [/compare]
        // [witness]
        assert(ag::json::serialize(*found.witness) == R"({"id":"","total":null})");
        assert(found.path == "/total" && found.keyword == "type");
        assert(found.consumer_location == "/properties/total/type");
        assert(found.producer_location == "/properties/total/type");
        // [/witness]
    }
    {
        // [releases]
        auto const now = contract_from(R"({"enum": ["placed", "paid"]})");
        auto const next = contract_from(R"({"enum": ["placed", "paid", "returned"]})");
        assert(containment::compare(now, next));  // who takes the next release can be served by this one
        assert(!containment::compare(next, now)); // who takes this release cannot be served by the next
        // [/releases]
    }
    {
        // [of_types]
        auto const made = contract_from(ag::schema_of<order>);
        auto const wanted = contract_from(ag::schema_of<shipment>);
        assert(containment::compare(made, wanted)); // every int is a long long
        // [/of_types]
    }
    {
        // [open]
        constexpr std::string_view listed =
            R"({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]})";
        auto const taken = contract_from(R"({"type": "object", "properties": {"note": {"type": "string"}}})");
        auto const found = containment::compare(contract_from(listed), taken);
        assert(found.path == "/note" && found.producer_location.empty()); // it says nothing of "note"

        auto const closed = contract_from(listed, containment::open_objects::closed_producer);
        assert(containment::compare(closed, taken));
        // [/open]
    }
    {
        // [undecided]
        ag::schema::load_options lenient;
        lenient.unsupported_pattern = ag::schema::leniency::ignored;
        auto const twice = ag::schema::load_text(R"({"type": "string", "pattern": "^(a+)\\1$"})", lenient);
        auto const even = contract_from(R"({"type": "string", "pattern": "^(aa)+$"})");
        auto const found = containment::compare(containment::contract(*twice), even);
        assert(found.result == containment::answer::undecided);
        assert(found.reason == containment::undecided_reason::pattern);
        assert(text_of(found.reason).sentence == "a pattern is not regular, or too large to compare");
        // [/undecided]
    }
    {
        auto const sent = contract_from(R"({"type": "string", "minLength": 3})");
        auto const taken = contract_from(R"({"type": "string", "minLength": 2})");
        // [budget]
        containment::budget limits;
        limits.steps = 300'000; // ten times the default: for a tool that may take some 30 ms
        assert(containment::compare(sent, taken, limits));
        // [/budget]
    }
    {
        auto const sent = contract_from(R"({"type": "integer"})");
        auto const taken = contract_from(R"({"type": "integer", "maximum": 9})");
        // [switch]
        auto const found = containment::compare(sent, taken);
        switch (found.result) {
        case containment::answer::compatible: break;
        case containment::answer::incompatible:
            std::cout << "for example " << ag::json::serialize(*found.witness) << ", at \"" << found.path
                      << "\" by " << found.consumer_location << '\n';
            break;
        case containment::answer::undecided:
            std::cout << "not known: " << text_of(found.reason).sentence << '\n';
            break;
        }
        // [/switch]
    }
}
