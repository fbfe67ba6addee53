// Executables, registries and contracts are used by many threads at once. tests/thread_sanitizer.sh runs these tests
// where races are seen.

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/render_explanation.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <latch>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

constexpr std::size_t threads_at_once = 8;

/// Runs `work(thread)` on so many threads, all of which begin at the same moment.
template <class Work>
void at_once(Work const& work) {
    std::latch begin(threads_at_once);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < threads_at_once; ++i)
        threads.emplace_back([&, i] {
            begin.arrive_and_wait();
            work(i);
        });
    for (std::thread& each : threads)
        each.join();
}

struct line {
    std::string article;
    std::int64_t quantity;
};
struct busy {
    static constexpr bool transient() noexcept { return true; }
};
struct receipt {
    std::int64_t total;
    bool is_large;
};

/// What the actions did, on whatever thread.
struct counters {
    std::atomic<std::int64_t> looked_up{0};
    std::atomic<std::int64_t> busy{0};
    std::atomic<std::int64_t> stored{0};
    std::atomic<std::int64_t> sum{0};
};

/// Every so manieth look-up has to be tried again, with all of the list that it is for.
ag::result<std::int64_t, busy> price_of(counters& of, line const& of_line) {
    if (of.looked_up.fetch_add(1) % 40 == 0) {
        ++of.busy;
        return ag::unexpected(busy{});
    }
    return of_line.quantity * 10;
}
std::int64_t sum_of(std::vector<std::int64_t> const& numbers) noexcept {
    std::int64_t total = 0;
    for (std::int64_t const each : numbers)
        total += each;
    return total;
}
receipt store(counters& of, receipt const& made) {
    ++of.stored;
    of.sum += made.total;
    return made;
}

document::registry actions_of(counters& of) {
    document::registry actions;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(actions.add("price", ag::fetch<"price">(ag::on<counters>(price_of)), of));
    added(actions.add("sum", ag::aggregate<"sum">(sum_of)));
    added(actions.add("receipt", ag::persist<"receipt">(ag::on<counters>(store), ag::natural), of));
    return actions;
}

/// All constructs, a retry, filters, a validation, and typed actions.
constexpr std::string_view text = R"json({
  "command": "store_total",
  "input": {"type": "array", "maxItems": 50, "items": {"$ref": "#/contracts/line"}},
  "contracts": {"line": {"type": "object", "additionalProperties": false, "required": ["article", "quantity"],
    "properties": {"article": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 1000}}}},
  "prepare": [
    {"id": "prices", "fan_out": [
      {"id": "checked", "action": "validate(schema)", "with": {"schema": {"$ref": "#/contracts/line"}}},
      {"id": "price", "action": "fetch(price)"}]},
    {"id": "both", "all": [
      {"id": "total", "action": "aggregate(sum)", "from": "prices"},
      {"id": "articles", "action": "transform(jq)", "from": "input", "with": {"filter": "map(.article) | unique"}}]},
    {"id": "size", "from": "total", "decide": [
      {"when": ". > 100", "prepare": [{"id": "large", "action": "transform(jq)", "with": {"filter": "true"}}]},
      {"otherwise": true, "prepare": [{"id": "small", "action": "transform(jq)", "with": {"filter": "false"}}]}]},
    {"id": "row", "action": "transform(jq)", "from": {"total": "total", "size": "size", "articles": "articles"},
     "with": {"filter": "{total, is_large: .size}"}}],
  "commit": {"id": "stored", "action": "persist(receipt)"},
  "conclude": [{"id": "reply", "action": "transform(jq)", "from": {"stored": "stored", "articles": "articles"},
    "with": {"filter": "{total: .stored.total, large: .stored.is_large, articles}"}}],
  "mixins": [{"mixin": "retry", "on": ["prices"], "with": {"attempts": 100, "initial_ms": 0, "jitter": 1}}]
})json";

document::validation accepted(std::string_view of, document::registry const& actions) {
    auto made = document::validate(of, actions);
    INFO(document::render_terminal(made.found, of, "document"));
    REQUIRE(made);
    return made;
}

json::value lines_of(std::size_t thread) {
    json::array made;
    for (std::size_t i = 0; i <= thread; ++i)
        made.push_back(json::object{{"article", i % 2 == 0 ? "tea" : "salt"}, {"quantity", i + 1}});
    return made;
}

} // namespace

