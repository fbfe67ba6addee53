#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/form_text.hpp>
#include <action_grammar/document/impl/schema_words.hpp>
#include <action_grammar/document/impl/vocabulary_reader.hpp>
#include <action_grammar/document/impl/vocabulary_search.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/vocabulary.hpp>

namespace action_grammar::document {

namespace detail {

inline json::array exported_failures(std::vector<failure_mode> const& failures) {
    json::array list;
    for (failure_mode const& each : failures) {
        json::object made{
            {"type", each.type}, {"transient", name(each.transient)}, {"in_doubt", name(each.in_doubt)}};
        if (!each.schema.is_null()) made["schema"] = each.schema;
        list.push_back(std::move(made));
    }
    return list;
}

/// An action of a vocabulary: its members as `vocabulary_member` names them.
inline json::object exported_action(action_kind const& kind) {
    description const& about = kind.about();
    json::object made{{"name", about.name}, {"verb", name(about.what)}, {"resource", about.resource}};
    if (!about.summary.empty()) made["summary"] = about.summary;
    if (is_builtin(kind)) made["builtin"] = true;
    json::array parameters;
    for (parameter const& each : about.parameters)
        parameters.push_back(json::object{{"name", each.name}, {"accepts", each.accepts.schema()}});
    made["parameters"] = std::move(parameters);
    if (about.passes_on) made["passes_on"] = true;
    made["output"] = about.output.schema();
    made["configuration"] = about.configuration;
    made["grade"] = name(about.effect);
    json::array protections;
    for (protection const each : about.protections)
        if (each != protection::undeclared) protections.push_back(json::string(name(each)));
    if (mutates(about.what)) made["protections"] = std::move(protections);
    if (about.takes_key) made["takes_key"] = true;
    made["failures"] = exported_failures(about.failures);
    json::array resources;
    for (std::string const& each : about.resources)
        resources.push_back(json::string(each));
    made["resources"] = std::move(resources);
    return made;
}

/// Text of an inspection: sections of indented lines.
class inspection {
public:
    void line(std::string_view text) { (text_ += displayed(text)) += '\n'; }
    void heading(std::string_view text) {
        text_ += '\n';
        line(text);
    }
    void entry(std::string_view name, std::string_view what, std::string_view remarks = {}) {
        std::string whole = "  " + std::string(name);
        if (!what.empty()) (whole += ": ") += what;
        line(whole);
        if (!remarks.empty()) line("      " + std::string(remarks));
    }
    void members(json::value const& schema) {
        schema_words const of(schema);
        for (listed_member const& each : of.members(schema))
            entry(std::string(each.name) + (each.required ? "" : "?"), of.words(*each.schema),
                  of.remarks(*each.schema));
    }
    void value(std::string_view name, json::value const& schema) {
        schema_words const of(schema);
        entry(name, of.words(schema), of.remarks(schema));
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

private:
    std::string text_;
};

inline void inspect_configuration(inspection& to, json::value const& schema) {
    if (schema == json::value(false)) return;
    to.heading("with");
    schema_words const of(schema);
    if (of.members(schema).empty())
        to.entry("value", of.words(schema), of.remarks(schema));
    else
        to.members(schema);
}

inline void inspect_mutation(inspection& to, description const& about) {
    if (!mutates(about.what)) return;
    to.heading("protection");
    for (protection const each : about.protections)
        to.entry(name(each), each == protection::keyed && about.takes_key
                                 ? "the document says where the key is: {\"keyed\": \"id/pointer\"}"
                                 : "");
}

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE json::value export_vocabulary(registry const& actions) {
    json::array list;
    for (auto const& each : actions.all())
        list.push_back(detail::exported_action(*each));
    return json::object{{"vocabulary", vocabulary_version}, {"actions", std::move(list)}};
}

ACTION_GRAMMAR_DEFINED_ONCE result<std::vector<std::shared_ptr<action_kind const>>, findings>
read_vocabulary(json::value const& vocabulary) {
    limits const bounds;
    std::vector<finding> found;
    auto made = detail::vocabulary_reader(bounds, found).read(vocabulary);
    if (found.empty()) return made;
    findings wrong;
    wrong.truncated = found.size() > bounds.findings;
    found.resize(std::min(found.size(), bounds.findings));
    wrong.list = std::move(found);
    return unexpected(std::move(wrong));
}

ACTION_GRAMMAR_DEFINED_ONCE result<registry, findings> registry_of_vocabulary(std::string_view text) {
    limits const bounds;
    json::parse_limits const allowed = detail::forming::parse_limits_of(bounds);
    auto const parsed = json::parse(text, allowed);
    findings wrong;
    if (!parsed) {
        detail::forming::problem_list problems(wrong.list, bounds.findings);
        detail::forming::report_text(problems, text, parsed.error(), allowed);
        return unexpected(std::move(wrong));
    }
    auto read = read_vocabulary(*parsed);
    if (!read) {
        locate(read.error(), text);
        return unexpected(std::move(read).error());
    }
    registry made = registry::empty();
    for (auto& each : *read)
        static_cast<void>(made.add(std::move(each))); // each name is a good one, and stands once
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE std::vector<search_match> search(registry const& actions, std::string_view words,
                                                             std::size_t most) {
    constexpr std::size_t most_words = 32;
    auto const wanted = detail::words_in(words, most_words);
    std::vector<search_match> found;
    for (auto const& each : actions.all()) {
        detail::searched_action const of(each->about());
        search_match match{each.get()};
        for (std::string const& word : wanted) {
            std::size_t const weight = of.weight_of(word);
            match.words += weight > 0 ? 1U : 0U;
            match.weight += weight;
        }
        if (match.words > 0) found.push_back(match);
    }
    std::ranges::sort(found, [](search_match const& a, search_match const& b) {
        return std::tie(b.words, b.weight, a.action->about().name)
             < std::tie(a.words, a.weight, b.action->about().name);
    });
    found.resize(std::min(found.size(), most));
    return found;
}

ACTION_GRAMMAR_DEFINED_ONCE std::string inspect(description const& about) {
    detail::inspection to;
    to.line(about.name + "  " + std::string(name(about.effect)));
    if (!about.summary.empty()) to.line(about.summary);
    if (!about.parameters.empty()) {
        to.heading(about.parameters.size() > 1 ? "takes, named by \"from\"" : "takes");
        for (parameter const& each : about.parameters)
            to.value(each.name, each.accepts.schema());
    }
    detail::inspect_configuration(to, about.configuration);
    to.heading("yields");
    if (about.passes_on)
        to.line("  what it was given");
    else
        to.value("value", about.output.schema());
    if (!about.failures.empty()) to.heading("can fail with");
    for (failure_mode const& each : about.failures) {
        std::string when;
        if (each.transient != tendency::never) when += "transient: " + std::string(name(each.transient));
        if (each.in_doubt != tendency::never)
            when += (when.empty() ? "in doubt: " : ", in doubt: ") + std::string(name(each.in_doubt));
        to.entry(each.type, when);
    }
    detail::inspect_mutation(to, about);
    if (!about.resources.empty()) to.heading("is bound to");
    for (std::string const& each : about.resources)
        to.entry(each, {});
    if (!about.runnable) {
        to.heading("Declared only: documents that name it are checked here, and run elsewhere.");
    }
    return to.take();
}

} // namespace action_grammar::document

#endif
