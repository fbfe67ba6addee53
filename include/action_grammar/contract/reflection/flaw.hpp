#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_FLAW_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_FLAW_HPP

// What keeps a type from having a contract, found where the type is used and told there.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include <action_grammar/contract/reflection/describe.hpp>
#include <action_grammar/contract/reflection/node.hpp>
#include <action_grammar/contract/reflection/schema_writer.hpp>

namespace action_grammar::reflection::detail {

/// A mistake in a contract.
enum class flaw_kind : std::uint8_t {
    none,
    no_contract,    ///< The type of a member has none.
    misfit,         ///< A constraint does not fit the type that it is said of.
    stranger,       ///< Something is said of what is no member of the type.
    same_names,     ///< Two members, alternatives or definitions have the same name.
    optional_twice, ///< Absent and present but absent look the same in JSON.
    not_strict,     ///< The type has no form in the strict dialect.
    not_makeable    ///< No value of the type can be decoded: it is a view, or has no default constructor.
};

/// A mistake, and where it is.
struct flaw {
    flaw_kind kind = flaw_kind::none;
    std::string_view within{}; ///< The struct.
    std::string_view member{}; ///< Its member.
    std::string_view what{};   ///< The type, or the constraint.
};

constexpr std::string_view word_for(attribute_key key) noexcept {
    switch (key) {
    case attribute_key::name: return "named";
    case attribute_key::title: return "title";
    case attribute_key::description: return "description";
    case attribute_key::default_value: return "default_value";
    case attribute_key::example: return "examples";
    case attribute_key::deprecated: return "deprecated";
    case attribute_key::format: return "format";
    case attribute_key::minimum: return "minimum";
    case attribute_key::maximum: return "maximum";
    case attribute_key::exclusive_minimum: return "exclusive_minimum";
    case attribute_key::exclusive_maximum: return "exclusive_maximum";
    case attribute_key::multiple_of: return "multiple_of";
    case attribute_key::min_length: return "min_length";
    case attribute_key::max_length: return "max_length";
    case attribute_key::pattern: return "matches";
    case attribute_key::min_items: return "min_items";
    case attribute_key::max_items: return "max_items";
    case attribute_key::unique_items: return "unique_items";
    }
    return {};
}

/// Whether a number can be written exactly and, of an integer, is one.
constexpr bool is_exact(constant const& number) noexcept {
    text_writer counter;
    counter.value(number);
    return !counter.inexact();
}

constexpr bool is_enumerator_of(node const& enumeration, constant const& value) noexcept {
    if (value.kind() != constant_kind::string) return false;
    for (member_node const& each : enumeration.members)
        if (each.name == value.text()) return true;
    return false;
}

/// Whether a constant is a value of the type, as far as constants go.
constexpr bool is_value_of(node const& type, constant const& value) noexcept {
    switch (type.kind) {
    case node_kind::boolean: return value.kind() == constant_kind::boolean;
    case node_kind::integer:
        return value.kind() == constant_kind::integer && compare(value, type.least) >= 0
            && compare(value, type.greatest) <= 0;
    case node_kind::number: return value.is_number() && is_exact(value);
    case node_kind::string: return value.kind() == constant_kind::string;
    case node_kind::enumeration: return is_enumerator_of(type, value);
    default: return false;
    }
}

/// Whether an attribute can be said of a type.
constexpr bool fits(attribute const& said, node const& type) noexcept {
    bool const numeric = type.kind == node_kind::integer || type.kind == node_kind::number;
    switch (said.key) {
    case attribute_key::minimum:
    case attribute_key::maximum:
    case attribute_key::exclusive_minimum:
    case attribute_key::exclusive_maximum:
        return numeric && said.value.is_number() && is_exact(said.value)
            && (!type.least.is_number()
                || (compare(said.value, type.least) >= 0 && compare(said.value, type.greatest) <= 0));
    case attribute_key::multiple_of:
        return numeric && said.value.is_number() && is_exact(said.value) && compare(said.value, 0) > 0;
    case attribute_key::min_length:
    case attribute_key::max_length:
    case attribute_key::pattern:
    case attribute_key::format: return type.kind == node_kind::string && type.format.empty();
    case attribute_key::min_items:
    case attribute_key::max_items: return type.kind == node_kind::array && type.size == any_size;
    case attribute_key::unique_items: return type.kind == node_kind::array;
    case attribute_key::default_value: return is_value_of(type, said.value);
    case attribute_key::example:
        return said.value.kind() == constant_kind::raw || is_value_of(type, said.value);
    default: return true;
    }
}

/// Goes through all types that one refers to, each once.
class flaw_search {
public:
    constexpr flaw_search(dialect form, bool decoding) noexcept : form_(form), decoding_(decoding) {}

