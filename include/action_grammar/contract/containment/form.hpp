#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FORM_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_FORM_HPP

// The intermediate form of schemas: a graph of conjunctions over atoms, in which negation is a mark on the edge, as
// in the and-inverter graphs of hardware verification. Every atom speaks of one type of values and holds of all
// others, as JSON Schema's keywords do.

#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <action_grammar/contract/containment/fingerprint.hpp>
#include <action_grammar/contract/containment/kind_set.hpp>
#include <action_grammar/contract/containment/regular_set.hpp>
#include <action_grammar/contract/json/decimal.hpp>
#include <action_grammar/contract/stable_list.hpp>

namespace action_grammar::containment::detail {

/// What a form says of a value. Where an atom names a type, it holds of values of all other types.
enum class form_kind : std::uint8_t {
    kinds,       ///< The value is of one of `allowed`.
    conjunction, ///< All of `children` hold.
    exactly_one, ///< Just one of `children` holds.
    reference,   ///< What `inner` says; the way back into a recursive schema.
    opaque,      ///< Something that cannot be expressed here; nothing is known of it.

    lower_bound,   ///< Numbers: at least `bound`, or more than that if `strict`.
    upper_bound,   ///< Numbers: at most `bound`, or less.
    multiple,      ///< Numbers: a multiple of `bound`.
    number_values, ///< Numbers: one of `numbers`.

    min_length,    ///< Strings: at least `count` code points.
    max_length,    ///< Strings: at most.
    pattern,       ///< Strings: `language` matches somewhere.
    string_values, ///< Strings: one of `names`.

    min_items, ///< Arrays: at least `count` elements.
    max_items, ///< Arrays: at most.
    item,      ///< Arrays: element `count`, if there is one, satisfies `inner`.
    items,     ///< Arrays: all elements from `count` on satisfy `inner`.
    at_least,  ///< Arrays: at least `count` elements satisfy `inner`.
    at_most,   ///< Arrays: at most `count` elements satisfy `inner`.
    unique,    ///< Arrays: no two elements are equal.

    min_members, ///< Objects: at least `count` members.
    max_members, ///< Objects: at most.
    required,    ///< Objects: there is a member `name`.
    member,      ///< Objects: the member `name`, if there is one, satisfies `inner`.
    members,     ///< Objects: all members whose name satisfies `keys` satisfy `inner`.
};

struct form;

/// A form or its negation.
class literal {
public:
    constexpr literal() = default;
    literal(form const& of, bool negative = false) noexcept : form_(&of), negative_(negative) {}

    form const& operator*() const noexcept { return *form_; }
    form const* operator->() const noexcept { return form_; }
    bool negative() const noexcept { return negative_; }
    bool absent() const noexcept { return form_ == nullptr; }
    literal operator!() const noexcept { return {*form_, !negative_}; }

    /// Kinds of which the literal certainly holds, and certainly does not.
    inline kind_set always() const noexcept;
    inline kind_set never() const noexcept;
    /// Whether it holds of every value, or of none, whatever the value.
    bool is_true() const noexcept { return always() == kind_set::all(); }
    bool is_false() const noexcept { return never() == kind_set::all(); }

