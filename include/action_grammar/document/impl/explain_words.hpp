#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_WORDS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_WORDS_HPP

// What explanations say in words, whatever they are drawn with. All of it is one line, without control characters.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/impl/display_text.hpp>

namespace action_grammar::document::detail {

/// A text as it is shown, in so many columns at most.
inline std::string fitted(std::string_view text, std::size_t most = 80) {
    std::string shown;
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t const before = shown.size();
        columns += append_displayed(shown, text, at);
        // Marks that combine take no columns, and could be piled up.
        if (columns > most || shown.size() > 4 * most) {
            shown.resize(before);
            return shown + "...";
        }
    }
    return shown;
}

inline std::string joined_words(std::vector<std::string> const& all) {
    std::string made;
    for (std::string const& each : all) {
        if (!made.empty()) made += ", ";
        made += each;
    }
    return made;
}

/// The name of a value: `order/id`, `input of both`.
inline std::string source_words(explanation const& of, explained_read const& read) {
    std::string made = fitted(read.source + read.pointer);
    // Of all that has an input of its own only the input of an `all` is not the nearest one.
    bool const is_group = read.step != no_step && of.steps[read.step].form == construct::parallel;
    if (read.is_input && is_group) made += " of " + fitted(of.steps[read.step].id);
    return made;
}

/// The place within a value that is read, and as what: `lines: /lines`.
inline std::string place_words(explained_read const& read) {
    std::string made = fitted(read.under);
    if (!made.empty() && !read.pointer.empty()) made += ": ";
    return made + fitted(read.pointer);
}

inline std::string grade_words(grade effect) { return "(" + std::string(name(effect)) + ")"; }

/// `keyed by order/id`
inline std::string protection_words(explanation const& of, explained_step const& step) {
    std::string made(name(step.guard));
    if (step.guard == protection::keyed)
        made += step.key ? " by " + source_words(of, *step.key) : " by the action itself";
    return made;
}

/// A property that not everything has.
inline void add_tendency(std::string& words, tendency whether, std::string_view what) {
    if (whether == tendency::never) return;
    words += words.empty() ? "" : ", ";
    if (whether == tendency::sometimes) words += "sometimes ";
    words += what;
}
/// `lost (transient, sometimes in doubt)`
inline std::string failure_words(explained_failure const& failure) {
    std::string more;
    add_tendency(more, failure.transient, "transient");
    add_tendency(more, failure.in_doubt, "in doubt");
    return fitted(failure.type) + (more.empty() ? "" : " (" + more + ")");
}

/// `retry (attempts 3, initial_ms 100)`
inline std::string mixin_words(explained_mixin const& around) {
    std::string settings;
    for (auto const& member : around.settings) {
        settings += settings.empty() ? "" : ", ";
        settings += fitted(member.key()) + ' ' + fitted(json::serialize(member.value()));
    }
    return std::string(name(around.what)) + (settings.empty() ? "" : " (" + settings + ")");
}

/// What an action or a construct is: `fetch(http)`, `decide`.
inline std::string doing_words(explained_step const& step) {
    switch (step.form) {
    case construct::alternatives: return std::string(name(verb::decide));
    case construct::repetition: return std::string(name(verb::fan_out));
    case construct::parallel: return "all";
    default: return fitted(step.action);
    }
}

/// What a list of steps is for: `when .total > 100`, `otherwise`, `each element`.
inline std::string list_words(explanation const& of, explained_step const& list) {
    if (list.within != no_step && of.steps[list.within].form == construct::repetition) return "each element";
    return list.condition.empty() ? "otherwise" : "when " + fitted(list.condition);
}

/// Whether it is a branch or a body, and not a step with an id.
inline bool is_list(explanation const& of, explained_step const& step) {
    if (step.form != construct::sequence || step.within == no_step) return false;
    construct const around = of.steps[step.within].form;
    return around == construct::alternatives || around == construct::repetition;
}

/// Neighbours in a list that stand in one section, and on one side of the boundary.
struct step_group {
    section part = section::prepare;
    bool is_boundary = false;
    std::vector<step_index> steps;
};

/// The steps of a list, apart: those of the document itself, or of a step.
inline std::vector<step_group> groups_of(explanation const& of, step_index list) {
    step_index const first = list == no_step ? 0 : list + 1;
    auto const end =
        list == no_step ? static_cast<step_index>(of.steps.size()) : list + of.steps[list].extent;
    bool const apart = list == no_step || of.steps[list].form == construct::sequence;
    std::vector<step_group> groups;
    for (step_index i = first; i < end; i += of.steps[i].extent) {
        explained_step const& each = of.steps[i];
        // The members of an `all` are one group: the box is around all of them.
        bool const is_boundary = apart && each.is_boundary;
        bool const joins =
            !groups.empty() && groups.back().part == each.part && !is_boundary && !groups.back().is_boundary;
        if (!joins && (apart || groups.empty())) groups.push_back({each.part, is_boundary, {}});
        groups.back().steps.push_back(i);
    }
    return groups;
}

/// What stands at the heavy line: `commit: keyed by order/id`. A branch of a `decide` may mutate in its `prepare`.
inline std::string boundary_title(explanation const& of, step_group const& box) {
    std::vector<std::string> protections;
    step_index const first = box.steps.front();
    for (step_index i = first; i < first + of.steps[first].extent; ++i)
        if (of.steps[i].form == construct::action && mutates(of.steps[i].what))
            protections.push_back(protection_words(of, of.steps[i]));
    return (box.part == section::commit ? "commit: " : "boundary: ") + joined_words(protections);
}

} // namespace action_grammar::document::detail

#endif
