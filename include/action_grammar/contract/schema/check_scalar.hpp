#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_SCALAR_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_SCALAR_HPP

// What schemas ask of numbers and strings, and of any value as a whole. `Evaluator` is `evaluator<...>`; each
// function answers whether the value passes, and reports to the evaluator why it does not.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <action_grammar/contract/schema/equality.hpp>
#include <action_grammar/contract/schema/formats.hpp>
#include <action_grammar/contract/schema/keyword_values.hpp>
#include <action_grammar/contract/schema/program.hpp>

namespace action_grammar::schema::detail {

inline bool is_whole(double number) noexcept { return number == std::trunc(number); }

/// How many code points a text has, by counting what is no continuation byte.
inline std::uint64_t code_points(std::string_view text) noexcept {
    return static_cast<std::uint64_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    }));
}

inline std::string type_message(node const& from, json::value const& found) {
    static constexpr std::string_view names[] = {"null",     "a boolean", "an integer", "a number",
                                                 "a string", "an array",  "an object"};
    std::string expected;
    for (std::size_t i = 0; i < std::size(names); ++i) {
        if (!from.type->contains(static_cast<type_name>(i))) continue;
        if (!expected.empty()) expected += " or ";
        expected += names[i];
    }
    if (expected.empty()) expected = "of no type";
    return "must be " + expected + ", but is " + described(found);
}

/// One of `values`, by equality.
template <class Evaluator>
bool is_one_of(Evaluator& run, value_checks const& checks, json::value const& value) {
    if (checks.by_hash.empty()) {
        return std::any_of(checks.values.begin(), checks.values.end(), [&](json::value const* each) {
            return run.spend() && same(*each, value, run.steps);
        });
    }
    std::uint64_t const hash = hash_of(value, run.steps);
    auto at = std::lower_bound(checks.by_hash.begin(), checks.by_hash.end(), hash,
                               [](auto const& each, std::uint64_t sought) { return each.first < sought; });
    for (; at != checks.by_hash.end() && at->first == hash; ++at)
        if (run.spend() && same(*at->second, value, run.steps)) return true;
    return false;
}

template <class Evaluator>
bool check_values(Evaluator& run, node_id id, instruction const& at, json::value const& value,
                  typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    if (from.constant && !same(*from.constant, value, run.steps)
        && !run.refuse(accepted, id, where, "const", [&] {
               return "must be " + described(*from.constant) + ", but is " + described(value);
           }))
        return false;
    if (from.enumeration && !is_one_of(run, run.code().values[at.values], value))
        run.refuse(accepted, id, where, "enum", [&] {
            std::string listed;
            for (std::size_t i = 0; i < from.enumeration->size() && i < 8; ++i)
                listed += (i == 0 ? "" : ", ") + described((*from.enumeration)[i]);
            if (from.enumeration->size() > 8) listed += ", ...";
            return "must be one of " + listed + ", but is " + described(value);
        });
    return accepted;
}

/// -1, 0 or 1: `value` below, at or above `limit`. Its decimal is needed only next to the limit.
inline int order_to(json::value const& value, bound const& limit) {
    if (auto const* real = value.if_double()) {
        // Rounding keeps order, so different doubles decide about the decimals that round to them.
        if (*real != limit.nearest) return *real < limit.nearest ? -1 : 1;
        if (!std::isfinite(*real)) return 0;
    }
    auto const order = json::decimal::of(value) <=> limit.exact;
    return order < 0 ? -1 : order > 0 ? 1 : 0;
}

template <class Evaluator>
bool check_number(Evaluator& run, node_id id, number_checks const& checks, json::value const& value,
                  typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    auto const* integer = value.if_int64();
    bool const in_bounds =
        integer != nullptr && !checks.no_integer && *integer >= checks.least && *integer <= checks.greatest;
    if (!in_bounds) {
        // The message compares with the bound as it was written.
        auto const say = [&](std::string_view relation, bound const& limit) {
            return "must be " + std::string(relation) + ' ' + limit.exact.to_string() + ", but is "
                 + described(value);
        };
        for (bound const& limit : checks.lower) {
            int const order = order_to(value, limit);
            if (order > 0 || (order == 0 && !limit.exclusive)) continue;
            if (!run.refuse(accepted, id, where, limit.exclusive ? "exclusiveMinimum" : "minimum",
                            [&] { return say(limit.exclusive ? "greater than" : "at least", limit); }))
                return false;
        }
        for (bound const& limit : checks.upper) {
            int const order = order_to(value, limit);
            if (order < 0 || (order == 0 && !limit.exclusive)) continue;
            if (!run.refuse(accepted, id, where, limit.exclusive ? "exclusiveMaximum" : "maximum",
                            [&] { return say(limit.exclusive ? "less than" : "at most", limit); }))
                return false;
        }
    }
    if (from.multiple_of) {
        bool const finite = !value.is_double() || std::isfinite(value.get_double());
        bool const multiple = integer != nullptr && checks.divisor != 0
                                ? *integer % checks.divisor == 0
                                : finite && json::decimal::of(value).is_multiple_of(*from.multiple_of);
        if (!multiple)
            run.refuse(accepted, id, where, "multipleOf", [&] {
                return "must be a multiple of " + from.multiple_of->to_string() + ", but is "
                     + described(value);
            });
    }
    return accepted;
}

template <class Evaluator>
bool check_string(Evaluator& run, node_id id, string_checks const& checks, json::string const& string,
                  typename Evaluator::trail_type const& where) {
    bool accepted = true;
    std::string_view const text(string.data(), string.size());
    auto const say = [&](std::string_view relation, std::uint64_t limit) {
        return "must have " + std::string(relation) + ' ' + std::to_string(limit) + " characters, but has "
             + std::to_string(code_points(text));
    };
    // A code point is one byte to four, so that the number of bytes mostly decides.
    if ((text.size() < checks.least || (text.size() / 4 < checks.least && code_points(text) < checks.least))
        && !run.refuse(accepted, id, where, "minLength", [&] { return say("at least", checks.least); }))
        return false;
    if (text.size() > checks.most && code_points(text) > checks.most
        && !run.refuse(accepted, id, where, "maxLength", [&] { return say("at most", checks.most); }))
        return false;
    if (checks.matcher != nullptr) {
        if (!run.spend(1 + text.size() / 16)) return false;
        if (!checks.matcher->matches(text) && !run.refuse(accepted, id, where, "pattern", [&] {
                return "must match the pattern \"" + run.source()[id].pattern->text + "\", but is "
                     + described(json::value(string));
            }))
            return false;
    }
    if (checks.formatted && (checks.asserted || run.options().assert_formats)
        && has_format(run.source()[id].format, text) == format_answer::no)
        run.refuse(accepted, id, where, "format", [&] {
            return "must be of the format \"" + run.source()[id].format + "\", but is "
                 + described(json::value(string));
        });
    return accepted;
}

} // namespace action_grammar::schema::detail

#endif
