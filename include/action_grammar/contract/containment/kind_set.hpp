#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_KIND_SET_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_KIND_SET_HPP

// The kinds of JSON values by which every question is split. Finer than the type names: the two truth values are
// kinds of their own, and so are whole and other numbers, because then sets of kinds say all there is to say of them.

#include <cstdint>

#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment::detail {

enum class value_kind : std::uint8_t { null, no, yes, integer, fraction, string, array, object };

/// A set of kinds.
class kind_set {
public:
    constexpr kind_set() = default;
    constexpr kind_set(value_kind only) noexcept
        : bits_(static_cast<std::uint8_t>(1U << static_cast<unsigned>(only))) {}

    static constexpr kind_set all() noexcept { return kind_set(std::uint8_t{0xFF}); }
    static constexpr kind_set booleans() noexcept { return kind_set(value_kind::no) | value_kind::yes; }
    static constexpr kind_set numbers() noexcept {
        return kind_set(value_kind::integer) | value_kind::fraction;
    }

    constexpr bool empty() const noexcept { return bits_ == 0; }
    constexpr bool contains(kind_set other) const noexcept { return (other.bits_ & ~bits_) == 0; }
    constexpr bool meets(kind_set other) const noexcept { return (other.bits_ & bits_) != 0; }
    constexpr std::uint8_t bits() const noexcept { return bits_; }

    friend constexpr kind_set operator|(kind_set a, kind_set b) noexcept {
        return kind_set(static_cast<std::uint8_t>(a.bits_ | b.bits_));
    }
    friend constexpr kind_set operator&(kind_set a, kind_set b) noexcept {
        return kind_set(static_cast<std::uint8_t>(a.bits_ & b.bits_));
    }
    constexpr kind_set operator~() const noexcept { return kind_set(static_cast<std::uint8_t>(~bits_)); }
    constexpr kind_set& operator|=(kind_set other) noexcept { return *this = *this | other; }
    constexpr kind_set& operator&=(kind_set other) noexcept { return *this = *this & other; }
    friend constexpr bool operator==(kind_set, kind_set) = default;

private:
    constexpr explicit kind_set(std::uint8_t bits) noexcept : bits_(bits) {}
    std::uint8_t bits_ = 0;
};

/// The kind of a value. 1.0 is an integer.
inline value_kind kind_of(json::value const& value) noexcept {
    switch (value.kind()) {
    case json::kind::null: return value_kind::null;
    case json::kind::bool_: return value.get_bool() ? value_kind::yes : value_kind::no;
    case json::kind::int64:
    case json::kind::uint64: return value_kind::integer;
    case json::kind::double_: {
        double const number = value.get_double();
        return number == std::trunc(number) ? value_kind::integer : value_kind::fraction;
    }
    case json::kind::string: return value_kind::string;
    case json::kind::array: return value_kind::array;
    default: return value_kind::object;
    }
}

} // namespace action_grammar::containment::detail

#endif
