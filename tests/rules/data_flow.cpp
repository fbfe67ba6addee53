#include "support/verify.hpp"

#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/data_flow.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ag = action_grammar;
using ag::contract_state;
using ag::distance;
using ag::near;
using ag::nearest;
using ag::rule_code;

namespace {

constexpr std::string_view labels[] = {"input", "cart", "rates", "card", "order"};

// The definition of the Levenshtein distance, word for word.
std::size_t defined_distance(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) return a.size() + b.size();
    if (a.front() == b.front()) return defined_distance(a.substr(1), b.substr(1));
    return 1
         + std::min({defined_distance(a.substr(1), b), defined_distance(a, b.substr(1)),
                     defined_distance(a.substr(1), b.substr(1))});
}

std::vector<std::string> texts_of(std::string_view alphabet, std::size_t longest) {
    std::vector<std::string> all{{}};
    for (std::size_t i = 0; i < all.size() && all[i].size() < longest; ++i) {
        for (char const letter : alphabet)
            all.push_back(all[i] + letter);
    }
    return all;
}

} // namespace

TEST_CASE("a reference leads to the input or to something earlier") {
    ACTION_GRAMMAR_VERIFY(ag::reference_rule(ag::composition_input, 0) == rule_code::none);
    ACTION_GRAMMAR_VERIFY(ag::reference_rule(2, 3) == rule_code::none);
    ACTION_GRAMMAR_VERIFY(ag::reference_rule(3, 3) == rule_code::forward_reference);
    ACTION_GRAMMAR_VERIFY(ag::reference_rule(4, 3) == rule_code::forward_reference);
    ACTION_GRAMMAR_VERIFY(ag::reference_rule(ag::unresolved, 3) == rule_code::unresolved_reference);
}

TEST_CASE("what is known of a contract decides its rule") {
    ACTION_GRAMMAR_VERIFY(ag::input_rule(contract_state::satisfied) == rule_code::none);
    ACTION_GRAMMAR_VERIFY(ag::input_rule(contract_state::mismatched) == rule_code::contract_mismatch);
    ACTION_GRAMMAR_VERIFY(ag::input_rule(contract_state::unproven) == rule_code::contract_unproven);
    ACTION_GRAMMAR_VERIFY(ag::input_rule(contract_state::missing) == rule_code::contract_missing);
    ACTION_GRAMMAR_VERIFY(ag::output_rule(contract_state::satisfied) == rule_code::none);
    ACTION_GRAMMAR_VERIFY(ag::output_rule(contract_state::mismatched) == rule_code::outcome_mismatch);
    ACTION_GRAMMAR_VERIFY(ag::output_rule(contract_state::unproven) == rule_code::contract_unproven);
    ACTION_GRAMMAR_VERIFY(ag::output_rule(contract_state::missing) == rule_code::contract_missing);
}

TEST_CASE("the distance of two names") {
    ACTION_GRAMMAR_VERIFY(distance("", "") == 0);
    ACTION_GRAMMAR_VERIFY(distance("cart", "cart") == 0);
    ACTION_GRAMMAR_VERIFY(distance("crat", "cart") == 2);
    ACTION_GRAMMAR_VERIFY(distance("kitten", "sitting") == 3);
    ACTION_GRAMMAR_VERIFY(distance("", "cart") == 4);
    ACTION_GRAMMAR_VERIFY(distance("kitten", "sitting", 3) == 3);
    ACTION_GRAMMAR_VERIFY(distance("kitten", "sitting", 2) == 3);
    ACTION_GRAMMAR_VERIFY(distance("kitten", "sitting", 1) == 2);
}

TEST_CASE("the distance is that of the definition for all texts of up to five letters") {
    std::vector<std::string> const texts = texts_of("ab", 5);
    CHECK(texts.size() == 63);
    std::size_t disagreements = 0;
    for (std::string const& a : texts) {
        for (std::string const& b : texts) {
            if (distance(a, b) != defined_distance(a, b)) ++disagreements;
        }
    }
    CHECK(disagreements == 0);
}

TEST_CASE("a name of more than 64 letters is near to nothing") {
    std::string const longest(64, 'a');
    std::string const too_long(65, 'a');
    CHECK(distance(longest, longest) == 0);
    CHECK(distance(longest, std::string(64, 'b')) == 64);
    CHECK(distance(too_long, too_long) == 65);
    CHECK(distance(longest, too_long, 3) == 4);
    CHECK_FALSE(near(too_long, too_long));
}

TEST_CASE("a misspelled name is near to what was meant") {
    ACTION_GRAMMAR_VERIFY(near("crat", "cart"));
    ACTION_GRAMMAR_VERIFY(near("carts", "cart"));
    ACTION_GRAMMAR_VERIFY(near("in-stock", "in stock"));
    ACTION_GRAMMAR_VERIFY(!near("cart", "rates"));
    ACTION_GRAMMAR_VERIFY(!near("cart", "order"));
    // Names that have nothing in common are not near, however short.
    ACTION_GRAMMAR_VERIFY(!near("a", "b"));
    ACTION_GRAMMAR_VERIFY(!near("", "a"));
    ACTION_GRAMMAR_VERIFY(!near("a", ""));
    ACTION_GRAMMAR_VERIFY(near("ab", "ac"));
}

TEST_CASE("the nearest of several names is offered") {
    ACTION_GRAMMAR_VERIFY(nearest("crt", labels) == "cart");
    ACTION_GRAMMAR_VERIFY(nearest("cards", labels) == "card");
    ACTION_GRAMMAR_VERIFY(nearest("rate", labels) == "rates");
    ACTION_GRAMMAR_VERIFY(nearest("car", labels) == "cart");
    ACTION_GRAMMAR_VERIFY(nearest("inpt", labels) == "input");
    ACTION_GRAMMAR_VERIFY(nearest("shipment", labels).empty());
}
