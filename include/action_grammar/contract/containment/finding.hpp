#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FINDING_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FINDING_HPP

// What a search for a value comes to, and why it may come to nothing.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment {

/// Why a comparison was left undecided. Stable: stored and compared by name.
enum class undecided_reason : std::uint8_t {
    none,      ///< It was decided.
    budget,    ///< The steps of the budget were spent.
    depth,     ///< Values would have to be nested deeper than the search goes.
    size,      ///< A witness would have to be longer or larger than the search builds.
    number,    ///< A number would need more digits than are computed, or than JSON values hold.
    pattern,   ///< A pattern is not regular, or its automaton is too large.
    reference, ///< A reference that leads back to itself without a value in between, or too deep.
    keyword, ///< A keyword whose meaning depends on more than is computed, such as many nested `unevaluated*`.
    refuted, ///< A value was found, but the validators did not agree that it is a witness.
};

/// A reason's name, and a sentence that says it to a person.
struct reason_text {
    std::string_view name;
    std::string_view sentence;
};
namespace detail {
inline constexpr std::array<reason_text, 9> reason_texts{{
    {"none", "the question was decided"},
    {"budget", "the comparison took more steps than its budget allows"},
    {"depth", "a value that decides it would be nested too deeply"},
    {"size", "a value that decides it would be too large to build"},
    {"number", "a number that decides it needs more digits than are computed"},
    {"pattern", "a pattern is not regular, or too large to compare"},
    {"reference", "a reference leads back to itself, or the schemas are nested too deeply"},
    {"keyword", "a keyword depends on the value in too many ways"},
    {"refuted", "the value that was found did not stand up to validation"},
}};
} // namespace detail

/// Name and sentence of a reason.
constexpr reason_text text_of(undecided_reason reason) noexcept {
    return detail::reason_texts[static_cast<std::size_t>(reason)];
}

namespace detail {

/// Whether there is a value of which all of something holds.
enum class finding : std::uint8_t { empty, found, unknown };

/// A value that was found. Shared by all that are told of it, so that telling costs the same however large it is.
class found_value {
public:
    found_value() = default;
    explicit found_value(json::value value) : held_(std::make_shared<sized const>(std::move(value))) {}

    json::value const& operator*() const noexcept { return held_->value; }
    json::value const* operator->() const noexcept { return &held_->value; }
    /// As `size_of` has it, in constant time.
    std::size_t size() const noexcept { return held_->size; }

private:
    struct sized {
        explicit sized(json::value of) : value(std::move(of)), size(size_of(value)) {}
        json::value value;
        std::size_t size;
    };
    std::shared_ptr<sized const> held_;
};

struct outcome {
    finding status = finding::empty;
    undecided_reason reason = undecided_reason::none;
    found_value value; ///< When found.

    static outcome empty() { return {}; }
    static outcome found(json::value value) {
        return {finding::found, undecided_reason::none, found_value(std::move(value))};
    }
    static outcome unknown(undecided_reason reason) { return {finding::unknown, reason, {}}; }

    bool is_empty() const noexcept { return status == finding::empty; }
    bool is_found() const noexcept { return status == finding::found; }
};

} // namespace detail
} // namespace action_grammar::containment

#endif
