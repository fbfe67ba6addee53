#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_VOCABULARY_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_TASKER_VOCABULARY_HPP

// The actions that imported documents name, and what stands for those that are yet to be declared.

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/impl/contract_algebra.hpp>
#include <action_grammar/document/impl/declared_action.hpp>
#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/model/protection.hpp>

namespace action_grammar::document::detail::tasker {

/// Stands for an action that nobody declared: it takes anything, is configured by anything, and yields what the original
/// yields.
class stand_in final : public action_kind {
public:
    stand_in(needed_action const& of, std::string_view resource, std::vector<protection> offered)
        : output_(made_of(of.output)) {
        about_.name = of.name;
        about_.what = of.what;
        about_.resource = std::string(resource);
        about_.summary = "Is to be declared.";
        about_.parameters.push_back({"value", {}});
        about_.output = output_;
        about_.configuration = true;
        about_.effect = mutates(of.what) ? grade::committed : grade::fallible;
        about_.takes_key = std::ranges::find(offered, protection::keyed) != offered.end();
        about_.protections = std::move(offered);
        declare_only(about_);
    }
    description const& about() const noexcept override { return about_; }
    use check(use_request const&) const override { return {output_, about_.effect, {}, nullptr}; }

private:
    contract output_;
    description about_;
};

/// What the capabilities of Tasker that need a resource yield.
inline json::value result_envelope(verb what) {
    auto const object = [](json::object members) {
        json::array required;
        for (auto const& member : members)
            required.emplace_back(member.key());
        return json::object{
            {"type", "object"}, {"properties", std::move(members)}, {"required", std::move(required)}};
    };
    json::object const count{{"type", "integer"}};
    if (what == verb::fetch) return object({{"data", true}, {"total_count", true}, {"record_count", count}});
    if (what == verb::persist)
        return object({{"data", true}, {"affected_rows", true}, {"affected_count", count}});
    return object({{"data", true},
                   {"confirmed", json::object{{"type", "boolean"}}},
                   {"event_name", json::object{{"type", "string"}}},
                   {"event_version", true}});
}

/// The actions that are named so far.
class vocabulary {
public:
    void clear() { all_.clear(); }

    /// Notes that an invocation became an action, with the protection that its document declares, if any.
    std::string name(verb what, std::string_view resource, std::string where, protection guard) {
        std::string action = std::string(action_grammar::name(what)) + '(' + std::string(resource) + ')';
        entry& of = all_[action];
        of.resource = std::string(resource);
        of.action.name = action;
        of.action.what = what;
        of.action.output = result_envelope(what);
        of.action.where.push_back(std::move(where));
        if (mutates(what) && guard != protection::undeclared
            && std::ranges::find(of.guards, guard) == of.guards.end())
            of.guards.push_back(guard);
        return action;
    }

    /// A registry that has all of them.
    registry completed(registry const& actions) const {
        registry made = actions;
        for (auto const& [name, of] : all_) {
            if (made.find(name) != nullptr) continue;
            auto offered = of.guards;
            if (mutates(of.action.what) && offered.empty()) offered.push_back(protection::unprotected);
            (void)made.add(std::make_shared<stand_in const>(of.action, of.resource, std::move(offered)));
        }
        return made;
    }

    void add_to(std::vector<needed_action>& all, registry const& actions) const {
        for (auto const& [name, of] : all_) {
            auto const known = std::ranges::find(all, name, &needed_action::name);
            if (known != all.end()) {
                known->where.insert(known->where.end(), of.action.where.begin(), of.action.where.end());
                continue;
            }
            all.push_back(of.action);
            all.back().is_registered = actions.find(name) != nullptr;
        }
        std::ranges::sort(all, {}, &needed_action::name);
    }

private:
    struct entry {
        needed_action action;
        std::string resource;
        std::vector<protection> guards;
    };
    std::map<std::string, entry> all_;
};

} // namespace action_grammar::document::detail::tasker

#endif