    constexpr flaw find(node const& root) {
        visit(root, {}, {}, {});
        return found_;
    }

private:
    constexpr void tell(flaw_kind kind, std::string_view within, std::string_view member,
                        std::string_view what) {
        if (found_.kind == flaw_kind::none) found_ = {kind, within, member, what};
    }
    constexpr void judge(std::span<attribute const> said, node const& type, std::string_view within,
                         std::string_view member) {
        node const& inner = solid(type);
        for (attribute const& each : said)
            if (inner.kind != node_kind::missing && !fits(each, inner))
                tell(flaw_kind::misfit, within, member, word_for(each.key));
    }
    constexpr void visit(node const& type, std::string_view within, std::string_view member,
                         std::span<attribute const> said) {
        judge(said, type, within, member);
        if (found_.kind != flaw_kind::none) return;
        switch (type.kind) {
        case node_kind::missing: tell(flaw_kind::no_contract, within, member, type.type); break;
        case node_kind::anything:
        case node_kind::map:
        case node_kind::tuple:
            if (form_ == dialect::strict) tell(flaw_kind::not_strict, within, member, type.type);
            break;
        case node_kind::nullable:
            if (bare(*type.element).kind == node_kind::nullable)
                tell(flaw_kind::optional_twice, within, member, type.type);
            break;
        case node_kind::wrapped: judge(type.attributes, *type.element, type.type, member); break;
        default: break;
        }
        if (type.element != nullptr) visit(*type.element, within, member, {});
        if (type.kind == node_kind::object || type.kind == node_kind::variant
            || type.kind == node_kind::tuple)
            members(type, within);
        if (decoding_ && !type.makeable) tell(flaw_kind::not_makeable, within, member, type.type);
    }
    constexpr void members(node const& type, std::string_view within) {
        for (std::size_t i = 0; i < known_; ++i)
            if (visited_[i] == &type) return;
        if (known_ < most_definitions) visited_[known_++] = &type;
        std::string_view const here = type.kind == node_kind::object ? type.type : within;
        if (!type.stranger.empty()) tell(flaw_kind::stranger, here, type.stranger, "ag::member");
        for (std::size_t i = 0; i < type.members.size(); ++i) {
            member_node const& member = type.members[i];
            visit(*member.type, here, member.name, member.attributes);
            if (type.kind == node_kind::tuple) continue;
            for (std::size_t j = 0; j < i; ++j)
                if (type.members[j].name == member.name)
                    tell(flaw_kind::same_names, type.type, member.name, "name");
            if (type.kind != node_kind::variant || member.type->kind != node_kind::object) continue;
            for (member_node const& inner : member.type->members)
                if (inner.name == type.tag) tell(flaw_kind::same_names, member.type->type, inner.name, "tag");
        }
    }

    dialect form_;
    bool decoding_;
    flaw found_{};
    node const* visited_[most_definitions]{};
    std::size_t known_ = 0;
};

/// The first mistake in the contract of T.
template <class T, dialect Form = dialect::draft2020_12>
inline constexpr flaw flaw_of = [] {
    flaw const found = detail::flaw_search(Form, false).find(node_of<T>);
    if (found.kind != flaw_kind::none) return found;
    definition_list const definitions(node_of<T>);
    if (std::size_t const clash = name_clash(definitions, true); clash != definitions.size()) {
        node const& type = *definitions.begin()[clash].type;
        return flaw{flaw_kind::same_names, type.type, type.name, "ag::named"};
    }
    return found;
}();

/// The same, and what keeps values of T from being decoded.
template <class T>
inline constexpr flaw decoding_flaw_of = [] {
    flaw const found = flaw_of<T>;
    return found.kind != flaw_kind::none ? found
                                         : detail::flaw_search(dialect::draft2020_12, true).find(node_of<T>);
}();

} // namespace action_grammar::reflection::detail

#endif
