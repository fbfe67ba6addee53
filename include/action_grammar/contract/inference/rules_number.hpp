#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_NUMBER_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_NUMBER_HPP

// Builtins of numbers, and those whose result is one.

#include <action_grammar/contract/inference/rules.hpp>

namespace action_grammar::inference::detail {

struct number_rules : rules {
    static number_set numbers_in(analysis& in, type_ptr of) {
        type_ptr const whole = types(in).spelled(of);
        return whole->numbers ? *whole->numbers : number_set{};
    }
    static number_set bounded(std::optional<int> lower, std::optional<int> upper, bool nan) {
        number_set set;
        if (lower && !nan) set.lower = json::decimal(*lower);
        if (upper && !nan) set.upper = json::decimal(*upper);
        set.nan = nan;
        return set;
    }
    static outcome result(analysis& in, call_site const& call, number_set set) {
        return giving(in, types(in).number(std::move(set)), input(in, call, number_kind));
    }
    static bool above_zero(number_set const& set) {
        auto const low = lowest_of(set);
        return low && (low->sign() > 0 || (low->sign() == 0 && set.lower_strict)) && !set.nan;
    }
    static bool not_negative(number_set const& set) {
        auto const low = lowest_of(set);
        return low && low->sign() >= 0 && !set.nan;
    }
    static bool within_one(number_set const& set) {
        auto const low = lowest_of(set);
        auto const high = highest_of(set);
        return low && high && *low >= json::decimal(-1) && *high <= json::decimal(1) && !set.nan;
    }

    /// floor, ceil, round and their like: integers, and bounds move outward by less than one.
    static outcome rounded(analysis& in, call_site const& call) {
        number_set set = interval_of(numbers_in(in, call.at.input));
        if (set.integer) return input(in, call, number_kind);
        auto const low = exact_double(set.lower);
        auto const high = exact_double(set.upper);
        set.integer = true;
        set.lower_strict = set.upper_strict = false;
        set.lower = low && !set.nan ? bound_at(std::floor(*low)) : std::nullopt;
        set.upper = high && !set.nan ? bound_at(std::ceil(*high)) : std::nullopt;
        return result(in, call, set);
    }
    static outcome magnitude(analysis& in, call_site const& call) {
        number_set const of = numbers_in(in, call.at.input);
        if (not_negative(of)) return input(in, call, number_kind);
        number_set set = bounded(0, std::nullopt, of.nan);
        set.integer = of.integer;
        auto const low = exact_double(lowest_of(of));
        auto const high = exact_double(highest_of(of));
        if (low && high && !of.nan) set.upper = bound_at(std::max(std::fabs(*low), std::fabs(*high)));
        return result(in, call, set);
    }
    static outcome root(analysis& in, call_site const& call) {
        bool const safe = not_negative(numbers_in(in, call.at.input));
        return result(in, call, bounded(0, std::nullopt, !safe));
    }
    static outcome logarithm(analysis& in, call_site const& call) {
        return result(in, call, bounded({}, {}, !above_zero(numbers_in(in, call.at.input))));
    }
    static outcome exponential(analysis& in, call_site const& call) {
        bool const nan = numbers_in(in, call.at.input).nan;
        return result(in, call, bounded(call.of.called == builtin::expm1 ? -1 : 0, {}, nan));
    }
    static outcome wave(analysis& in, call_site const& call) {
        return result(in, call, bounded(-1, 1, numbers_in(in, call.at.input).nan));
    }
    static outcome real(analysis& in, call_site const& call) {
        return result(in, call, bounded({}, {}, numbers_in(in, call.at.input).nan));
    }
    /// Defined between -1 and 1 only; atanh is infinite at both.
    static outcome inverse(analysis& in, call_site const& call) {
        bool const safe = call.of.called != builtin::atanh && within_one(numbers_in(in, call.at.input));
        return result(in, call, bounded({}, {}, !safe));
    }
    static outcome undefined(analysis& in, call_site const& call) {
        return result(in, call, bounded({}, {}, true));
    }

