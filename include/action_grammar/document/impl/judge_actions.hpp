#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_ACTIONS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_ACTIONS_HPP

// What a document names, before anything is asked of it: the steps that it reads, and the actions of the host.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/impl/judge_values.hpp>
#include <action_grammar/document/impl/near_names.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// A judge's view of names.
class judge_actions : protected judge_values {
protected:
    judge_actions(judged_document& into, registry const& actions, std::vector<finding>& found)
        : judge_values(into, actions, found), actions_(actions) {}

    /// Whether it is known of every step what it reads. A value that nothing reads is told only then: otherwise it may
    /// be what was meant.
    bool is_read_as_written() const {
        bool const found = std::ranges::all_of(
            form_.references, [](reference const& each) { return each.target != unresolved; });
        for (std::uint32_t i = 0; i < form_.nodes.size(); ++i) {
            if (!found || form_.items[i].reads_unknown || is_reported(i)) return false;
            node const& here = form_.nodes[i];
            for (std::uint32_t k = 0; k < here.reference_count; ++k) {
                std::uint32_t const target = form_.references[here.first_reference + k].target;
                if (target != composition_input && !is_before(target, i)) return false;
            }
        }
        return found;
    }
    /// Whether a node only stands for a step that is no good, which was reported.
    bool is_reported(std::uint32_t i) const noexcept {
        return form_.nodes[i].form == construct::action && form_.items[i].action.empty();
    }

    /// Finds what references lead to.
    void find_targets() {
        std::vector<violation> broken;
        resolve(
            form_.nodes, form_.references, [&](violation const& each) { broken.push_back(each); },
            into_.by.bounds.shape);
        bool const all_found = is_read_as_written();
        std::vector<std::uint32_t> const keys = read_by_keys();
        for (violation const& each : broken) {
            if (is_full()) break;
            bool const unused = each.code == rule_code::unused_value;
            bool const is_key = unused && std::ranges::binary_search(keys, each.second.node);
            if (!unused || (all_found && !is_key && !is_checking_pattern(each.second.node))) tell(each);
        }
    }
    /// The nodes out of whose values keys are read, in order.
    std::vector<std::uint32_t> read_by_keys() {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < form_.nodes.size(); ++i) {
            std::string_view const label = form_.items[i].guard.key_of;
            if (label.empty() || label == input_label) continue;
            std::uint32_t const target = find_label(label, i);
            if (target != unresolved && is_before(target, i)) found.push_back(target);
        }
        std::ranges::sort(found);
        return found;
    }
    /// Whether a use of a pattern ends in a check, which hands its input on and needs no reader.
    bool is_checking_pattern(std::uint32_t i) const noexcept {
        i = producer(i);
        if (form_.nodes[i].form != construct::sequence) return false;
        std::uint32_t last = i;
        for (std::uint32_t child = i + 1; child < i + form_.nodes[i].extent;
             child += form_.nodes[child].extent)
            last = child;
        return last != i && form_.nodes[last].form == construct::action && checks(form_.nodes[last].what);
    }

    void find_actions() {
        for (std::uint32_t i = 0; i < form_.nodes.size() && !is_full(); ++i) {
            if (form_.nodes[i].form != construct::action) continue;
            if (is_reported(i)) {
                ask_nothing_of(i);
                continue;
            }
            auto const& kind = into_.ready[i].kind = actions_.find(form_.items[i].action);
            if (kind != nullptr) {
                take_protection(i);
            } else {
                unknown_action(i);
                ask_nothing_of(i);
            }
        }
    }
    /// What a step that is no good would need, and whether it could fail, is not known.
    void ask_nothing_of(std::uint32_t i) {
        node& here = form_.nodes[i];
        if (!mutates(here.what))
            forgive_failing(i);
        else if (here.guard == protection::undeclared)
            here.guard = protection::natural;
    }
    /// Where nothing may fail, that is not held against a step that is wrong otherwise.
    void forgive_failing(std::uint32_t i) {
        if (form_.items[i].part == section::conclude) form_.nodes[i].effect = grade::infallible;
    }

    void unknown_action(std::uint32_t node) {
        auto const wanted = form_.items[node].action;
        finding& made = add(rule_code::unknown_action, severity::error, member_of(node, "action"),
                            fmt::format("there is no action \"{}\"", wanted));
        auto const nearest = actions_.nearest(wanted);
        made.hint = did_you_mean(nearest);
        if (nearest.empty()) return;
        std::vector<std::string_view> names;
        for (auto const& each : actions_.all())
            names.emplace_back(each->about().name);
        for (std::string_view const meant : with_rivals(wanted, nearest, names))
            made.fixes.push_back({fmt::format("name \"{}\"", meant), applicability::maybe_incorrect,
                                  replaced(made.where, meant)});
    }

    /// An action that offers one protection has it; of several the document chooses.
    void take_protection(std::uint32_t i) {
        node& here = form_.nodes[i];
        if (!mutates(here.what)) {
            if (form_.items[i].guard.kind != protection::undeclared)
                add(rule_code::config_invalid, severity::error, member_of(i, "protection", true),
                    fmt::format("\"{}\" changes nothing, so that there is nothing to protect", here.label),
                    "remove the protection");
            here.guard = protection::undeclared;
            return;
        }
        if (form_.items[i].guard.is_wrong) {
            here.guard = protection::natural;
            return;
        }
        auto const& offered = into_.ready[i].kind->about().protections;
        protection const declared = form_.items[i].guard.kind;
        here.guard = declared == protection::undeclared && offered.size() == 1 ? offered.front() : declared;
        bool const lacks_key = here.guard == protection::keyed && form_.items[i].guard.key_of.empty()
                            && into_.ready[i].kind->about().takes_key;
        if (lacks_key) here.guard = protection::undeclared; // told as what it is
        if (declared == protection::undeclared || std::ranges::find(offered, declared) != offered.end())
            return;
        std::string names;
        for (protection const each : offered)
            names += (names.empty() ? "" : ", ") + std::string(name(each));
        add(rule_code::config_invalid, severity::error, member_of(i, "protection"),
            fmt::format("\"{}\" cannot be {}", form_.items[i].action, name(declared)), "it offers: " + names);
    }

    /// A document's own form shows where it mutates: under "commit". A mutation that stands elsewhere is told where no
    /// rule told it.
    ///
    /// @param told  the nodes of which a rule said something
    void find_misplaced(std::vector<bool> const& told) {
        std::uint32_t commit = 0;
        for (std::uint32_t i = 1; i < form_.nodes.size() && commit == 0; i += form_.nodes[i].extent)
            if (form_.items[i].part == section::commit) commit = i;
        if (commit == 0) return; // told by the form
        std::uint32_t const behind = commit + form_.nodes[commit].extent;
        for (std::uint32_t i = 0; i < form_.nodes.size(); ++i) {
            node const& here = form_.nodes[i];
            bool const mutation = here.form == construct::action && mutates(here.what);
            bool const in_commit = commit <= i && i < behind;
            if (!mutation || into_.ready[i].kind == nullptr || in_commit || told[i]) continue;
            add(rule_code::malformed, severity::error, at(i),
                fmt::format("the mutation \"{}\" stands under \"{}\", and not under \"commit\"", here.label,
                            name(form_.items[i].part)),
                "make it the \"commit\", and put what stands there beside it");
        }
    }

private:
    registry const& actions_;
};

} // namespace action_grammar::document::detail

#endif
