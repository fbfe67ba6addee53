#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VALIDATE_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VALIDATE_HPP

#include <algorithm>
#include <cstddef>
#include <exception>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <action_grammar/document/form.hpp>
#include <action_grammar/document/impl/count_values.hpp>
#include <action_grammar/document/impl/fitting_fixes.hpp>
#include <action_grammar/document/impl/fix_trial.hpp>
#include <action_grammar/document/impl/judge.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/pattern_places.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/validate.hpp>

namespace action_grammar::document {

namespace detail {

/// Puts findings in the order of the text, and keeps as many as the limits allow: errors before warnings.
ACTION_GRAMMAR_DEFINED_ONCE findings in_order(std::vector<finding> all, std::size_t most,
                                              std::function<void(findings&)> const& find_places) {
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
    if (find_places) find_places(made);
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

validation judged(formed read, registry const& actions, policy const& by,
                  std::function<void(findings&)> const& find_places);

/// Finds out which fixes of a document's findings may be applied without anyone looking at them.
inline void try_fixes(findings& found, std::shared_ptr<json::value const> const& root,
                      registry const& actions, policy const& by) {
    limits const& bounds = by.bounds;
    bool const tried = bounds.tried_fixes > 0 && !found.list.empty() && !found.truncated && root != nullptr;
    if (!tried || count_values(*root) > bounds.tried_fix_values) return;
    policy once = by;
    once.bounds.tried_fixes = 0;
    // All trials together may ask for as much as the document itself. One that asks for more is not called safe.
    once.bounds.contract_schemas /= bounds.tried_fixes;
    once.bounds.pattern_values /= bounds.tried_fixes;
    fix_trial(found, *root, bounds.tried_fixes).run([&](json::value mended) {
        auto const again = std::make_shared<json::value const>(std::move(mended));
        return judged(read_form(again, once.bounds, &actions.patterns()), actions, once, {}).found;
    });
}

ACTION_GRAMMAR_DEFINED_ONCE validation judged(formed read, registry const& actions, policy const& by,
                                              std::function<void(findings&)> const& find_places) {
    auto document = std::make_shared<judged_document>();
    document->by = by;
    document->form = std::move(read.made);
    std::vector<finding> found = std::move(read.problems);
    if (read.is_tree) judge(*document, actions, found).run();
    pattern_places(document->form).point_to_uses(found);
    validation made;
    std::size_t const kept = std::max<std::size_t>(by.bounds.findings, 1); // an error has to be seen
    made.found = in_order(std::move(found), kept, find_places);
    if (document->form.root != nullptr) keep_fitting_fixes(made.found, *document->form.root);
    try_fixes(made.found, document->form.root, actions, by);
    if (made.found.acceptable() && read.is_tree) made.document = std::move(document);
    return made;
}

/// What `judging` comes to; what is thrown on the way, which is memory running out, is a finding.
template <class Judging>
validation without_exceptions(Judging const& judging) noexcept {
    try {
        return judging();
    } catch (std::exception const& thrown) {
        validation made;
        finding& only = made.found.list.emplace_back();
        only.code = rule_code::limit_exceeded;
        only.message = std::string("the document could not be judged: ") + thrown.what();
        return made;
    }
}

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE validation validate(std::string_view text, registry const& actions,
                                                policy const& by) noexcept {
    return detail::without_exceptions([&] {
        return detail::judged(read_form(text, by.bounds, &actions.patterns()), actions, by,
                              [text](findings& found) { locate(found, text); });
    });
}

ACTION_GRAMMAR_DEFINED_ONCE validation validate(parsed_document const& document, registry const& actions,
                                                policy const& by) noexcept {
    return detail::without_exceptions([&] {
        return detail::judged(read_form(document.value, by.bounds, &actions.patterns()), actions, by,
                              document.locate);
    });
}

} // namespace action_grammar::document

#endif
