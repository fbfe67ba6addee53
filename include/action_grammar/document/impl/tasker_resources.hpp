#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_RESOURCES_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_RESOURCES_HPP

// The capabilities of Tasker that use a resource, as steps: what they are handed is made by a transform before them.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/tasker_steps.hpp>
#include <action_grammar/document/impl/tasker_vocabulary.hpp>

namespace action_grammar::document::detail::tasker {

/// Writes the steps of one composition, those with resources too.
class resource_step_writer : public step_writer {
public:
    resource_step_writer(spec_findings& findings, attempt const& by, vocabulary& names,
                         registry const& actions)
        : step_writer(findings, by), names_(names), actions_(actions) {}

    void acquire(spec_object const& config, std::size_t index) {
        config.tell_unknown(
            {"resource", "select", "filter", "params", "constraints", "validate_success", "result_shape"});
        std::string const id = id_of("acquire", index);
        json::object with;
        std::string const resource = resource_of(config, with);
        copy(config, {"select"}, with);
        bool const asks = make_request(config, id, index);
        json::object step = action_step(id, verb::fetch, resource, config, protection::undeclared);
        if (auto const* constraints = config.object("constraints"))
            constrain({*constraints, config.at("constraints"), findings_}, step, with);
        std::string const reads = !asks && last_id_ != input_label ? std::string(input_label) : std::string();
        if (auto ready = readied(step, index, config)) {
            if (!reads.empty()) (*ready)["from"] = reads;
            push(*std::move(ready), index);
        } else if (!reads.empty()) {
            step["from"] = reads;
        }
        push_configured(std::move(step), std::move(with), index);
        after(config, id, index);
    }

    void persist(spec_object const& config, std::size_t index) {
        config.tell_unknown({"resource", "mode", "data", "identity", "constraints", "relationships",
                             "validate_success", "result_shape"});
        std::string const id = id_of("persist", index);
        json::object with;
        std::string const resource = resource_of(config, with);
        std::string const mode = config.word("mode", {"insert", "update", "upsert", "delete"});
        copy(config, {"mode", "identity", "relationships"}, with);
        json::value guard;
        if (auto const* constraints = config.object("constraints")) {
            spec_object const of(*constraints, config.at("constraints"), findings_);
            of.tell_unknown({"on_conflict", "upsert_key", "idempotency_key"});
            copy(of, {"on_conflict", "upsert_key"}, with);
            guard = key_of(of, id, index);
        }
        if (guard.is_null() && is_natural(config, mode)) guard = name(protection::natural);
        make_data(config, "data", id, index);
        push_mutation(action_step(id, verb::persist, resource, config, kind_of(guard)), std::move(with),
                      guard, config, index);
        after(config, id, index);
    }

    void emit(spec_object const& config, std::size_t index) {
        config.tell_unknown({"event_name", "event_version", "delivery_mode", "resource", "condition",
                             "payload", "metadata", "validate_success", "result_shape"});
        std::string const id = id_of("emit", index);
        json::object with;
        std::string const event = event_of(config);
        copy(config, {"event_version", "delivery_mode"}, with);
        if (auto const* resource = config.find("resource"); resource != nullptr && *resource != "events")
            with["resource"] = *resource;
        auto const* metadata = config.object("metadata");
        if (config.find("condition") != nullptr) {
            emit_if(config, metadata, id, event, std::move(with), index);
            return;
        }
        json::value guard;
        if (metadata != nullptr) guard = read_metadata(config, *metadata, id, index, with);
        make_data(config, "payload", id, index);
        push_mutation(action_step(id, verb::emit, event, config, kind_of(guard)), std::move(with), guard,
                      config, index);
        after(config, id, index);
    }

private:
    // ---- names

    std::string usable(std::string written, std::string const& pointer) {
        if (forming::is_resource(written)) return written;
        std::string usable = written.substr(0, forming::longest_name);
        std::ranges::replace_if(usable, [](char each) { return !forming::is_resource({&each, 1}); }, '_');
        if (usable.empty()) usable = "unnamed";
        findings_.error(rule_code::config_invalid, pointer,
                        in_quotes(written) + " names no resource; " + in_quotes(usable) + " stands for it",
                        R"(a resource has 1 to 128 letters, digits, "_", "-" and ".")");
        return usable;
    }

