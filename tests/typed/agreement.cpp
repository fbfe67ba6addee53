#include "support/agreement.hpp"
#include "support/catch.hpp"

#include <cstddef>

// The typed front end and the rules over plain values agree, for every sequence of verbs up to length 4: on
// whether a rule is broken, which one, and where. (The same for their grades in agreement_grades.cpp, and for
// what is not a sequence in agreement_trees.cpp.)

namespace ag = action_grammar;

namespace {

using namespace action_grammar_tests;

using nine_verbs =
    alphabet<letter::fetch, letter::transform, letter::validate, letter::gate, letter::decide,
             letter::fan_out, letter::aggregate_fallible, letter::persist, letter::emit_unprotected>;

TEST_CASE("sequences of the nine verbs up to length 4", "[agreement]") {
    auto const all = compared<nine_verbs, 'd'>();
    CHECK(all.differences == 0);
    CHECK(all.words == power(9, 1) + power(9, 2) + power(9, 3) + power(9, 4));
    CHECK(all.broken > 1000);
}

// The plain values that were put together here are those that `shape_of` gives.
template <class First, class Second>
bool shape_is_joined() {
    using whole = ag::detail::joined_pipeline<ag::detail::pipeline_of<First>, Second>;
    auto const written = nodes_of<whole>();
    ag::shape const constant = ag::shape_of<whole>;
    if (written.size() != constant.nodes.size()) return false;
    for (std::size_t i = 0; i < written.size(); ++i) {
        auto const& left = written[i];
        auto const& right = constant.nodes[i];
        if (left.form != right.form || left.what != right.what || left.effect != right.effect
            || left.guard != right.guard || left.label != right.label || left.extent != right.extent) {
            return false;
        }
    }
    return written.size() == nodes_of<First>().size() + nodes_of<Second>().size() - 1;
}

TEST_CASE("the plain values of a sequence are those of its actions in a row", "[agreement]") {
    CHECK(shape_is_joined<atom_of<letter::decide_mutating, 'a'>, atom_of<letter::fan_out_fallible, 'b'>>());
    CHECK(shape_is_joined<atom_of<letter::emit_unprotected, 'a'>, atom_of<letter::persist, 'b'>>());
    CHECK(shape_is_joined<atom_of<letter::gate, 'a'>, atom_of<letter::aggregate, 'b'>>());
}

} // namespace