    static outcome of_two(analysis& in, call_site const& call) {
        number_set const left = numbers_in(in, call.values[0]);
        number_set const right = numbers_in(in, call.values[1]);
        number_set set;
        switch (call.of.called) {
        case builtin::fmin:
        case builtin::fmax:
            set = interval_of(join_of(left, right));
            if (set.nan) set = bounded({}, {}, true);
            break;
        case builtin::pow: {
            // A whole power that is not negative has no pole.
            bool const whole = right.integer && not_negative(right) && !left.nan;
            set = bounded(whole && not_negative(left) ? std::optional(0) : std::nullopt, {}, !whole);
            set.integer = whole && left.integer;
            break;
        }
        case builtin::fmod: set = bounded({}, {}, true); break;
        case builtin::hypot: set = bounded(0, {}, left.nan || right.nan); break;
        default: set = bounded({}, {}, left.nan || right.nan); break;
        }
        return giving(in, types(in).number(set), value(in, call, 0, number_kind),
                      value(in, call, 1, number_kind));
    }

    static outcome infinite(analysis& in, call_site const&) {
        return in.one(types(in).number(bounded({}, {}, true)));
    }

    static outcome length(analysis& in, call_site const& call) {
        outcome const of = input(in, call, other_kinds(boolean_kinds));
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr all = types(in).nothing();
        if (whole->null) all = types(in).count(0, 0);
        if (whole->numbers) {
            number_set set = bounded(0, {}, whole->numbers->nan);
            set.integer = whole->numbers->integer;
            all = types(in).join(all, types(in).number(set));
        }
        if (whole->strings) all = types(in).join(all, types(in).integer(0));
        if (whole->arrays != nullptr)
            all = types(in).join(all, types(in).count(whole->arrays->min, whole->arrays->max));
        for (object_shape const* each : whole->objects) {
            std::uint64_t least = 0;
            std::uint64_t most = 0;
            for (member_shape const& member : each->members) {
                least += member.required ? 1 : 0;
                most += types(in).is_empty(member.type) ? 0 : 1;
            }
            bool const closed = each->rest == nullptr && each->patterns.empty();
            all = types(in).join(all, types(in).count(least, closed ? most : no_limit));
        }
        return giving(in, all, of);
    }
    static outcome byte_length(analysis& in, call_site const& call) {
        return giving(in, types(in).integer(0), input(in, call, string_kind));
    }

    static outcome range(analysis& in, call_site const& call) {
        std::size_t const arity = call.of.list_size;
        number_set zero;
        zero.finite = zero.integer = true;
        zero.values = {json::decimal(0)};
        outcome made = value(in, call, 0, number_kind);
        for (std::size_t i = 1; i < arity; ++i)
            made = giving(in, types(in).number(), value(in, call, i, number_kind), made);
        number_set const from = arity == 1 ? zero : numbers_in(in, call.values[0]);
        number_set const to = numbers_in(in, call.values[arity == 1 ? 0 : 1]);
        number_set set;
        set.integer = from.integer;
        if (arity == 3) {
            number_set const by = numbers_in(in, call.values[2]);
            set.integer = set.integer && by.integer;
            set.nan = from.nan || by.nan || to.nan;
        } else {
            set.nan = from.nan;
            if (!set.nan) {
                set.lower = lowest_of(from);
                set.lower_strict = from.lower_strict && !from.finite;
                set.upper = to.nan ? std::nullopt : highest_of(to);
                set.upper_strict = true;
                // Counting whole numbers below a whole number ends one before it.
                if (set.integer && to.integer && set.upper) {
                    if (auto const last = difference(*set.upper, json::decimal(1))) {
                        set.upper = last;
                        set.upper_strict = false;
                    }
                }
            }
        }
        set = meet_of(set, set);
        outcome result = giving(in, types(in).number(set), made);
        result.count = set.finite && set.values.empty() && !set.nan ? none : any_number;
        return result;
    }

    static outcome to_number(analysis& in, call_site const& call) {
        outcome const of = input(in, call, number_kind | string_kind);
        type_ptr const whole = types(in).spelled(of.type);
        type_ptr all = types(in).restricted(of.type, number_kind);
        if (!whole->strings) return giving(in, all, of);
        number_set any;
        any.nan = true;
        all = types(in).join(all, types(in).number(any));
        return may_fail(in, giving(in, all, of));
    }
};

} // namespace action_grammar::inference::detail

#endif
