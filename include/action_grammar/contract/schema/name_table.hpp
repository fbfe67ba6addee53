#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_NAME_TABLE_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_NAME_TABLE_HPP

// Names of members, to be found in a few nanoseconds: the table is made once, so it can look for a hash
// without collisions, and a name of up to 16 bytes is compared as two integers.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::schema::detail {

/// The beginning and the end of a name, which together are all of it up to 16 bytes.
struct name_key {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;

    static name_key of(char const* text, std::size_t size) noexcept {
        name_key key;
        if (size >= 8) {
            std::memcpy(&key.head, text, 8);
            std::memcpy(&key.tail, text + size - 8, 8);
        } else if (size >= 4) {
            std::uint32_t head = 0;
            std::uint32_t tail = 0;
            std::memcpy(&head, text, 4);
            std::memcpy(&tail, text + size - 4, 4);
            key = {head, tail};
        } else if (size > 0) {
            auto const byte = [&](std::size_t i) {
                return static_cast<std::uint64_t>(static_cast<unsigned char>(text[i]));
            };
            key.head = byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16;
        }
        return key;
    }

    std::uint64_t hash(std::size_t size, std::uint64_t seed) const noexcept {
        std::uint64_t const mix = (head ^ std::rotl(tail, 31) ^ size) * seed;
        return mix ^ mix >> 32;
    }
};

/// What is asked of a member of some name.
struct name_entry {
    name_key key;
    std::string name;
    node_id schema = no_node; ///< In `properties`.
    node_id target = no_node; ///< The same, or what it does nothing but refer to.
    bool required = false;
    bool used = false;
};

/// A set of names, each with what is asked of it. Immutable.
class name_table {
public:
    name_table() = default;
    explicit name_table(std::vector<name_entry> entries) {
        for (auto& entry : entries) {
            entry.key = name_key::of(entry.name.data(), entry.name.size());
            entry.used = true;
        }
        size_ = entries.size();
        if (entries.empty()) return;
        std::size_t const capacity = std::bit_ceil(entries.size() * 2);
        std::uint64_t seed = 0x9e3779b97f4a7c15;
        // A few tries for a table without collisions; one with some is only slower.
        for (int tries = 0; tries < 64 && entries.size() <= few;
             ++tries, seed = seed * 0xd1342543de82ef95 + 2)
            if (place(entries, capacity << (tries / 32), seed | 1)) return;
        place_all(entries, capacity, seed | 1);
    }

    std::size_t size() const noexcept { return size_; }

    /// The entry of that name; null if there is none. `steps` is spent on collisions.
    [[gnu::always_inline]] name_entry const* find(char const* text, std::size_t length,
                                                  std::uint64_t& steps) const noexcept {
        if (size_ == 0) return nullptr;
        name_key const key = name_key::of(text, length);
        for (std::size_t at = index(key, {text, length}, seed_);; at = (at + 1) & mask_) {
            name_entry const& entry = slots_[at];
            if (!entry.used) return nullptr;
            if (entry.key.head == key.head && entry.key.tail == key.tail && entry.name.size() == length
                && (length <= 16 || std::memcmp(entry.name.data(), text, length) == 0))
                return &entry;
            if (steps == 0) return nullptr;
            --steps;
        }
    }

    std::vector<name_entry> const& slots() const noexcept { return slots_; }

    /// Sets the targets, by a function of the schema.
    template <class Function>
    void redirect(Function target_of) {
        for (name_entry& entry : slots_)
            if (entry.used && entry.schema != no_node) entry.target = target_of(entry.schema);
    }

private:
    static constexpr std::size_t few = 64;

    std::size_t index(name_key const& key, std::string_view name, std::uint64_t seed) const noexcept {
        // Long names that differ in the middle alone would all collide; among few names that does not matter.
        std::uint64_t const hash =
            size_ > few && name.size() > 16 ? hash_of(name) : key.hash(name.size(), seed);
        return static_cast<std::size_t>(hash) & mask_;
    }

    bool place(std::vector<name_entry> const& entries, std::size_t capacity, std::uint64_t seed) {
        mask_ = capacity - 1;
        std::vector<bool> taken(capacity);
        for (auto const& entry : entries) {
            std::size_t const at = index(entry.key, entry.name, seed);
            if (taken[at]) return false;
            taken[at] = true;
        }
        place_all(entries, capacity, seed);
        return true;
    }

    void place_all(std::vector<name_entry> const& entries, std::size_t capacity, std::uint64_t seed) {
        mask_ = capacity - 1;
        seed_ = seed;
        slots_.assign(capacity, {});
        for (auto const& entry : entries) {
            std::size_t at = index(entry.key, entry.name, seed);
            while (slots_[at].used)
                at = (at + 1) & mask_;
            slots_[at] = entry;
        }
    }

    std::vector<name_entry> slots_;
    std::size_t size_ = 0;
    std::size_t mask_ = 0;
    std::uint64_t seed_ = 0;
};

} // namespace action_grammar::schema::detail

#endif
