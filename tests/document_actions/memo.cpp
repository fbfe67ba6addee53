// What a registry keeps of the documents that were judged.

#include "support.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/impl/memo.hpp>
#include <action_grammar/document/validate.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace {

namespace ag = action_grammar;
namespace doc = ag::document;
using doc::detail::memo;
using doc::detail::memo_key;
using doc::detail::memo_store;
using doc::detail::question;
using doc::detail::remembered;

memo_key key_of(std::string_view json) {
    memo_key made(question::inferred_schema);
    made.add_value(*ag::json::parse(json));
    return made;
}
memo_key key_of(int number) {
    memo_key made(question::containment);
    made.add(static_cast<std::uint64_t>(number));
    return made;
}
std::shared_ptr<bool const> answer(bool value = true) { return std::make_shared<bool const>(value); }

std::string query_with(std::string_view filter, std::string_view type) {
    return R"json({"query": "q", "input": {"type": "object", "properties": {"a": {"type": ")json"
         + std::string(type)
         + R"json("}}, "required": ["a"], "additionalProperties": false}, "prepare": [{"id": "s", "action": )json"
         + R"json("transform(jq)", "with": {"filter": ")json" + std::string(filter)
         + R"json("}}], "outcome": {"type": "integer"}})json";
}

} // namespace

TEST_CASE("values that are written differently are different questions") {
    std::string_view const texts[] = {"1",
                                      "1.0",
                                      "\"1\"",
                                      "null",
                                      "[]",
                                      "{}",
                                      "[1]",
                                      "[[1]]",
                                      "[1,1]",
                                      "\"\"",
                                      "[\"\"]",
                                      "{\"a\":1}",
                                      "{\"a\":1,\"b\":2}",
                                      "{\"b\":2,\"a\":1}",
                                      "{\"a\":{\"b\":2}}"};
    for (auto const& left : texts)
        for (auto const& right : texts) {
            INFO(left << " and " << right);
            CHECK((key_of(left).bytes() == key_of(right).bytes()) == (left == right));
        }
    CHECK_FALSE(key_of('"' + std::string(100'000, 'x') + '"').is_usable());
}

TEST_CASE("contracts are told apart, and live as long as an answer about them") {
    doc::contract const first;
    auto const second = doc::contract::of_schema({{"type", "null"}});
    REQUIRE(second);
    memo_key asked(question::containment);
    asked.add(first).add(*second);
    memo_key other(question::containment);
    other.add(*second).add(first);
    CHECK(asked.bytes() != other.bytes());
    CHECK(asked.about().size() == 2);
}

TEST_CASE("an answer is found once and kept") {
    memo_store store;
    memo known(&store);
    int asked = 0;
    auto const ask = [&] {
        return *remembered(&known, key_of(1), [&] {
            ++asked;
            return answer();
        });
    };
    CHECK(ask());
    CHECK(ask());
    CHECK(asked == 1);
    CHECK(store.find(key_of(2)) == nullptr);
    CHECK_FALSE(*remembered(nullptr, key_of(1), [] { return answer(false); }));
}

TEST_CASE("what was asked for lately outlives what was not") {
    memo_store store;
    store.keep(key_of(0), answer(), 1);
    store.keep(key_of(1), answer(), 1);
    int next = 2;
    auto const add = [&](int count) {
        for (int const end = next + count; next < end; ++next)
            store.keep(key_of(next), answer(), 1);
    };
    for (int i = 0; i < 10; ++i) {
        add(1'000);
        CHECK(store.find(key_of(0)) != nullptr);
    }
    CHECK(store.find(key_of(1)) == nullptr);
    store.keep(key_of(-1), answer(), 1'000'000); // too large
    CHECK(store.find(key_of(-1)) == nullptr);
}

TEST_CASE("a document adds so many answers and no more") {
    memo_store store;
    memo known(&store);
    for (int i = 0; i < 1'001; ++i)
        known.keep(key_of(i), answer(), 1);
    CHECK(store.find(key_of(999)) != nullptr);
    CHECK(store.find(key_of(1'000)) == nullptr);
}

TEST_CASE("what was found out of one document changes no verdict on another") {
    doc::registry const actions;
    auto const verdict = [&](std::string_view filter, std::string_view type, doc::registry const& by) {
        auto const made = doc::validate(query_with(filter, type), by);
        std::string said;
        for (auto const& each : made.found.list)
            said += each.message + '\n';
        return said;
    };
    for (int round = 0; round < 2; ++round)
        for (std::string_view const filter : {".a", ".b", ".a | length", "{a"})
            for (std::string_view const type : {"integer", "string", "number"}) {
                INFO(filter << " of " << type);
                doc::registry const fresh;
                CHECK(verdict(filter, type, actions) == verdict(filter, type, fresh));
            }
    CHECK(verdict(".a", "integer", actions).empty());
    CHECK_FALSE(verdict(".a", "string", actions).empty());
}
