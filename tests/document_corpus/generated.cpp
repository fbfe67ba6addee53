#include "generated.hpp"

#include "host.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace document_corpus {

namespace {

/// A type that values have: how a filter makes one out of anything, and asks something of one.
struct kind {
    char const* name;
    char const* literal;
    char const* condition;
};
constexpr kind kinds[] = {
    {"order", R"({id: "o-1", total: 5})", ".total > 3"},
    {"cart", R"({id: "c-1", article: "tea", quantity: 2, unit_price: 5})", ".quantity > 1"},
    {"customer", R"({id: "u-1", name: "Ada", email: "ada@example.org", vip: true})", ".vip"},
    {"payment_request", R"({order: "o-1", amount: 5, currency: "EUR"})", ".currency == \"EUR\""},
    {"receipt", R"({id: "r-1", number: 7})", ".number > 3"},
    {"string", R"("o-1")", ". == \"o-1\""},
    {"reservation", R"({sku: "s-1", reserved: 1})", ".reserved > 0"}};

/// Steps between types that the host has.
struct edge {
    char const* action;
    char const* from;
    char const* to;
    bool fallible;
};
constexpr edge edges[] = {{"transform(price)", "cart", "order", false},
                          {"validate(stock)", "cart", "cart", true},
                          {"validate(address)", "customer", "customer", true},
                          {"gate(approval)", "order", "order", true},
                          {"gate(fraud)", "payment_request", "payment_request", true},
                          {"fetch(order)", "string", "order", true},
                          {"fetch(stock)", "reservation", "", true},
                          {"fetch(customer)", "order", "customer", true},
                          {"fetch(history)", "customer", "", true},
                          {"fetch(rates)", "", "", true},
                          {"transform(audit)", "receipt", "", true}};

/// Mutations, with the member that is their key.
struct mutation {
    char const* action;
    char const* of;
    char const* protection; ///< Of `keyed` the member.
    bool keyed;
};
constexpr mutation mutations[] = {{"persist(order)", "order", "natural", false},
                                  {"persist(order)", "order", "", false},
                                  {"emit(event)", "order", "keyed", false},
                                  {"persist(ledger)", "customer", "", false},
                                  {"persist(payment)", "payment_request", "order", true},
                                  {"emit(topic)", "receipt", "id", true},
                                  {"persist(stock)", "reservation", "same_transaction", false}};

class generator {
public:
    explicit generator(std::uint64_t seed) : roll_(seed) {}

    json::value document() {
        json::object made;
        bool const command = roll_(3) > 0;
        made[command ? "command" : "query"] = "generated";
        if (roll_.one_in(3)) made["version"] = "1.0";
        if (roll_.one_in(4)) made["description"] = "made by a grammar";
        kind const& input = kinds[roll_(std::size(kinds))];
        if (roll_.one_in(3)) {
            made["input"] = json::object{{"$ref", "#/contracts/given"}};
            made["contracts"] = json::object{{"given", host_data().at("types").at(input.name)}};
        } else {
            made["input"] = host_data().at("types").at(input.name);
        }
        json::array prepare = steps(input, 1 + roll_(4), 3, true);
        json::array mixins = mixins_on(prepare);
        if (command) made["commit"] = commit(prepare);
        made["prepare"] = std::move(prepare);
        if (command && roll_.one_in(2)) {
            json::array conclude{made_of(kinds[4])};
            append(conclude, steps(kinds[4], roll_(3), 2, false));
            made["conclude"] = std::move(conclude);
        }
        if (roll_.one_in(3)) made["outcome"] = true;
        if (!mixins.empty()) made["mixins"] = std::move(mixins);
        return made;
    }

private:
    std::string id() { return "s" + std::to_string(++ids_); }

    static void append(json::array& to, json::array more) {
        for (json::value& each : more)
            to.push_back(std::move(each));
    }