TEST_CASE("one executable does on many threads what it does on one") {
    counters done;
    auto const actions = actions_of(done);
    auto const run = document::executable::assemble(accepted(text, actions));
    REQUIRE(run);

    std::vector<std::string> alone;
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < threads_at_once; ++i) {
        auto const outcome = run->run(lines_of(i));
        REQUIRE(outcome);
        alone.push_back(json::serialize(*outcome));
        sum += outcome->at("total").to_number<std::int64_t>();
    }
    CHECK(alone[3] == R"json({"total":100,"large":false,"articles":["salt","tea"]})json");
    CHECK(alone[4] == R"json({"total":150,"large":true,"articles":["salt","tea"]})json");

    constexpr std::int64_t rounds = 50;
    std::vector<std::int64_t> same(threads_at_once);
    at_once([&](std::size_t thread) {
        json::value const input = lines_of(thread);
        for (std::int64_t round = 0; round < rounds; ++round) {
            auto const outcome = run->run(input);
            same[thread] += outcome && json::serialize(*outcome) == alone[thread] ? 1 : 0;
        }
    });
    CHECK(same == std::vector<std::int64_t>(threads_at_once, rounds));
    CHECK(done.stored == static_cast<std::int64_t>(threads_at_once) * (rounds + 1));
    CHECK(done.sum == sum * (rounds + 1));
    CHECK(done.busy > 0);
}

TEST_CASE("many threads judge, assemble and explain with one registry") {
    counters done;
    auto const actions = actions_of(done);
    std::string const good(text);
    std::string bad = good;
    bad.replace(bad.find("aggregate(sum)"), 14, "aggregate(smu)");

    auto const told = [&](std::string const& of) {
        return json::serialize(document::render_json(document::validate(of, actions).found));
    };
    std::string const told_alone = told(bad);
    CHECK(told_alone.find("AG301") != std::string::npos);

    std::atomic<int> right{0};
    at_once([&](std::size_t thread) {
        for (int round = 0; round < 3; ++round) {
            if (thread % 2 == 1) {
                right += told(bad) == told_alone ? 1 : 0;
                continue;
            }
            auto const judged = document::validate(good, actions);
            auto const ready = document::executable::assemble(judged);
            auto const explained = document::explain(judged);
            right += ready && ready->run(lines_of(thread)) && explained
                          && document::render_text(*explained).find("persist(receipt)") != std::string::npos
                       ? 1
                       : 0;
        }
    });
    CHECK(right == 3 * static_cast<int>(threads_at_once));
}

TEST_CASE("what is made ready of a contract when it is first needed is made once") {
    auto const contract = [](std::string_view schema) {
        auto made = document::contract::of_schema(json::parse(schema).value());
        REQUIRE(made);
        return *std::move(made);
    };
    for (int round = 0; round < 20; ++round) {
        auto const narrow =
            contract(R"json({"type": "object", "required": ["a"], "additionalProperties": false,
            "properties": {"a": {"type": "integer", "minimum": 1}, "b": {"type": "string", "pattern": "^x+$"}}})json");
        auto const wide = contract(
            R"json({"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "string"}}})json");
        auto const typed = document::contract::of_type(document::value_type_of<line>);
        auto const list = document::contract::list_of(narrow);
        auto const members =
            document::contract::of_members({{"one", narrow}, {"many", list}, {"line", typed}});
        std::atomic<int> right{0};
        at_once([&](std::size_t thread) {
            // Each thread needs another part first.
            for (std::size_t i = 0; i < 6; ++i) {
                bool holds = false;
                switch ((thread + i) % 6) {
                case 0: holds = static_cast<bool>(narrow.compare_with(wide)); break;
                case 1: holds = !wide.compare_with(narrow); break;
                case 2:
                    holds = static_cast<bool>(narrow.compare_with(wide, document::producers::closed));
                    break;
                case 3: holds = json::serialize(members.schema()).find("many") != std::string::npos; break;
                case 4: holds = !members.compare_with(list) && typed.weight() > 0; break;
                default:
                    holds = narrow.validator().accepts(json::object{{"a", 1}})
                         && !narrow.validator().accepts(json::object{{"a", 0}});
                }
                right += holds ? 1 : 0;
            }
        });
        CHECK(right == 6 * static_cast<int>(threads_at_once));
    }
}
