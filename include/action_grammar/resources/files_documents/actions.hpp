#ifndef ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_ACTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_ACTIONS_HPP

// fetch(file) and persist(file) for documents.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/files_documents/access.hpp>
#include <action_grammar/resources/files_documents/configuration.hpp>
#include <action_grammar/resources/files_documents/runner.hpp>

namespace action_grammar::files {

namespace detail {

using document::detail::tell;

/// What is common to both: a name below a root.
template <class Configuration>
class file_kind : public document::action_kind {
public:
    document::description const& about() const noexcept override { return about_; }

protected:
    file_kind(verb what, std::string_view resource, root& below, std::vector<std::string> allowed)
        : below_(&below), allowed_(std::move(allowed)) {
        about_.what = what;
        about_.name = std::string(name(what)) + '(' + std::string(resource) + ')';
        about_.resource = resource;
        about_.parameters.push_back({"value", {}});
        about_.configuration = document::contract::of_type(document::value_type_of<Configuration>).schema();
        about_.effect = mutates(what) ? grade::committed : grade::fallible;
        about_.takes_deadline = true;
        about_.failures.push_back(document::failure_mode_of<error>());
        about_.resources.emplace_back("files::root");
    }

    std::optional<Configuration> read(document::use_request const& request, document::use& made) const {
        made.effect = about_.effect;
        auto configured = document::detail::configuration_of<Configuration>(request, made);
        if (!configured) return std::nullopt;
        if (auto flaw = flaw_of_path(configured->path))
            tell(made, "/with/path", *std::move(flaw));
        else if (!is_within(allowed_, configured->path))
            tell(made, "/with/path", "the host does not let documents use this file");
        return configured;
    }

    root* below_;
    document::description about_;

private:
    std::vector<std::string> allowed_;
};

class fetch_kind final : public file_kind<fetch_configuration> {
public:
    fetch_kind(std::string_view resource, root& below, document_access const& access)
        : file_kind(verb::fetch, resource, below, access.readable) {
        about_.summary = "Reads JSON from a file.";
    }

    document::use check(document::use_request const& request) const override {
        document::use made;
        auto const configured = read(request, made);
        if (!configured) return made;
        content const format = configured->format.value_or(content::json);
        std::optional<schema::validator> output;
        document::contract each;
        if (configured->output) {
            auto const wanted =
                document::detail::contract_in(*configured->output, "/with/output", request, made.problems);
            if (wanted) {
                each = *wanted;
                output = wanted->validator();
            }
        }
        made.output = format == content::lines ? document::contract::list_of(each) : each;
        if (made.problems.empty())
            made.run =
                std::make_shared<reading_runner const>(*below_, configured->path, format, std::move(output));
        return made;
    }
};

class persist_kind final : public file_kind<persist_configuration> {
public:
    persist_kind(std::string_view resource, root& below, document_access const& access)
        : file_kind(verb::persist, resource, below, access.writable) {
        about_.summary =
            "Appends its input to a file as a line of JSON, or lets it be all that the file holds.";
        about_.protections = {protection::keyed, protection::natural, protection::unprotected};
        about_.takes_key = true;
        about_.output = document::detail::contract_of_member("repeated", "boolean");
    }

    document::use check(document::use_request const& request) const override {
        document::use made;
        made.output = about_.output;
        auto const configured = read(request, made);
        if (!configured) return made;
        change const mode = configured->mode.value_or(change::append);
        bool const keyed = request.guard == protection::keyed;
        if (mode == change::append && request.guard == protection::natural)
            tell(made, "/protection", "a line that is appended again is there twice",
                 "protect it by a key, and name the \"key\" that holds it");
        if (mode == change::append && keyed && !configured->key)
            tell(made, "/with", "the member that holds the key is not named",
                 "add \"key\": the member of the value that holds it");
        if (mode == change::replace && configured->key)
            tell(made, "/with/key", "a file that is replaced has no keys", "remove it");
        if (made.problems.empty())
            made.run = std::make_shared<changing_runner const>(*below_, configured->path, mode,
                                                               configured->key.value_or(""), request.guard);
        return made;
    }
};

} // namespace detail

/// Lets documents use files below a root: `fetch(file)` and `persist(file)`.
///
///     {"id": "orders", "action": "fetch(file)", "with": {"path": "orders.jsonl", "format": "lines", "output": {...}}}
///     {"id": "noted", "action": "persist(file)", "with": {"path": "orders.jsonl", "key": "id"},
///      "protection": {"keyed": "order/id"}}
///
/// The value of a fetch is the file's, or the list of its lines; of a persist `{"repeated": false}`.
///
/// @param below   must outlive the registry and what is assembled with it
/// @param access  which files; links are never followed
/// @param name    of the resource, if a host has several roots
/// Errors: the registry has an action of that name.
inline result<void, document::registration_error> register_actions(document::registry& actions, root& below,
                                                                   document_access const& access,
                                                                   std::string_view name = "file") {
    auto added = actions.add(std::make_shared<detail::fetch_kind const>(name, below, access));
    if (!added) return added;
    return actions.add(std::make_shared<detail::persist_kind const>(name, below, access));
}

} // namespace action_grammar::files

#endif