    std::string resource_of(spec_object const& config, json::object& with) {
        auto const* found = config.find("resource");
        if (found != nullptr && found->is_object()) {
            spec_object const of(found->get_object(), config.at("resource"), findings_);
            of.tell_unknown({"ref", "entity"});
            copy(of, {"entity"}, with);
            return usable(of.text("ref"), of.at("ref"));
        }
        return usable(config.text("resource"), config.at("resource"));
    }
    std::string event_of(spec_object const& config) {
        return usable(config.text("event_name"), config.at("event_name"));
    }

    /// Members of a configuration that are handed over as they are. Of expressions there would be nothing to evaluate.
    void copy(spec_object const& config, std::initializer_list<std::string_view> names, json::object& to) {
        for (std::string_view const each : names) {
            auto const* found = config.find(each);
            if (found == nullptr) continue;
            to[each] = *found;
            if (expression_writer::expression_in(*found) != nullptr)
                findings_.error(
                    rule_code::config_invalid, config.at(each),
                    "the configuration of a step is the same in every run; this expression is not "
                    "evaluated",
                    "hand its value over with the data");
        }
    }

    // ---- what is handed over

    /// The step that makes what a step is handed. Afterwards that is the value before.
    void make_value(std::string const& id, std::string const& filter, json::object from, std::size_t index) {
        push({{"id", id},
              {"action", "transform(jq)"},
              {"with", {{"filter", filter}}},
              {"from", std::move(from)}},
             index);
    }

    void make_data(spec_object const& config, std::string_view member, std::string const& id,
                   std::size_t index) {
        json::object from;
        auto by = writer(from);
        auto const* data = config.find(member);
        if (data == nullptr)
            findings_.error(rule_code::config_invalid, config.pointer(), "there is no " + in_quotes(member));
        std::string filter = data == nullptr ? "null" : by.filter_of(*data, config.at(member));
        by.read_anything();
        make_value(id + "_data", filter, std::move(from), index);
    }

    /// What an acquire asks for, if that is said.
    bool make_request(spec_object const& config, std::string const& id, std::size_t index) {
        auto const* params = config.find("params");
        auto const* filter = config.find("filter");
        if (params == nullptr && filter == nullptr) return false;
        json::object from;
        auto by = writer(from);
        std::string text;
        if (filter == nullptr) {
            text = by.filter_of(*params, config.at("params"));
        } else {
            text = "{filter: (" + by.filter_of(*filter, config.at("filter")) + ")";
            if (params != nullptr) text += ", params: (" + by.filter_of(*params, config.at("params")) + ")";
            text += "}";
        }
        by.read_anything();
        make_value(id + "_request", text, std::move(from), index);
        return true;
    }

    void constrain(spec_object const& of, json::object const& step, json::object& with) {
        json::value const& id = step.at("id");
        of.tell_unknown({"limit", "offset", "timeout_ms", "retry"});
        copy(of, {"limit", "offset"}, with);
        if (auto const* written = of.object("retry")) {
            spec_object const retry(*written, of.at("retry"), findings_);
            retry.tell_unknown({"max_attempts", "backoff_ms"});
            json::object settings;
            if (auto const* attempts = retry.whole_number("max_attempts")) settings["attempts"] = *attempts;
            if (auto const* wait = retry.whole_number("backoff_ms")) settings["initial_ms"] = *wait;
            mixins.push_back(json::object{{"mixin", "retry"}, {"on", json::array{id}}, {"with", settings}});
        }
        auto const* ms = of.whole_number("timeout_ms");
        if (ms == nullptr) return;
        std::string_view const action = forming::view(step.at("action").get_string());
        auto const kind = actions_.find(action);
        if (kind == nullptr || kind->about().takes_deadline)
            mixins.push_back(json::object{
                {"mixin", "timeout"}, {"on", json::array{id}}, {"with", json::object{{"ms", *ms}}}});
        else
            findings_.warn(rule_code::mixin_not_applicable, of.at("timeout_ms"),
                           in_quotes(action) + " heeds no deadline, so the timeout is left out",
                           "let its operation take an ag::deadline behind its values");
    }

    // ---- what makes a repeat safe

