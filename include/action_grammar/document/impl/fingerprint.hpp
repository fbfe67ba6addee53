#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FINGERPRINT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FINGERPRINT_HPP

#include <cstdint>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

/// 64-bit FNV-1a (Fowler, Noll, Vo) of a value as it is written, in which the order of members counts.
inline std::uint64_t fingerprint_of(json::value const& value) {
    std::uint64_t hash = 0xcbf2'9ce4'8422'2325U;
    for (char const letter : json::serialize(value))
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x0000'0100'0000'01b3U;
    return hash;
}

} // namespace action_grammar::document::detail

#endif
