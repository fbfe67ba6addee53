#ifndef ACTION_GRAMMAR_DOCUMENT_EXECUTABLE_HPP
#define ACTION_GRAMMAR_DOCUMENT_EXECUTABLE_HPP

// A document made ready to run, many times, on many threads.

#include <memory>
#include <string_view>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/outcome.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/run_options.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/document/validate.hpp>

namespace action_grammar::document {

/// What a run of a document comes to; see `ag::outcome`. The error tells its own kind.
using document_outcome = outcome<json::value, failure>;

/// A document that may run, assembled once. Immutable: copies share it, and any number of threads may run it at once.
class executable {
public:
    /// Assembles a document that was found acceptable. Errors: AG404 findings, when an action of it cannot be run here.
    static result<executable, findings> assemble(validation const& accepted);
    /// The same of a document that is only to be simulated: what cannot be run here is given its value there.
    static result<executable, findings> assemble_for_simulation(validation const& accepted);
    /// Validates and assembles. Errors: the findings.
    static result<executable, findings> assemble(std::string_view text, registry const& actions,
                                                 policy const& by = {});

    /// Runs it. `input` is validated against the input's contract first; a value that does not satisfy it fails the run
    /// in `prepare`, at "input". Does not throw.
    /// The labels in the outcome are views into the document: it must outlive the outcome.
    [[nodiscard]] document_outcome run(json::value const& input,
                                       run_options const& options = {}) const& noexcept;
    document_outcome run(json::value const& input, run_options const& options = {}) && = delete;

    [[nodiscard]] std::string_view name() const noexcept;

    /// What it was assembled of. Complete in document/impl/judged.hpp.
    [[nodiscard]] judged_document const& code() const noexcept { return *code_; }

private:
    explicit executable(std::shared_ptr<judged_document const> code) noexcept : code_(std::move(code)) {}
    std::shared_ptr<judged_document const> code_;
};

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/executable.hpp>
#endif

#endif
