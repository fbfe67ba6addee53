#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FINGERPRINT_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FINGERPRINT_HPP

// The identity of a form across contracts that were compiled apart. Equal fingerprints are taken for equal forms, and
// thereby for a yes, so the hash must withstand whoever writes the schemas: BLAKE2b (RFC 7693), cut to 128 bits.
//
// By accident two of n forms have the same with a probability below n^2 / 2^129: 10^-20 among a billion. To find such a
// pair on purpose takes about 2^64 hashes. Forms are not compared beyond that: where contracts were compiled apart it
// would mean to walk both graphs for every question that now is one comparison of 16 bytes.

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace action_grammar::containment::detail {

/// 128 bits that stand for all that was put into a `fingerprinter`.
struct fingerprint {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr auto operator<=>(fingerprint const&, fingerprint const&) = default;
};

/// Takes words and texts, one after the other, and hashes them.
class fingerprinter {
public:
    explicit fingerprinter(std::uint64_t purpose) noexcept { add(purpose); }

    void add(std::uint64_t word) noexcept {
        if (used_ == block_.size()) compress(false);
        block_[used_++] = word;
    }
    void add(fingerprint const& other) noexcept {
        add(other.high);
        add(other.low);
    }
    /// The length goes first, so that neighboring texts cannot run into each other.
    void add(std::string_view text) noexcept {
        add(static_cast<std::uint64_t>(text.size()));
        while (!text.empty()) {
            std::uint64_t word = 0;
            std::size_t const size = text.size() < sizeof word ? text.size() : sizeof word;
            std::memcpy(&word, text.data(), size);
            add(word);
            text.remove_prefix(size);
        }
    }

    fingerprint finish() noexcept {
        for (std::size_t i = used_; i < block_.size(); ++i)
            block_[i] = 0;
        compress(true);
        return {state_[0], state_[1]};
    }

private:
    static constexpr std::array<std::uint64_t, 8> initial{
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    static constexpr std::array<std::array<std::uint8_t, 16>, 10> schedule{
        {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
         {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
         {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
         {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
         {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
         {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
         {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
         {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
         {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
         {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}}};

    void compress(bool last) noexcept {
        length_ += used_ * sizeof(std::uint64_t);
        std::array<std::uint64_t, 16> v;
        for (std::size_t i = 0; i < 8; ++i) {
            v[i] = state_[i];
            v[i + 8] = initial[i];
        }
        v[12] ^= length_;
        if (last) v[14] = ~v[14];
        auto const mix = [&v](std::size_t a, std::size_t b, std::size_t c, std::size_t d, std::uint64_t x,
                              std::uint64_t y) {
            v[a] += v[b] + x;
            v[d] = std::rotr(v[d] ^ v[a], 32);
            v[c] += v[d];
            v[b] = std::rotr(v[b] ^ v[c], 24);
            v[a] += v[b] + y;
            v[d] = std::rotr(v[d] ^ v[a], 16);
            v[c] += v[d];
            v[b] = std::rotr(v[b] ^ v[c], 63);
        };
        for (std::size_t round = 0; round < 12; ++round) {
            auto const& s = schedule[round % 10];
            mix(0, 4, 8, 12, block_[s[0]], block_[s[1]]);
            mix(1, 5, 9, 13, block_[s[2]], block_[s[3]]);
            mix(2, 6, 10, 14, block_[s[4]], block_[s[5]]);
            mix(3, 7, 11, 15, block_[s[6]], block_[s[7]]);
            mix(0, 5, 10, 15, block_[s[8]], block_[s[9]]);
            mix(1, 6, 11, 12, block_[s[10]], block_[s[11]]);
            mix(2, 7, 8, 13, block_[s[12]], block_[s[13]]);
            mix(3, 4, 9, 14, block_[s[14]], block_[s[15]]);
        }
        for (std::size_t i = 0; i < 8; ++i)
            state_[i] ^= v[i] ^ v[i + 8];
        used_ = 0;
    }

    std::array<std::uint64_t, 8> state_{initial[0] ^ 0x01010010,
                                        initial[1],
                                        initial[2],
                                        initial[3],
                                        initial[4],
                                        initial[5],
                                        initial[6],
                                        initial[7]};
    std::array<std::uint64_t, 16> block_{};
    std::size_t used_ = 0;
    std::uint64_t length_ = 0;
};

} // namespace action_grammar::containment::detail

#endif
