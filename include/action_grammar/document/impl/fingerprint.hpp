#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FINGERPRINT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FINGERPRINT_HPP

#include <cstdint>
#include <string_view>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

/// 64-bit FNV-1a (Fowler, Noll, Vo): the same for the same bytes wherever and whenever.
class fnv1a {
public:
    void add(std::string_view bytes) noexcept {
        for (char const byte : bytes)
            hash_ = (hash_ ^ static_cast<unsigned char>(byte)) * 0x0000'0100'0000'01b3U;
    }
    [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

private:
    std::uint64_t hash_ = 0xcbf2'9ce4'8422'2325U;
};

/// Of a value as it is written, in which the order of members counts.
inline std::uint64_t fingerprint_of(json::value const& value) {
    fnv1a hash;
    hash.add(json::serialize(value));
    return hash.value();
}

} // namespace action_grammar::document::detail

#endif