    /// By what is said, not by where it is held.
    friend inline bool operator==(literal a, literal b) noexcept;
    friend inline std::strong_ordering operator<=>(literal a, literal b) noexcept;

private:
    form const* form_ = nullptr;
    bool negative_ = false;
};

struct form {
    form_kind kind = form_kind::kinds;
    bool strict = false;
    kind_set allowed; ///< Of `kinds`.
    kind_set always;  ///< Kinds of whose values the form certainly holds,
    kind_set never;   ///< and certainly does not.
    std::uint64_t count = 0;
    fingerprint id;
    literal inner;
    literal keys;
    json::decimal bound;
    std::string name;
    std::vector<literal> children;      ///< In order.
    std::vector<json::decimal> numbers; ///< In order.
    std::vector<std::string> names;     ///< In order.
    std::shared_ptr<regular_set> language;
};

inline kind_set literal::always() const noexcept { return negative_ ? form_->never : form_->always; }
inline kind_set literal::never() const noexcept { return negative_ ? form_->always : form_->never; }
inline bool operator==(literal a, literal b) noexcept {
    return a.negative_ == b.negative_ && (a.form_ == b.form_ || a.form_->id == b.form_->id);
}
inline std::strong_ordering operator<=>(literal a, literal b) noexcept {
    if (a.form_ != b.form_)
        if (auto const order = a.form_->id <=> b.form_->id; order != 0) return order;
    return a.negative_ <=> b.negative_;
}

/// The types of which an atom speaks; all kinds for other forms.
constexpr kind_set subject_of(form_kind kind) noexcept {
    switch (kind) {
    case form_kind::lower_bound:
    case form_kind::upper_bound:
    case form_kind::multiple:
    case form_kind::number_values: return kind_set::numbers();
    case form_kind::min_length:
    case form_kind::max_length:
    case form_kind::pattern:
    case form_kind::string_values: return value_kind::string;
    case form_kind::min_items:
    case form_kind::max_items:
    case form_kind::item:
    case form_kind::items:
    case form_kind::at_least:
    case form_kind::at_most:
    case form_kind::unique: return value_kind::array;
    case form_kind::min_members:
    case form_kind::max_members:
    case form_kind::required:
    case form_kind::member:
    case form_kind::members: return value_kind::object;
    default: return kind_set::all();
    }
}
constexpr bool is_atom(form_kind kind) noexcept { return kind > form_kind::opaque; }

/// Holds forms, each once, where they do not move.
class form_pool {
public:
    form_pool() = default;
    form_pool(form_pool const&) = delete;
    form_pool& operator=(form_pool const&) = delete;

    /// The form in the pool that is `made`, which is added if need be. Completes `id`, except of references and
    /// opaque forms, whose id is theirs to choose.
    form const& intern(form&& made) {
        if (made.kind != form_kind::reference && made.kind != form_kind::opaque) made.id = identify(made);
        auto const [place, added] = by_id_.try_emplace(made.id, nullptr);
        if (added) place->second = &forms_.emplace_back(std::move(made));
        return *place->second;
    }
    /// A form that is completed later: the target of references is known only behind them.
    form& reserve(form&& made) {
        form& held = forms_.emplace_back(std::move(made));
        by_id_.emplace(held.id, &held);
        return held;
    }
    std::size_t size() const noexcept { return forms_.size(); }

private:
    struct by_low_bits {
        std::size_t operator()(fingerprint const& id) const noexcept { return id.low; }
    };

    static void add(fingerprinter& hash, literal part) {
        if (part.absent())
            hash.add(std::uint64_t{2});
        else {
            hash.add(std::uint64_t{part.negative()});
            hash.add(part->id);
        }
    }
    static void add(fingerprinter& hash, json::decimal const& number) {
        auto const mantissa = static_cast<json::detail::uint128>(number.mantissa());
        hash.add(static_cast<std::uint64_t>(mantissa));
        hash.add(static_cast<std::uint64_t>(mantissa >> 64));
        hash.add(static_cast<std::uint64_t>(number.exponent()));
    }
    static fingerprint identify(form const& made) {
        fingerprinter hash(static_cast<std::uint64_t>(made.kind));
        hash.add(static_cast<std::uint64_t>(made.allowed.bits()) << 1 | std::uint64_t{made.strict});
        hash.add(made.count);
        add(hash, made.inner);
        add(hash, made.keys);
        add(hash, made.bound);
        hash.add(std::string_view(made.name));
        hash.add(made.children.size());
        for (literal const child : made.children)
            add(hash, child);
        hash.add(made.numbers.size());
        for (auto const& number : made.numbers)
            add(hash, number);
        hash.add(made.names.size());
        for (auto const& name : made.names)
            hash.add(std::string_view(name));
        if (made.language) hash.add(std::string_view(made.language->text()));
        return hash.finish();
    }

    action_grammar::detail::stable_list<form> forms_;
    std::unordered_map<fingerprint, form const*, by_low_bits> by_id_;
};

} // namespace action_grammar::containment::detail

#endif
