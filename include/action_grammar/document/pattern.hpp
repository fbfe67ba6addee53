#ifndef ACTION_GRAMMAR_DOCUMENT_PATTERN_HPP
#define ACTION_GRAMMAR_DOCUMENT_PATTERN_HPP

// Patterns: named, parameterised, versioned compositions that stand where an action may.

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/contract.hpp>
#include <action_grammar/document/separate_compilation.hpp>

namespace action_grammar::document {

/// Something that is wrong with a pattern, or with the parameters that a use gives it.
struct pattern_problem {
    std::string pointer; ///< JSON Pointer, into the pattern's document or into the parameters.
    std::string message;
    std::string hint{};

    friend bool operator==(pattern_problem const&, pattern_problem const&) = default;
};
using pattern_problems = std::vector<pattern_problem>;

/// The composition that a pattern comes to with its parameters filled in.
struct resolved_pattern {
    /// A part of the composition that is a parameter: what stands at `pointer` is the parameter's value.
    struct origin {
        std::string pointer;
        std::string parameter;
    };
    json::value steps; ///< An object of `prepare`, `commit` and `conclude`.
    std::vector<origin> origins;
};

/// A pattern. Immutable; safe to use from many threads.
///
///     {"pattern": "priced", "version": "1", "description": "...",
///      "parameters": {"type": "object", "properties": {"filter": {"type": "string"}}, "required": ["filter"]},
///      "prepare": [{"id": "result", "action": "transform(jq)", "with": {"filter": {"$parameter": "filter"}}}]}
///
/// Within the steps, `{"$parameter": "name"}` stands for the value of a parameter; where a use does not give it, for its
/// `default` in `parameters`, and if it has none the member or element that it is the value of is left out. Parameters
/// may hold anything, steps as well. Ids within a pattern are its own; `"input"` is what reaches the use.
class pattern {
public:
    /// The composition for parameters that satisfy the schema. Errors: in words.
    using function = std::function<result<json::value, std::string>(json::object const& parameters)>;

    /// Of its document. Errors: all that is wrong with it.
    static result<std::shared_ptr<pattern const>, pattern_problems> of_document(json::value const& document);

    /// Of a C++ function that makes the object of `prepare`, `commit` and `conclude`.
    ///
    /// @param key         `"name@version"`
    /// @param parameters  the schema of a use's `with`
    static result<std::shared_ptr<pattern const>, pattern_problems>
    of_function(std::string key, std::string description, json::value const& parameters, function make);

    /// As documents name it: `"http_request@1"`.
    [[nodiscard]] std::string const& key() const noexcept { return key_; }
    [[nodiscard]] std::string const& description() const noexcept { return description_; }
    /// Of a use's `with`.
    [[nodiscard]] contract const& parameters() const noexcept { return parameters_; }
    /// What it was made of; null if that is a function.
    [[nodiscard]] json::value const& document() const noexcept { return document_; }

    /// The composition for parameters, which may be null if there are none.
    ///
    /// @param most  JSON values that it may have
    ///
    /// Errors: parameters that do not satisfy their schema, with pointers into them; or that it is larger.
    [[nodiscard]] result<resolved_pattern, pattern_problems> resolve(json::value const* with,
                                                                     std::size_t most = 100'000) const;

private:
    pattern() = default;
    static result<std::shared_ptr<pattern>, pattern_problems> named(std::string key, std::string description,
                                                                    json::value const& parameters);

    std::string key_;
    std::string description_;
    contract parameters_;
    json::value document_;
    function make_;
    json::object defaults_;
};

/// The patterns that documents may use, each once.
class pattern_library {
public:
    /// Adds one. Errors: there is one of that name and version.
    result<void, pattern_problems> add(std::shared_ptr<pattern const> added);

    /// Adds the patterns of a folder: its files `*.json`, in the order of their names. Errors: all that is wrong with
    /// any of them, the pointers after the name of the file; nothing is added then.
    result<std::size_t, pattern_problems> add_folder(std::filesystem::path const& folder);

    /// The pattern of a key, or null. O(log n).
    [[nodiscard]] pattern const* find(std::string_view key) const noexcept;
    /// All of them, ordered by their keys.
    [[nodiscard]] std::vector<std::shared_ptr<pattern const>> const& all() const noexcept {
        return patterns_;
    }
    /// The key that is nearest to one that is not there, or empty.
    [[nodiscard]] std::string_view nearest(std::string_view key) const;

private:
    std::vector<std::shared_ptr<pattern const>> patterns_;
};

/// The patterns of the library itself: `http_request@1`, `transform@1`, `validate@1`, `transform_and_validate@1`,
/// `fan_out_aggregate@1`, `aggregate@1`, `gate@1`, `decide@1`, `notify@1`, `persist@1`. See docs/reference/patterns.md.
std::vector<std::shared_ptr<pattern const>> const& standard_patterns();

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/pattern.hpp>
#endif

#endif
