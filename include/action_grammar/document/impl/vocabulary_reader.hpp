#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_READER_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_VOCABULARY_READER_HPP

// From the JSON of a vocabulary to actions that are declared only.

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/schema/load.hpp>
#include <action_grammar/document/impl/declared_action.hpp>
#include <action_grammar/document/impl/form_members.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/known_builtins.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/document/vocabulary.hpp>

namespace action_grammar::document::detail {

namespace vocabulary_member {
using namespace forming;

enum top : std::size_t { version, actions };
inline constexpr known_member whole[] = {
    {"vocabulary", forming::kinds(json::kind::int64) | forming::kinds(json::kind::uint64),
     "the version of the format"},
    {"actions", an_array, "an array of actions"}};

enum of_action : std::size_t {
    name,
    verb,
    resource,
    summary,
    builtin,
    parameters,
    passes_on,
    output,
    configuration,
    grade,
    protections,
    takes_key,
    failures,
    resources
};
inline constexpr unsigned a_schema = an_object | a_boolean;
inline constexpr known_member action[] = {{"name", a_string, "a string, as \"fetch(http)\""},
                                          {"verb", a_string, "a string, as \"fetch\""},
                                          {"resource", a_string, "a string, as \"http\""},
                                          {"summary", a_string, "a string"},
                                          {"builtin", a_boolean, "a boolean"},
                                          {"parameters", an_array, "an array of parameters"},
                                          {"passes_on", a_boolean, "a boolean"},
                                          {"output", a_schema, "a schema: an object or a boolean"},
                                          {"configuration", a_schema, "a schema: an object or a boolean"},
                                          {"grade", a_string, "a string, as \"fallible\""},
                                          {"protections", an_array, "an array of strings"},
                                          {"takes_key", a_boolean, "a boolean"},
                                          {"failures", an_array, "an array of failures"},
                                          {"resources", an_array, "an array of strings"}};

enum of_parameter : std::size_t { parameter_name, accepts };
inline constexpr known_member parameter[] = {{"name", a_string, "a string"},
                                             {"accepts", a_schema, "a schema: an object or a boolean"}};

enum of_failure : std::size_t { type, transient, in_doubt, schema };
inline constexpr known_member failure[] = {{"type", a_string, "a string"},
                                           {"transient", a_string, "a string, as \"never\""},
                                           {"in_doubt", a_string, "a string, as \"never\""},
                                           {"schema", a_schema, "a schema: an object or a boolean"}};
} // namespace vocabulary_member

inline constexpr std::array<grade, 3> every_grade{grade::infallible, grade::fallible, grade::committed};
inline constexpr std::array<tendency, 3> every_tendency{tendency::never, tendency::sometimes,
                                                        tendency::always};

class vocabulary_reader {
public:
    vocabulary_reader(limits const& bounds, std::vector<finding>& found) : state_(places_, bounds, found) {
        places_.places.push_back({});
    }

    std::vector<std::shared_ptr<action_kind const>> read(json::value const& vocabulary) {
        namespace member = vocabulary_member;
        std::vector<std::shared_ptr<action_kind const>> made;
        auto const* object = vocabulary.if_object();
        if (object == nullptr) {
            state_.malformed(0, "a vocabulary must be an object, but is " + forming::described(vocabulary));
            return made;
        }
        auto const found = members_of(state_, *object, 0, "a vocabulary", member::whole);
        read_version(found[member::version]);
        if (!found[member::actions].there) state_.malformed(0, "the vocabulary has no \"actions\"");
        if (found[member::actions].value == nullptr) return made;
        json::array const& list = found[member::actions].value->get_array();
        place_id const at = places_.member(0, found[member::actions].key);
        for (std::size_t i = 0; i < list.size() && !stopped(); ++i) {
            if (auto action = read_action(list[i], places_.element(at, i))) made.push_back(std::move(action));
        }
        return made;
    }

private:
    /// Schemas of one vocabulary, all together: what refers to what this library knows by itself can be short and large.
    static constexpr std::size_t most_nodes = 1'000'000;

    [[nodiscard]] bool stopped() const noexcept { return state_.stopped || state_.problems.full(); }

    void read_version(forming::found_member const& version) {
        if (!version.there) {
            state_.malformed(0, "the vocabulary has no \"vocabulary\"").hint =
                "say which format it is of: \"vocabulary\": " + std::to_string(vocabulary_version);
        } else if (version.value != nullptr && *version.value != json::value(vocabulary_version)) {
            state_.malformed(0, version.key, "the format of this vocabulary is of another version").hint =
                "version " + std::to_string(vocabulary_version) + " can be read here";
        }
    }

    template <std::size_t Count>
    bool require(forming::found_members<Count> const& found, forming::known_member const (&known)[Count],
                 place_id at, std::string_view owner, std::initializer_list<std::size_t> needed) {
        bool complete = true;
        for (std::size_t const each : needed) {
            if (!found[each].there)
                state_.malformed(at, std::string(owner) + " has no " + in_quotes(known[each].name));
            complete = complete && found[each].value != nullptr;
        }
        return complete;
    }

