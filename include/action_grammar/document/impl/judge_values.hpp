#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_VALUES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_JUDGE_VALUES_HPP

// What reaches a step: the values that it reads, their contracts, and whether they do.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/document_schemas.hpp>
#include <action_grammar/document/impl/judge_findings.hpp>
#include <action_grammar/document/impl/known_contracts.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// A judge's view of the data flow.
class judge_values : protected judge_findings {
protected:
    judge_values(judged_document& into, registry const& actions, std::vector<finding>& found)
        : judge_findings(into, found),
          known_(actions.known()),
          contracts_(&known_),
          schemas_(into.form, &known_),
          labels_(into.form.nodes.size()),
          inputs_of_(into.form.nodes.size()),
          outputs_of_(into.form.nodes.size()) {}

    /// What is known of a value. Of one that nothing is known of because something before it is wrong nothing more is
    /// said: the mistake is told once, where it is.
    struct flow {
        contract yields{};
        bool known = true;
    };
    static flow unknown() { return {{}, false}; }

    /// Whether there may be so many more schemas in the contracts that steps are judged by. If not, that is told once,
    /// and nothing is known of the values from there on.
    bool pay(std::uint32_t step, std::size_t schemas) {
        if (exhausted_) return false;
        std::size_t const allowed = into_.by.bounds.contract_schemas;
        paid_ += std::min(schemas, allowed - paid_ + 1);
        exhausted_ = paid_ > allowed;
        if (exhausted_)
            add(rule_code::limit_exceeded, severity::error, at(step),
                "the contracts of the values that reach this and the steps before it are too large to be "
                "judged",
                "hand on less from step to step, split the composition, or raise the limit");
        return !exhausted_;
    }

    /// To look at a contract is cheap, to make one is not. What is small is free, so that there may be many small steps.
    static std::size_t price_of_receiving(contract const& of) noexcept {
        constexpr std::size_t looked_at_for_one = 8;
        return of.weight() / looked_at_for_one;
    }
    static std::size_t price_of_making(contract const& of) noexcept {
        constexpr std::size_t free_of_charge = 4;
        return of.weight() - std::min(of.weight(), free_of_charge);
    }

    /// An object of these members. Nothing is known of it when it is too large to be judged.
    flow object_of(std::uint32_t step, std::vector<std::pair<std::string, contract>> const& members) {
        std::size_t schemas = 1;
        for (auto const& [name, value] : members)
            schemas += value.weight();
        return pay(step, schemas) ? flow{contracts_.of_members(members), true} : unknown();
    }

    /// The contract of a schema that stands in the document.
    flow declared(json::value const& schema, place_id where) {
        auto made = schemas_.contract_of(schema);
        if (made) return {*std::move(made), true};
        schema::load_error const& error = made.error();
        location place = form_.location_of(where);
        place.pointer = document_schemas::place_of(place.pointer, error.location);
        add(rule_code::config_invalid, severity::error, std::move(place), error.message, error.repair);
        return unknown();
    }

    static std::string open_object_hint(containment::comparison const& made) {
        if (made.result != containment::answer::incompatible || made.keyword != "additionalProperties")
            return {};
        return "the value may have members that its contract does not list; close it with "
               "\"additionalProperties\": false, or let the host judge producers as closed";
    }

    /// The value of a slot.
    flow const& value_in(value_slot from) const noexcept {
        return from.is_input ? inputs_of_[from.node] : outputs_of_[from.node];
    }

    /// Whether a node is done when another begins.
    bool is_before(std::uint32_t target, std::uint32_t reader) const noexcept {
        return target < reader && form_.nodes[target].extent <= reader - target;
    }

    /// What a reference reads, and where it is in a run.
    struct read {
        source from{};
        flow value = unknown();
    };
    read read_reference(std::uint32_t reference_index, std::uint32_t reader, std::uint32_t scope) {
        reference const& named = form_.references[reference_index];
        reading const& here = form_.readings[reference_index];
        bool const is_input = named.target == composition_input;
        if (!is_input && !is_before(named.target, reader)) return {}; // told by the rules
        value_slot const from =
            is_input ? value_slot{scope, true} : value_slot{producer(named.target), false};
        return read_at(from, here.pointer, here.at, named.name);
    }
    /// @param written_at  where the reference itself is, if that is not the place that is told
    read read_at(value_slot from, std::string_view pointer, place_id where, std::string_view name,
                 location const* written_at = nullptr) {
        read made{{from, pointer_tokens(pointer).value_or(std::vector<std::string>())}, value_in(from)};
        if (made.from.way.empty() || !made.value.known) return made;
        inferred_contract part = contracts_.at(made.value.yields, made.from.way);
        made.value.yields = std::move(part.yields);
        for (inference::finding const& each : part.findings) {
            if (each.level != inference::severity::error) continue;
            finding& told = add(rule_code::unresolved_reference, severity::error, form_.location_of(where),
                                fmt::format("\"{}\" has no such member: {}", name, each.message));
            told.hint = did_you_mean(each.hint);
            offer_member(told, value_in(from).yields, name, made.from.way, each.hint,
                         written_at == nullptr ? told.where : *written_at);
            made.value = unknown();
            break;
        }
        return made;
    }

