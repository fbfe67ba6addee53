#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TYPED_ACTION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TYPED_ACTION_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/document/impl/known_contracts.hpp>
#include <action_grammar/document/typed_action.hpp>

namespace action_grammar::document::detail {

/// A name that none of the parameters has yet.
inline std::string unused_name(std::string_view wanted, std::vector<parameter> const& taken) {
    std::string name(wanted);
    auto const is_taken = [&] { return std::ranges::find(taken, name, &parameter::name) != taken.end(); };
    for (std::size_t n = 2; is_taken(); ++n)
        name = std::string(wanted) + '_' + std::to_string(n);
    return name;
}

ACTION_GRAMMAR_DEFINED_ONCE description describe_typed(std::string_view resource, typed_facts const& facts) {
    description made;
    made.name = std::string(name(facts.what)) + '(' + std::string(resource) + ')';
    made.what = facts.what;
    made.resource = resource;
    bool const named = facts.names.size() == facts.parameters.size();
    for (std::size_t i = 0; i < facts.parameters.size(); ++i) {
        value_type const* const type = facts.parameters[i];
        std::string unique = unused_name(named ? facts.names[i] : type->name, made.parameters);
        made.parameters.push_back({std::move(unique), contract::of_type(type)});
    }
    made.passes_on = facts.passes_on;
    if (facts.output != nullptr) {
        made.output = contract::of_type(facts.output);
    } else if (!facts.passes_on) {
        made.output = contract::of_type(value_type_of<unit>);
    } else {
        made.output = output_of_typed(made, true, {});
    }
    made.configuration = false;
    made.effect = facts.effect;
    if (mutates(facts.what)) made.protections.push_back(facts.guard);
    made.takes_key = facts.takes_key;
    made.takes_deadline = facts.takes_deadline;
    for (error_mode const& each : facts.errors) {
        failure_mode mode{std::string(each.name), each.transient, each.in_doubt, {}};
        if (!each.schema.empty())
            if (auto schema = json::parse(each.schema)) mode.schema = *std::move(schema);
        made.failures.push_back(std::move(mode));
    }
    for (std::string_view const each : facts.resources)
        made.resources.emplace_back(each);
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE contract output_of_typed(description const& about, bool passes_on,
                                                     use_request const& request) {
    if (!passes_on) return about.output;
    auto const& parameters = about.parameters;
    auto const given = [&](std::size_t i) {
        // It was asked whether it satisfies the parameter; where that could not be told, the parameter adds to it.
        return i < request.inputs.size()
                 ? known_contracts(request.known).both(request.inputs[i], parameters[i].accepts)
                 : parameters[i].accepts;
    };
    if (parameters.empty()) return request.inputs.empty() ? contract() : request.inputs.front();
    if (parameters.size() == 1) return given(0);
    std::vector<std::pair<std::string, contract>> members;
    members.reserve(parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i)
        members.emplace_back(parameters[i].name, given(i));
    return known_contracts(request.known).of_members(members);
}

ACTION_GRAMMAR_DEFINED_ONCE use_problem needless_configuration(description const& about) {
    use_problem made;
    made.pointer = "/with";
    made.key = true;
    made.message = about.name + " takes no configuration";
    made.hint = "remove \"with\"";
    return made;
}

/// Whether a member is wrong by being there at all, so that its name is what to show.
inline bool is_about_the_name(decode_error const& error) noexcept {
    return error.expected.starts_with("no other member") || error.expected == "no member";
}

ACTION_GRAMMAR_DEFINED_ONCE void add_problems(decode_failure const& error, std::vector<use_problem>& to) {
    for (decode_error const& each : error.errors) {
        use_problem made;
        made.pointer = "/with" + each.pointer;
        made.key = is_about_the_name(each);
        made.message = "expected " + each.expected + ", found " + each.found;
        to.push_back(std::move(made));
    }
}

ACTION_GRAMMAR_DEFINED_ONCE use_problem refused_configuration(std::string_view why) {
    use_problem made;
    made.pointer = "/with";
    made.message = "the action cannot be made of this configuration: " + std::string(why);
    return made;
}

} // namespace action_grammar::document::detail

#endif
