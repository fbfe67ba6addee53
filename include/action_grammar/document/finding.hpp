#ifndef ACTION_GRAMMAR_DOCUMENT_FINDING_HPP
#define ACTION_GRAMMAR_DOCUMENT_FINDING_HPP

// What is wrong with a document, where, and how to mend it: one type, several renderings.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar::document {

/// A place in a document.
struct location {
    std::string pointer; ///< JSON Pointer (RFC 6901) of a value, or of the object that lacks a member.
    bool key = false;    ///< The member's name is meant, and not its value.
    // In the text that was read; 0 while that is not known.
    std::size_t line = 0;   ///< From 1.
    std::size_t column = 0; ///< In bytes, from 1.
    std::size_t offset = 0; ///< Bytes before it.
    std::size_t length = 0; ///< Bytes of the key or value.

    friend bool operator==(location const&, location const&) = default;
};

/// Whether a fix may be applied without anyone looking at it.
enum class applicability : std::uint8_t {
    machine_applicable, ///< It says what was meant: its finding is gone after it, and no new one is there.
    maybe_incorrect,    ///< A guess, or one of several ways: somebody chooses.
};

/// The applicability as renderings write it: `"machine-applicable"`.
[[nodiscard]] constexpr std::string_view name(applicability how) noexcept {
    return how == applicability::machine_applicable ? "machine-applicable" : "maybe-incorrect";
}

/// A way to mend the document.
struct fix {
    std::string description; ///< What it does, as an order: `replace "fetch(htp)" by "fetch(http)"`.
    applicability how = applicability::maybe_incorrect;
    json::array patch; ///< JSON Patch (RFC 6902) on the whole document.

    friend bool operator==(fix const&, fix const&) = default;
};

/// Another place that belongs to a finding: "the first mutation is here".
struct related_place {
    location where;
    std::string message;

    friend bool operator==(related_place const&, related_place const&) = default;
};

/// One thing that is wrong with a document.
struct finding {
    rule_code code = rule_code::none;
    severity level = severity::error;
    location where;
    std::string message; ///< One sentence: what is wrong here, and why that matters.
    std::vector<related_place> related;
    std::string hint; ///< What may have been meant, or what to do; may be empty.
    std::vector<fix> fixes;

    friend bool operator==(finding const&, finding const&) = default;
};

/// All that is wrong with a document, in document order.
struct findings {
    std::vector<finding> list;
    bool truncated = false; ///< There are more, which were not kept.

    /// Whether the document may run: there is no finding of severity error.
    [[nodiscard]] bool acceptable() const noexcept {
        return std::ranges::none_of(list, [](finding const& each) { return each.level == severity::error; });
    }
    friend bool operator==(findings const&, findings const&) = default;
};

} // namespace action_grammar::document

#endif
