#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_FINDINGS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_FINDINGS_HPP

// How the judge tells what it finds: the rules' violations and its own, as findings with places and fixes.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/wording.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/rules/catalogue.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// A judge's findings.
class judge_findings {
protected:
    judge_findings(judged_document& into, std::vector<finding>& found)
        : into_(into), form_(into.form), found_(found) {}

    finding& add(rule_code code, severity level, location where, std::string message, std::string hint = {}) {
        finding& made = found_.emplace_back();
        made.code = code;
        made.level = level;
        made.where = std::move(where);
        made.message = std::move(message);
        made.hint = std::move(hint);
        return made;
    }
    location at(std::uint32_t node) const { return form_.location_of(form_.items[node].at); }
    location member_of(std::uint32_t node, std::string_view member, bool key = false) const {
        location where = at(node);
        json::append_token(where.pointer, member);
        where.key = key;
        return where;
    }

    /// A rule that the shape breaks, as a finding.
    void tell(violation const& broken) {
        rule const* const known = find_rule(broken.code);
        if (known == nullptr || told_elsewhere(broken.code)) return;
        words said = words_for(broken, form_);
        finding made;
        made.code = broken.code;
        made.level = known->gravity;
        made.message = std::move(said.message);
        made.hint = std::move(said.hint);
        std::uint32_t const here = broken.second.node;
        made.where = at(here);
        bool const has_first = broken.first.node < form_.nodes.size() && broken.first.node != here;
        if (!said.related.empty() && has_first) made.related.push_back({at(broken.first.node), said.related});
        switch (broken.code) {
        case rule_code::duplicate_id: made.where = member_of(here, "id"); break;
        case rule_code::unprotected_mutation: offer_protections(made, here); break;
        case rule_code::unresolved_reference:
        case rule_code::forward_reference: point_to_reading(made, broken); break;
        default: break;
        }
        found_.push_back(std::move(made));
    }

    /// Of contracts more is known here than a rule can say; it was told where they were compared.
    static bool told_elsewhere(rule_code code) noexcept {
        return code == rule_code::contract_mismatch || code == rule_code::contract_unproven
            || code == rule_code::contract_missing || code == rule_code::outcome_mismatch;
    }

    void offer_protections(finding& made, std::uint32_t node) {
        action_kind const* const kind = into_.ready[node].kind.get();
        if (kind == nullptr) return;
        if (kind->about().takes_key) {
            made.hint = "say where its key is: \"protection\": {\"keyed\": \"id/pointer\"}";
            return;
        }
        std::string names;
        location const where = member_of(node, "protection");
        for (protection const each : kind->about().protections) {
            if (!names.empty()) names += ", ";
            names += name(each);
            made.fixes.push_back(
                {fmt::format("declare that it is {}", name(each)),
                 applicability::maybe_incorrect,
                 {json::object{{"op", "add"}, {"path", where.pointer}, {"value", name(each)}}}});
        }
        made.hint = "add \"protection\"; this action offers: " + names;
    }

    void point_to_reading(finding& made, violation const& broken) {
        node const& reader = form_.nodes[broken.second.node];
        for (std::uint32_t i = 0; i < reader.reference_count; ++i) {
            reading const& named = form_.readings[reader.first_reference + i];
            if (form_.references[reader.first_reference + i].name != broken.first.label
                || named.at == no_place)
                continue;
            made.where = form_.location_of(named.at);
            if (broken.code != rule_code::unresolved_reference) return;
            auto const meant = nearest_label(form_.nodes, broken.second.node, broken.first.label);
            made.hint = did_you_mean(meant);
            if (meant.empty()) return;
            std::string const written = std::string(meant) + std::string(named.pointer);
            made.fixes.push_back({fmt::format("read \"{}\"", written), applicability::maybe_incorrect,
                                  replaced(made.where, written)});
            return;
        }
    }

    static json::array replaced(location const& where, std::string_view by) {
        return {json::object{{"op", "replace"}, {"path", where.pointer}, {"value", by}}};
    }

    judged_document& into_;
    tree& form_;

private:
    std::vector<finding>& found_;
};

} // namespace action_grammar::document::detail

#endif
