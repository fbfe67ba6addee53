#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_ADDRESS_TABLE_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_ADDRESS_TABLE_HPP

// What was met before, by its address. A loader asks that of every schema, for which a std::unordered_map takes an
// allocation each.

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace action_grammar::schema::detail {

/// Numbers of addresses, in a hash table with open addressing, the first of whose slots are in the table itself.
class address_table {
public:
    /// The number of an address, which is `otherwise` if it is new; and whether it is. Constant time, amortized.
    /// Precondition: the address is not null.
    std::pair<std::uint32_t, bool> number(void const* address, std::uint32_t otherwise) {
        if (2 * (size_ + 1) > slots_.size()) grow();
        slot& found = slots_[place_of(address)];
        if (found.address != nullptr) return {found.number, false};
        found = {address, otherwise};
        ++size_;
        return {otherwise, true};
    }
    /// The number of an address, or null.
    [[nodiscard]] std::uint32_t const* find(void const* address) const noexcept {
        slot const& found = slots_[place_of(address)];
        return found.address == nullptr ? nullptr : &found.number;
    }
    [[nodiscard]] bool contains(void const* address) const noexcept { return find(address) != nullptr; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    address_table() = default;
    address_table(address_table const&) = delete;
    address_table& operator=(address_table const&) = delete;

private:
    struct slot {
        void const* address = nullptr;
        std::uint32_t number = 0;
    };

    /// Where an address is, or is to be. There is always a free slot.
    [[nodiscard]] std::size_t place_of(void const* address) const noexcept {
        constexpr std::uint64_t golden = 0x9e37'79b9'7f4a'7c15U; // Fibonacci hashing: Knuth, 6.4
        auto const bits = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(address));
        std::size_t const mask = slots_.size() - 1;
        std::size_t place = static_cast<std::size_t>(bits * golden >> 32) & mask;
        while (slots_[place].address != nullptr && slots_[place].address != address)
            place = (place + 1) & mask;
        return place;
    }
    void grow() {
        std::vector<slot> const old(slots_.begin(), slots_.end());
        std::vector<slot> larger(2 * old.size());
        more_.swap(larger);
        slots_ = more_;
        for (slot const& each : old)
            if (each.address != nullptr) slots_[place_of(each.address)] = each;
    }

    std::array<slot, 64> first_{};
    std::vector<slot> more_;
    std::span<slot> slots_ = first_; ///< A power of two of them.
    std::size_t size_ = 0;
};

} // namespace action_grammar::schema::detail

#endif
