#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_VALIDATE_CONTRACT_CASE_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_VALIDATE_CONTRACT_CASE_HPP

#include <set>
#include <string>

#include <action_grammar/contract/json/value.hpp>

#include "../given.hpp"

namespace contract_benchmarks {

/// A contract, a value that satisfies it, and the same value with faults.
struct contract_case {
    std::string name;
    action_grammar::json::value schema;
    action_grammar::json::value valid;
    action_grammar::json::value invalid;
    std::set<std::string> faults; ///< JSON Pointers into `invalid`.
};

inline contract_case read_case(std::string const& name) {
    auto const file = given(name + ".json");
    contract_case read{name, file.at("schema"), file.at("value"), file.at("value"), {}};
    for (auto const& [pointer, fault] : file.at("wrong").as_object()) {
        read.invalid.at_pointer(pointer) = fault;
        read.faults.insert(pointer);
    }
    return read;
}

} // namespace contract_benchmarks

#endif
