#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_INFERENCE_SUPPORT_HPP

// Inference from texts, for tables of cases. It is compiled in support.cpp only: in every file of tables it would take
// longer than all else together.

#include "support/catch.hpp"

#include <action_grammar/contract/inference/finding.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace action_grammar_tests {

namespace inference = action_grammar::inference;
using inference::cardinality;
using inference::finding_kind;
using inference::severity;

/// What is asked for; unless given, what the library asks for by itself.
struct asked {
    std::optional<std::size_t> steps{};
    std::optional<std::size_t> findings{};
    bool mark_dialect = false;
    bool one_output = false;
};

/// What an inference came to, with the schema as text.
struct inferred {
    std::string schema;
    std::vector<inference::finding> findings;
    cardinality outputs;
    bool may_fail = false;
    bool has_errors = false;

    /// The first finding of a kind.
    std::optional<inference::finding> first(finding_kind kind) const;
};

/// Infers, and checks that the findings lie within the filter and say what they should.
inferred infer(std::string_view filter, std::string_view contract, asked const& options = {});

/// Whether two schema texts accept the same values, which the comparison of contracts has to prove; and if not, what
/// tells them apart.
std::string difference(std::string_view schema, std::string_view other);

struct output_case {
    std::string_view filter;
    std::string_view contract; ///< Of the input.
    std::string_view output;   ///< A schema of the same values as the inferred one.
};
/// The outputs are those of the schema of each case, no more and no fewer.
void check_outputs(std::initializer_list<output_case> cases);

struct finding_case {
    std::string_view filter;
    std::string_view contract;
    finding_kind kind;
    severity level;
    std::size_t column;    ///< On line 1.
    std::string_view says; ///< A part of the message.
    std::string_view hint = {};
};
/// There is a finding like each.
void check_findings(std::initializer_list<finding_case> cases);

/// Of these there is nothing to tell.
void check_clean(std::initializer_list<std::pair<std::string_view, std::string_view>> filters_and_contracts);

} // namespace action_grammar_tests

#endif