    /// Whether repeating a persist leaves what the first one left.
    static bool is_natural(spec_object const& config, std::string_view mode) {
        auto const has_any = [](spec_object const& of, std::string_view object, std::string_view list) {
            auto const* found = of.find(object);
            auto const* within = found == nullptr ? nullptr : found->if_object();
            auto const* names = within == nullptr ? nullptr : within->if_contains(list);
            return names != nullptr && names->is_array() && !names->get_array().empty();
        };
        if (mode != "insert") return has_any(config, "identity", "primary_key");
        auto const* constraints = config.find("constraints");
        auto const* object = constraints == nullptr ? nullptr : constraints->if_object();
        auto const* conflict = object == nullptr ? nullptr : object->if_contains("on_conflict");
        bool const leaves = conflict != nullptr && (*conflict == "Update" || *conflict == "Skip");
        return leaves && has_any(config, "constraints", "upsert_key");
    }

    /// The protection by an idempotency key, or null. A key that is made in the run gets a step of its own.
    json::value key_of(spec_object const& of, std::string const& id, std::size_t index) {
        auto const* key = of.find("idempotency_key");
        if (key == nullptr) return nullptr;
        if (key->is_string()) {
            findings_.error(
                rule_code::unprotected_mutation, of.at("idempotency_key"),
                "the idempotency key is the same in every run, so that every run but the first would be "
                "taken for a repeat; it is left out",
                R"(make it of the data, and write "protection": {"keyed": "id/of/it"})");
            return nullptr;
        }
        json::object from;
        auto by = writer(from);
        std::string filter = by.filter_of(*key, of.at("idempotency_key"));
        by.read_anything();
        make_value(id + "_key", filter, std::move(from), index);
        return json::object{{"keyed", id + "_key"}};
    }
    static protection kind_of(json::value const& guard) {
        if (guard.is_object()) return protection::keyed;
        return guard.is_null() ? protection::undeclared : protection::natural;
    }
    static std::string_view name(protection kind) { return action_grammar::name(kind); }

    void tell_unprotected(spec_object const& config) {
        findings_.warn(
            rule_code::unprotected_mutation, config.pointer(),
            "nothing says how a repeat of this mutation is made safe",
            R"(an identity, an upsert key or a key of the data would; or write "protection" in the document)");
    }

    // ---- steps

    /// The validation of what an action is handed, where its contract is not proven.
    std::optional<json::object> readied(json::object const& step, std::size_t index,
                                        spec_object const& config) {
        auto const asked = by_.asked.find(index);
        if (asked == by_.asked.end()) return std::nullopt;
        auto const kind = actions_.find(forming::view(step.at("action").get_string()));
        if (kind == nullptr || kind->about().parameters.size() != 1) return std::nullopt;
        findings_.warn(
            rule_code::contract_unproven, config.pointer(),
            "what it is handed is not known to satisfy its contract, and is validated when the document "
            "runs: "
                + asked->second,
            "declare the input of the document, or validate earlier");
        return validation(std::string(forming::view(step.at("id").get_string())) + "_ready",
                          kind->about().parameters.front().accepts.schema());
    }

    json::object action_step(std::string const& id, verb what, std::string_view resource,
                             spec_object const& config, protection guard) {
        return {{"id", id}, {"action", names_.name(what, resource, invocation_of(config), guard)}};
    }
    /// The pointer of the invocation of a configuration.
    static std::string invocation_of(spec_object const& config) {
        return config.pointer().substr(0, config.pointer().rfind('/'));
    }

    void push_configured(json::object step, json::object with, std::size_t index, bool mutates = false) {
        if (!with.empty()) step["with"] = std::move(with);
        push(std::move(step), index, mutates);
    }
    void push_mutation(json::object step, json::object with, json::value const& guard,
                       spec_object const& config, std::size_t index) {
        if (guard.is_null())
            tell_unprotected(config);
        else
            step["protection"] = guard;
        if (auto ready = readied(step, index, config)) push(*std::move(ready), index);
        push_configured(std::move(step), std::move(with), index, true);
    }