    json::value made_of(kind const& to) {
        if (roll_.one_in(5))
            return json::object{
                {"id", id()}, {"pattern", "transform@1"}, {"with", json::object{{"filter", to.literal}}}};
        return json::object{
            {"id", id()}, {"action", "transform(jq)"}, {"with", json::object{{"filter", to.literal}}}};
    }

    /// Steps that begin and end with a value of a kind.
    json::array steps(kind const& of, std::size_t count, unsigned depth, bool may_fail) {
        json::array made;
        for (std::size_t i = 0; i < count; ++i)
            append(made, some(of, depth, may_fail));
        if (made.empty()) made.push_back(made_of(of));
        return made;
    }

    json::array some(kind const& of, unsigned depth, bool may_fail) {
        switch (depth == 0 ? roll_(2) : roll_(7)) {
        case 0: return {made_of(of)};
        case 1: return edge_from(of, may_fail);
        case 2: return decided(of, depth, may_fail);
        case 3: return repeated(of, depth, may_fail);
        case 4: return together(of, depth, may_fail);
        case 5:
            if (!may_fail) return {made_of(of)};
            return {json::object{{"id", id()},
                                 {"action", "validate(assert)"},
                                 {"with", json::object{{"assert", of.condition}}}}};
        default: return by_pattern(of, depth, may_fail);
        }
    }

    json::array edge_from(kind const& of, bool may_fail) {
        edge const& taken = edges[roll_(std::size(edges))];
        bool const fits = std::string_view(taken.from).empty() || std::string_view(taken.from) == of.name;
        if (!fits || (taken.fallible && !may_fail)) return {made_of(of)};
        return {json::object{{"id", id()}, {"action", taken.action}}, made_of(of)};
    }

    json::array decided(kind const& of, unsigned depth, bool may_fail) {
        json::array branches;
        branches.push_back(
            json::object{{"when", of.condition}, {"prepare", steps(of, 1 + roll_(2), depth - 1, may_fail)}});
        if (roll_.one_in(3))
            branches.push_back(
                json::object{{"when", "false"}, {"prepare", steps(of, 1, depth - 1, may_fail)}});
        if (!may_fail || roll_(3) > 0)
            branches.push_back(
                json::object{{"otherwise", true}, {"prepare", steps(of, 1, depth - 1, may_fail)}});
        return {json::object{{"id", id()}, {"decide", std::move(branches)}}, made_of(of)};
    }

    json::array repeated(kind const& of, unsigned depth, bool may_fail) {
        json::value list = json::object{
            {"id", id()}, {"action", "transform(jq)"}, {"with", json::object{{"filter", "[.]"}}}};
        json::value each =
            json::object{{"id", id()}, {"fan_out", steps(of, 1 + roll_(2), depth - 1, may_fail)}};
        return {std::move(list), std::move(each), made_of(of)};
    }

    json::array together(kind const& of, unsigned depth, bool may_fail) {
        json::array members;
        for (std::size_t count = 1 + roll_(3); count > 0; --count)
            members.push_back(steps(of, 1, depth - 1, may_fail).front());
        return {json::object{{"id", id()}, {"all", std::move(members)}}, made_of(of)};
    }

    json::array by_pattern(kind const& of, unsigned depth, bool may_fail) {
        if (!may_fail || roll_.one_in(2))
            return {json::object{{"id", id()},
                                 {"pattern", "decide@1"},
                                 {"with", json::object{{"when", of.condition},
                                                       {"then", steps(of, 1, depth - 1, may_fail)},
                                                       {"otherwise", steps(of, 1, depth - 1, may_fail)}}}},
                    made_of(of)};
        return {json::object{{"id", id()},
                             {"pattern", "validate@1"},
                             {"with", json::object{{"schema", host_data().at("types").at(of.name)}}}}};
    }

