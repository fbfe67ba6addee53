#include "oracle.hpp"

#include "host.hpp"
#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/document/impl/judged.hpp>

#include <cstddef>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace document_corpus {

namespace ag = action_grammar;

namespace {

/// Words of `i` (cannot fail), `f` (can fail) and `m` (mutates): the paths through a part of a document. Runs of `i` and
/// of `f` count as one, so that there are few.
using words = std::set<std::string>;

std::string shortened(std::string const& word) {
    std::string made;
    for (char const letter : word)
        if (made.empty() || made.back() != letter || letter == 'm') made += letter;
    return made;
}

words after(words const& first, words const& second) {
    words made;
    for (std::string const& one : first)
        for (std::string const& other : second)
            made.insert(shortened(one + other));
    return made;
}

bool any_has(words const& all, char letter) {
    for (std::string const& each : all)
        if (each.find(letter) != std::string::npos) return true;
    return false;
}

std::string text(json::value const& of) {
    json::string const& string = of.as_string();
    return {string.data(), string.size()};
}

std::map<std::string, json::object> const& actions_of_host() {
    static std::map<std::string, json::object> const all = [] {
        std::map<std::string, json::object> made;
        for (json::value const& each : host_data().at("actions").as_array())
            made.emplace(text(each.at("action")), each.as_object());
        return made;
    }();
    return all;
}

class reader {
public:
    reader(json::value const& document, ag::document::tree const& form) : document_(document.as_object()) {
        for (std::size_t i = 0; i < form.nodes.size(); ++i)
            if (form.nodes[i].effect == ag::grade::infallible)
                cannot_fail_.insert(form.pointer_of(form.items[i].at));
    }

    std::string read() {
        words const all = sections(document_, "", scope_of_input());
        for (std::string const& each : all)
            if (!std::regex_match(each, std::regex("[fi]*(mi*)?"))) complain("a path is " + each);
        bool const mutates = any_has(all, 'm');
        if (mutates && document_.contains("query")) complain("a query mutates");
        if (!mutates && document_.contains("command")) complain("a command does not mutate");
        if (auto const* mixins = document_.if_contains("mixins"))
            for (json::value const& each : mixins->as_array())
                if (text(each.at("mixin")) == "retry")
                    for (json::value const& id : each.at("on").as_array())
                        if (unprotected_in_[text(id)]) complain("a retry repeats an unprotected mutation");
        return complaint_;
    }

private:
    using scope = std::set<std::string>;
    static scope scope_of_input() { return {"input"}; }

    void complain(std::string why) {
        if (complaint_.empty()) complaint_ = std::move(why);
    }
    bool cannot_fail(std::string const& pointer) const { return cannot_fail_.contains(pointer); }

    static std::string below(std::string pointer, std::string_view member) {
        json::append_token(pointer, member);
        return pointer;
    }
    static std::string below(std::string pointer, std::size_t element) {
        json::append_token(pointer, element);
        return pointer;
    }

    /// What has prepare, commit and conclude: a document, a branch, a pattern.
    words sections(json::object const& of, std::string const& at, scope seen) {
        words made = list(of, at, "prepare", seen);
        if (auto const* commit = of.if_contains("commit")) {
            top_ = at.empty() ? text(commit->at("id")) : top_;
            made = after(made, step(commit->as_object(), below(at, "commit"), seen, seen));
        }
        return after(made, list(of, at, "conclude", seen));
    }

    words list(json::object const& of, std::string const& at, std::string_view name, scope& seen) {
        words made{""};
        auto const* steps = of.if_contains(name);
        if (steps == nullptr) return made;
        for (std::size_t i = 0; i < steps->as_array().size(); ++i) {
            json::object const& each = steps->as_array()[i].as_object();
            if (at.empty()) top_ = text(each.at("id"));
            made = after(made, step(each, below(below(at, name), i), seen, seen));
        }
        return made;
    }

    void check_reference(std::string const& reference, scope const& seen) {
        if (!seen.contains(reference.substr(0, reference.find('/'))))
            complain("\"" + reference + "\" is read before it is made");
    }

    /// @param seen   what the step may read
    /// @param into   gets what it makes
    words step(json::object const& of, std::string const& at, scope const& seen, scope& into) {
        if (auto const* from = of.if_contains("from")) {
            if (from->is_string())
                check_reference(text(*from), seen);
            else
                for (auto const& [name, reference] : from->as_object())
                    check_reference(text(reference), seen);
        }
        words made = construct(of, at, seen, into);
        if (!into.insert(text(of.at("id"))).second) complain("two steps are called " + text(of.at("id")));
        return made;
    }

