#ifndef ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_PARTS_HPP
#define ACTION_GRAMMAR_CONTRACT_INFERENCE_UPDATING_PARTS_HPP

// What becomes of a value when the part at a key changes, or all parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include <action_grammar/contract/inference/analysis.hpp>
#include <action_grammar/contract/inference/calculation.hpp>
#include <action_grammar/contract/schema/node.hpp>

namespace action_grammar::inference::detail {

/// Changes what is at a key.
inline analysis::changed analysis::update_key(type_ptr target, type_ptr key, node const& of,
                                              change const& how, bool certain) {
    if (!certain && of.optional) return lost();
    type_ptr const names = types_->spelled(key);
    type_ptr const whole = types_->spelled(target);
    kind_mask const keys = types_->kinds_of(names);
    if ((keys & ~(string_kind | number_kind)) != 0
        || (keys & (string_kind | number_kind)) == (string_kind | number_kind))
        return lost();
    bool const by_name = (keys & string_kind) != 0;
    kind_mask const fitting = by_name ? object_kind : array_kind;
    changed made = replaced(types_->nothing());
    kind_mask const others = static_cast<kind_mask>(types_->kinds_of(whole) & ~(null_kind | fitting));
    if (others != 0) {
        made.skips = true;
        if (of.optional)
            made.type = types_->restricted(whole, others);
        else
            made.error = only(target, fitting | null_kind, of, "this path").error;
    }
    auto const add = [&](type_ptr type) { made.type = types_->join(made.type, type); };
    auto const changed_part = [&](type_ptr part, bool sure) {
        if (types_->is_nothing(part)) return kept(part);
        changed next = how(part, sure);
        made.error = types_->join(made.error, next.error);
        made.breaks = made.breaks || next.breaks;
        // Where a part vanishes that is not there, nothing above it comes to be.
        next.skips = next.skips || next.may_vanish;
        made.skips = made.skips || next.skips;
        return next;
    };
    if (whole->null && mode_.deleting) add(types_->null());
    // What is absent stays so, but the rest of the path is looked for all the same.
    if (mode_.deleting) changed_part(types_->null(), certain);
    bool const from_null = whole->null && !mode_.deleting;
    if (by_name) {
        auto objects = whole->objects;
        if (from_null) objects.push_back(types_->add_shape(object_shape{}));
        bool const finite = names->strings->finite;
        bool const single = finite && names->strings->values.size() == 1;
        for (object_shape const* each : objects) {
            object_shape shape = *each;
            if (!finite) {
                // Any of them, or a new one.
                type_ptr const all = types_->join(types_->members(shape), types_->null());
                changed const next = changed_part(all, certain);
                for (member_shape& member : shape.members) {
                    member.type = types_->join(member.type, next.type);
                    member.required = member.required && !next.may_vanish;
                }
                for (pattern_shape& pattern : shape.patterns)
                    pattern.type = types_->join(pattern.type, next.type);
                shape.rest = shape.rest == nullptr ? next.type : types_->join(shape.rest, next.type);
                add(types_->object(std::move(shape)));
                continue;
            }
            for (std::string const& name : names->strings->values) {
                member_view const found = types_->lookup(*each, name);
                bool const absent = found.may_be_absent && !mode_.deleting;
                type_ptr const part = absent ? types_->join(found.type, types_->null()) : found.type;
                changed const next = changed_part(part, certain);
                bool const stays_absent = found.may_be_absent && (mode_.deleting || next.skips);
                auto place = std::ranges::lower_bound(shape.members, name, {}, &member_shape::name);
                if (place == shape.members.end() || place->name != name)
                    place = shape.members.insert(place, {name, found.type, false});
                place->type = single ? next.type : types_->join(place->type, next.type);
                place->required =
                    single ? !next.may_vanish && !stays_absent : place->required && !next.may_vanish;
                // It fails, or there was nothing to remove.
                if (single && place->required && types_->is_nothing(next.type))
                    place->type = types_->nothing();
            }
            bool const impossible = std::ranges::any_of(shape.members, [&](member_shape const& member) {
                return member.required && types_->is_empty(member.type);
            });
            if (!impossible) add(types_->object(std::move(shape)));
        }
        if (made.skips && from_null) add(types_->null());
        return made;
    }
    array_shape array;
    if (whole->arrays == nullptr && !from_null) return made;
    if (whole->arrays != nullptr) array = *whole->arrays;
    if (from_null) array.min = 0;
    number_set const& numbers = *names->numbers;
    // Between two elements null is read, but the one before is written.
    if (!numbers.integer && !mode_.deleting) return lost();
    bool const single = numbers.finite && numbers.values.size() == 1 && !numbers.nan
                     && numbers.values.front().is_integer() && numbers.values.front().sign() >= 0;
    if (single && !from_null && !mode_.deleting) {
        auto const index = exact_double(numbers.values.front());
        if (index && *index < static_cast<double>(std::min<std::uint64_t>(array.min, array.prefix.size()))) {
            auto const place = static_cast<std::size_t>(*index);
            changed const next = changed_part(array.prefix[place], certain);
            if (!next.may_vanish) {
                array.prefix[place] = next.type;
                add(types_->array(std::move(array)));
                return made;
            }
        }
    }
    type_ptr const elements = types_->elements(array);
    type_ptr const part = mode_.deleting ? elements : types_->join(elements, types_->null());
    changed const next = changed_part(part, certain);
    if (next.skips && from_null) add(types_->null());
    array_shape shape;
    shape.rest = types_->join(elements, next.type);
    shape.min = next.may_vanish && array.min > 0 ? array.min - 1 : array.min;
    shape.max = array.max;
    if (!mode_.deleting) {
        // A place beyond the end is filled up to with null; one before the beginning fails.
        shape.rest = types_->join(shape.rest, types_->null());
        shape.max = no_limit;
        made.error = types_->join(made.error, types_->string());
    }
    add(types_->array(std::move(shape)));
    return made;
}

/// Changes all elements or members.
inline analysis::changed analysis::update_each(type_ptr target, node const& of, change const& how,
                                               bool certain) {
    // Which parts there were is not known then.
    if (!certain) return lost();
    type_ptr const whole = types_->spelled(target);
    // There may be no part, or none that a path leads to.
    changed made = kept(types_->nothing());
    kind_mask const others = static_cast<kind_mask>(types_->kinds_of(whole) & ~container_kinds);
    if (others != 0) {
        if (of.optional)
            made.type = types_->restricted(whole, others);
        else
            made.error = only(target, container_kinds, of, "`[]`").error;
    }
    auto const changed_part = [&](type_ptr part, bool sure) {
        if (types_->is_nothing(part)) return kept(part);
        changed const next = if_reached(how(part, sure), part);
        made.error = types_->join(made.error, next.error);
        made.breaks = made.breaks || next.breaks;
        return next;
    };
    for (object_shape const* each : whole->objects) {
        object_shape shape = *each;
        for (member_shape& member : shape.members) {
            changed const next = changed_part(member.type, certain);
            member.type = next.type;
            member.required = member.required && !next.may_vanish;
        }
        for (pattern_shape& pattern : shape.patterns)
            pattern.type = changed_part(pattern.type, certain).type;
        if (shape.rest != nullptr) shape.rest = changed_part(shape.rest, certain).type;
        if (shape.rest != nullptr && types_->is_empty(shape.rest)) shape.rest = nullptr;
        bool const impossible = std::ranges::any_of(shape.members, [&](member_shape const& member) {
            return member.required && types_->is_empty(member.type);
        });
        if (!impossible) made.type = types_->join(made.type, types_->object(std::move(shape)));
    }
    if (whole->arrays == nullptr) return made;
    array_shape array = *whole->arrays;
    bool vanishes = false;
    bool fails = false;
    for (std::size_t i = 0; i < array.prefix.size(); ++i) {
        changed const next = changed_part(array.prefix[i], certain);
        // Behind a place that was removed others than these are changed.
        vanishes = vanishes || next.may_vanish;
        fails = fails || (!vanishes && i < array.min && types_->is_nothing(next.type));
        array.prefix[i] = next.type;
    }
    if (array.rest != nullptr) {
        changed const next = changed_part(array.rest, certain);
        vanishes = vanishes || next.may_vanish;
        fails = fails || (!vanishes && array.min > array.prefix.size() && types_->is_nothing(next.type));
        array.rest = next.type;
    }
    if (fails) return made;
    if (vanishes) {
        array_shape loose;
        loose.rest = types_->elements(array);
        loose.max = whole->arrays->max;
        if (!mode_.deleting) {
            // Where one is removed the next moves into its place and is passed over; places beyond the end are null.
            type_ptr const before = types_->elements(*whole->arrays);
            changed const other = changed_part(types_->join(before, types_->null()), false);
            loose.rest =
                types_->join(types_->join(loose.rest, other.type), types_->join(before, types_->null()));
        }
        array = std::move(loose);
    }
    made.type = types_->join(made.type, types_->array(std::move(array)));
    return made;
}

} // namespace action_grammar::inference::detail

#endif