    /// A member that may be meant in the way of a reference: the first that leads nowhere is what is misspelt.
    static void offer_member(finding& told, contract const& whole, std::string_view name,
                             std::vector<std::string> const& way, std::string_view hint,
                             location const& written_at) {
        if (hint.empty()) return;
        auto const leads_nowhere = [&](std::size_t length) {
            auto const part =
                contract_at(whole, {way.begin(), way.begin() + static_cast<std::ptrdiff_t>(length)});
            return std::ranges::any_of(part.findings, [](inference::finding const& each) {
                return each.level == inference::severity::error;
            });
        };
        std::size_t wrong = 0;
        while (wrong + 1 < way.size() && !leads_nowhere(wrong + 1))
            ++wrong;
        std::vector<std::string_view> names;
        gather_members(whole.schema(), names);
        for (std::string_view const meant : with_rivals(way[wrong], hint, names)) {
            std::string written(name);
            for (std::size_t i = 0; i < way.size(); ++i)
                json::append_token(written, i == wrong ? meant : std::string_view(way[i]));
            told.fixes.push_back({fmt::format("read \"{}\"", written), applicability::maybe_incorrect,
                                  replaced(written_at, written)});
        }
    }

    /// What a step is handed as a whole.
    struct handed {
        argument value{};
        flow whole{};
        std::vector<std::pair<std::string, flow>> members{}; ///< When it is an object of several.
    };
    handed input_of(std::uint32_t i, std::uint32_t scope, value_slot previous) {
        node const& here = form_.nodes[i];
        handed made;
        if (form_.items[i].reads_unknown) {
            made.whole = unknown();
            return made;
        }
        if (here.reads_previous) {
            made.value.parts.emplace_back(std::string(), source{previous, {}});
            made.whole = value_in(previous);
            return made;
        }
        made.value.is_object = form_.items[i].makes_object;
        for (std::uint32_t k = 0; k < here.reference_count; ++k) {
            std::uint32_t const reference_index = here.first_reference + k;
            read part = read_reference(reference_index, i, scope);
            std::string under(form_.readings[reference_index].under);
            made.whole.known = made.whole.known && part.value.known;
            if (made.value.is_object)
                made.members.emplace_back(under, std::move(part.value));
            else
                made.whole.yields = std::move(part.value.yields);
            made.value.parts.emplace_back(std::move(under), std::move(part.from));
        }
        if (made.value.is_object && made.whole.known) {
            std::vector<std::pair<std::string, contract>> members;
            members.reserve(made.members.size());
            for (auto const& [name, value] : made.members)
                members.emplace_back(name, value.yields);
            made.whole = object_of(i, members);
        }
        return made;
    }

    /// Compares what reaches a step with what it takes, and says what is wrong. Returns whether it may be taken for what
    /// is wanted.
    bool compare(std::uint32_t i, argument& value, flow const& given, contract const& wanted,
                 std::string_view parameter) {
        if (!given.known) return true;
        auto const made = contracts_.compare(given.yields, wanted, into_.by.producing);
        if (made) return true;
        std::string const what =
            parameter.empty() ? std::string("what reaches it") : fmt::format("\"{}\"", parameter);
        std::string const label(form_.nodes[i].label);
        if (made.result == containment::answer::incompatible) {
            form_.nodes[i].input = contract_state::mismatched;
            finding& told = add(rule_code::contract_mismatch, severity::error, at(i),
                                fmt::format("\"{}\" does not take {}: {}", label, what, words_for(made)),
                                open_object_hint(made));
            relate_producer(told, value);
            return false;
        }
        bool const refused = into_.by.edges == unproven::refused;
        if (refused) form_.nodes[i].input = contract_state::unproven;
        if (!refused) value.checked = wanted;
        finding& told =
            add(rule_code::contract_unproven, refused ? severity::error : severity::warning, at(i),
                fmt::format("whether \"{}\" takes {} is not known: {}", label, what, words_for(made)),
                refused ? "narrow one of the two contracts, or validate the value before"
                        : "the value is validated when the document runs");
        relate_producer(told, value);
        return true;
    }
    void relate_producer(finding& told, argument const& value) {
        for (auto const& [under, from] : value.parts) {
            if (from.from.is_input) continue;
            told.related.push_back({at(from.from.node), under.empty()
                                                            ? "the value is made here"
                                                            : fmt::format("\"{}\" is made here", under)});
        }
    }

