#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_HPP

#include <memory>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/form.hpp>
#include <action_grammar/document/impl/form_document.hpp>
#include <action_grammar/document/impl/form_state.hpp>
#include <action_grammar/document/impl/form_text.hpp>

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE formed read_form(std::string_view text, limits const& bounds,
                                             pattern_library const* patterns) {
    formed read;
    read.made.places.push_back({});
    detail::forming::form_state state(read.made, bounds, read.problems, patterns);
    json::parse_limits const allowed = detail::forming::parse_limits_of(bounds);
    auto parsed = json::parse(text, allowed);
    if (!parsed) {
        detail::forming::report_text(state.problems, text, parsed.error(), allowed);
        return read;
    }
    read.made.root = std::make_shared<json::value const>(*std::move(parsed));
    read.is_tree = detail::forming::document_reader(state).read(*read.made.root);
    return read;
}

} // namespace action_grammar::document

#endif
