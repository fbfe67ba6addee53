#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_BUDGET_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_PLAIN_BUDGET_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace action_grammar::containment::detail {

/// What it may cost to read an answer off two schemas: some hundred steps. What costs more is left to the search.
class plain_budget {
public:
    /// Schemas within schemas.
    static constexpr unsigned deepest = 24;

    /// Takes a step that looks at so many names or values. False: that was the last.
    bool spend(std::size_t count) noexcept {
        constexpr std::size_t free_of_charge = 16;
        std::uint64_t const price = 1 + count / free_of_charge;
        left_ -= std::min(left_, price);
        return left_ > 0;
    }

private:
    std::uint64_t left_ = 400;
};

} // namespace action_grammar::containment::detail

#endif
