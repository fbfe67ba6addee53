#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_FILTER_ENGINE_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_FILTER_ENGINE_HPP

#include <cstddef>
#include <functional>
#include <string>

#include <boost/json/value.hpp>

namespace contract_benchmarks {

/// A filter and an input.
struct filter_case {
    std::string name;
    std::string filter;
    boost::json::value input;
};

/// An implementation of jq with the filter compiled and the input in its own form of values.
struct engine {
    std::string name;
    std::function<std::size_t()> evaluate; ///< How many values came out; they are released.
    std::function<std::string()> outputs;  ///< The same values, as the text of an array.
    std::function<bool()> compile; ///< The filter, from its text, as in a program that has compiled none.
};

engine with_action_grammar(filter_case const&);
engine with_libjq(filter_case const&);

} // namespace contract_benchmarks

#endif