    /// What is asked, and made, of the result.
    void after(spec_object const& config, std::string const& id, std::size_t index) {
        if (std::string const filter = on_result(config, "validate_success"); !filter.empty())
            push({{"id", id + "_success"},
                  {"action", "validate(assert)"},
                  {"with",
                   {{"assert", json::array{json::object{{"name", "validate_success"}, {"that", filter}}}}}}},
                 index);
        if (std::string const filter = on_result(config, "result_shape"); !filter.empty())
            push({{"id", id + "_shaped"}, {"action", "transform(jq)"}, {"with", {{"filter", filter}}}},
                 index);
        finish(index, last_id_);
    }
    /// An expression over the result of its own step.
    std::string on_result(spec_object const& config, std::string_view member) {
        auto const* found = config.find(member);
        if (found == nullptr) return {};
        json::string const* text =
            found->is_string() ? &found->get_string() : expression_writer::expression_in(*found);
        auto const compiled =
            text == nullptr ? expression::compile("") : expression::compile(forming::view(*text));
        if (compiled) return std::string(forming::view(*text));
        findings_.error(rule_code::config_invalid, config.at(member),
                        "this is no expression that is known here: " + compiled.error().message);
        return {};
    }

    /// The protection by metadata; the rest of it goes to the configuration.
    json::value read_metadata(spec_object const& config, json::object const& metadata, std::string const& id,
                              std::size_t index, json::object& with) {
        spec_object const of(metadata, config.at("metadata"), findings_);
        of.tell_unknown({"correlation_id", "idempotency_key"});
        copy(of, {"correlation_id"}, with);
        return key_of(of, id, index);
    }

    /// An event that is not always emitted: a decide, which is handed what its condition and its payload read.
    void emit_if(spec_object const& config, json::object const* metadata, std::string const& id,
                 std::string const& event, json::object with, std::size_t index) {
        json::object from;
        auto by = writer(from);
        auto const* payload = config.find("payload");
        if (payload == nullptr)
            findings_.error(rule_code::config_invalid, config.pointer(), "there is no \"payload\"");
        auto const& written = *config.find("condition");
        std::string const condition =
            written.is_string()
                ? by.filter_of(std::string_view(forming::view(written.get_string())), config.at("condition"))
                : by.filter_of(written, config.at("condition"));
        json::array prepare;
        auto const transform = [&](std::string const& step, std::string const& filter) {
            return json::object{{"id", step},
                                {"action", "transform(jq)"},
                                {"with", {{"filter", filter}}},
                                {"from", input_label}};
        };
        json::value guard;
        if (metadata != nullptr) {
            spec_object const of(*metadata, config.at("metadata"), findings_);
            of.tell_unknown({"correlation_id", "idempotency_key"});
            copy(of, {"correlation_id"}, with);
            auto const* key = of.find("idempotency_key");
            if (key != nullptr && !key->is_string()) {
                prepare.push_back(transform(id + "_key", by.filter_of(*key, of.at("idempotency_key"))));
                guard = json::object{{"keyed", id + "_key"}};
            } else {
                guard = key_of(of, id, index); // says that it is no key
            }
        }
        prepare.push_back(transform(
            id + "_data", payload == nullptr ? "null" : by.filter_of(*payload, config.at("payload"))));
        by.read_anything();
        json::object commit = action_step(id + "_event", verb::emit, event, config, kind_of(guard));
        if (auto ready = readied(commit, index, config)) prepare.push_back(*std::move(ready));
        if (!with.empty()) commit["with"] = std::move(with);
        if (guard.is_null())
            tell_unprotected(config);
        else
            commit["protection"] = guard;
        json::object not_met = transform(id + "_none", R"({emitted: false, reason: "condition not met"})");
        json::array branches{
            json::object{{"when", condition}, {"prepare", std::move(prepare)}, {"commit", std::move(commit)}},
            json::object{{"otherwise", true}, {"prepare", json::array{std::move(not_met)}}}};
        push({{"id", id}, {"decide", std::move(branches)}, {"from", std::move(from)}}, index, true);
        for (std::string_view const member : {"validate_success", "result_shape"}) {
            if (config.find(member) == nullptr) continue;
            findings_.error(rule_code::config_invalid, config.at(member),
                            in_quotes(member) + " of an event with a condition is not carried over");
        }
        finish(index, id);
    }

    vocabulary& names_;
    registry const& actions_;
};

} // namespace action_grammar::document::detail::tasker

#endif
