#ifndef ACTION_GRAMMAR_CONTRACT_CONTAINMENT_HOLDS_HPP
#define ACTION_GRAMMAR_CONTRACT_CONTAINMENT_HOLDS_HPP

// Whether a form holds of a given value. The solver asks it of the candidates that it builds; the last word on a
// witness is the validator's.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <action_grammar/contract/containment/form.hpp>
#include <action_grammar/contract/containment/value_size.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::containment::detail {

/// An answer of which the machine may be ignorant: opaque forms, patterns that cannot be run.
enum class truth : std::uint8_t { no, unknown, yes };

constexpr truth operator!(truth of) noexcept { return static_cast<truth>(2 - static_cast<int>(of)); }
constexpr truth truth_of(bool of) noexcept { return of ? truth::yes : truth::no; }
constexpr truth both(truth a, truth b) noexcept { return a < b ? a : b; }

/// A part of a value, or the name of a member as a string.
class subject {
public:
    subject(json::value const& value) noexcept : value_(&value), kind_(kind_of(value)) {
        if (auto const* string = value.if_string()) text_ = {string->data(), string->size()};
    }
    explicit subject(std::string_view name) noexcept : text_(name), kind_(value_kind::string) {}

    value_kind kind() const noexcept { return kind_; }
    std::string_view text() const noexcept { return text_; }
    json::value const& value() const noexcept { return *value_; }

private:
    json::value const* value_ = nullptr;
    std::string_view text_;
    value_kind kind_;
};

