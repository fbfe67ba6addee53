#include "support/agreement.hpp"
#include "support/catch.hpp"
#include "typed_side.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

// All sequences up to length 4.

using namespace equivalence_tests;

namespace {

constexpr std::array letters{letter::fetch, letter::sure,    letter::unsure, letter::validate,
                             letter::gate,  letter::persist, letter::emit};
using every_letter = std::make_index_sequence<letters.size()>;

template <letter Letter, char Place>
struct one_step {
    static constexpr plan value = [] {
        plan made{};
        made.size = 2;
        made.items[0].what = form::list;
        made.items[0].extent = 2;
        made.items[1].does = Letter;
        made.items[1].label = Place;
        return made;
    }();
};
template <std::size_t Letter, char Place>
using step = typename built<one_step<letters[Letter], Place>, 1>::type;

/// The plain values of one step.
template <std::size_t Letter, char Place>
ag::node node_for() {
    return action_grammar_tests::nodes_of<step<Letter, Place>>().at(1);
}

void compare(tally& all, std::vector<std::size_t> const& word, std::vector<ag::node> const& steps,
             action_grammar_tests::verdict const& typed) {
    plan whole{};
    whole.items[0].what = form::list;
    whole.size = whole.items[0].extent = word.size() + 1;
    for (std::size_t i = 0; i < word.size(); ++i) {
        whole.items[i + 1].does = letters[word[i]];
        whole.items[i + 1].label = static_cast<char>('a' + i);
    }
    whole.intent = whole.mutates_at(0) ? ag::purpose::command : ag::purpose::query;
    std::vector<ag::node> nodes{{.form = ag::construct::sequence}};
    nodes.insert(nodes.end(), steps.begin(), steps.end());
    nodes.front().extent = static_cast<std::uint32_t>(nodes.size());
    judged said{{typed.whole.code, typed.whole.second}, {}, true};
    ag::check({nodes, {}},
              [&](ag::violation const& each) { said.all.push_back({each.code, each.second.label}); });
    all.compare(all.plans, whole, said);
}

template <class Before, char Place, std::size_t... Letters>
void visit(tally& all, std::vector<std::size_t>& word, std::vector<ag::node>& steps,
           std::index_sequence<Letters...> indices) {
    static constexpr action_grammar_tests::verdict verdicts[] = {
        action_grammar_tests::verdict_on<Before, step<Letters, Place>>()...};
    auto const one = [&]<std::size_t Letter>(std::integral_constant<std::size_t, Letter>) {
        word.push_back(Letter);
        steps.push_back(node_for<Letter, Place>());
        compare(all, word, steps, verdicts[Letter]);
        if constexpr (Place < 'd') {
            using longer = typing::joined_pipeline<Before, step<Letter, Place>>;
            visit<longer, static_cast<char>(Place + 1)>(all, word, steps, indices);
        }
        word.pop_back();
        steps.pop_back();
    };
    (one(std::integral_constant<std::size_t, Letters>{}), ...);
}

} // namespace

TEST_CASE("sequences up to length 4 are judged alike as types and as documents") {
    tally all;
    std::vector<std::size_t> word;
    std::vector<ag::node> steps;
    visit<typing::no_actions, 'a'>(all, word, steps, every_letter{});
    CHECK(all.differences == 0);
    CHECK(all.plans == 7 + 49 + 343 + 2401);
    CHECK(all.broken > 500);
    CHECK(all.plans - all.broken > 500);
}
