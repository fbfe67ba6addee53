#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_DOT_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_EXPLAIN_DOT_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/document/impl/explain_drawing.hpp>
#include <action_grammar/document/render_explanation.hpp>

namespace action_grammar::document::detail {

/// Draws with Graphviz.
class dot_pen {
public:
    void begin(std::string_view title) {
        line("digraph " + quoted({std::string(title)}) + " {");
        ++level_;
        line("node [shape=box];");
    }
    void node(std::string_view id, outline of, std::vector<std::string> const& lines, bool dashed) {
        line(std::string(id) + " [label=" + quoted(lines) + ", shape=" + std::string(shape_of(of))
             + (dashed ? ", style=dashed];" : "];"));
    }
    void open(std::string_view id, std::string_view title, bool heavy) {
        line("subgraph cluster_" + std::string(id) + " {");
        ++level_;
        // Within a cluster its settings are those of the clusters within, so that each says its own.
        line("graph [label=" + quoted({std::string(title)}) + ", penwidth=" + (heavy ? "5" : "1") + "];");
    }
    void close() {
        --level_;
        line("}");
    }
    void edge(std::string_view from, std::string_view to, std::string_view label, bool dashed) {
        std::string drawn = std::string(from) + " -> " + std::string(to);
        if (!label.empty() || dashed) {
            drawn += " [label=" + quoted({std::string(label)});
            drawn += dashed ? ", style=dashed]" : "]";
        }
        line(drawn + ';');
    }
    void end() { close(); }
    std::string take() { return std::move(text_); }

private:
    void line(std::string_view words) { text_.append(4 * level_, ' ').append(words) += '\n'; }

    static std::string_view shape_of(outline of) {
        switch (of) {
        case outline::action: return "box";
        case outline::end: return "oval";
        case outline::choice: return "diamond";
        case outline::repetition: return "hexagon";
        case outline::group: return "folder";
        case outline::value: return "ellipse";
        }
        return "box";
    }

    /// A string of the language, of which labels know escapes of backslashes and entities of HTML besides.
    static std::string quoted(std::vector<std::string> const& lines) {
        std::string made = "\"";
        for (std::string const& each : lines) {
            if (each.empty()) continue;
            if (made.size() > 1) made += "\\n";
            for (char const c : each) {
                switch (c) {
                case '"': made += "\\\""; break;
                case '\\': made += "\\\\"; break;
                case '&': made += "&amp;"; break;
                default: made += c;
                }
            }
        }
        return made + '"';
    }

    std::string text_;
    std::size_t level_ = 0;
};

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::string render_dot(explanation const& of) {
    detail::dot_pen pen;
    detail::drawing(of, pen).draw();
    return pen.take();
}

} // namespace action_grammar::document

#endif
