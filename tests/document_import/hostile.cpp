// Specs that are none: an import never throws, never crashes, and takes bounded time.

#include "office.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <random>

using namespace import_tests;

namespace {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

document::tasker_import imported(json::value const& spec) {
    static document::registry const actions;
    return document::import_tasker(spec, actions);
}

/// Every place of a value, by its way from the root.
void collect(json::value& in, std::vector<json::value*>& all) {
    all.push_back(&in);
    if (auto* array = in.if_array())
        for (json::value& each : *array)
            collect(each, all);
    if (auto* object = in.if_object())
        for (auto& member : *object)
            collect(member.value(), all);
}

} // namespace

TEST_CASE("values that are no spec are refused with a finding") {
    for (std::string_view const text :
         {"null", "1", "[]", "{}", R"({"invocations": {}})", R"({"invocations": []})", R"({"steps": []})",
          R"({"steps": 1})", R"({"steps": [1, {}, {"composition": 1}]})",
          R"({"invocations": [null, [], 1]})"}) {
        auto const made = imported(json::parse(text).value());
        INFO(text);
        CHECK_FALSE(made.found.acceptable());
    }
}

TEST_CASE("a spec of any depth and size is refused without looking into it") {
    json::value deep = json::array();
    for (int i = 0; i < 5000; ++i)
        deep = json::array{std::move(deep)};
    json::object spec{
        {"invocations", json::array{json::object{{"capability", "persist"}, {"config", {{"data", 1}}}}}}};
    spec["outcome"] = std::move(deep);
    auto made = imported(json::value(spec));
    REQUIRE(made.found.list.size() == 1);
    CHECK(made.found.list[0].code == ag::rule_code::limit_exceeded);
    json::array many(300'000, json::value(1));
    made = imported(json::value(json::object{{"invocations", many}}));
    REQUIRE(made.found.list.size() == 1);
    CHECK(made.found.list[0].code == ag::rule_code::limit_exceeded);
    many.resize(5000);
    made = imported(json::value(json::object{{"invocations", many}}));
    CHECK(made.found.list[0].code == ag::rule_code::limit_exceeded);
}

TEST_CASE("findings are kept up to the limit") {
    json::object spec{{"invocations", json::array{json::object{{"capability", "transform"},
                                                               {"config", {{"filter", "1"}}}}}}};
    for (int i = 0; i < 1000; ++i)
        spec["x" + std::to_string(i)] = i;
    auto const made = imported(json::value(spec));
    CHECK(made.found.list.size() == document::limits{}.findings);
    CHECK(made.found.truncated);
}

TEST_CASE("wrong types anywhere in a spec are findings") {
    std::vector<json::value> const wrong{nullptr,
                                         true,
                                         -1,
                                         1.5,
                                         "",
                                         "x",
                                         "a/b",
                                         json::array{},
                                         json::object{},
                                         json::object{{"expression", 1}},
                                         json::object{{"expression", "]"}}};
    std::size_t imports = 0;
    for (std::string_view const file :
         {"order_processing.json", "payment_reconciliation.json", "customer_onboarding.json"}) {
        json::value const spec = spec_in(file);
        std::size_t places = 0;
        {
            json::value counted = spec;
            std::vector<json::value*> all;
            collect(counted, all);
            places = all.size();
        }
        std::mt19937 random(7);
        for (std::size_t place = 0; place < places; ++place) {
            {
                json::value broken = spec;
                std::vector<json::value*> all;
                collect(broken, all);
                *all[place] = wrong[random() % wrong.size()];
                auto const made = imported(broken);
                ++imports;
                // Whatever it is, either there is a document or it is told why not.
                bool const has_documents =
                    !made.compositions.empty() && !made.compositions[0].documents.empty();
                if (!has_documents) CHECK_FALSE(made.found.list.empty());
            }
        }
    }
    CHECK(imports > 250);
}

TEST_CASE("many invocations that read the whole envelope stay small") {
    json::array all;
    for (int i = 0; i < 40; ++i)
        all.push_back(json::object{{"capability", i % 2 == 0 ? "transform" : "persist"},
                                   {"config",
                                    {{"filter", "tojson"},
                                     {"output", true},
                                     {"resource", "r"},
                                     {"data", {{"expression", "tojson | length"}}}}}});
    auto const made = imported(json::value(json::object{{"invocations", all}}));
    REQUIRE(made.compositions.size() == 1);
    CHECK_FALSE(made.compositions[0].documents.empty());
}
