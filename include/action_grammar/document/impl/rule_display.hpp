#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RULE_DISPLAY_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RULE_DISPLAY_HPP

// What all renderings say of a finding's rule.

#include <string>
#include <string_view>

#include <action_grammar/rules/catalogue.hpp>

namespace action_grammar::document::detail {

/// `"AG201"`, also of a code that the catalogue lacks.
inline std::string rule_id(rule_code code) {
    if (rule const* const known = find_rule(code)) return std::string(known->id);
    return "AG" + std::to_string(static_cast<unsigned>(code));
}

inline std::string_view rule_name(rule_code code) noexcept {
    rule const* const known = find_rule(code);
    return known == nullptr ? std::string_view() : known->name;
}

/// Where the page of a rule is.
inline std::string rule_page(std::string_view rules_url, std::string_view id) {
    std::string page(rules_url);
    if (!page.empty() && page.back() != '/') page += '/';
    return page.append(id).append(".md");
}

constexpr std::string_view level_name(severity level) noexcept {
    return level == severity::error ? "error" : "warning";
}

} // namespace action_grammar::document::detail

#endif
