#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_OBJECT_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_CHECK_OBJECT_HPP

// What schemas ask of objects, and of the members and elements that no other keyword looked at.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <action_grammar/contract/schema/evaluated.hpp>
#include <action_grammar/contract/schema/keyword_values.hpp>
#include <action_grammar/contract/schema/program.hpp>

namespace action_grammar::schema::detail {

inline std::string_view name_of(json::object::value_type const& member) noexcept {
    return {member.key().data(), member.key().size()};
}

template <class Evaluator>
bool report_missing(Evaluator& run, node_id id, json::object const& object,
                    typename Evaluator::trail_type const& where) {
    bool accepted = true;
    for (std::string const& name : run.source()[id].required)
        if (!object.contains(name))
            run.refuse(accepted, id, where, "required",
                       [&] { return "must have the member \"" + name + "\", which is missing"; });
    return accepted;
}

/// One member whose name is in `properties`, or matches a pattern, or neither.
template <class Evaluator>
bool check_member(Evaluator& run, node_id id, object_checks const& checks, name_entry const* entry,
                  json::object::value_type const& member, bool& looked_at,
                  typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    auto const apply = [&](node_id schema) {
        looked_at = true;
        auto const inner = where.into(from, run.source()[schema]);
        if (run.descend(schema, member.value(), inner.member(name_of(member)))) return true;
        accepted = false;
        return Evaluator::reports && !run.stopped();
    };
    if (entry != nullptr && entry->schema != no_node && !apply(entry->schema)) return false;
    for (auto const& [pattern, schema] : from.pattern_properties) {
        if (!run.spend(1 + member.key().size() / 16)) return false;
        if (pattern.matcher && pattern.matcher->matches(name_of(member)) && !apply(schema)) return false;
    }
    if (!looked_at && from.additional_properties != no_node) {
        if (checks.closed) {
            looked_at = true;
            auto const inner = where.into(from, run.source()[from.additional_properties]);
            // The schema `false` is what refuses, as it would if it were applied.
            return run.refuse(accepted, from.additional_properties, inner.member(name_of(member)), {}, [&] {
                return "the member \"" + std::string(name_of(member)) + "\" is not allowed";
            }) && accepted;
        }
        if (!apply(from.additional_properties)) return false;
    }
    if (from.property_names != no_node) {
        auto const inner = where.into(from, run.source()[from.property_names]);
        json::value const name(member.key());
        if (!run.descend(from.property_names, name, inner.member(name_of(member)))) return false;
    }
    return accepted;
}

template <class Evaluator>
bool check_dependents(Evaluator& run, node_id id, json::value const& value, evaluated* marks,
                      typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    json::object const& object = value.get_object();
    std::string_view const keyword = from.draft <= dialect::draft7 ? std::string_view("dependencies")
                                                                   : std::string_view("dependentRequired");
    for (auto const& [name, others] : from.dependent_required) {
        if (!run.spend()) return false;
        if (!object.contains(name)) continue;
        for (std::string const& other : others) {
            if (!run.spend()) return false;
            if (object.contains(other)) continue;
            if (!run.refuse(accepted, id, where, keyword, [&, &absent = other, &given = name] {
                    std::string text = "with the member \"";
                    return text.append(given)
                        .append("\" there must be the member \"")
                        .append(absent)
                        .append("\", which is missing");
                }))
                return false;
        }
    }
    for (auto const& [name, schema] : from.dependent_schemas) {
        if (!run.spend()) return false;
        if (!object.contains(name)) continue;
        if (run.apply_in_place(schema, value, marks, where.into(from, run.source()[schema]))) continue;
        if (!Evaluator::reports || run.stopped()) return false;
        accepted = false;
    }
    return accepted;
}

/// `check_members` where all that counts is yes or no, and names decide alone.
template <class Evaluator>
bool accept_members(Evaluator& run, object_checks const& checks, json::object const& object,
                    node_id additional) {
    if (!run.spend(object.size())) return false;
    std::uint32_t found = 0;
    for (auto const& member : object) {
        name_entry const* entry = checks.names.find(member.key().data(), member.key().size(), run.steps);
        node_id schema = additional;
        if (entry != nullptr) {
            found += entry->required ? 1U : 0U;
            if (entry->schema != no_node) schema = entry->target;
        }
        if (schema == no_node || run.settled(schema, member.value())) continue;
        if (!run.descend(schema, member.value(), {})) return false;
    }
    return found >= checks.required;
}

template <class Evaluator>
bool check_members(Evaluator& run, node_id id, object_checks const& checks, json::object const& object,
                   evaluated* marks, typename Evaluator::trail_type const& where) {
    bool const sparse = checks.names_only && object.size() > 32 && object.size() / 2 > checks.names.size();
    if constexpr (!Evaluator::reports)
        if (marks == nullptr && checks.plain && !sparse)
            return accept_members(run, checks, object, run.source()[id].additional_properties);
    if (!run.spend(object.size())) return false;
    bool accepted = true;
    std::uint32_t found = 0;
    auto const check = [&](name_entry const* entry, json::object::value_type const& member,
                           std::size_t place) {
        found += entry != nullptr && entry->required ? 1U : 0U;
        bool looked_at = false;
        bool const passes = check_member(run, id, checks, entry, member, looked_at, where);
        if (marks != nullptr && looked_at) marks->mark(place);
        if (passes) return true;
        accepted = false;
        return Evaluator::reports && !run.stopped();
    };
    if (sparse) {
        // Of a large object only what is asked for.
        for (name_entry const& entry : checks.names.slots()) {
            if (!entry.used) continue;
            auto const at = object.find(entry.name);
            if (at != object.end() && !check(&entry, *at, static_cast<std::size_t>(at - object.begin())))
                return false;
        }
    } else if (checks.names.size() > 0 || !checks.names_only) {
        std::size_t place = 0;
        for (auto const& member : object) {
            name_entry const* entry = checks.names.find(member.key().data(), member.key().size(), run.steps);
            if (!check(entry, member, place++)) return false;
        }
    }
    if (found < checks.required) {
        report_missing(run, id, object, where);
        return false;
    }
    return accepted;
}

template <class Evaluator>
bool check_object(Evaluator& run, node_id id, object_checks const& checks, json::value const& value,
                  evaluated* marks, typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    json::object const& object = value.get_object();
    auto const say = [&](std::string_view relation, std::uint64_t limit) {
        return "must have " + std::string(relation) + ' ' + std::to_string(limit) + " members, but has "
             + std::to_string(object.size());
    };
    if (from.min_properties && object.size() < *from.min_properties
        && !run.refuse(accepted, id, where, "minProperties",
                       [&] { return say("at least", *from.min_properties); }))
        return false;
    if (from.max_properties && object.size() > *from.max_properties
        && !run.refuse(accepted, id, where, "maxProperties",
                       [&] { return say("at most", *from.max_properties); }))
        return false;
    auto const part = [&](bool passes) {
        if (!passes) accepted = false;
        return passes || (Evaluator::reports && !run.stopped());
    };
    if (!part(check_members(run, id, checks, object, marks, where))) return false;
    if ((!from.dependent_required.empty() || !from.dependent_schemas.empty())
        && !part(check_dependents(run, id, value, marks, where)))
        return false;
    return accepted;
}

/// What is left over, once every other keyword has marked what it looked at.
template <class Evaluator>
bool check_unevaluated(Evaluator& run, node_id id, json::value const& value, evaluated& marks,
                       typename Evaluator::trail_type const& where) {
    bool accepted = true;
    node const& from = run.source()[id];
    node_id const schema = value.is_object() ? from.unevaluated_properties : from.unevaluated_items;
    if (schema == no_node) return true;
    auto const inner = where.into(from, run.source()[schema]);
    auto const part = [&](json::value const& left, auto const& at) {
        if (run.descend(schema, left, at)) return true;
        accepted = false;
        return Evaluator::reports && !run.stopped();
    };
    std::size_t place = 0;
    if (auto const* object = value.if_object()) {
        for (auto const& member : *object)
            if (!marks.marked(place++) && !part(member.value(), inner.member(name_of(member)))) return false;
    } else {
        for (json::value const& element : value.get_array()) {
            if (!marks.marked(place) && !part(element, inner.element(place))) return false;
            ++place;
        }
    }
    marks.mark_all();
    return accepted;
}

} // namespace action_grammar::schema::detail

#endif
