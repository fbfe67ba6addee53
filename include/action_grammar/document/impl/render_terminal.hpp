#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_TERMINAL_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_TERMINAL_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/document/impl/edit_planner.hpp>
#include <action_grammar/document/impl/rule_display.hpp>
#include <action_grammar/document/impl/terminal_diff.hpp>
#include <action_grammar/document/impl/terminal_excerpt.hpp>
#include <action_grammar/document/impl/terminal_page.hpp>
#include <action_grammar/document/impl/text_index.hpp>
#include <action_grammar/document/render.hpp>

namespace action_grammar::document::detail {

/// Writes findings about one text.
class terminal_report {
public:
    terminal_report(std::string_view text, std::string_view file, terminal_options const& options)
        : text_(text),
          file_(displayed(file)),
          options_(options),
          lines_(text),
          fixes_(text),
          page_(options.color) {
        // One width for all, so that findings stand below each other.
        page_.set_gutter(std::to_string(lines_.at(text.size()).line).size());
    }

    std::string operator()(findings const& found) && {
        for (finding const& each : found.list)
            for (fix const& mend : each.fixes)
                fixes_.want(mend.patch);
        fixes_.run();
        for (finding const& each : found.list)
            write(each);
        write_sum(found);
        return std::move(page_).take();
    }

private:
    void write(finding const& each) {
        excerpt const quoted(text_, each, options_.width);

        ink const main = each.level == severity::error ? ink::error : ink::warning;
        page_.put(std::string(level_name(each.level)) + "[" + rule_id(each.code) + "]", main);
        page_.put(" " + std::string(rule_name(each.code)) + ": ", ink::strong);
        page_.put_words(each.message, ink::strong, 4);
        page_.end_line();
        page_.put(page_.gutter() + "--> ", ink::frame);
        page_.put(file_);
        if (each.where.line > 0)
            page_.put(":" + std::to_string(each.where.line) + ":" + std::to_string(each.where.column));
        else
            page_.put(" at " + pointer_in_words(each.where.pointer));
        page_.end_line();

        quoted.write(page_, main);
        for (related_place const& beside : each.related)
            if (!quoted.shows(beside.where))
                note("note", beside.message + ": " + pointer_in_words(beside.where.pointer));
        if (!each.hint.empty()) note("help", each.hint);
        for (fix const& mend : each.fixes)
            write(mend);
        note("see", rule_page(options_.rules_url, rule_id(each.code)), " ");
        page_.end_line();
    }

    void write(fix const& mend) {
        note(mend.how == applicability::machine_applicable ? "fix" : "possible fix", mend.description);
        if (auto const edits = fixes_.edits(mend.patch))
            terminal_diff(text_, lines_, *edits, options_.width).write(page_);
    }

    void note(std::string_view kind, std::string_view words, std::string_view colon = ": ") {
        page_.put(page_.gutter() + " = ", ink::frame);
        page_.put(kind, ink::strong);
        page_.put(colon);
        page_.put_words(words, ink::plain, page_.gutter().size() + 3 + kind.size() + colon.size());
        page_.end_line();
    }

    static std::string pointer_in_words(std::string_view pointer) {
        return pointer.empty() ? std::string("the whole document") : displayed(pointer);
    }

    void write_sum(findings const& found) {
        auto const errors = static_cast<std::size_t>(std::ranges::count_if(
            found.list, [](finding const& each) { return each.level == severity::error; }));
        std::string sum;
        auto const count = [&](std::size_t number, std::string_view what) {
            if (number == 0) return;
            if (!sum.empty()) sum += ", ";
            sum += std::to_string(number) + " " + std::string(what) + (number == 1 ? "" : "s");
        };
        count(errors, "error");
        count(found.list.size() - errors, "warning");
        if (found.truncated) sum += sum.empty() ? "more were not shown" : "; more were not shown";
        if (sum.empty()) return;
        page_.put(sum, errors > 0 ? ink::error : ink::warning);
        page_.end_line();
    }

    std::string_view text_;
    std::string file_;
    terminal_options options_;
    text_index lines_;
    edit_planner fixes_;
    terminal_page page_;
};

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE std::string render_terminal(findings const& found, std::string_view text,
                                                        std::string_view file,
                                                        terminal_options const& options) {
    return detail::terminal_report(text, file, options)(found);
}

} // namespace action_grammar::document

#endif
