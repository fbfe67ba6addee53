#ifndef ACTION_GRAMMAR_TESTS_FUZZ_HOST_HPP
#define ACTION_GRAMMAR_TESTS_FUZZ_HOST_HPP

// A host for the targets that judge documents: typed actions over no more than a counter, actions that are only
// declared, the built-in ones, and all patterns. And what must hold of any findings.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/explain.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/render_explanation.hpp>
#include <action_grammar/document/simulation.hpp>
#include <action_grammar/document/text_edits.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/document/vocabulary.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

namespace ag = action_grammar;
namespace document = ag::document;
namespace json = ag::json;

inline void require_at(bool holds, char const* what, int line) {
    if (holds) return;
    std::fprintf(stderr, "line %d: does not hold: %s\n", line, what);
    std::abort();
}
#define FUZZ_REQUIRE(...) ::fuzz::require_at((__VA_ARGS__), #__VA_ARGS__, __LINE__)

struct cart {
    std::string id;
    std::int64_t quantity;
};
struct order {
    std::string id;
    std::int64_t total;
};
struct receipt {
    std::string id;
    std::int64_t number;
};
struct refused {
    std::string why;
};
struct filter_of_lines {
    std::int64_t most;
};
struct ledger {
    std::int64_t mutations = 0;
};

inline ag::result<cart, refused> find_cart(cart const& asked) {
    if (asked.id.empty()) return ag::unexpected(refused{"no id"});
    return asked;
}
inline bool in_stock(cart const& bought) { return bought.quantity > 0; }
inline ag::approval approve(cart const& bought) noexcept {
    return bought.quantity > 10 ? ag::approval::waiting : ag::approval::approved;
}
inline order price(cart const& bought) noexcept { return {bought.id, bought.quantity % 1000 * 25}; }
inline order merge(cart const& bought, order const& before) { return {bought.id, before.total}; }
inline std::int64_t count(std::vector<std::int64_t> const& numbers) noexcept {
    return static_cast<std::int64_t>(numbers.size());
}
inline receipt put(ledger& of, order const& placed) { return {placed.id, ++of.mutations}; }
inline receipt put_keyed(ledger& of, order const& placed, ag::idempotency_key<std::string> const&) {
    return {placed.id, ++of.mutations};
}
inline void announce(ledger& of, order const&) { ++of.mutations; }

inline void must(auto const& done) { FUZZ_REQUIRE(done.has_value()); }

inline document::registry make_host(ledger& of) {
    document::registry actions;
    must(actions.add("cart", ag::fetch<"cart">(find_cart)));
    must(actions.add("stock", ag::validate<"stock">(in_stock)));
    must(actions.add("approval", ag::gate<"approval">(approve)));
    must(actions.add("price", ag::transform<"price">(price)));
    must(actions.add("merge", ag::transform<"merge">(merge)));
    must(actions.add("count", ag::aggregate<"count">(count)));
    must(actions.add_configured<filter_of_lines>("lines", [](filter_of_lines const& by) {
        return ag::transform<"lines">(
            [most = by.most](cart const& bought) noexcept { return std::min(bought.quantity, most); });
    }));
    must(actions.add("order", ag::persist<"order">(ag::on<ledger>(put), ag::natural), of));
    must(actions.add("keyed", ag::persist<"keyed">(ag::on<ledger>(put_keyed), ag::keyed_by_document), of));
    must(actions.add("event", ag::emit<"event">(ag::on<ledger>(announce), ag::keyed_by(&order::id)), of));
    auto const vocabulary = json::parse(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(http)", "grade": "fallible", "configuration": {"type": "object", "required": ["url"], "additionalProperties": false,
            "properties": {"url": {"type": "string"}, "timeout_ms": {"type": "integer", "minimum": 1}}},
         "parameters": [{"name": "asked", "accepts": true}], "output": {"type": "object"}},
        {"name": "persist(sql)", "grade": "committed", "configuration": {"type": "object", "properties": {"table": {"type": "string"}}},
         "parameters": [{"name": "row", "accepts": {"type": "object"}}],
         "output": {"type": "object", "properties": {"rows": {"type": "integer"}}, "required": ["rows"]},
         "protections": ["natural", "keyed", "unprotected"], "takes_key": true}]})json");
    must(vocabulary);
    auto const declared = document::read_vocabulary(*vocabulary);
    if (!declared) {
        std::fputs(json::serialize(document::render_json(declared.error())).c_str(), stderr);
        std::abort();
    }
    for (auto const& each : *declared)
        must(actions.add(each));
    return actions;
}

