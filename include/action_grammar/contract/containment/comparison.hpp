#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_COMPARISON_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_COMPARISON_HPP

// What a comparison may cost, and what it comes to.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/contract/containment/finding.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment {

/// What one comparison may cost. Counted in steps and not in time, so that an answer is the same on every machine.
struct budget {
    std::uint64_t steps = 30'000;            ///< Of the search; a step is some hundred nanoseconds.
    std::uint64_t pattern_steps = 2'000'000; ///< On automata of patterns; a step is some nanoseconds.
    unsigned depth = 128;                    ///< How deep values within each other are looked for.
    std::size_t length = 50'000;             ///< How long arrays, objects and strings are built.
    /// How large values are built: so many values within each other, of which 16 bytes of text count as one.
    std::size_t size = 60'000;
};

/// Whether the values of the producer are values of the consumer.
enum class answer : std::uint8_t {
    compatible,   ///< All are: proved.
    incompatible, ///< Not all: there is a witness.
    undecided,    ///< Not known; `comparison::reason` says why.
};

/// The answer's name: "compatible", "incompatible", "undecided".
constexpr std::string_view name_of(answer of) noexcept {
    switch (of) {
    case answer::compatible: return "compatible";
    case answer::incompatible: return "incompatible";
    default: return "undecided";
    }
}

/// What a comparison came to. Contextually true when the contracts are compatible.
struct comparison {
    answer result = answer::undecided;
    undecided_reason reason = undecided_reason::none; ///< When undecided.

    /// A small value that is valid under the producer and not under the consumer; when incompatible, as all below.
    std::optional<json::value> witness;
    std::string path;    ///< JSON Pointer of the part of the witness that the consumer refuses.
    std::string keyword; ///< The consumer's keyword that refuses it.
    std::string
        consumer_location; ///< JSON Pointer of that keyword in the consumer, behind `URI#` if it has a URI.
    /// JSON Pointer of the same keyword in the producer's description of that part, or of the description if it lacks
    /// the keyword. Empty if it is the whole schema, or if the producer says nothing of that part.
    std::string producer_location;

    explicit operator bool() const noexcept { return result == answer::compatible; }
};

} // namespace action_grammar::containment

#endif
