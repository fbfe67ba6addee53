#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VALIDATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VALIDATE_HPP

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <action_grammar/document/form.hpp>
#include <action_grammar/document/impl/fix_trial.hpp>
#include <action_grammar/document/impl/judge.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/pattern_places.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/validate.hpp>

namespace action_grammar::document {

namespace detail {

/// Puts findings in the order of the text, and keeps as many as the limits allow: errors before warnings.
ACTION_GRAMMAR_DEFINED_ONCE findings in_order(std::vector<finding> all, std::string_view text,
                                              std::size_t most) {
    findings made;
    made.truncated = all.size() > most;
    if (made.truncated) {
        auto const is_error = [](finding const& each) { return each.level == severity::error; };
        std::vector<finding> errors;
        std::vector<finding> others;
        for (finding& each : all)
            (is_error(each) ? errors : others).push_back(std::move(each));
        std::ranges::move(others, std::back_inserter(errors));
        all = std::move(errors);
    }
    all.resize(std::min(all.size(), most));
    made.list = std::move(all);
    locate(made, text);
    std::vector<std::size_t> order(made.list.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
        finding const& first = made.list[a];
        finding const& second = made.list[b];
        return std::tie(first.where.offset, first.code, a) < std::tie(second.where.offset, second.code, b);
    });
    std::vector<finding> ordered;
    ordered.reserve(order.size());
    for (std::size_t const i : order)
        ordered.push_back(std::move(made.list[i]));
    made.list = std::move(ordered);
    return made;
}

validation judged(std::string_view text, registry const& actions, policy const& by);

inline void try_fixes(findings& found, json::value const& root, std::size_t bytes, registry const& actions,
                      policy const& by) {
    limits const& bounds = by.bounds;
    if (bounds.tried_fixes == 0 || bytes > bounds.tried_fix_bytes || found.truncated) return;
    policy once = by;
    once.bounds.tried_fixes = 0;
    fix_trial(found, root, bounds.tried_fixes).run([&](std::string_view mended) {
        return judged(mended, actions, once).found;
    });
}

ACTION_GRAMMAR_DEFINED_ONCE validation judged(std::string_view text, registry const& actions,
                                              policy const& by) {
    auto document = std::make_shared<judged_document>();
    document->by = by;
    std::size_t const kept = std::max<std::size_t>(by.bounds.findings, 1); // an error has to be seen
    formed read = read_form(text, by.bounds, &actions.patterns());
    document->form = std::move(read.made);
    std::vector<finding> found = std::move(read.problems);
    if (read.is_tree) judge(*document, actions, found).run();
    pattern_places(document->form).point_to_uses(found);
    validation made;
    made.found = in_order(std::move(found), text, kept);
    if (!made.found.list.empty() && document->form.root != nullptr)
        try_fixes(made.found, *document->form.root, text.size(), actions, by);
    if (made.found.acceptable() && read.is_tree) made.document = std::move(document);
    return made;
}

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE validation validate(std::string_view text, registry const& actions,
                                                policy const& by) noexcept {
    try {
        return detail::judged(text, actions, by);
    } catch (std::exception const& thrown) {
        validation made;
        finding& only = made.found.list.emplace_back();
        only.code = rule_code::limit_exceeded;
        only.message = std::string("the document could not be judged: ") + thrown.what();
        return made;
    }
}

} // namespace action_grammar::document

#endif