inline ledger& effects() {
    static ledger of;
    return of;
}
inline document::registry const& host() {
    static document::registry const actions = make_host(effects());
    return actions;
}

/// What holds of all findings of a text: they say something, lie within it, and can be rendered.
inline void look_at(document::findings const& found, std::string_view text) {
    for (document::finding const& each : found.list) {
        FUZZ_REQUIRE(!each.message.empty() && each.code != ag::rule_code::none);
        FUZZ_REQUIRE(each.where.offset <= text.size()
                     && each.where.length <= text.size() - each.where.offset);
        for (document::fix const& mend : each.fixes)
            FUZZ_REQUIRE(!mend.description.empty() && !mend.patch.empty());
    }
    FUZZ_REQUIRE(!document::render_terminal(found, text, "given").empty() || found.list.empty());
    FUZZ_REQUIRE(document::render_terminal(found, text, "given", {.color = true, .width = 20}).size()
                 < (1U << 24));
    FUZZ_REQUIRE(json::parse(json::serialize(document::render_json(found))).has_value());
    document::file_findings const file{"given", &found, text};
    FUZZ_REQUIRE(json::parse(json::serialize(document::render_sarif({file}))).has_value());
}

inline bool is_same(document::finding const& a, document::finding const& b) {
    return a.code == b.code && a.where.pointer == b.where.pointer && a.message == b.message;
}
inline bool is_there(document::finding const& sought, document::findings const& among) {
    return std::ranges::any_of(among.list, [&](auto const& each) { return is_same(sought, each); });
}

/// Every fix can be applied; one that needs no one to look at it removes its finding.
///
/// @param root  the value that the patches are of
inline void apply_fixes(document::findings const& found, json::value const& root, std::string_view text,
                        document::policy const& by) {
    std::size_t tried = 0;
    for (document::finding const& each : found.list) {
        for (document::fix const& mend : each.fixes) {
            if (++tried > 16) return;
            auto const mended = document::apply_patch(root, mend.patch);
            FUZZ_REQUIRE(mended.has_value());
            if (auto const edits = document::text_edits(text, mend.patch)) {
                auto const edited = json::parse(document::apply_edits(text, *edits));
                FUZZ_REQUIRE(edited.has_value() && *edited == *mended);
            }
            if (mend.how != document::applicability::machine_applicable || found.truncated) continue;
            std::string const written = json::serialize(*mended);
            auto const again = document::validate(written, host(), by);
            FUZZ_REQUIRE(again.found.truncated || !is_there(each, again.found));
        }
    }
}

/// An accepted document runs, is simulated and explained, whatever comes of it.
inline void use(document::validation const& accepted, json::value const& input) {
    FUZZ_REQUIRE(accepted.found.acceptable());
    if (auto const ready = document::executable::assemble(accepted)) {
        std::int64_t const before = effects().mutations;
        auto const outcome = ready->run(input);
        FUZZ_REQUIRE(effects().mutations - before <= 1);
        if (outcome) FUZZ_REQUIRE(!json::serialize(*outcome).empty());
        std::int64_t const after = effects().mutations;
        auto const simulated = document::simulate(*ready, input, {.steps = 100});
        FUZZ_REQUIRE(effects().mutations == after && simulated.steps.size() <= 100);
    }
    auto const explained = document::explain(accepted);
    FUZZ_REQUIRE(explained.has_value());
    FUZZ_REQUIRE(!document::render_text(*explained).empty());
    FUZZ_REQUIRE(json::parse(json::serialize(document::render_json(*explained))).has_value());
    FUZZ_REQUIRE(!document::render_mermaid(*explained).empty() && !document::render_dot(*explained).empty());
}

/// Cuts off what is before the first zero byte.
inline std::string_view cut(std::string_view& rest) {
    std::string_view const head = rest.substr(0, rest.find('\0'));
    rest.remove_prefix(head.size() < rest.size() ? head.size() + 1 : head.size());
    return head;
}

/// How documents are judged, chosen by the input.
inline document::policy policy_by(std::size_t choice) {
    document::policy by;
    if (choice % 2 == 1) by.edges = document::unproven::checked;
    if (choice % 3 == 1) by.producing = document::producers::closed;
    by.bounds.run_values = 10'000;
    return by;
}

/// The value of a text, or an input that suits the seeds.
inline json::value input_of(std::string_view text) {
    if (auto read = json::parse(text)) return *std::move(read);
    return json::object{{"id", "a"}, {"quantity", 3}};
}

} // namespace fuzz

#endif
