#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_VALIDATE_SUBJECT_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_VALIDATE_SUBJECT_HPP

#include <cstddef>
#include <functional>
#include <set>
#include <string>

#include "contract_case.hpp"

namespace contract_benchmarks {

/// A library with the contract compiled and both values in the form that it likes best.
struct subject {
    std::string name;
    std::function<bool()> accepts_valid;
    std::function<bool()> accepts_invalid;    ///< Stops at the first error, and describes none.
    std::function<std::string()> first_error; ///< Of the invalid value, where it is; empty if not offered.
    std::function<std::size_t()> errors;      ///< Of the invalid value; how many, all described.
    std::function<std::set<std::string>()> where; ///< Where these are.
    std::function<void()> compile;                ///< The schema, from a parsed value.
};

subject with_action_grammar(contract_case const&);
subject with_valijson(contract_case const&);

} // namespace contract_benchmarks

#endif
