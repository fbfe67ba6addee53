#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_DRAWING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_DRAWING_HPP

// What is drawn of an explanation, whatever the format: boxes within boxes, and the way of values between them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/explain_words.hpp>

namespace action_grammar::document::detail {

/// The outline of a box.
enum class outline : std::uint8_t { action, end, choice, repetition, group, value };

/// Draws with a pen:
///
///     begin(title), end()
///     node(id, outline, lines, dashed)      a box with a label of several lines
///     open(id, title, heavy), close()       a box around what is drawn between
///     edge(from, to, label, dashed)         after all boxes
///
/// Ids are made here and are plain words; titles, lines and labels are what documents say, for the pen to escape.
/// Recursion goes as deep as the steps.
template <class Pen>
class drawing {
public:
    drawing(explanation const& of, Pen& pen) : of_(of), pen_(pen) {}

    void draw() {
        pen_.begin(fitted(of_.name));
        pen_.node(input_id, outline::end, std::vector<std::string>{"input", contract_words(of_.input)},
                  false);
        list(no_step);
        pen_.node(output_id, outline::end, std::vector<std::string>{"output", contract_words(of_.output)},
                  false);
        for (step_index i = 0; i < of_.steps.size(); ++i)
            edges(i);
        if (!of_.steps.empty()) pen_.edge(last_value(no_step), output_id, std::string(), false);
        pen_.end();
    }

private:
    static constexpr char const* input_id = "value_in";
    static constexpr char const* output_id = "value_out";

    std::string contract_words(contract_index at) const {
        return at == no_contract ? std::string() : fitted(of_.contracts[at].text, 60);
    }

    // ---- ids

    /// The box of an action, or where a construct begins.
    static std::string head_of(step_index at) { return "step" + std::to_string(at); }
    /// Where the value of a step comes from.
    std::string value_of(step_index at) const {
        return head_of(at) + (of_.steps[at].form == construct::action ? "" : "_value");
    }
    std::string source_of(explained_read const& read) const {
        if (read.step == no_step) return input_id;
        if (!read.is_input) return value_of(read.step);
        return head_of(is_list(of_, of_.steps[read.step]) ? of_.steps[read.step].within : read.step);
    }
    std::string last_value(step_index of_list) const {
        step_index const first = of_list == no_step ? 0 : of_list + 1;
        auto const end = of_list == no_step ? static_cast<step_index>(of_.steps.size())
                                            : of_list + of_.steps[of_list].extent;
        step_index last = first;
        for (step_index i = first; i < end; i += of_.steps[i].extent)
            last = i;
        return value_of(last);
    }

    // ---- boxes

    void list(step_index at) {
        auto const groups = groups_of(of_, at);
        bool const named =
            at == no_step || groups.size() > 1 || (!groups.empty() && groups.front().is_boundary);
        for (std::size_t k = 0; k < groups.size(); ++k) {
            step_group const& each = groups[k];
            std::string const title =
                each.is_boundary ? boundary_title(of_, each) : std::string(name(each.part));
            std::string const id =
                (at == no_step ? std::string("part") : "part" + std::to_string(at) + '_') + std::to_string(k);
            if (named) pen_.open(id, title, each.is_boundary);
            for (step_index const inner : each.steps)
                step(inner);
            if (named) pen_.close();
        }
    }

    void step(step_index at) {
        explained_step const& here = of_.steps[at];
        if (here.form == construct::action) {
            pen_.node(head_of(at), outline::action, lines_of(here), !here.used);
            return;
        }
        std::string const box = "box" + std::to_string(at);
        if (is_list(of_, here)) {
            pen_.open(box, list_words(of_, here), false);
            list(at);
            pen_.close();
            return;
        }
        std::string title = fitted(here.id) + ": " + doing_words(here);
        for (explained_mixin const& each : here.mixins)
            title.append(", ").append(name(each.what));
        pen_.open(box, title, false);
        if (has_head(here)) pen_.node(head_of(at), outline_of(here), std::vector{doing_words(here)}, false);
        list(at);
        pen_.node(value_of(at), outline::value, std::vector{fitted(here.id)}, !here.used);
        pen_.close();
    }

    /// An `all` that names nothing hands on what was before it, which its members read there.
    static bool has_head(explained_step const& here) {
        return here.form != construct::parallel || !here.reads.empty();
    }
    static outline outline_of(explained_step const& here) {
        switch (here.form) {
        case construct::alternatives: return outline::choice;
        case construct::repetition: return outline::repetition;
        default: return outline::group;
        }
    }

    std::vector<std::string> lines_of(explained_step const& here) const {
        std::vector<std::string> lines{fitted(here.id), doing_words(here)};
        for (explained_mixin const& each : here.mixins)
            lines.emplace_back(name(each.what));
        if (here.effect == grade::infallible) lines.emplace_back("cannot fail");
        return lines;
    }

    // ---- the way of values

    void edges(step_index at) {
        explained_step const& here = of_.steps[at];
        for (explained_read const& each : here.reads)
            pen_.edge(source_of(each), head_of(at), place_words(each), false);
        if (here.key) {
            std::string const place = fitted(here.key->pointer);
            pen_.edge(source_of(*here.key), head_of(at), "key" + (place.empty() ? place : ": " + place),
                      true);
        }
        if (here.form == construct::action) return;
        if (is_list(of_, here)) {
            pen_.edge(last_value(at), value_of(here.within), std::string(), false);
        } else if (here.form == construct::parallel) {
            for (step_index i = at + 1; i < at + here.extent; i += of_.steps[i].extent)
                pen_.edge(value_of(i), value_of(at), fitted(of_.steps[i].id), false);
        } else if (here.form == construct::sequence) {
            pen_.edge(last_value(at), value_of(at), std::string(), false);
        }
    }

    explanation const& of_;
    Pen& pen_;
};

} // namespace action_grammar::document::detail

#endif
