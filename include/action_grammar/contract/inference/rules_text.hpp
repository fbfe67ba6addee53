#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_TEXT_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_RULES_TEXT_HPP

// Builtins of strings, patterns and dates.

#include <action_grammar/contract/expression/format_name.hpp>
#include <action_grammar/contract/inference/rules.hpp>

namespace action_grammar::inference::detail {

struct text_rules : rules {
    /// Of a string and a string: `startswith`.
    static outcome tells(analysis& in, call_site const& call) {
        return giving(in, types(in).boolean(), input(in, call, string_kind), value(in, call, 0, string_kind));
    }
    /// Whatever is not a string stays as it is: `ltrimstr`.
    static outcome trimmed_by(analysis& in, call_site const& call) {
        type_ptr const others = types(in).restricted(call.at.input, other_kinds(string_kind));
        if (types(in).equal(others, call.at.input)) return in.one(others);
        return in.one(types(in).join(others, types(in).string()));
    }
    static outcome changed(analysis& in, call_site const& call) { return text_of<string_kind>(in, call); }
    /// `explode`
    static outcome code_points(analysis& in, call_site const& call) {
        return giving(in, types(in).array_of(types(in).integer(0, 0x10FFFF)), input(in, call, string_kind));
    }
    static outcome implode(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).string(), input(in, call, array_kind)));
    }
    static outcome ascii(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).string(), input(in, call, number_kind)));
    }
    static outcome split(analysis& in, call_site const& call) {
        type_ptr const parts = types(in).array_of(types(in).string());
        if (call.of.list_size == 2)
            return may_fail(in,
                            giving(in, parts, input(in, call, string_kind), value(in, call, 0, string_kind)));
        return giving(in, parts, input(in, call, string_kind), value(in, call, 0, string_kind));
    }
    static outcome join(analysis& in, call_site const& call) {
        outcome const of = input(in, call, container_kinds);
        outcome made = giving(in, types(in).string(), of);
        type_ptr const whole = types(in).spelled(of.type);
        kind_mask inside = 0;
        if (whole->arrays != nullptr) inside = types(in).kinds_of(types(in).elements(*whole->arrays));
        bool const plain = (inside & container_kinds) == 0 && whole->objects.empty()
                        && types(in).kinds_of(call.values[0]) == string_kind;
        return plain ? made : may_fail(in, joined_otherwise(in, made));
    }
    /// A separator that is null, say, need not make a string.
    static outcome joined_otherwise(analysis& in, outcome made) {
        if (!types(in).is_nothing(made.type)) made.type = types(in).anything();
        return made;
    }
    static outcome to_string(analysis& in, call_site const& call) {
        return in.one(in.to_text(call.at.input));
    }
    static outcome to_json(analysis& in, call_site const&) { return in.one(types(in).string()); }
    static outcome from_json(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).anything(), input(in, call, string_kind)));
    }
    static outcome format(analysis& in, call_site const& call) {
        type_ptr const names = types(in).spelled(call.values[0]);
        if (names->strings && names->strings->finite && names->strings->values.size() == 1)
            if (auto const known = expression::detail::format_named(names->strings->values.front()))
                return in.formatted(*known, in.one(call.at.input), call.of);
        return may_fail(in, in.one(types(in).string()));
    }
    static outcome type(analysis& in, call_site const& call) {
        kind_mask const kinds = types(in).kinds_of(call.at.input);
        std::vector<std::string> names;
        for (std::string_view const each : {"null", "boolean", "number", "string", "array", "object"})
            if ((kinds & analysis::kinds_of_name(each)) != 0) names.emplace_back(each);
        return in.one(types(in).strings(std::move(names)));
    }

    /// `test`: also of several patterns, and of nothing but strings.
    static outcome test(analysis& in, call_site const& call) {
        return matching(in, call, types(in).boolean(), exactly_one);
    }
    static outcome matching(analysis& in, call_site const& call, type_ptr result, cardinality count) {
        outcome made = giving(in, result, input(in, call, string_kind));
        made.count = count;
        // The pattern is not read here: it may be malformed.
        return may_fail(in, made);
    }
    static type_ptr closed(analysis& in, std::vector<member_shape> members) {
        object_shape shape;
        shape.members = std::move(members);
        return types(in).object(std::move(shape));
    }
    static outcome match(analysis& in, call_site const& call) {
        type_ptr const text = types(in).with_kinds(null_kind | string_kind);
        type_ptr const count = types(in).integer(-1);
        type_ptr const capture = closed(
            in,
            {{"length", count, true}, {"name", text, true}, {"offset", count, true}, {"string", text, true}});
        return matching(in, call,
                        closed(in, {{"captures", types(in).array_of(capture), true},
                                    {"length", count, true},
                                    {"offset", count, true},
                                    {"string", text, true}}),
                        any_number);
    }
    static outcome capture(analysis& in, call_site const& call) {
        return matching(in, call, types(in).object_of(types(in).with_kinds(null_kind | string_kind)),
                        any_number);
    }
    static outcome scan(analysis& in, call_site const& call) {
        type_ptr const text = types(in).with_kinds(null_kind | string_kind);
        return matching(in, call, types(in).join(types(in).string(), types(in).array_of(text)), any_number);
    }
    static outcome splits(analysis& in, call_site const& call) {
        return matching(in, call, types(in).string(), {1, cardinality::unbounded});
    }
    static outcome substitute(analysis& in, call_site const& call) {
        // The replacement sees the captures by name.
        type_ptr const captures = types(in).object_of(types(in).with_kinds(null_kind | string_kind));
        outcome const replacement = in.evaluate(filter(in, call, 1), {captures, call.at.scope});
        outcome made = matching(in, call, types(in).string(), any_number);
        made.error = types(in).join(made.error, replacement.error);
        made.breaks = replacement.breaks;
        if (replacement.count == exactly_one) made.count = exactly_one;
        if (types(in).kinds_of(replacement.type) != string_kind) made = may_fail(in, made);
        return made;
    }

    /// `todate`, `strftime`: text of a time.
    static outcome time_text(analysis& in, call_site const& call) {
        constexpr kind_mask kinds = number_kind | array_kind;
        return may_fail(in, giving(in, types(in).string(), input(in, call, kinds)));
    }
    static outcome from_date(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).number(), input(in, call, string_kind)));
    }
    static outcome broken_time(analysis& in, call_site const& call) {
        kind_mask const kinds = call.of.called == builtin::gmtime ? number_kind : string_kind;
        return may_fail(in, giving(in, types(in).array_of(types(in).number()), input(in, call, kinds)));
    }
    static outcome make_time(analysis& in, call_site const& call) {
        return may_fail(in, giving(in, types(in).number(), input(in, call, array_kind)));
    }
};

} // namespace action_grammar::inference::detail

#endif
