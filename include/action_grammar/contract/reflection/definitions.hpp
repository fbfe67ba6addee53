#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DEFINITIONS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DEFINITIONS_HPP

// Which types of a contract a schema defines once and refers to.

#include <cstddef>
#include <string_view>

#include <action_grammar/contract/reflection/node.hpp>

namespace action_grammar::reflection::detail {

/// A type that a schema defines: a struct or an enumeration, or a struct as an alternative of a variant,
/// which has the tag besides its members.
struct definition {
    node const* type = nullptr;
    std::string_view tag{};
    std::string_view word{}; ///< The value of the tag.

    friend constexpr bool operator==(definition const&, definition const&) = default;
};

/// How many definitions a schema may have.
inline constexpr std::size_t most_definitions = 512;

/// The definitions that a type refers to, itself or by way of others, in the order in which a reader meets
/// them.
class definition_list {
public:
    constexpr explicit definition_list(node const& root) {
        node const& inner = bare(root);
        if (inner.kind == node_kind::object) {
            root_ = &inner;
            for (member_node const& member : inner.members)
                reach(*member.type);
        } else if (inner.kind != node_kind::enumeration) {
            reach(root);
        }
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr definition const* begin() const noexcept { return items_; }
    [[nodiscard]] constexpr definition const* end() const noexcept { return items_ + size_; }
    /// Whether the type refers to itself.
    [[nodiscard]] constexpr bool recursive() const noexcept { return recursive_; }

private:
    constexpr void reach(node const& met) {
        switch (met.kind) {
        case node_kind::object:
        case node_kind::enumeration: add({&met, {}, {}}); break;
        case node_kind::array:
        case node_kind::map:
        case node_kind::nullable:
        case node_kind::wrapped: reach(*met.element); break;
        case node_kind::tuple:
            for (member_node const& element : met.members)
                reach(*element.type);
            break;
        case node_kind::variant:
            for (member_node const& alternative : met.members) {
                if (alternative.type->kind == node_kind::object)
                    add({alternative.type, met.tag, alternative.name});
                else
                    reach(*alternative.type);
            }
            break;
        default: break;
        }
    }
    constexpr void add(definition const& next) {
        if (next.type == root_ && next.tag.empty()) recursive_ = true;
        for (definition const& known : *this)
            if (known == next) return;
        if (size_ == most_definitions) return;
        items_[size_++] = next;
        for (member_node const& member : next.type->members)
            if (member.type != nullptr) reach(*member.type);
    }

    definition items_[most_definitions]{};
    std::size_t size_ = 0;
    node const* root_ = nullptr;
    bool recursive_ = false;
};

/// A character of a definition's name: what a JSON Pointer or a URI would have to escape becomes `_`.
constexpr char plain_character(char c) noexcept {
    bool const plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    return plain ? c : '_';
}

constexpr bool same_plainly(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (plain_character(left[i]) != plain_character(right[i])) return false;
    return true;
}

/// The place of the first definition that would have the name of an earlier one; `size()` if there is none.
constexpr std::size_t name_clash(definition_list const& all, bool full_names) noexcept {
    auto const name = [full_names](definition const& which) {
        return full_names ? which.type->full_name : which.type->name;
    };
    for (std::size_t i = 0; i < all.size(); ++i) {
        definition const& later = all.begin()[i];
        for (std::size_t j = 0; j < i; ++j) {
            definition const& earlier = all.begin()[j];
            if (detail::same_plainly(earlier.tag, later.tag) && detail::same_plainly(earlier.word, later.word)
                && detail::same_plainly(name(earlier), name(later)))
                return i;
        }
    }
    return all.size();
}

} // namespace action_grammar::reflection::detail

#endif
