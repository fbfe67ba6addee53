#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_WORDING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_WORDING_HPP

// What a broken rule is called where it is broken by a document: the rule's meaning with the names of the steps.

#include <string>
#include <string_view>

#include <fmt/format.h>

#include <action_grammar/contract/containment/comparison.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/document/tree.hpp>
#include <action_grammar/rules/catalogue.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/resolve.hpp>
#include <action_grammar/rules/summary.hpp>

namespace action_grammar::document::detail {

/// A message, what the place that belongs to it is, and what to do.
struct words {
    std::string message;
    std::string related{};
    std::string hint{};
};

/// What is said of a violation of the effect, data flow and mixin rules.
inline words words_for(violation const& broken, tree const& form) {
    auto const first = broken.first.label;
    auto const second = broken.second.label;
    switch (broken.code) {
    case rule_code::second_mutation:
        return {fmt::format("\"{}\" mutates after \"{}\" did: a run that ends between the two can neither be "
                            "repeated nor "
                            "left as it is",
                            second, first),
                "the first mutation",
                "split the composition into one command for each mutation, or record both effects in one "
                "transaction"};
    case rule_code::fallible_after_mutation:
        return {fmt::format("\"{}\" can fail after \"{}\" has mutated, and a repeat would mutate again",
                            second, first),
                "the mutation", "move it to \"prepare\", or let it read only what is always there"};
    case rule_code::mutation_repeated:
        return {fmt::format("\"{}\" would mutate once for each element of \"{}\"", first, second),
                "the mutation", "compute in the fan_out, and persist the collected values once behind it"};
    case rule_code::mutation_beside_fallible:
        return {fmt::format("\"{}\" mutates beside \"{}\", which can fail or mutate at the same time", first,
                            second),
                "the mutation", "move the mutation behind the \"all\", or make its siblings infallible"};
    case rule_code::unprotected_mutation:
        return {fmt::format("\"{}\" does not say what makes a repeat of its mutation safe", second)};
    case rule_code::effect_undeclared:
        if (form.nodes.front().intent == purpose::query)
            return {fmt::format("a query promises to change nothing, and \"{}\" mutates", first),
                    "the mutation", "write \"command\" instead of \"query\""};
        return {fmt::format("the command \"{}\" never mutates", second),
                {},
                "write \"query\" instead of \"command\", or put the mutation under \"commit\""};
    case rule_code::retried_mutation:
        return {fmt::format("a retry would repeat the mutation of \"{}\", which nothing makes safe", first),
                "the mutation", "protect the mutation, or retry only what stands before it"};
    case rule_code::duplicate_id:
        if (broken.first.node == composition_input)
            return {"\"input\" is the id of the composition's own input", {}, "give the step another id"};
        return {fmt::format("two steps have the id \"{}\"", second), "the first one", "rename one of them"};
    case rule_code::unresolved_reference:
        return {fmt::format("\"{}\" reads \"{}\", which no step before it has as its id", second, first)};
    case rule_code::forward_reference:
        return {fmt::format("\"{}\" reads \"{}\", whose value is only made later", second, first),
                "the value is made here", "move that step before the one that reads it"};
    case rule_code::unused_value:
        return {fmt::format("nothing reads the value of \"{}\"", second),
                {},
                "remove the step, or read it with \"from\""};
    case rule_code::mixin_not_applicable:
        return {
            first == name(mixin::timeout)
                ? std::string(
                      "the action within this timeout takes no deadline, so that nothing would end it")
                : fmt::format("this {} does nothing for what it stands around, or would change what it means",
                              first),
            {},
            "remove the mixin"};
    default: {
        rule const* const known = find_rule(broken.code);
        return {known == nullptr ? std::string() : std::string(known->sentence)};
    }
    }
}

/// Why a value that a step is given does not do.
inline std::string words_for(containment::comparison const& made) {
    if (made.result == containment::answer::undecided) return std::string(text_of(made.reason).sentence);
    std::string words =
        made.witness ? "it may be " + shown(*made.witness) : std::string("it may be another value");
    if (!made.keyword.empty())
        words += fmt::format(", which breaks \"{}\"{}", made.keyword,
                             made.path.empty() ? std::string() : " at " + made.path);
    return words;
}

} // namespace action_grammar::document::detail

#endif
