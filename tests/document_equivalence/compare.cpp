#include "compare.hpp"

#include "operations.hpp"
#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace equivalence_tests {

namespace json = ag::json;
namespace document = ag::document;

namespace {

// ---- the document

std::string id_of(char label) { return label == input ? "input" : std::string(1, label); }

/// The name of a letter's action.
std::string action_name(item const& of) {
    static constexpr std::string_view names[] = {
        "fetch(any",     "transform(sure", "transform(unsure", "validate(any",     "gate(any",
        "aggregate(any", "transform(join", "transform(other",  "transform(misfit", "persist(any",
        "persist(raw",   "persist(choose", "emit(any"};
    return std::string(names[static_cast<std::size_t>(of.does)]) + (of.element ? ".one)" : ")");
}

class document_writer {
public:
    explicit document_writer(plan const& of) : plan_(of) {}

    json::object write() {
        json::object whole;
        bool const command = plan_.intent == ag::purpose::command;
        whole[ag::name(plan_.intent)] = "whole";
        whole["input"] = json::object{
            {"type", "array"}, {"items", json::object{{"type", "integer"}, {"minimum", 0}, {"maximum", 9}}}};
        // A command that never mutates has its last step as its commit, which then is none.
        sections(whole, 0, command, true);
        if (!mixins_.empty()) whole["mixins"] = std::move(mixins_);
        return whole;
    }

private:
    item const& at(std::size_t i) const { return plan_.items[i]; }

    void sections(json::object& into, std::size_t list, bool has_commit, bool always) {
        json::array prepare;
        json::array conclude;
        bool committed = false;
        std::size_t const count = plan_.child_count(list);
        for (std::size_t i = 0; i < count; ++i) {
            std::size_t const child = plan_.child(list, i);
            bool const is_commit =
                has_commit && !committed && (plan_.mutates_at(child) || (always && i + 1 == count));
            json::object made = step(child, is_commit);
            if (is_commit)
                into["commit"] = std::move(made);
            else
                (committed ? conclude : prepare).push_back(std::move(made));
            committed = committed || is_commit;
        }
        if (!prepare.empty()) into["prepare"] = std::move(prepare);
        if (!conclude.empty()) into["conclude"] = std::move(conclude);
    }
    json::array steps(std::size_t list) {
        json::array all;
        for (std::size_t i = 0; i < plan_.child_count(list); ++i)
            all.push_back(step(plan_.child(list, i), false));
        return all;
    }

    json::object step(std::size_t i, bool is_commit) {
        item const& here = at(i);
        if (here.what == form::retry || here.what == form::timeout) {
            json::object made = step(i + 1, is_commit);
            bool const retry = here.what == form::retry;
            mixins_.push_back(json::object{{"mixin", retry ? "retry" : "timeout"},
                                           {"on", json::array{made.at("id")}},
                                           {"with", retry ? json::object{} : json::object{{"ms", 1}}}});
            return made;
        }
        json::object made;
        made["id"] = here.label == 0 ? "all_" + std::to_string(i) : id_of(here.label);
        read(here, made);
        switch (here.what) {
        case form::action: made["action"] = action_name(here); break;
        case form::fan_out: made["fan_out"] = steps(i + 1); break;
        case form::all: made["all"] = steps(i); break;
        default: made["decide"] = branches(i, is_commit);
        }
        return made;
    }
    void read(item const& here, json::object& into) const {
        if (here.reads_count == 1) into["from"] = id_of(here.reads[0]);
        if (here.reads_count != 2) return;
        json::object from;
        from["first"] = id_of(here.reads[0]);
        from["second"] = id_of(here.reads[1]);
        into["from"] = std::move(from);
    }

    /// Of a decide, or the one of a nested composition.
    json::array branches(std::size_t i, bool is_commit) {
        item const& here = at(i);
        json::array all;
        std::size_t const count = plan_.child_count(i);
        for (std::size_t k = 0; k < count; ++k) {
            json::object branch;
            if (here.what == form::nested || (here.exhaustive && k + 1 == count))
                branch["otherwise"] = true;
            else
                branch["when"] = here.throwing ? "(1 / length) > 0" : "true";
            sections(branch, plan_.child(i, k), is_commit, false);
            all.push_back(std::move(branch));
        }
        return all;
    }