    static std::string text_of(forming::found_member const& member) {
        return member.value == nullptr ? std::string()
                                       : std::string(forming::view(member.value->get_string()));
    }
    static bool truth_of(forming::found_member const& member) noexcept {
        return member.value != nullptr && member.value->get_bool();
    }

    std::shared_ptr<action_kind const> read_action(json::value const& written, place_id at) {
        namespace member = vocabulary_member;
        auto const* object = written.if_object();
        if (object == nullptr) {
            state_.malformed(at, "an action must be an object, but is " + forming::described(written));
            return nullptr;
        }
        auto const found = members_of(state_, *object, at, "an action", member::action);
        if (!require(found, member::action, at, "the action", {member::name})) return nullptr;
        description about;
        if (!read_name(found, at, about)) return nullptr;
        if (truth_of(found[member::builtin])) {
            auto known = builtin_action(about.name);
            if (known == nullptr)
                state_.malformed(at, found[member::builtin].key,
                                 "this version of the library has no action " + in_quotes(about.name)
                                     + " of its own");
            return known;
        }
        require(found, member::action, at, "the action", {member::parameters, member::output, member::grade});
        declare_only(about);
        about.summary = text_of(found[member::summary]);
        about.passes_on = truth_of(found[member::passes_on]);
        read_parameters(found[member::parameters], at, about);
        if (auto output = contract_of(found[member::output], at)) about.output = *std::move(output);
        contract configuration;
        about.configuration = false;
        if (auto const& with = found[member::configuration]; with.value != nullptr) {
            if (auto made = contract_of(with, at)) configuration = *std::move(made);
            about.configuration = *with.value;
        }
        read_effect(found, at, about);
        read_failures(found[member::failures], at, about);
        read_resources(found[member::resources], at, about);
        return std::make_shared<declared_kind const>(std::move(about), std::move(configuration));
    }

    bool read_name(forming::found_members<14> const& found, place_id at, description& about) {
        namespace member = vocabulary_member;
        about.name = text_of(found[member::name]);
        forming::action_name const read = forming::read_action_name(about.name);
        if (!read.problem.empty()) {
            finding& problem = state_.problems.add(
                rule_code::unknown_action, {state_.pointer_of(at, found[member::name].key)}, read.problem);
            problem.hint = read.hint;
            return false;
        }
        about.what = *read.what;
        std::size_t const open = about.name.find('(');
        about.resource = about.name.substr(open + 1, about.name.size() - open - 2);
        if (!names_.insert(about.name).second) {
            state_.malformed(at, found[member::name].key,
                             "the vocabulary has " + in_quotes(about.name) + " twice");
            return false;
        }
        agree(found[member::verb], at, name(about.what), about.name);
        agree(found[member::resource], at, about.resource, about.name);
        return true;
    }
    void agree(forming::found_member const& told, place_id at, std::string_view wanted,
               std::string_view whole) {
        if (told.value != nullptr && forming::view(told.value->get_string()) != wanted)
            state_.malformed(at, told.key,
                             in_quotes(told.key) + " must be " + in_quotes(wanted) + ", as in "
                                 + in_quotes(whole));
    }

    void read_parameters(forming::found_member const& list, place_id at, description& about) {
        namespace member = vocabulary_member;
        each_of(list, at, [&](json::value const& written, place_id here) {
            auto const* object = written.if_object();
            if (object == nullptr) {
                state_.malformed(here,
                                 "a parameter must be an object, but is " + forming::described(written));
                return;
            }
            auto const found = members_of(state_, *object, here, "a parameter", member::parameter);
            require(found, member::parameter, here, "the parameter",
                    {member::parameter_name, member::accepts});
            document::parameter made;
            made.name = text_of(found[member::parameter_name]);
            if (found[member::parameter_name].value != nullptr && !taken_.insert(made.name).second)
                state_.malformed(here, found[member::parameter_name].key,
                                 "the action has two parameters " + in_quotes(made.name));
            if (found[member::parameter_name].value != nullptr && made.name.empty())
                state_.malformed(here, found[member::parameter_name].key,
                                 "the name of the parameter is empty");
            if (auto accepts = contract_of(found[member::accepts], here)) made.accepts = *std::move(accepts);
            about.parameters.push_back(std::move(made));
        });
        taken_.clear();
    }