    /// A mutation, whose value is made before it.
    json::value commit(json::array& prepare) {
        mutation const& chosen = mutations[roll_(std::size(mutations))];
        kind const* of = kinds;
        while (std::string_view(of->name) != chosen.of)
            ++of;
        prepare.push_back(made_of(*of));
        std::string const value = std::string(prepare.back().at("id").as_string());
        json::object act{{"id", id()}, {"action", chosen.action}};
        auto const protect = [&](std::string_view where) {
            if (chosen.keyed)
                act["protection"] = json::object{{"keyed", std::string(where) + '/' + chosen.protection}};
            else if (*chosen.protection != '\0')
                act["protection"] = chosen.protection;
        };
        switch (roll_(5)) {
        case 0:
            protect("input");
            return json::object{
                {"id", id()},
                {"decide", json::array{json::object{{"when", of->condition}, {"commit", act}},
                                       json::object{{"otherwise", true},
                                                    {"prepare", json::array{made_of(kinds[4])}}}}}};
        case 1:
            protect(value);
            return json::object{{"id", id()}, {"all", json::array{act, made_of(kinds[0])}}};
        case 2:
            if (std::string_view(chosen.action).starts_with("persist")) {
                protect("row");
                json::object with{{"action", chosen.action}};
                if (act.contains("protection")) with["protection"] = act["protection"];
                return json::object{{"id", id()}, {"pattern", "persist@1"}, {"with", std::move(with)}};
            }
            [[fallthrough]];
        default:
            protect(value);
            if (roll_.one_in(2)) act["from"] = value;
            return act;
        }
    }

    json::array mixins_on(json::array const& prepare) {
        json::array made;
        for (json::value const& each : prepare) {
            auto const* action = each.as_object().if_contains("action");
            if (action == nullptr || !std::string_view(action->as_string()).starts_with("fetch")
                || roll_.one_in(2))
                continue;
            made.push_back(json::object{{"mixin", "retry"}, {"on", json::array{each.at("id")}}});
        }
        return made;
    }

    dice roll_;
    std::size_t ids_ = 0;
};

// ---- changes

/// The lists of steps, and the steps, of a document.
struct parts {
    std::vector<json::array*> lists;
    std::vector<json::object*> steps;
    std::vector<json::array*> branches;

    void gather(json::object& of) {
        for (char const* const name : {"prepare", "conclude", "fan_out", "all"})
            if (auto* found = of.if_contains(name); found != nullptr && found->is_array()) {
                lists.push_back(&found->get_array());
                for (json::value& each : found->get_array())
                    gather_step(each);
            }
        if (auto* commit = of.if_contains("commit")) gather_step(*commit);
        if (auto* decide = of.if_contains("decide"); decide != nullptr && decide->is_array()) {
            branches.push_back(&decide->get_array());
            for (json::value& each : decide->get_array())
                if (each.is_object()) gather(each.get_object());
        }
    }
    void gather_step(json::value& of) {
        if (!of.is_object()) return;
        steps.push_back(&of.get_object());
        gather(of.get_object());
    }
};

class changer {
public:
    changer(json::value& document, std::uint64_t seed) : document_(document.get_object()), roll_(seed) {}

    void change() {
        parts found;
        found.gather(document_);
        if (found.steps.empty()) return;
        json::object& step = *found.steps[roll_(found.steps.size())];
        switch (roll_(12)) {
        case 0: remove(found); return;
        case 1: double_step(found); return;
        case 2: exchange(found); return;
        case 3:
        case 4: rename_action(step); return;
        case 5: move(found); return;
        case 6: step.erase("protection"); return;
        case 7: protect(step); return;
        case 8: turn(); return;
        case 9: wrap(step, "all"); return;
        case 10: wrap(step, "fan_out"); return;
        default: drop_branch(found); return;
        }
    }

private:
    json::array* some_list(parts const& found) {
        json::array* const list = found.lists.empty() ? nullptr : found.lists[roll_(found.lists.size())];
        return list == nullptr || list->empty() ? nullptr : list;
    }
    std::string fresh_id() { return "n" + std::to_string(roll_(1'000'000)); }

