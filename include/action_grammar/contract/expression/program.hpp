#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_PROGRAM_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_PROGRAM_HPP

// A syntax tree and what is prepared for its evaluation; never changed once it is made.

#include <map>
#include <memory>

#include <re2/re2.h>

#include <action_grammar/contract/expression/syntax.hpp>

namespace action_grammar::expression::detail {

struct program {
    tree syntax;
    /// The regular expressions that are constant, by the node of the call that uses them.
    std::map<node_id, std::unique_ptr<re2::RE2 const>> patterns;
};

} // namespace action_grammar::expression::detail

#endif