    plan const& plan_;
    json::array mixins_;
};

// ---- the actions

/// A mutation of which a document must say how it is protected.
class choosing_action final : public document::action_kind {
public:
    explicit choosing_action(std::shared_ptr<document::action_kind const> of)
        : inner_(std::move(of)), about_(inner_->about()) {
        about_.protections = {ag::protection::natural, ag::protection::unprotected};
    }
    document::description const& about() const noexcept override { return about_; }
    document::use check(document::use_request const& request) const override {
        return inner_->check(request);
    }

private:
    std::shared_ptr<document::action_kind const> inner_;
    document::description about_;
};

template <class Value>
void add_actions(document::registry& to, std::string const& suffix) {
    auto const add = [&](std::string const& resource, auto action) {
        REQUIRE(to.add(resource + suffix, action).has_value());
    };
    add("any", ag::fetch<"x">(may_fail<Value>{}));
    add("sure", ag::transform<"x">(keep<Value>{}));
    add("unsure", ag::transform<"x">(may_throw<Value>{}));
    add("any", ag::validate<"x">(holds<Value>{}));
    add("any", ag::gate<"x">(approve<Value>{}));
    add("any", ag::aggregate<"x">(keep<Value>{}));
    add("join", ag::transform<"x">(ag::from<"first", "second">, first_of_two<Value>{}));
    add("any", ag::persist<"x">(may_fail<Value>{}, ag::natural));
    add("raw", ag::persist<"x">(keep<Value>{}, ag::unprotected));
    add("any", ag::emit<"x">(keep<Value>{}, ag::natural));
    auto choose =
        document::make_typed_action("choose" + suffix, ag::persist<"x">(keep<Value>{}, ag::natural));
    REQUIRE(to.add(std::make_shared<choosing_action const>(std::move(choose))).has_value());
}

document::registry const& actions() {
    static document::registry const all = [] {
        document::registry made;
        add_actions<numbers>(made, "");
        add_actions<int>(made, ".one");
        REQUIRE(made.add("other", ag::transform<"x">(to_other{})).has_value());
        REQUIRE(made.add("misfit", ag::transform<"x">(from_other{})).has_value());
        return made;
    }();
    return all;
}

// ---- what is found

/// The id of the step at a place of a document, or of what is around it.
std::string label_at(json::value const& whole, std::string_view pointer) {
    std::string found = "whole";
    json::value const* here = &whole;
    bool in_mixins = false;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        std::string_view const token = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(token.size());
        if (auto const* object = here->if_object()) {
            in_mixins = in_mixins || token == "mixins";
            here = object->if_contains(token);
        } else if (auto const* array = here->if_array()) {
            here = array->if_contains(std::stoul(std::string(token)));
        }
        if (here == nullptr) break;
        if (auto const* object = here->if_object()) {
            if (auto const* id = object->if_contains("id")) found = std::string(id->get_string());
            if (in_mixins && object->contains("on")) found = std::string(object->at("on").at(0).get_string());
        }
    }
    return found;
}

struct broken_rule {
    ag::rule_code code;
    std::string where;
    friend auto operator<=>(broken_rule const&, broken_rule const&) = default;
    friend std::ostream& operator<<(std::ostream& out, broken_rule const& of) {
        return out << ag::find_rule(of.code)->id << " at " << of.where;
    }
};
using rules = std::set<broken_rule>;

/// The step of the whole composition in which a label stands.
std::string top_of(plan const& of, std::string const& label) {
    for (std::size_t top = 1; top < of.size; top += of.items[top].extent)
        for (std::size_t i = top; i < top + of.items[top].extent; ++i)
            if (of.items[i].label != 0 && id_of(of.items[i].label) == label)
                return "step " + std::to_string(100 + top);
    return label;
}

broken_rule placed(plan const& of, ag::rule_code code, std::string where) {
    return {code, code == ag::rule_code::contract_mismatch ? top_of(of, where) : std::move(where)};
}

