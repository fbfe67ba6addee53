#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_BUILTIN_ARGUMENTS_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_PROPERTY_BUILTIN_ARGUMENTS_HPP

// Arguments that builtins have a use for, so that calls do not fail for the want of one.

#include "dice.hpp"

#include <action_grammar/contract/expression/builtin.hpp>

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace action_grammar_tests {

/// Text of the argument at a place that is a value; empty where any will do.
inline std::string typical_argument(dice& roll, action_grammar::expression::builtin called, std::size_t i) {
    using action_grammar::expression::builtin;
    auto const pick_of = [&](std::initializer_list<std::string_view> list) {
        return std::string(list.begin()[roll.below(list.size())]);
    };
    switch (called) {
    case builtin::test:
    case builtin::match:
    case builtin::capture:
    case builtin::scan:
    case builtin::splits:
    case builtin::sub:
    case builtin::gsub:
    case builtin::split:
        if (i > 0) return pick_of({"\"g\"", "\"i\"", "null", "\"\"", "\"x\""});
        return pick_of({"\"x\"", "\"[a-z]\"", "\"(?<n>x)|(?<m>y)\"", "\"\"", "\"b*\"", "(.b // \"(\")",
                        "\"-\"", "\"(.)(.)?\""});
    case builtin::strftime:
    case builtin::strptime: return pick_of({"\"%Y-%m-%dT%H:%M:%SZ\"", "\"%Y\"", "\"%A\""});
    case builtin::getpath:
    case builtin::setpath:
        if (i > 0) return std::string();
        return pick_of(
            {"[\"a\",\"b\"]", "[0]", "[]", "[\"a\",0]", "[\"kind\"]", "[-1]", "[\"items\",1,\"a\"]"});
    case builtin::delpaths:
        return pick_of({"[[\"a\"]]", "[[0],[1]]", "[]", "[[]]", "[[\"a\",\"b\"],[\"c\"]]"});
    case builtin::has:
    case builtin::in: return pick_of({"\"a\"", "0", "1", "{a:1}", "[1,2]"});
    case builtin::format: return pick_of({"\"csv\"", "\"json\"", "\"text\"", "\"sh\""});
    case builtin::range:
    case builtin::limit:
    case builtin::nth:
    case builtin::flatten:
    case builtin::combinations: return pick_of({"0", "1", "2", "-1", "3", "0.5"});
    case builtin::join:
    case builtin::startswith:
    case builtin::endswith:
    case builtin::ltrimstr:
    case builtin::rtrimstr: return pick_of({"\"x\"", "\"\"", "\",\"", "\"a\""});
    case builtin::pow:
    case builtin::ldexp:
    case builtin::fmod:
    case builtin::fmin:
    case builtin::fmax:
    case builtin::hypot:
    case builtin::atan2:
    case builtin::copysign: return pick_of({".", "2", "0", "-1", "0.5", "3", ".a"});
    default: return {};
    }
}

} // namespace action_grammar_tests

#endif
