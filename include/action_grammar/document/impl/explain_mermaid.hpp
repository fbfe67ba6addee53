#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_MERMAID_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_MERMAID_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/explain_drawing.hpp>
#include <action_grammar/document/render_explanation.hpp>

namespace action_grammar::document::detail {

/// Draws with Mermaid's flowchart.
class mermaid_pen {
public:
    void begin(std::string_view) { line("flowchart TB"), ++level_; }
    void node(std::string_view id, outline of, std::vector<std::string> const& lines, bool dashed) {
        auto const [left, right] = brackets_of(of);
        std::string label;
        for (std::string const& each : lines) {
            if (each.empty()) continue;
            if (!label.empty()) label += "<br/>";
            append_escaped(label, each);
        }
        line(std::string(id) + std::string(left) + '"' + label + '"' + std::string(right));
        if (dashed) styles_.push_back("style " + std::string(id) + " stroke-dasharray: 4 4");
    }
    void open(std::string_view id, std::string_view title, bool heavy) {
        std::string label;
        append_escaped(label, title);
        line("subgraph " + std::string(id) + "[\"" + label + "\"]");
        ++level_;
        if (heavy) styles_.push_back("style " + std::string(id) + " stroke-width:5px");
    }
    void close() {
        --level_;
        line("end");
    }
    void edge(std::string_view from, std::string_view to, std::string_view label, bool dashed) {
        std::string drawn = std::string(from) + (dashed ? " -.->" : " -->");
        if (!label.empty()) {
            drawn += "|\"";
            append_escaped(drawn, label);
            drawn += "\"|";
        }
        line(drawn + ' ' + std::string(to));
    }
    void end() {
        for (std::string const& each : styles_)
            line(each);
    }
    std::string take() { return std::move(text_); }

private:
    void line(std::string_view words) { text_.append(4 * level_, ' ').append(words) += '\n'; }

    static std::pair<std::string_view, std::string_view> brackets_of(outline of) {
        switch (of) {
        case outline::action: return {"[", "]"};
        case outline::end: return {"([", "])"};
        case outline::choice: return {"{", "}"};
        case outline::repetition: return {"{{", "}}"};
        case outline::group: return {"[[", "]]"};
        case outline::value: return {"(", ")"};
        }
        return {"[", "]"};
    }

    static bool is_word(char c) noexcept {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || static_cast<unsigned char>(c) >= 0x80;
    }
    /// A label is Markdown and HTML at once, and Mermaid looks into it for directives, icons and formulas: what could be
    /// anything of that is written as the number of its character, `#34;`.
    static void append_escaped(std::string& to, std::string_view label) {
        constexpr std::string_view harmless = " /(){},?=";
        constexpr std::string_view harmless_within_words = "_.";
        for (std::size_t i = 0; i < label.size(); ++i) {
            char const c = label[i];
            bool const within =
                i > 0 && i + 1 < label.size() && is_word(label[i - 1]) && is_word(label[i + 1]);
            bool const before_space = c == ':' && i + 1 < label.size() && label[i + 1] == ' ';
            if (is_word(c) || harmless.find(c) != std::string_view::npos || before_space
                || (within && harmless_within_words.find(c) != std::string_view::npos))
                to += c;
            else
                to += '#' + std::to_string(static_cast<unsigned>(c)) + ';';
        }
    }

    std::string text_;
    std::vector<std::string> styles_;
    std::size_t level_ = 0;
};

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::string render_mermaid(explanation const& of) {
    detail::mermaid_pen pen;
    detail::drawing(of, pen).draw();
    return pen.take();
}

} // namespace action_grammar::document

#endif
