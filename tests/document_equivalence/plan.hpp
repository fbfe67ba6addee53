#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_PLAN_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_EQUIVALENCE_PLAN_HPP

// A composition as a plan of plain values, out of which a C++ type and a document are made, each without the other.

#include <action_grammar/model/shape.hpp>

#include <array>
#include <cstddef>
#include <cstdint>

namespace equivalence_tests {

namespace ag = action_grammar;

/// What single actions do.
enum class letter : std::uint8_t {
    fetch,
    sure,   ///< a transform that cannot fail
    unsure, ///< a transform that may throw
    validate,
    gate,
    aggregate,
    join,    ///< a transform of two values
    convert, ///< yields what only `misfit` takes
    misfit,
    persist,
    persist_unprotected,
    persist_undeclared,
    emit
};
inline constexpr std::size_t letter_count = 13;
constexpr bool mutates(letter what) { return what >= letter::persist; }

/// A list is the steps of a composition, a branch, a body or a nested composition.
enum class form : std::uint8_t { list, action, decide, fan_out, all, nested, retry, timeout };

/// The label that stands for "input".
inline constexpr char input = '@';

/// A node of a plan, before its children.
struct item {
    form what = form::action;
    letter does = letter::sure;
    char label = 0;               ///< None for lists, groups and mixins.
    std::uint8_t reads_count = 0; ///< None: it reads the value before.
    std::array<char, 2> reads{};
    bool exhaustive = true; ///< Of a decide: its last branch is an otherwise.
    bool throwing = false;  ///< Of a decide: its predicates may throw.
    bool element = false;   ///< It stands in a repetition, where the values are numbers and not lists.
    std::size_t extent = 1;
};

/// A composition; the first item is its list of steps.
struct plan {
    static constexpr std::size_t room = 64;
    ag::purpose intent = ag::purpose::query;
    std::size_t size = 0;
    std::array<item, room> items{};

    constexpr std::size_t child_count(std::size_t at) const {
        std::size_t count = 0;
        for (std::size_t child = at + 1; child < at + items[at].extent; child += items[child].extent)
            ++count;
        return count;
    }
    constexpr std::size_t child(std::size_t at, std::size_t which) const {
        std::size_t found = at + 1;
        for (; which > 0; --which)
            found += items[found].extent;
        return found;
    }
    /// Whether a list ends with a check of a value by name. What such a list yields is not known when there is no such
    /// value.
    constexpr bool yields_by_name() const {
        for (std::size_t at = 0; at < size; ++at) {
            if (items[at].what != form::list) continue;
            item const& last = items[child(at, child_count(at) - 1)];
            bool const checks = last.does == letter::validate || last.does == letter::gate;
            if (last.what == form::action && checks && last.reads_count > 0) return true;
        }
        return false;
    }
    /// Whether something in it mutates.
    constexpr bool mutates_at(std::size_t at) const {
        for (std::size_t i = at; i < at + items[at].extent; ++i)
            if (items[i].what == form::action && mutates(items[i].does)) return true;
        return false;
    }
};

} // namespace equivalence_tests

#endif
