#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_TEXT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_TEXT_HPP

// An explanation as a tree of lines.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/explain_words.hpp>
#include <action_grammar/document/render_explanation.hpp>

namespace action_grammar::document::detail {

/// Writes one explanation. Recursion goes as deep as its steps.
class explanation_text {
public:
    explicit explanation_text(explanation const& of) : of_(of) {}

    std::string write() {
        head();
        list(no_step, {});
        tail();
        return std::move(text_);
    }

private:
    static constexpr std::size_t width = 76;
    static constexpr std::size_t label_width = 8;

    void line(std::string_view prefix, std::string_view words) {
        text_ += prefix;
        text_ += words;
        text_ += '\n';
    }
    /// A line of details: what they are, then they.
    void detail(std::string_view prefix, std::string_view label, std::string_view words) {
        if (words.empty()) return;
        text_ += prefix;
        text_ += label;
        text_.append(label_width - label.size(), ' ');
        line({}, words);
    }
    std::string contract_words(contract_index at) const {
        return at == no_contract ? std::string() : fitted(of_.contracts[at].text, 200);
    }

    void head() {
        std::string title = std::string(name(of_.kind)) + ' ' + fitted(of_.name);
        if (!of_.version.empty()) title += ' ' + fitted(of_.version);
        line({}, title + "  " + grade_words(of_.effect));
        constexpr std::string_view indent = "  ";
        detail(indent, "about", fitted(of_.description, 200));
        detail(indent, "takes", contract_words(of_.input));
        detail(indent, "gives", contract_words(of_.output));
        line({}, {});
    }

    void tail() {
        line({}, {});
        for (explained_resource const& each : of_.resources) {
            std::vector<std::string> types;
            for (std::string const& type : each.types)
                types.push_back(fitted(type));
            detail({}, "uses", fitted(each.noun) + (types.empty() ? "" : ": " + joined_words(types)));
        }
        std::vector<std::string> unused;
        for (step_index const each : of_.unused)
            unused.push_back(fitted(of_.steps[each].id));
        detail({}, "unused", joined_words(unused));
    }

    // ---- lists

    void heavy_line(std::string_view prefix, std::string_view title) {
        std::string drawn;
        std::size_t columns = 0;
        auto const draw = [&](std::size_t until) {
            for (; columns < until; ++columns)
                drawn += "\u2501";
        };
        if (!title.empty()) {
            draw(2);
            drawn.append(" ").append(title).append(" ");
            columns += 2;
            for (char const c : title) // characters, and not bytes
                columns += (static_cast<unsigned char>(c) & 0xC0U) == 0x80U ? 0 : 1;
        }
        draw(width);
        line(prefix, drawn);
    }

    void list(step_index at, std::string const& prefix) {
        auto const groups = groups_of(of_, at);
        bool const named = at == no_step || groups.size() > 1 || groups.front().is_boundary;
        for (step_group const& each : groups) {
            std::string const title(name(each.part));
            if (each.is_boundary)
                heavy_line(prefix, boundary_title(of_, each));
            else if (named)
                line(prefix, title);
            for (std::size_t k = 0; k < each.steps.size(); ++k)
                step(each.steps[k], prefix, k + 1 == each.steps.size());
            if (each.is_boundary) heavy_line(prefix, {});
        }
    }

    // ---- steps

    void step(step_index at, std::string const& prefix, bool is_last) {
        explained_step const& here = of_.steps[at];
        std::string head = prefix + (is_last ? "\u2514\u2500 " : "\u251c\u2500 ");
        head += is_list(of_, here) ? list_words(of_, here) : fitted(here.id) + ": " + doing_words(here);
        line(head, (is_list(of_, here) ? "" : "  " + grade_words(here.effect)));
        std::string const inner = prefix + (is_last ? "   " : "\u2502  ");
        details(here, inner + (here.extent > 1 ? "\u2502 " : "  "));
        if (here.extent > 1) list(at, inner);
    }

    void details(explained_step const& here, std::string const& prefix) {
        detail(prefix, "about", fitted(here.description));
        if (is_list(of_, here)) {
            detail(prefix, "takes", contract_words(here.input));
            return;
        }
        std::vector<std::string> reads;
        bool whole = here.reads.size() <= 1;
        for (explained_read const& each : here.reads) {
            std::string words = source_words(of_, each);
            if (!each.under.empty()) words += " as " + fitted(each.under);
            if (each.checked) words += " (checked when it runs)";
            whole = whole && each.pointer.empty() && each.under.empty();
            reads.push_back(std::move(words));
        }
        detail(prefix, "reads", joined_words(reads));
        // What is read whole was told where it was made.
        if (!whole) detail(prefix, "takes", contract_words(here.input));
        detail(prefix, "gives", contract_words(here.output));
        std::vector<std::string> failures;
        for (explained_failure const& each : here.failures)
            failures.push_back(failure_words(each));
        detail(prefix, "fails", joined_words(failures));
        for (explained_mixin const& each : here.mixins)
            detail(prefix, "mixin", mixin_words(each));
        if (!here.used) detail(prefix, "unused", "nothing reads its value");
    }

    explanation const& of_;
    std::string text_;
};

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::string render_text(explanation const& of) {
    return detail::explanation_text(of).write();
}

} // namespace action_grammar::document

#endif
