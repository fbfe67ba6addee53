#include "cases.hpp"

#include <action_grammar/contract/containment/compare.hpp>
#include <action_grammar/contract/containment/plain.hpp>
#include <action_grammar/contract/containment/plain_difference.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <optional>
#include <utility>

namespace containment_tests {

namespace ct = ag::containment;

namespace {

ag::schema::graph graph_of(std::string_view text, dialect draft = dialect::draft2020_12) {
    ag::schema::load_options options;
    options.default_dialect = draft;
    options.unsupported_pattern = ag::schema::leniency::ignored;
    options.resolve = [](std::string_view uri) -> std::optional<ag::json::value> {
        if (uri != "http://host/formats") return std::nullopt;
        return ag::json::object{
            {"$schema", "https://json-schema.org/draft/2020-12/schema"},
            {"$vocabulary",
             ag::json::object{{"https://json-schema.org/draft/2020-12/vocab/core", true},
                              {"https://json-schema.org/draft/2020-12/vocab/applicator", true},
                              {"https://json-schema.org/draft/2020-12/vocab/validation", true},
                              {"https://json-schema.org/draft/2020-12/vocab/format-assertion", true}}}};
    };
    auto loaded = ag::schema::load_text(text, options);
    INFO(text);
    if (!loaded) FAIL(loaded.error().message);
    return std::move(*loaded);
}

bool accepts(std::string_view schema, ag::json::value const& value, dialect draft) {
    return ag::schema::validator(graph_of(schema, draft)).accepts(value);
}

} // namespace

std::string json_text(ag::json::value const& value) { return ag::json::serialize(value); }

shared_contract contract_of(std::string_view text, dialect draft) {
    return std::make_shared<ct::contract const>(graph_of(text, draft));
}
shared_contract closed_contract_of(std::string_view text) {
    return std::make_shared<ct::contract const>(graph_of(text),
                                                ct::compile_options{ct::open_objects::closed_producer});
}
ct::comparison compare(shared_contract const& producer, shared_contract const& consumer,
                       ct::budget const& limits) {
    return ct::compare(*producer, *consumer, limits);
}

ct::comparison compared(std::string_view producer, std::string_view consumer, dialect draft) {
    INFO("producer " << producer);
    INFO("consumer " << consumer);
    auto const first = contract_of(producer, draft);
    auto const second = contract_of(consumer, draft);
    auto const made = compare(first, second);
    CHECK(ct::is_within(*first, *second) == (made.result == answer::compatible));
    if (ct::detail::is_plainly_within(first->schema(), second->schema()))
        CHECK(made.result != answer::incompatible);
    if (ct::detail::is_plainly_beyond(first->schema(), second->schema()))
        CHECK(made.result != answer::compatible);
    CHECK(made.witness.has_value() == (made.result == answer::incompatible));
    CHECK((made.reason != ct::undecided_reason::none) == (made.result == answer::undecided));
    if (made.witness) {
        INFO("witness " << json_text(*made.witness));
        CHECK(accepts(producer, *made.witness, draft));
        CHECK_FALSE(accepts(consumer, *made.witness, draft));
    }
    return made;
}

void check_all(std::initializer_list<pair_case> cases, dialect draft) {
    auto const expected = [](bool yes) { return yes ? answer::compatible : answer::incompatible; };
    for (pair_case const& each : cases) {
        INFO(each.first << "  against  " << each.second);
        CHECK(name_of(compared(each.first, each.second, draft).result)
              == name_of(expected(each.expected != relation::overlap)));
        CHECK(name_of(compared(each.second, each.first, draft).result)
              == name_of(expected(each.expected == relation::equal)));
    }
}

} // namespace containment_tests