    void remove(parts const& found) {
        if (json::array* const list = some_list(found)) list->erase(list->begin() + place_in(*list));
    }
    std::ptrdiff_t place_in(json::array const& list) {
        return static_cast<std::ptrdiff_t>(roll_(list.size()));
    }

    void double_step(parts const& found) {
        json::array* const list = some_list(found);
        if (list == nullptr) return;
        json::value copy = (*list)[roll_(list->size())];
        if (copy.is_object()) copy.get_object()["id"] = fresh_id();
        list->insert(list->begin() + place_in(*list), std::move(copy));
    }
    void exchange(parts const& found) {
        json::array* const list = some_list(found);
        if (list == nullptr) return;
        std::size_t const one = roll_(list->size());
        std::size_t const other = roll_(list->size());
        if (one == other) return;
        json::value kept = (*list)[one];
        (*list)[one] = (*list)[other];
        (*list)[other] = std::move(kept);
    }
    void rename_action(json::object& step) {
        auto* action = step.if_contains("action");
        if (action == nullptr) return;
        json::array const& all = host_data().at("actions").as_array();
        // As often one of the same contract, so that the document may stay good.
        json::value const* now = nullptr;
        for (json::value const& each : all)
            if (each.at("action") == *action) now = &each;
        std::vector<json::value const*> fitting;
        for (json::value const& each : all)
            if (now == nullptr || roll_.one_in(3) || each.at("takes") == now->at("takes"))
                fitting.push_back(&each);
        if (fitting.empty()) return;
        *action = fitting[roll_(fitting.size())]->at("action");
        step.erase("with");
    }
    void move(parts const& found) {
        json::array* const list = some_list(found);
        if (list == nullptr) return;
        std::size_t const at = roll_(list->size());
        json::value taken = (*list)[at];
        if (roll_.one_in(3)) {
            if (auto* commit = document_.if_contains("commit")) {
                (*list)[at] = *commit;
                *commit = std::move(taken);
            } else {
                list->erase(list->begin() + static_cast<std::ptrdiff_t>(at));
                document_["commit"] = std::move(taken);
            }
            return;
        }
        list->erase(list->begin() + static_cast<std::ptrdiff_t>(at));
        char const* const to = roll_.one_in(2) ? "prepare" : "conclude";
        if (!document_.contains(to)) document_[to] = json::array();
        if (document_[to].is_array()) document_[to].get_array().push_back(std::move(taken));
    }
    void protect(json::object& step) {
        constexpr char const* names[] = {"natural", "keyed", "same_transaction", "verified", "unprotected"};
        step["protection"] = names[roll_(std::size(names))];
    }
    void turn() {
        bool const command = document_.contains("command");
        document_.erase(command ? "command" : "query");
        document_[command ? "query" : "command"] = "turned";
        if (command && roll_.one_in(2)) document_.erase("commit");
    }
    void wrap(json::object& step, char const* construct) {
        json::object inner = step;
        inner["id"] = fresh_id();
        json::value const id = step["id"];
        step.clear();
        step["id"] = id;
        step[construct] = json::array{std::move(inner)};
    }
    void drop_branch(parts const& found) {
        if (found.branches.empty()) return;
        json::array& chosen = *found.branches[roll_(found.branches.size())];
        if (!chosen.empty()) chosen.erase(chosen.begin() + place_in(chosen));
    }

    json::object& document_;
    dice roll_;
};

} // namespace

std::string generated_document(std::uint64_t seed) { return json::serialize(generator(seed).document()); }

std::string mutated_document(std::string const& text, std::uint64_t seed) {
    auto document = json::parse(text);
    if (!document || !document->is_object()) return text;
    changer by(*document, seed);
    for (std::uint64_t i = 0; i <= seed % 3; ++i)
        by.change();
    return json::serialize(*document);
}

} // namespace document_corpus
