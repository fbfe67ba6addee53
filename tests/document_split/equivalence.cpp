// Parts that run in order do what the document's steps do one after the other.

#include "run_parts.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/serialize.hpp>

#include <random>
#include <string>
#include <vector>

using namespace split_tests;

namespace {

namespace json = action_grammar::json;

/// A document of random steps, of which at least two mutate.
class random_document {
public:
    explicit random_document(unsigned seed) : random_(seed) {}

    std::string text() {
        json::array steps;
        std::size_t const count = 3 + pick(7);
        for (std::size_t i = 0; i < count; ++i)
            steps.push_back(step(i));
        json::object whole{{"command", "chance"},
                           {"input", {{"type", "integer"}, {"minimum", 0}, {"maximum", 1000}}}};
        // One of the mutations is the commit; the others stand before and behind it.
        std::size_t const chosen = mutations_.at(pick(mutations_.size()));
        json::array prepare(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(chosen));
        json::array conclude(steps.begin() + static_cast<std::ptrdiff_t>(chosen) + 1, steps.end());
        whole["prepare"] = prepare;
        whole["commit"] = steps[chosen];
        whole["conclude"] = conclude;
        return json::serialize(json::value(whole));
    }

private:
    std::size_t pick(std::size_t below) {
        return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
    }
    std::string earlier() { return ids_[pick(ids_.size())]; }

    json::object step(std::size_t i) {
        static constexpr const char* actions[] = {"fetch(rate)", "transform(double)", "validate(small)",
                                                  "gate(open)",  "transform(jq)",     "persist(row)",
                                                  "emit(event)", "persist(keyed)"};
        std::string const id = "s" + std::to_string(i);
        std::size_t const which = i < 2 ? 5 + pick(3) : pick(10);
        json::object made{{"id", id}};
        if (which >= 8) {
            made["all"] = json::array{action(id + "a", "transform(double)"), action(id + "b", "fetch(rate)")};
            ids_.push_back(id + "a");
            ids_.push_back(id + "b");
            is_number_ = false;
            return made;
        }
        made = action(id, actions[which]);
        if (which >= 5) mutations_.push_back(i);
        ids_.push_back(id);
        is_number_ = true;
        return made;
    }
    json::object action(std::string const& id, std::string const& name) {
        json::object made{{"id", id}, {"action", name}};
        if (name == "transform(jq)") {
            made["with"] = {{"filter", "(.a + .b) % 1000 | floor"}};
            made["from"] = {{"a", earlier()}, {"b", earlier()}};
            made["with"].as_object()["filter"] = "if .a < .b then .a else .b end";
        } else if (!is_number_ || pick(2) == 0) {
            made["from"] = earlier();
        }
        if (name == "persist(keyed)") made["protection"] = {{"keyed", earlier()}};
        return made;
    }

    std::mt19937 random_;
    std::vector<std::string> ids_{"input"};
    std::vector<std::size_t> mutations_;
    bool is_number_ = true; ///< The value before is one.
};

} // namespace

TEST_CASE("random documents have the same effects and the same outcome in parts") {
    std::size_t parts_made = 0;
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::string const text = random_document(seed).text();
        INFO(seed << ": " << text);
        ledger whole;
        ledger cut;
        auto const actions_whole = actions_of(whole);
        auto const actions_cut = actions_of(cut);
        auto const parts = parts_of(text, actions_cut);
        parts_made += parts.size();
        // A failure at any call ends both in the same place, with what was done before it done.
        for (int failing = -1; failing < 4; ++failing) {
            whole = {};
            whole.fails_at = failing;
            cut = {};
            cut.fails_at = failing;
            json::value const input = 1 + static_cast<std::int64_t>(seed);
            auto const by_hand = run_by_hand(text, actions_whole, input);
            auto const in_parts = run_parts(parts, actions_cut, input);
            CHECK(whole.effects == cut.effects);
            REQUIRE(by_hand == in_parts);
        }
    }
    CHECK(parts_made > 700);
}