    void read_effect(forming::found_members<14> const& found, place_id at, description& about) {
        namespace member = vocabulary_member;
        bool const mutation = mutates(about.what);
        if (auto const& told = found[member::grade]; told.value != nullptr) {
            about.effect = word(told, at, every_grade, grade::infallible);
            if ((about.effect == grade::committed) != mutation)
                state_.malformed(at, told.key,
                                 std::string("what ") + std::string(name(about.what)) + " does is "
                                     + (mutation ? "always" : "never") + " \"committed\"");
        }
        each_of(found[member::protections], at, [&](json::value const& written, place_id here) {
            auto const* text = written.if_string();
            protection const offered =
                text == nullptr
                    ? protection::undeclared
                    : forming::named(forming::view(*text), forming::every_protection, protection::undeclared);
            if (offered == protection::undeclared)
                state_.malformed(here, "a protection is one of "
                                           + forming::listed(forming::protection_names, "or"));
            else if (std::ranges::find(about.protections, offered) != about.protections.end())
                state_.malformed(here, "the action offers this protection twice");
            else
                about.protections.push_back(offered);
        });
        about.takes_key = truth_of(found[member::takes_key]);
        bool const is_keyed =
            std::ranges::find(about.protections, protection::keyed) != about.protections.end();
        if (!mutation && !about.protections.empty())
            state_.malformed(at, found[member::protections].key, "what changes nothing has no protection",
                             true);
        if (about.takes_key && !is_keyed)
            state_.malformed(at, found[member::takes_key].key, "only what is \"keyed\" takes a key", true);
    }

    void read_failures(forming::found_member const& list, place_id at, description& about) {
        namespace member = vocabulary_member;
        each_of(list, at, [&](json::value const& written, place_id here) {
            auto const* object = written.if_object();
            if (object == nullptr) {
                state_.malformed(here, "a failure must be an object, but is " + forming::described(written));
                return;
            }
            auto const found = members_of(state_, *object, here, "a failure", member::failure);
            require(found, member::failure, here, "the failure", {member::type});
            failure_mode made;
            made.type = text_of(found[member::type]);
            made.transient = word(found[member::transient], here, every_tendency, tendency::never);
            made.in_doubt = word(found[member::in_doubt], here, every_tendency, tendency::never);
            if (contract_of(found[member::schema], here)) made.schema = *found[member::schema].value;
            about.failures.push_back(std::move(made));
        });
    }

    void read_resources(forming::found_member const& list, place_id at, description& about) {
        each_of(list, at, [&](json::value const& written, place_id here) {
            if (auto const* text = written.if_string())
                about.resources.emplace_back(forming::view(*text));
            else
                state_.malformed(here, "a resource must be a string, but is " + forming::described(written));
        });
    }

    template <class Read>
    void each_of(forming::found_member const& list, place_id at, Read read) {
        if (list.value == nullptr) return;
        json::array const& all = list.value->get_array();
        place_id const around = places_.member(at, list.key);
        for (std::size_t i = 0; i < all.size() && !stopped(); ++i)
            read(all[i], places_.element(around, i));
    }

    /// The value that a word names.
    template <class T, std::size_t Count>
    T word(forming::found_member const& told, place_id at, std::array<T, Count> const& known, T otherwise) {
        if (told.value == nullptr) return otherwise;
        std::string_view const text = forming::view(told.value->get_string());
        std::array<std::string_view, Count> names;
        for (std::size_t i = 0; i < Count; ++i) {
            if (name(known[i]) == text) return known[i];
            names[i] = name(known[i]);
        }
        state_.malformed(at, told.key,
                         in_quotes(told.key) + " is one of " + forming::listed(names, "or") + ", and not "
                             + in_quotes(text));
        return otherwise;
    }

    /// The contract of a schema. The same schema is the same contract, as the same C++ type is: they are then compatible
    /// without looking.
    std::optional<contract> contract_of(forming::found_member const& schema, place_id at) {
        if (schema.value == nullptr || stopped()) return std::nullopt;
        std::string text = json::serialize(*schema.value);
        if (auto const known = contracts_.find(text); known != contracts_.end()) return known->second;
        schema::load_options options;
        options.unsupported_pattern = schema::leniency::ignored;
        options.limits.nodes = std::min(options.limits.nodes, nodes_left_);
        auto const graph = schema::load(*schema.value, options);
        auto made = graph ? contract::of_schema(*schema.value, options) : unexpected(graph.error());
        if (!made) {
            bool const large = made.error().kind == schema::load_failure::limit;
            finding& problem = state_.problems.add(
                large ? rule_code::limit_exceeded : rule_code::config_invalid,
                {state_.pointer_of(at, schema.key) + made.error().location}, made.error().message);
            problem.hint = made.error().repair;
            return std::nullopt;
        }
        nodes_left_ -= std::min(nodes_left_, graph->nodes.size());
        return contracts_.emplace(std::move(text), *std::move(made)).first->second;
    }

    tree places_;
    forming::form_state state_;
    std::set<std::string, std::less<>> names_;
    std::set<std::string, std::less<>> taken_; ///< Names of parameters of one action.
    std::map<std::string, contract, std::less<>> contracts_;
    std::size_t nodes_left_ = most_nodes;
};

} // namespace action_grammar::document::detail

#endif