/// The number of code points of UTF-8.
inline std::size_t code_points(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

/// Whether two values are equal as JSON Schema has it: numbers by what they are worth, objects in any order.
inline bool same_value(json::value const& a, json::value const& b) {
    if (kind_of(a) != kind_of(b)) return false;
    if (a.is_string()) return a.get_string() == b.get_string();
    if (auto const* left = a.if_array()) {
        auto const& right = b.get_array();
        return left->size() == right.size()
            && std::equal(left->begin(), left->end(), right.begin(), same_value);
    }
    if (auto const* left = a.if_object()) {
        auto const& right = b.get_object();
        return left->size() == right.size()
            && std::all_of(left->begin(), left->end(), [&](auto const& entry) {
                   auto const* other = right.if_contains(entry.key());
                   return other != nullptr && same_value(entry.value(), *other);
               });
    }
    return a.is_null() || a.is_bool() || json::decimal::of(a) == json::decimal::of(b);
}

/// Evaluates forms, counting what it does.
class evaluator {
public:
    explicit evaluator(std::uint64_t& steps) noexcept : steps_(&steps) {}

    /// Whether `said` holds of `of`; unknown also when the steps are spent.
    truth operator()(literal said, subject const& of) { return holds(said, of, 0); }

private:
    static constexpr unsigned depth_limit = 1500;

    /// Pays for looking at many parts, as far as there are steps.
    void take(std::uint64_t count) noexcept { *steps_ -= std::min(*steps_, count); }

    truth holds(literal said, subject const& of, unsigned depth) {
        if (said.always().contains(of.kind())) return truth::yes;
        if (said.never().contains(of.kind())) return truth::no;
        if (*steps_ == 0 || depth > depth_limit) return truth::unknown;
        --*steps_;
        take(size_of_text(of.text().size()) / 16);
        truth const plain = plainly(*said, of, depth + 1);
        return said.negative() ? !plain : plain;
    }

    /// Precondition: an atom speaks of the kind of the value.
    truth plainly(form const& said, subject const& of, unsigned depth) {
        switch (said.kind) {
        case form_kind::kinds: return truth_of(said.allowed.contains(of.kind()));
        case form_kind::conjunction: {
            truth all = truth::yes;
            for (literal const child : said.children) {
                all = both(all, holds(child, of, depth));
                if (all == truth::no) break;
            }
            return all;
        }
        case form_kind::exactly_one: return one_of(said, of, depth);
        case form_kind::reference: return said.inner.absent() ? truth::unknown : holds(said.inner, of, depth);
        case form_kind::opaque: return truth::unknown;
        case form_kind::pattern: {
            auto const matches = said.language->contains(of.text());
            return matches ? truth_of(*matches) : truth::unknown;
        }
        case form_kind::min_length: return truth_of(code_points(of.text()) >= said.count);
        case form_kind::max_length: return truth_of(code_points(of.text()) <= said.count);
        case form_kind::string_values:
            return truth_of(
                std::binary_search(said.names.begin(), said.names.end(), of.text(), std::less<>{}));
        default: break;
        }
        if (subject_of(said.kind) == value_kind::array) return of_array(said, of.value().get_array(), depth);
        if (subject_of(said.kind) == value_kind::object)
            return of_object(said, of.value().get_object(), depth);
        return of_number(said, json::decimal::of(of.value()));
    }

    truth one_of(form const& said, subject const& of, unsigned depth) {
        std::size_t yes = 0;
        bool unknown = false;
        for (literal const child : said.children) {
            truth const holds_here = holds(child, of, depth);
            if (holds_here == truth::yes && ++yes > 1) return truth::no;
            unknown = unknown || holds_here == truth::unknown;
        }
        return unknown ? truth::unknown : truth_of(yes == 1);
    }

    static truth of_number(form const& said, json::decimal const& number) {
        switch (said.kind) {
        case form_kind::lower_bound:
            return truth_of(said.strict ? number > said.bound : number >= said.bound);
        case form_kind::upper_bound:
            return truth_of(said.strict ? number < said.bound : number <= said.bound);
        case form_kind::multiple: return truth_of(number.is_multiple_of(said.bound));
        default: return truth_of(std::binary_search(said.numbers.begin(), said.numbers.end(), number));
        }
    }

    truth of_array(form const& said, json::array const& elements, unsigned depth) {
        if (said.kind > form_kind::item) take(elements.size() / 64);
        switch (said.kind) {
        case form_kind::min_items: return truth_of(elements.size() >= said.count);
        case form_kind::max_items: return truth_of(elements.size() <= said.count);
        case form_kind::item:
            return said.count < elements.size()
                     ? holds(said.inner, elements[static_cast<std::size_t>(said.count)], depth)
                     : truth::yes;
        case form_kind::items: {
            truth all = truth::yes;
            for (auto i = static_cast<std::size_t>(said.count); i < elements.size() && all != truth::no; ++i)
                all = both(all, holds(said.inner, elements[i], depth));
            return all;
        }
        case form_kind::at_least:
        case form_kind::at_most: {
            std::uint64_t yes = 0;
            std::uint64_t unknown = 0;
            for (json::value const& element : elements) {
                truth const holds_here = holds(said.inner, element, depth);
                yes += holds_here == truth::yes ? 1U : 0U;
                unknown += holds_here == truth::unknown ? 1U : 0U;
            }
            bool const least = said.kind == form_kind::at_least;
            if (least ? yes >= said.count : yes + unknown <= said.count) return truth::yes;
            if (least ? yes + unknown < said.count : yes > said.count) return truth::no;
            return truth::unknown;
        }
        default: break;
        }
        // Uniqueness.
        for (std::size_t i = 1; i < elements.size(); ++i) {
            std::uint64_t const price = i * (1 + size_of(elements[i]) / 8);
            if (*steps_ < price) return truth::unknown;
            *steps_ -= price;
            for (std::size_t j = 0; j < i; ++j)
                if (same_value(elements[i], elements[j])) return truth::no;
        }
        return truth::yes;
    }

    truth of_object(form const& said, json::object const& object, unsigned depth) {
        switch (said.kind) {
        case form_kind::min_members: return truth_of(object.size() >= said.count);
        case form_kind::max_members: return truth_of(object.size() <= said.count);
        case form_kind::required: return truth_of(object.if_contains(said.name) != nullptr);
        case form_kind::member: {
            auto const* const member = object.if_contains(said.name);
            return member != nullptr ? holds(said.inner, *member, depth) : truth::yes;
        }
        default: break;
        }
        truth all = truth::yes;
        take(object.size() / 64);
        for (auto const& entry : object) {
            truth const named =
                holds(said.keys, subject(std::string_view(entry.key().data(), entry.key().size())), depth);
            if (named == truth::no) continue;
            truth const inside = holds(said.inner, entry.value(), depth);
            // A member of which the name is in doubt only counts if it would be wrong.
            all = both(all, named == truth::unknown && inside != truth::yes ? truth::unknown : inside);
            if (all == truth::no) break;
        }
        return all;
    }

    std::uint64_t* steps_;
};

} // namespace action_grammar::containment::detail

#endif
