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
#include <action_grammar/rules/resolve.hpp>

namespace action_grammar::document::detail {

/// A judge's view of the data flow.
class judge_values : protected judge_findings {
protected:
    judge_values(judged_document& into, std::vector<finding>& found)
        : judge_findings(into, found),
          schemas_(into.form),
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

    /// The contract of a schema that stands in the document.
    contract declared(json::value const& schema, place_id where) {
        auto made = schemas_.contract_of(schema);
        if (made) return *std::move(made);
        schema::load_error const& error = made.error();
        location place = form_.location_of(where);
        place.pointer = document_schemas::place_of(place.pointer, error.location);
        add(rule_code::config_invalid, severity::error, std::move(place), error.message, error.repair);
        return {};
    }

    static std::string open_object_hint(containment::comparison const& made) {
        if (made.result != containment::answer::incompatible || made.keyword != "additionalProperties")
            return {};
        return "the value may have members that its contract does not list; close it with "
               "\"additionalProperties\": false, or let the host judge producers as closed";
    }

    /// The node whose slot holds what a node yields: a wrapper's is that of what it wraps.
    std::uint32_t producer(std::uint32_t at_node) const noexcept {
        while (form_.nodes[at_node].form == construct::wrapped)
            ++at_node;
        return at_node;
    }

    /// The value of a slot.
    flow const& value_in(value_slot from) const noexcept {
        return from.is_input ? inputs_of_[from.node] : outputs_of_[from.node];
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
        // What the reader is a part of, or what is made later, is told by the rules, as is what there is not.
        if (!is_input && named.target >= reader) return {};
        if (!is_input && named.target + form_.nodes[named.target].extent > reader) return {};
        value_slot const from =
            is_input ? value_slot{scope, true} : value_slot{producer(named.target), false};
        return read_at(from, here.pointer, here.at, named.name);
    }
    read read_at(value_slot from, std::string_view pointer, place_id where, std::string_view name) {
        read made{{from, pointer_tokens(pointer).value_or(std::vector<std::string>())}, value_in(from)};
        if (made.from.way.empty() || !made.value.known) return made;
        inferred_contract part = contract_at(made.value.yields, made.from.way);
        made.value.yields = std::move(part.yields);
        for (inference::finding const& each : part.findings) {
            if (each.level != inference::severity::error) continue;
            finding& told = add(rule_code::unresolved_reference, severity::error, form_.location_of(where),
                                fmt::format("\"{}\" has no such member: {}", name, each.message));
            told.hint = did_you_mean(each.hint);
            made.value = unknown();
            break;
        }
        return made;
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
            std::size_t schemas = 1;
            for (auto const& [name, value] : made.members) {
                members.emplace_back(name, value.yields);
                schemas += value.yields.weight();
            }
            if (pay(i, schemas))
                made.whole.yields = contract::of_members(members);
            else
                made.whole = unknown();
        }
        return made;
    }

    /// Compares what reaches a step with what it takes, and says what is wrong.
    void compare(std::uint32_t i, argument& value, flow const& given, contract const& wanted,
                 std::string_view parameter) {
        if (!given.known) return;
        auto const made = given.yields.compare_with(wanted, into_.by.producing);
        if (made) return;
        std::string const what =
            parameter.empty() ? std::string("what reaches it") : fmt::format("\"{}\"", parameter);
        std::string const label(form_.nodes[i].label);
        if (made.result == containment::answer::incompatible) {
            form_.nodes[i].input = contract_state::mismatched;
            finding& told = add(rule_code::contract_mismatch, severity::error, at(i),
                                fmt::format("\"{}\" does not take {}: {}", label, what, words_for(made)),
                                open_object_hint(made));
            relate_producer(told, value);
            return;
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
        if (guard.kind != protection::keyed || guard.key_of.empty()) return;
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
            guard.key_of == input_label ? composition_input : find_before(guard.key_of, i);
        if (target == unresolved) {
            auto const meant = nearest_label(form_.nodes, i, guard.key_of);
            add(rule_code::unresolved_reference, severity::error, form_.location_of(guard.at),
                fmt::format("the key is read from \"{}\", which no step before it has as its id",
                            guard.key_of),
                did_you_mean(meant));
            return;
        }
        value_slot const from =
            target == composition_input ? value_slot{scope, true} : value_slot{producer(target), false};
        read key = read_at(from, guard.key_pointer, guard.at, guard.key_of);
        into_.ready[i].key = std::move(key.from);
        if (!key.value.known) return;
        static contract const keys = made_of(json::object{{"type", json::array{"string", "integer"}}});
        auto const made = key.value.yields.compare_with(keys, into_.by.producing);
        if (made.result != containment::answer::incompatible) return;
        form_.nodes[i].input = contract_state::mismatched;
        add(rule_code::contract_mismatch, severity::error, form_.location_of(guard.at),
            "a key is a string or an integer that is always there: " + words_for(made));
    }
    /// The step of a label that stands before a node in the scope of the node.
    std::uint32_t find_before(std::string_view label, std::uint32_t reader) {
        if (scopes_.empty()) {
            scopes_ = action_grammar::detail::scoped(form_.nodes);
            for (std::uint32_t i = 0; i < scopes_.size(); ++i) {
                if (!scopes_[i].label.empty() && !scopes_[i].inside_wrapper)
                    labels_.insert(scopes_[i].scope, scopes_[i].label, i);
            }
        }
        std::uint32_t const found = labels_.find(scopes_[reader].scope, label);
        return found < reader ? found : unresolved;
    }

    document_schemas schemas_;

private:
    std::size_t paid_ = 0;
    bool exhausted_ = false;

    // Made when a key is first looked for.
    std::vector<action_grammar::detail::scoped_node> scopes_;
    action_grammar::detail::label_table labels_;

protected:
    std::vector<flow> inputs_of_;  ///< What each list of steps is given.
    std::vector<flow> outputs_of_; ///< What each node yields.
};

} // namespace action_grammar::document::detail

#endif
