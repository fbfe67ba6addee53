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

/// Reads a `from`. Of a node whose `from` is no good, or a part of it, is not known what it reads.
inline void read_from(form_state& state, found_member const& from, place_id at, node& head, item& about) {
    head.first_reference = static_cast<std::uint32_t>(state.made.references.size());
    if (!from.there) return;
    if (!from.value->is_string() && !from.value->is_object()) {
        finding& problem = state.malformed(at, from.key,
                                           "\"from\" must be a reference or an object of references, but is "
                                               + described(*from.value));
        explain_from(problem, *from.value);
        about.reads_unknown = true;
        return;
    }
    place_id const place = state.made.member(at, from.key);
    if (auto const* text = from.value->if_string()) {
        about.reads_unknown = !add_reference(state, view(*text), {}, place);
    } else {
        auto const& names = from.value->get_object();
        about.makes_object = true;
        about.reads_unknown = names.empty();
        if (names.empty())
            state.malformed(place, "\"from\" is an empty object, where at least one reference was expected")
                .hint = "without \"from\" a step reads the value before it";
        for (auto const& [name, reference] : names) {
            if (state.stopped) return;
            place_id const here = state.made.member(place, name);
            auto const* named = reference.if_string();
            bool added = false;
            if (std::string_view(name).empty()) {
                state.problems.add(rule_code::malformed, state.made.location_of(here, true),
                                   "the name of a value is empty");
            } else if (named == nullptr) {
                state.malformed(here, "a reference must be a string, but is " + described(reference)).hint =
                    reference_hint;
            } else {
                added = add_reference(state, view(*named), name, here);
            }
            about.reads_unknown = about.reads_unknown || !added;
        }
    }
    head.reference_count = static_cast<std::uint32_t>(state.made.references.size()) - head.first_reference;
    head.reads_previous = head.reference_count == 0;
    if (head.reads_previous) about.makes_object = false;
}

/// The protection that a text declares. One that is no good counts as a safe one: that it is missing is another
/// finding.
inline protection protection_named(form_state& state, std::string_view text, place_id place, bool& is_wrong) {
    protection const declared = named(text, every_protection, protection::undeclared);
    if (declared != protection::undeclared) return declared;
    is_wrong = true;
    finding& problem = state.malformed(place, "there is no protection " + in_quotes(text));
    std::string_view const meant = meant_by(text, protection_names);
    if (meant.empty()) {
        problem.hint = "the protections are " + listed(protection_names);
        return protection::natural;
    }
    bool const sure = surely(text, meant);
    is_wrong = !sure;
    problem.hint = did_you_mean(meant);
    problem.fixes.push_back({"replace " + in_quotes(text) + " by " + in_quotes(meant),
                             sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                             replacing(problem.where.pointer, json::value(meant))});
    return sure ? named(meant, every_protection, protection::natural) : protection::natural;
}

/// Whether a protection is written as `{"natural": true}`, which is told.
inline bool is_named_as_member(form_state& state, json::object const& written, protection_clause& clause) {
    if (written.size() != 1) return false;
    std::string_view const name = written.begin()->key();
    protection const meant = named(name, every_protection, protection::undeclared);
    if (meant == protection::undeclared || meant == protection::keyed) return false;
    finding& problem = state.malformed(clause.at, "only a protection with a key is an object");
    problem.hint = "write " + in_quotes(name);
    problem.fixes.push_back({"replace it by " + in_quotes(name), applicability::machine_applicable,
                             replacing(problem.where.pointer, json::value(name))});
    clause.kind = meant;
    clause.is_wrong = false;
    return true;
}

/// Reads a `protection`.
inline protection_clause read_protection(form_state& state, found_member const& written, place_id at) {
    static constexpr known_member known[] = {
        {"keyed", a_string, "a reference, as \"order/id\"", false, false, "key"}};
    protection_clause clause{
        .kind = protection::natural, .at = state.made.member(at, written.key), .is_wrong = true};
    if (written.value == nullptr) return clause;
    if (auto const* text = written.value->if_string()) {
        clause.is_wrong = false;
        clause.kind = protection_named(state, view(*text), clause.at, clause.is_wrong);
        return clause;
    }
    clause.kind = protection::keyed;
    if (is_named_as_member(state, written.value->get_object(), clause)) return clause;
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
    clause.is_wrong = false;
    clause.key_of = read.id;
    clause.key_pointer = read.pointer;
    return clause;
}

} // namespace action_grammar::document::detail::forming

#endif