/// Leaves out what is no difference; see `tally::compare`.
/// @param doubtful  labels of actions that are given what they do not take, and of steps with a limit
rules comparable(rules all, std::set<std::string> const& doubtful) {
    std::erase_if(all, [&](broken_rule const& each) {
        return each.code == ag::rule_code::fallible_after_mutation && doubtful.contains(each.where);
    });
    bool first = true;
    std::erase_if(all, [&](broken_rule const& each) {
        return each.code == ag::rule_code::contract_mismatch && !std::exchange(first, false);
    });
    return all;
}

std::string text_of(rules const& all) {
    std::ostringstream out;
    for (auto const& each : all)
        out << each << "; ";
    return out.str();
}

} // namespace

std::string document_of(plan const& of) { return json::serialize(document_writer(of).write()); }

void tally::compare(std::size_t number, plan const& of, judged const& typed) {
    std::string const text = document_of(of);
    json::value const parsed = json::parse(text).value();
    auto const judged_document = document::validate(text, actions());
    std::set<std::string> doubtful;
    rules from_document;
    for (auto const& each : judged_document.found.list) {
        if (each.level != ag::severity::error) continue;
        std::string where = label_at(parsed, each.where.pointer);
        if (each.code == ag::rule_code::contract_mismatch) doubtful.insert(where);
        from_document.insert(placed(of, each.code, std::move(where)));
    }
    rules from_types;
    bool group_misfits = false;
    for (finding const& each : typed.all) {
        if (each.code == ag::rule_code::contract_mismatch) doubtful.insert(std::string(each.where));
        // A group has no label: what is told of it is told of its members as well, by the document.
        if (!each.where.empty())
            from_types.insert(placed(of, each.code, std::string(each.where)));
        else
            group_misfits = true;
    }
    for (std::size_t i = 0; i < of.size; ++i)
        if (of.items[i].what == form::timeout) doubtful.insert(id_of(of.items[i + 1].label));
    rules const whole_document = from_document;
    auto const is_duplicate = [](broken_rule const& each) {
        return each.code == ag::rule_code::duplicate_id;
    };
    if (group_misfits || std::ranges::any_of(from_types, is_duplicate))
        for (rules* each : {&from_document, &from_types})
            std::erase_if(
                *each, [](broken_rule const& rule) { return rule.code == ag::rule_code::contract_mismatch; });
    from_document = comparable(std::move(from_document), doubtful);
    from_types = comparable(std::move(from_types), doubtful);
    // What is behind a check whose own reference is broken; see known_differences.cpp.
    auto const passes_on_what_is_not_known = [&](broken_rule const& each) {
        bool const is_broken =
            each.code == ag::rule_code::unresolved_reference || each.code == ag::rule_code::forward_reference;
        return is_broken && std::any_of(of.items.begin(), of.items.begin() + of.size, [&](auto const& item) {
                   return item.label != 0 && id_of(item.label) == each.where
                       && (item.does == letter::validate || item.does == letter::gate);
               });
    };
    if (std::ranges::any_of(from_types, passes_on_what_is_not_known))
        std::erase_if(from_document, [&](broken_rule const& each) {
            return each.code == ag::rule_code::contract_mismatch && !from_types.contains(each);
        });

    ++plans;
    bool const accepted = typed.first.code == ag::rule_code::none;
    if (!accepted) ++broken;
    std::set<ag::rule_code> seen;
    for (auto const& each : from_document)
        seen.insert(each.code);
    for (auto const code : seen)
        ++codes[code];
    bool const told = accepted
                   || whole_document.contains(placed(of, typed.first.code, std::string(typed.first.where)))
                   || (typed.first.where == "all" && seen.contains(typed.first.code))
                   || (typed.first.code == ag::rule_code::fallible_after_mutation
                       && doubtful.contains(std::string(typed.first.where)));
    if (accepted == static_cast<bool>(judged_document) && told
        && (!typed.tells_all || from_types == from_document)) {
        return;
    }
    if (++differences > 5) return;
    std::string const first =
        accepted ? "nothing"
                 : std::string(ag::find_rule(typed.first.code)->id) + " at " + std::string(typed.first.where);
    INFO("plan " << number << ": " << text);
    INFO("typed first: " << first << "\ntyped: " << text_of(from_types)
                         << "\ndocument: " << text_of(from_document));
    CHECK(text_of(from_types) == text_of(from_document));
    CHECK(accepted == static_cast<bool>(judged_document));
    CHECK(told);
}

} // namespace equivalence_tests
