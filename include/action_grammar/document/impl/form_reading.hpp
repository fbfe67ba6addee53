#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_READING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_READING_HPP

// What a step reads: its `from`, and the key of its `protection`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/tree.hpp>

namespace action_grammar::document::detail::forming {

inline constexpr std::string_view reference_hint =
    R"(a reference is an id, and may go on with a JSON Pointer: "order", "order/lines/0", "input")";

/// Reports what is wrong with a reference.
inline void report_reference(form_state& state, reference_text const& read, std::string_view text,
                             std::string pointer) {
    finding& problem =
        state.problems.add(rule_code::malformed, {std::move(pointer)},
                           "the reference " + in_quotes(text) + ' ' + std::string(read.problem));
    problem.hint = reference_hint;
    if (!read.id.empty() || text.empty()) return;
    std::string const whole = "input" + std::string(text);
    problem.fixes.push_back({"replace it by " + in_quotes(whole), applicability::maybe_incorrect,
                             replacing(problem.where.pointer, json::value(whole))});
}

/// Adds a reference to the node that is being made. Returns whether it was one.
inline bool add_reference(form_state& state, std::string_view text, std::string_view under, place_id at) {
    reference_text const read = read_reference(text);
    if (!read.problem.empty()) {
        report_reference(state, read, text, state.made.pointer_of(at));
        return false;
    }
    if (!state.allow_reference(at)) return false;
    state.made.references.push_back({.name = read.id});
    state.made.readings.push_back({under, read.pointer, at});
    return true;
}

/// `["a", "b"]`, which the typed form has, as an object of references; empty if it is not that.
inline json::object named_references(json::array const& list) {
    json::object names;
    if (list.size() > 16) return {};
    for (json::value const& each : list) {
        auto const* text = each.if_string();
        if (text == nullptr || text->size() > longest_name) return {};
        reference_text const read = read_reference(view(*text));
        if (!read.problem.empty() || names.contains(read.id)) return {};
        names.emplace(read.id, *text);
    }
    return names;
}

/// A `from` that is neither a string nor an object, for whose kind there is a finding already.
inline void explain_from(finding& problem, json::value const& written) {
    problem.hint = reference_hint;
    auto const* list = written.if_array();
    if (list == nullptr) return;
    json::object names = named_references(*list);
    problem.hint = R"(give each value a name: {"cart": "cart", "rates": "rates/today"})";
    if (names.empty()) return;
    problem.fixes.push_back({"name each value by its id", applicability::maybe_incorrect,
                             replacing(problem.where.pointer, json::value(std::move(names)))});
}

/// Reads a `from`. A node whose `from` is no good reads the value before it.
inline void read_from(form_state& state, found_member const& from, place_id at, node& head, item& about) {
    head.first_reference = static_cast<std::uint32_t>(state.made.references.size());
    if (!from.there) return;
    if (!from.value->is_string() && !from.value->is_object()) {
        finding& problem = state.malformed(at, from.key,
                                           "\"from\" must be a reference or an object of references, but is "
                                               + described(*from.value));
        explain_from(problem, *from.value);
        return;
    }
    place_id const place = state.made.member(at, from.key);
    if (auto const* text = from.value->if_string()) {
        add_reference(state, view(*text), {}, place);
    } else {
        auto const& names = from.value->get_object();
        about.makes_object = true;
        if (names.empty())
            state.malformed(place, "\"from\" is an empty object, where at least one reference was expected")
                .hint = "without \"from\" a step reads the value before it";
        for (auto const& [name, reference] : names) {
            if (state.stopped) return;
            place_id const here = state.made.member(place, name);
            auto const* named = reference.if_string();
            if (std::string_view(name).empty()) {
                state.problems.add(rule_code::malformed, state.made.location_of(here, true),
                                   "the name of a value is empty");
            } else if (named == nullptr) {
                state.malformed(here, "a reference must be a string, but is " + described(reference)).hint =
                    reference_hint;
            } else {
                add_reference(state, view(*named), name, here);
            }
        }
    }
    head.reference_count = static_cast<std::uint32_t>(state.made.references.size()) - head.first_reference;
    head.reads_previous = head.reference_count == 0;
    if (head.reads_previous) about.makes_object = false;
}

/// The protection that a text declares. One that is no good counts as a safe one: that it is missing is another
/// finding.
inline protection protection_named(form_state& state, std::string_view text, place_id place) {
    protection const declared = named(text, every_protection, protection::undeclared);
    if (declared != protection::undeclared) return declared;
    finding& problem = state.malformed(place, "there is no protection " + in_quotes(text));
    std::string_view const meant = meant_by(text, protection_names);
    if (meant.empty()) {
        problem.hint = "the protections are " + listed(protection_names);
        return protection::natural;
    }
    bool const sure = surely(text, meant);
    problem.hint = did_you_mean(meant);
    problem.fixes.push_back({"replace " + in_quotes(text) + " by " + in_quotes(meant),
                             sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                             replacing(problem.where.pointer, json::value(meant))});
    return sure ? named(meant, every_protection, protection::natural) : protection::natural;
}

/// Reads a `protection`.
inline protection_clause read_protection(form_state& state, found_member const& written, place_id at) {
    static constexpr known_member known[] = {{"keyed", a_string, "a reference, as \"order/id\""}};
    protection_clause clause{.kind = protection::natural, .at = state.made.member(at, written.key)};
    if (written.value == nullptr) return clause;
    if (auto const* text = written.value->if_string()) {
        clause.kind = protection_named(state, view(*text), clause.at);
        return clause;
    }
    clause.kind = protection::keyed;
    auto const found = members_of(state, written.value->get_object(), clause.at, "a protection", known);
    if (!found[0].there)
        state.malformed(clause.at, "the protection has no \"keyed\"").hint =
            R"(write {"keyed": "order/id"}, or the name of a protection)";
    if (found[0].value == nullptr) return clause;
    std::string_view const text = view(found[0].value->get_string());
    reference_text const read = read_reference(text);
    if (!read.problem.empty()) {
        report_reference(state, read, text, state.pointer_of(clause.at, found[0].key));
        return clause;
    }
    clause.key_of = read.id;
    clause.key_pointer = read.pointer;
    return clause;
}

} // namespace action_grammar::document::detail::forming

#endif
