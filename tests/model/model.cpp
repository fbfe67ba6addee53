#include "support/verify.hpp"

#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/model/verb.hpp>

#include <initializer_list>
#include <string_view>
#include <type_traits>

namespace ag = action_grammar;
using ag::grade;
using ag::mixin;
using ag::protection;
using ag::purpose;
using ag::verb;

namespace {

// The enumerators are numbered from 0 in the order of the names, and what lies behind them has none.
template <class Enumeration>
constexpr bool named(std::initializer_list<std::string_view> expected) {
    unsigned number = 0;
    for (std::string_view const text : expected) {
        if (name(static_cast<Enumeration>(number)) != text) return false;
        ++number;
    }
    return name(static_cast<Enumeration>(number)) == "unknown";
}

} // namespace

TEST_CASE("everything is named as it is written") {
    ACTION_GRAMMAR_VERIFY(named<verb>(
        {"fetch", "transform", "validate", "gate", "decide", "fan_out", "aggregate", "persist", "emit"}));
    ACTION_GRAMMAR_VERIFY(named<grade>({"infallible", "fallible", "committed", "invalid"}));
    ACTION_GRAMMAR_VERIFY(
        named<protection>({"undeclared", "same_transaction", "keyed", "natural", "verified", "unprotected"}));
    ACTION_GRAMMAR_VERIFY(named<mixin>({"none", "retry", "timeout", "observe", "cache", "map_error"}));
    ACTION_GRAMMAR_VERIFY(named<purpose>({"unstated", "query", "command"}));
}

TEST_CASE("an enumerator is named by itself") {
    ACTION_GRAMMAR_VERIFY(name(verb::fetch) == "fetch");
    ACTION_GRAMMAR_VERIFY(name(verb::emit) == "emit");
    ACTION_GRAMMAR_VERIFY(name(grade::committed) == "committed");
    ACTION_GRAMMAR_VERIFY(name(protection::verified) == "verified");
    ACTION_GRAMMAR_VERIFY(name(mixin::cache) == "cache");
    ACTION_GRAMMAR_VERIFY(name(purpose::command) == "command");
}

TEST_CASE("the verbs are nine, of which two mutate and two check") {
    ACTION_GRAMMAR_VERIFY(static_cast<unsigned>(verb::emit) + 1 == ag::verb_count);
    for (unsigned number = 0; number < ag::verb_count; ++number) {
        auto const what = static_cast<verb>(number);
        CHECK(mutates(what) == (what == verb::persist || what == verb::emit));
        CHECK(checks(what) == (what == verb::validate || what == verb::gate));
    }
    ACTION_GRAMMAR_VERIFY((mutates(verb::persist) && mutates(verb::emit) && !mutates(verb::fetch)));
    ACTION_GRAMMAR_VERIFY((checks(verb::validate) && checks(verb::gate) && !checks(verb::fetch)));
}

TEST_CASE("grades rise") {
    ACTION_GRAMMAR_VERIFY(grade::infallible < grade::fallible);
    ACTION_GRAMMAR_VERIFY(grade::fallible < grade::committed);
    ACTION_GRAMMAR_VERIFY(grade::committed < grade::invalid);
}

TEST_CASE("a mutation is safe to repeat under a declared protection only") {
    ACTION_GRAMMAR_VERIFY(safe_to_repeat(protection::same_transaction));
    ACTION_GRAMMAR_VERIFY(safe_to_repeat(protection::keyed));
    ACTION_GRAMMAR_VERIFY(safe_to_repeat(protection::natural));
    ACTION_GRAMMAR_VERIFY(safe_to_repeat(protection::verified));
    ACTION_GRAMMAR_VERIFY(!safe_to_repeat(protection::undeclared));
    ACTION_GRAMMAR_VERIFY(!safe_to_repeat(protection::unprotected));
}

TEST_CASE("a node is a plain value: an infallible action that reads what is before it") {
    ACTION_GRAMMAR_VERIFY((std::is_aggregate_v<ag::node> && std::is_trivially_copyable_v<ag::node>));
    ACTION_GRAMMAR_VERIFY(ag::node{}.form == ag::construct::action);
    ACTION_GRAMMAR_VERIFY(ag::node{}.effect == grade::infallible);
    ACTION_GRAMMAR_VERIFY(ag::node{}.guard == protection::undeclared);
    ACTION_GRAMMAR_VERIFY(ag::node{}.extent == 1);
    ACTION_GRAMMAR_VERIFY(ag::node{}.reads_previous);
    ACTION_GRAMMAR_VERIFY(ag::reference{}.target == ag::unresolved);
    ACTION_GRAMMAR_VERIFY(ag::composition_input != ag::unresolved);
    ACTION_GRAMMAR_VERIFY((ag::shape{}.nodes.empty() && ag::shape{}.references.empty()));
}
