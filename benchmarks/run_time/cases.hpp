#ifndef ACTION_GRAMMAR_BENCHMARKS_CASES_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CASES_HPP

#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <variant>

#include "versions.hpp"

// The versions behind one signature, and a digest of what they answered: that all versions tell the same is
// checked, not claimed.

namespace shop {

class digest {
public:
    template <class Value>
    void add(Value const& value) {
        if constexpr (std::is_integral_v<Value> || std::is_enum_v<Value>) {
            state_ = (state_ ^ static_cast<std::uint64_t>(value)) * 1'099'511'628'211U;
        } else if constexpr (std::is_same_v<Value, std::string_view>) {
            for (char const c : value)
                add(c);
        } else if constexpr (std::is_same_v<Value, receipt>) {
            add(value.order);
            add(value.row);
        } else if constexpr (std::is_same_v<Value, confirmation>) {
            add(value.order);
            add(value.row);
            add(value.unit_price);
            add(value.tax_per_mille);
            add(value.asked_for);
        } else if constexpr (std::is_same_v<Value, not_found>) {
            add(value.key);
        } else if constexpr (std::is_same_v<Value, sql_error>) {
            add(value.code);
        } else if constexpr (std::is_same_v<Value, ag::invalid>) {
            add(value.label);
        } else {
            static_assert(std::is_same_v<Value, ag::thrown>);
            add(value.exception() != nullptr);
        }
    }
    template <class Variant>
    void ended(std::string_view action, ag::status how, ag::phase part, bool retryable,
               Variant const& error) {
        add(action);
        add(how);
        add(part);
        add(retryable);
        add(error.index());
        std::visit([this](auto const& held) { this->add(held); }, error);
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 14'695'981'039'346'656'037U;
};

template <class Output, class... Errors>
std::uint64_t digest_of(ag::outcome<Output, Errors...> const& answer) {
    digest made;
    if (answer) {
        made.add(*answer);
    } else {
        made.ended(answer.failed_action(), answer.status(), answer.phase(), answer.retryable(),
                   answer.error());
    }
    return made.value();
}
template <class Output, class Failure>
std::uint64_t digest_of(ag::result<Output, Failure> const& answer) {
    digest made;
    if (answer) {
        made.add(*answer);
    } else {
        auto const& why = answer.error();
        made.ended(why.action, why.how, why.part, why.retryable, why.error);
    }
    return made.value();
}

/// One version of one shape.
struct version {
    std::string_view shape;
    std::string_view name;
    std::uint64_t (*call)(order_request const&, services&); ///< returns the digest of the answer
};

template <auto Entry>
struct unpacked;
template <class Answer, class... Resources, Answer (*Entry)(order_request const&, Resources&...)>
struct unpacked<Entry> {
    static std::uint64_t call(order_request const& asked, services& with) {
        return digest_of(Entry(asked, std::get<Resources&>(with)...));
    }
};
template <auto Entry>
inline constexpr auto digested = &unpacked<Entry>::call;

/// Of each shape the version by hand comes first: the others are held against it.
inline constexpr version versions[] = {
    {"linear", "by_hand", digested<entry::linear_by_hand>},
    {"linear", "typed", digested<entry::linear_typed>},
    {"linear", "monadic", digested<entry::linear_monadic>},
    {"multi_source", "by_hand", digested<entry::multi_source_by_hand>},
    {"multi_source", "typed", digested<entry::multi_source_typed>},
    {"multi_source", "monadic", digested<entry::multi_source_monadic>},
    {"decide", "by_hand", digested<entry::decide_by_hand>},
    {"decide", "typed", digested<entry::decide_typed>},
    {"decide", "monadic", digested<entry::decide_monadic>},
    {"owning", "by_hand", digested<entry::owning_by_hand>},
    {"owning", "typed", digested<entry::owning_typed>},
    {"owning", "monadic", digested<entry::owning_monadic>},
    {"fan_out", "by_hand", digested<entry::fan_out_by_hand>},
    {"fan_out", "typed", digested<entry::fan_out_typed>},
    {"fan_out", "monadic", digested<entry::fan_out_monadic>},
};

} // namespace shop

#endif
