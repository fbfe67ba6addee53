#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_FINDINGS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_FINDINGS_HPP

// How the judge tells what it finds: the rules' violations and its own, as findings with places and fixes.

#include <algorithm>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/impl/pointer_tokens.hpp>
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
    /// Whether nothing that is found from here on is kept: there are more errors than may be, and the first are kept.
    bool is_full() {
        for (; counted_ < found_.size(); ++counted_)
            errors_ += found_[counted_].level == severity::error ? 1U : 0U;
        return errors_ > std::max<std::size_t>(into_.by.bounds.findings, 1);
    }
    /// The node whose slot holds what a node yields: a wrapper's is that of what it wraps.
    std::uint32_t producer(std::uint32_t at_node) const noexcept {
        while (form_.nodes[at_node].form == construct::wrapped)
            ++at_node;
        return at_node;
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
        bool const of_mixin =
            broken.code == rule_code::retried_mutation || broken.code == rule_code::mixin_not_applicable;
        std::uint32_t const here = of_mixin ? broken.second.node : producer(broken.second.node);
        made.where = at(here);
        bool const has_first = broken.first.node < form_.nodes.size() && broken.first.node != here;
        if (!said.related.empty() && has_first)
            made.related.push_back({at(producer(broken.first.node)), said.related});
        switch (broken.code) {
        case rule_code::duplicate_id: made.where = member_of(here, "id"); break;
        case rule_code::unprotected_mutation: offer_protections(made, here); break;
        case rule_code::fallible_after_mutation: offer_earlier_place(made, here); break;
        case rule_code::effect_undeclared: offer_query(made); break;
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
        location const where = member_of(node, "protection");
        if (kind->about().takes_key) {
            made.hint = "say where its key is: \"protection\": {\"keyed\": \"id/pointer\"}";
            offer_keys(made, node, where);
            return;
        }
        std::string names;
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

    /// What could be the key. Which it is decides what counts as the same mutation: only where it can be no other, and is
    /// called so, that need not be looked at.
    void offer_keys(finding& made, std::uint32_t node, location const& where) const {
        auto const found = keys_.find(node);
        if (found == keys_.end()) return;
        for (std::string const& key : found->second) {
            bool const sure =
                found->second.size() == 1
                && (key.ends_with("/id") || key.ends_with("/key") || key.ends_with("/idempotency_key"));
            made.fixes.push_back(
                {"let " + in_quotes(key) + " be the key",
                 sure ? applicability::machine_applicable : applicability::maybe_incorrect,
                 {json::object{
                     {"op", "add"}, {"path", where.pointer}, {"value", json::object{{"keyed", key}}}}}});
        }
    }

    /// A setting that there is not, but for its spelling.
    ///
    /// @param pointer  `"/with/..."`
    static void offer_setting(finding& told, json::value const& schema, json::value const& with,
                              std::string_view pointer) {
        auto const way = pointer_tokens(pointer);
        json::object const* const given = with.if_object();
        if (given == nullptr || !way || way->size() != 2) return;
        std::string_view const written = way->back();
        auto const names = free_members(schema, *given);
        for (std::string_view const meant : with_rivals(written, forming::meant_by(written, names), names)) {
            std::string to(parent_pointer(told.where.pointer));
            json::append_token(to, meant);
            told.fixes.push_back({fmt::format("rename \"{}\" to \"{}\"", written, meant),
                                  applicability::maybe_incorrect, forming::moving(told.where.pointer, to)});
        }
    }

    /// A conclusion that can fail, and reads nothing but what was prepared, belongs there. What its neighbors read stays
    /// what it was.
    void offer_earlier_place(finding& made, std::uint32_t node) const {
        json::object const& root = form_.root->get_object();
        auto const way = pointer_tokens(made.where.pointer);
        if (!way || way->size() != 2 || way->front() != "conclude" || form_.nodes[node].reads_previous)
            return;
        node_references const reads = references_of(node);
        bool const prepared = std::ranges::all_of(reads, [this](reference const& each) {
            return each.target == composition_input
                || (each.target != unresolved && form_.items[each.target].part == section::prepare);
        });
        auto const index = element_index(way->back());
        json::array const* const steps = array_in(root, "conclude");
        json::array const* const before = array_in(root, "prepare");
        json::value const* const commit = root.if_contains("commit");
        bool const is_followed = index && steps != nullptr && *index + 1 < steps->size();
        if (!prepared || !is_followed || before == nullptr || commit == nullptr) return;
        fix& mend = made.fixes.emplace_back();
        mend.description = fmt::format("move \"{}\" to \"prepare\"", form_.nodes[node].label);
        std::string const last = before->empty() ? std::string(input_label) : id_in(before->back());
        read_explicitly(mend, *commit, "/commit", last);
        read_explicitly(mend, (*steps)[*index + 1], "/conclude/" + std::to_string(*index + 1),
                        std::string(form_.nodes[node].label));
        mend.patch.push_back(forming::moving(made.where.pointer, "/prepare/-").front());
    }

    /// What is called a command and mutates nowhere may be a query.
    void offer_query(finding& made) const {
        json::object const& root = form_.root->get_object();
        json::value const* const commit = root.if_contains("commit");
        bool const is_step =
            commit != nullptr && commit->is_object() && !commit->get_object().contains("decide");
        if (form_.nodes.front().intent != purpose::command || !is_step || !root.contains("command")) return;
        fix& mend = made.fixes.emplace_back();
        mend.description = "make it a query";
        if (array_in(root, "prepare") == nullptr)
            mend.patch.push_back(json::object{{"op", "add"}, {"path", "/prepare"}, {"value", json::array()}});
        mend.patch.push_back(forming::moving("/commit", "/prepare/-").front());
        mend.patch.push_back(forming::moving("/command", "/query").front());
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
            offer_labels(made, broken.second.node, broken.first.label, named.pointer, made.where);
            return;
        }
    }

    /// The labels that may be meant by one that a node could not find, in a reference that goes on with a pointer.
    void offer_labels(finding& made, std::uint32_t reader, std::string_view label, std::string_view pointer,
                      location const& where) {
        auto const& all = scopes();
        std::vector<std::string_view> labels{input_label};
        for (std::uint32_t i = 0; i < reader; ++i)
            if (all[i].scope == all[reader].scope && !all[i].inside_wrapper) labels.push_back(all[i].label);
        auto const meant_first = nearest(label, labels);
        made.hint = did_you_mean(meant_first);
        for (std::string_view const meant : with_rivals(label, meant_first, labels)) {
            std::string const written = std::string(meant) + std::string(pointer);
            made.fixes.push_back({fmt::format("read \"{}\"", written), applicability::maybe_incorrect,
                                  replaced(where, written)});
        }
    }

    static json::array replaced(location const& where, std::string_view by) {
        return {json::object{{"op", "replace"}, {"path", where.pointer}, {"value", by}}};
    }

    /// The scopes of the nodes and their labels, found when they are first asked for.
    std::vector<action_grammar::detail::scoped_node> const& scopes() {
        if (scopes_.empty()) scopes_ = action_grammar::detail::scoped(form_.nodes);
        return scopes_;
    }

    judged_document& into_;
    tree& form_;
    /// Of a mutation that needs a key from the document: the references that could be it.
    std::map<std::uint32_t, std::vector<std::string>> keys_;

private:
    using node_references = std::span<reference const>;
    node_references references_of(std::uint32_t node) const {
        return node_references(form_.references)
            .subspan(form_.nodes[node].first_reference, form_.nodes[node].reference_count);
    }
    static json::array const* array_in(json::object const& root, std::string_view name) noexcept {
        json::value const* const found = root.if_contains(name);
        return found == nullptr ? nullptr : found->if_array();
    }
    static std::string id_in(json::value const& step) {
        json::object const* const object = step.if_object();
        json::value const* const id = object == nullptr ? nullptr : object->if_contains("id");
        return id == nullptr || !id->is_string() ? std::string()
                                                 : std::string(forming::view(id->get_string()));
    }
    /// Lets a step that reads the value before it name that value.
    static void read_explicitly(fix& mend, json::value const& step, std::string_view pointer,
                                std::string id) {
        json::object const* const object = step.if_object();
        if (object == nullptr || object->contains("from")) return;
        mend.patch.push_back(
            json::object{{"op", "add"}, {"path", std::string(pointer) + "/from"}, {"value", std::move(id)}});
    }

    std::vector<finding>& found_;

private:
    std::vector<action_grammar::detail::scoped_node> scopes_;
    std::size_t counted_ = 0; ///< Findings that were looked at for errors,
    std::size_t errors_ = 0;  ///< and how many of them are.
};

} // namespace action_grammar::document::detail

#endif