    /// The key of a mutation: a string, or a number that is written as one.
    void read_key(std::uint32_t i, std::uint32_t scope) {
        protection_clause const& guard = form_.items[i].guard;
        if (guard.kind != protection::keyed || guard.key_of.empty() || guard.is_wrong) return;
        if (into_.ready[i].kind != nullptr && !into_.ready[i].kind->about().takes_key) {
            add(rule_code::config_invalid, severity::error, form_.location_of(guard.at),
                fmt::format("\"{}\" takes its key from its own values, and not from the document",
                            form_.items[i].action),
                "write \"protection\": \"keyed\"")
                .fixes.push_back({"let the action find its key", applicability::machine_applicable,
                                  replaced(member_of(i, "protection"), name(protection::keyed))});
            return;
        }
        std::uint32_t const target =
            guard.key_of == input_label ? composition_input : find_label(guard.key_of, i);
        location reference_at = form_.location_of(guard.at);
        json::append_token(reference_at.pointer, name(protection::keyed));
        if (target == unresolved) {
            finding& told =
                add(rule_code::unresolved_reference, severity::error, form_.location_of(guard.at),
                    fmt::format("the key is read from \"{}\", which no step has as its id", guard.key_of));
            offer_labels(told, i, guard.key_of, guard.key_pointer, reference_at);
            return;
        }
        if (target != composition_input && !is_before(target, i)) {
            add(rule_code::forward_reference, severity::error, form_.location_of(guard.at),
                fmt::format("the key is read from \"{}\", whose value is only made later", guard.key_of),
                "read it from a step before the mutation");
            return;
        }
        value_slot const from =
            target == composition_input ? value_slot{scope, true} : value_slot{producer(target), false};
        read key = read_at(from, guard.key_pointer, guard.at, guard.key_of, &reference_at);
        into_.ready[i].key = std::move(key.from);
        if (!key.value.known) return;
        auto const made = contracts_.compare(key.value.yields, keys(), into_.by.producing);
        if (made.result != containment::answer::incompatible) return;
        form_.nodes[i].input = contract_state::mismatched;
        add(rule_code::contract_mismatch, severity::error, form_.location_of(guard.at),
            "a key is a string or an integer that is always there: " + words_for(made));
    }
    /// What a key may be.
    static contract const& keys() {
        static contract const made = made_of(json::object{{"type", json::array{"string", "integer"}}});
        return made;
    }
    /// Notes what could be the key of a mutation that has none: members of the value that reaches it.
    void find_keys(std::uint32_t i, flow const& given, value_slot previous) {
        action_kind const* const kind = into_.ready[i].kind.get();
        bool const asked = kind != nullptr && kind->about().takes_key
                        && form_.nodes[i].guard == protection::undeclared && given.known;
        node const& here = form_.nodes[i];
        if (!asked || form_.items[i].makes_object) return;
        std::string value(here.reads_previous
                              ? (previous.is_input ? input_label : form_.nodes[previous.node].label)
                              : form_.references[here.first_reference].name);
        if (!here.reads_previous) value += form_.readings[here.first_reference].pointer;
        for (std::string_view const each : free_members(given.yields.schema(), {})) {
            inferred_contract const member = contracts_.at(given.yields, {std::string(each)});
            if (!contracts_.is_within(member.yields, keys(), into_.by.producing)) continue;
            std::string reference = value;
            json::append_token(reference, each);
            keys_[i].push_back(std::move(reference));
        }
    }

    /// The step of a label in the scope of a node.
    std::uint32_t find_label(std::string_view label, std::uint32_t reader) {
        auto const& all = scopes();
        if (!knows_labels_) {
            for (std::uint32_t i = 0; i < all.size(); ++i)
                if (!all[i].label.empty() && !all[i].inside_wrapper)
                    labels_.insert(all[i].scope, all[i].label, i);
            knows_labels_ = true;
        }
        return labels_.find(all[reader].scope, label);
    }

    memo known_;
    known_contracts contracts_;
    document_schemas schemas_;

private:
    std::size_t paid_ = 0;
    bool exhausted_ = false;

    bool knows_labels_ = false; ///< They are gathered when a key is first looked for.
    action_grammar::detail::label_table labels_;

protected:
    std::vector<flow> inputs_of_;  ///< What each list of steps is given.
    std::vector<flow> outputs_of_; ///< What each node yields.
};

} // namespace action_grammar::document::detail

#endif