    words construct(json::object const& of, std::string const& at, scope const& seen, scope& into) {
        if (auto const* name = of.if_contains("action")) return action(of, text(*name), at, seen);
        if (auto const* name = of.if_contains("pattern")) {
            auto const* const known = host().patterns().find(text(*name));
            REQUIRE(known != nullptr);
            auto const filled = known->resolve(of.if_contains("with"));
            REQUIRE(filled.has_value());
            return sections(filled->steps.as_object(), below(at, "pattern"), scope_of_input());
        }
        if (auto const* branches = of.if_contains("decide")) return decide(branches->as_array(), at);
        if (auto const* body = of.if_contains("fan_out")) return fan_out(body->as_array(), at);
        return all(of.at("all").as_array(), at, seen, into);
    }

    words action(json::object const& of, std::string const& name, std::string const& at, scope const& seen) {
        std::string const verb = name.substr(0, name.find('('));
        auto const known = actions_of_host().find(name);
        if (verb == "persist" || verb == "emit") {
            REQUIRE(known != actions_of_host().end());
            check_protection(of, known->second, at, seen);
            return {"m"};
        }
        if (known != actions_of_host().end())
            return {text(known->second.at("effect")) == "infallible" ? "i" : "f"};
        return {cannot_fail(at) ? "i" : "f"};
    }

    void check_protection(json::object const& of, json::object const& known, std::string const& at,
                          scope const& seen) {
        json::array const& offered = known.at("protections").as_array();
        auto const* said = of.if_contains("protection");
        if (said == nullptr) {
            if (offered.size() != 1 || known.contains("key")) complain(at + " declares no protection");
            unprotected_in_[top_] |= text(offered[0]) == "unprotected";
        } else if (said->is_string()) {
            bool is_offered = false;
            for (json::value const& each : offered)
                is_offered |= each == *said;
            if (!is_offered || known.contains("key"))
                complain(at + " declares a protection that it does not have");
            unprotected_in_[top_] |= text(*said) == "unprotected";
        } else {
            if (!known.contains("key")) complain(at + " has a key that nobody asks for");
            check_reference(text(said->at("keyed")), seen);
        }
    }

    words decide(json::array const& branches, std::string const& at) {
        words made;
        for (std::size_t i = 0; i < branches.size(); ++i)
            made.merge(sections(branches[i].as_object(), below(below(at, "decide"), i), scope_of_input()));
        bool const always = branches.back().as_object().contains("otherwise");
        return cannot_fail(at) && always ? made : after({"f"}, made);
    }

    words fan_out(json::array const& body, std::string const& at) {
        json::object const steps{{"fan_out", body}};
        scope seen = scope_of_input();
        words const once = list(steps, at, "fan_out", seen);
        if (any_has(once, 'm')) complain(at + " repeats a mutation");
        words made{cannot_fail(at) ? "" : "f"};
        words const twice = after(once, once);
        words times = once;
        times.insert("");
        times.insert(twice.begin(), twice.end());
        return after(made, times);
    }

    words all(json::array const& members, std::string const& at, scope const& seen, scope& into) {
        words made{""};
        scope inside;
        std::size_t mutating = 0;
        std::size_t fallible = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            words const each = step(members[i].as_object(), below(below(at, "all"), i), seen, inside);
            bool const mutates = any_has(each, 'm');
            mutating += mutates ? 1U : 0U;
            fallible += !mutates && any_has(each, 'f') ? 1U : 0U;
            made = after(made, each);
        }
        if (mutating > 1 || (mutating == 1 && fallible > 0))
            complain(at + " mutates beside what can fail or mutate");
        for (std::string const& label : inside)
            if (!into.insert(label).second) complain("two steps are called " + label);
        return made;
    }

    json::object const& document_;
    std::set<std::string> cannot_fail_;
    std::string top_; ///< The step of the document in which it reads.
    std::map<std::string, bool> unprotected_in_;
    std::string complaint_;
};

} // namespace

std::string unsafe_because(std::string_view text, ag::document::tree const& read) {
    auto const document = json::parse(text);
    REQUIRE(document.has_value());
    return reader(*document, read).read();
}

std::string unsafe_because(std::string_view text, ag::document::validation const& accepted) {
    REQUIRE(accepted.document != nullptr);
    return unsafe_because(text, accepted.document->form);
}

} // namespace document_corpus
