#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_ATTRIBUTE_CHAIN_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_ATTRIBUTE_CHAIN_HPP

#include <cstddef>
#include <span>

#include <action_grammar/contract/reflection/attributes.hpp>
#include <action_grammar/contract/reflection/node.hpp>

namespace action_grammar::reflection::detail {

/// Attributes of a value, from the outermost that something was said of to the innermost.
struct attribute_chain {
    static constexpr std::size_t most = 16;
    std::span<attribute const> parts[most]{};
    std::size_t count = 0;

    [[nodiscard]] constexpr attribute_chain with(std::span<attribute const> inner) const noexcept {
        attribute_chain longer = *this;
        if (!inner.empty() && count < most) longer.parts[longer.count++] = inner;
        return longer;
    }
    /// The outermost attribute of that key, or null.
    [[nodiscard]] constexpr attribute const* find(attribute_key key) const noexcept {
        for (std::size_t i = 0; i < count; ++i)
            if (attribute const* const found = reflection::detail::find(parts[i], key)) return found;
        return nullptr;
    }
    /// The one that asks most: the greatest lower bound, or the least upper bound.
    [[nodiscard]] constexpr attribute const* tightest(attribute_key key, bool lower) const noexcept {
        attribute const* best = nullptr;
        for (std::size_t i = 0; i < count; ++i)
            for (attribute const& next : parts[i])
                if (next.key == key && (best == nullptr || (compare(next.value, best->value) > 0) == lower))
                    best = &next;
        return best;
    }
};

} // namespace action_grammar::reflection::detail

#endif
