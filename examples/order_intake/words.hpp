#ifndef ACTION_GRAMMAR_EXAMPLES_WORDS_HPP
#define ACTION_GRAMMAR_EXAMPLES_WORDS_HPP

#include <cstddef>
#include <string>

#include "place_order.hpp"

namespace order_intake {

/// An amount as people write it: `EUR 189.40`.
inline std::string in_words(money const& amount) {
    std::string digits = std::to_string(amount.minor);
    if (auto const decimals = static_cast<std::size_t>(amount.decimals); decimals > 0) {
        if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
        digits.insert(digits.size() - decimals, 1, '.');
    }
    return amount.currency + ' ' + digits;
}

} // namespace order_intake

#endif
