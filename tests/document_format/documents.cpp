#include "documents.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/document/validate.hpp>

#include <cstdint>
#include <optional>

namespace format_tests {

struct request {
    std::string id;
    std::int64_t quantity;
};
struct cart {
    std::string id;
    std::int64_t quantity;
};
struct rates {
    double factor;
};
struct order {
    std::string id;
    double total;
};
struct receipt {
    std::string id;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};
enum class method { get, head };
struct http_header {
    std::string name;
    std::string value;
};
struct http_settings {
    std::string url;
    method verb = method::get;
    std::optional<std::int64_t> timeout_ms;
    std::optional<std::vector<http_header>> headers;
};

} // namespace format_tests

template <>
inline constexpr auto action_grammar::contract_of<format_tests::http_settings> = action_grammar::object(
    action_grammar::member<&format_tests::http_settings::url>(action_grammar::description("where to look")),
    action_grammar::member<&format_tests::http_settings::verb>(action_grammar::default_value("get")),
    action_grammar::member<&format_tests::http_settings::timeout_ms>(action_grammar::minimum(1)),
    action_grammar::member<&format_tests::http_settings::headers>());

namespace format_tests {

namespace {

ag::result<cart, unreachable> find_cart(request const& asked) { return cart{asked.id, asked.quantity}; }
ag::result<rates, unreachable> get_rates(cart const&) { return rates{1.5}; }
bool in_stock(cart const& bought) { return bought.quantity > 0; }
order merge(cart const& bought, rates const& now) noexcept {
    return {bought.id, static_cast<double>(bought.quantity) * now.factor};
}
order price(cart const& bought) noexcept { return {bought.id, static_cast<double>(bought.quantity)}; }
receipt put(order const& placed) { return {placed.id}; }
receipt put_keyed(order const& placed, ag::idempotency_key<std::string> const&) { return {placed.id}; }
void announce(order const&) {}

/// persist(order), but a document has to say which of two protections it relies on.
class either_kind final : public doc::action_kind {
public:
    explicit either_kind(std::shared_ptr<doc::action_kind const> inner)
        : inner_(std::move(inner)), about_(inner_->about()) {
        about_.name = "persist(either)";
        about_.resource = "either";
        about_.protections = {ag::protection::natural, ag::protection::verified};
    }
    doc::description const& about() const noexcept override { return about_; }
    doc::use check(doc::use_request const& request) const override { return inner_->check(request); }

private:
    std::shared_ptr<doc::action_kind const> inner_;
    doc::description about_;
};

doc::registry make_actions() {
    doc::registry made;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(made.add("cart", ag::fetch<"cart">(find_cart)));
    added(made.add_configured<http_settings>(
        "http", [](http_settings const&) { return ag::fetch<"http">(get_rates); }));
    added(made.add("stock", ag::validate<"stock">(in_stock)));
    added(made.add("merge", ag::transform<"merge">(ag::from<"cart", "rates">, merge)));
    added(made.add("price", ag::transform<"price">(price)));
    added(made.add("order", ag::persist<"order">(put, ag::natural)));
    added(made.add("keyed", ag::persist<"keyed">(put_keyed, ag::keyed_by_document)));
    added(made.add("event", ag::emit<"event">(announce, ag::keyed_by(&order::id))));
    added(made.add(std::make_shared<either_kind const>(
        doc::make_typed_action("order", ag::persist<"order">(put, ag::natural)))));
    return made;
}

constexpr std::string_view input =
    R"json("input": {"type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 1000}},
      "required": ["id", "quantity"], "additionalProperties": false})json";
constexpr std::string_view cart_step = R"json({"id": "cart", "action": "fetch(cart)", "from": "input"})json";
constexpr std::string_view order_step =
    R"json({"id": "order", "action": "transform(price)", "from": "cart"})json";
constexpr std::string_view put_step = R"json({"id": "put", "action": "persist(order)", "from": "order"})json";

std::string command(std::string_view prepare, std::string_view commit, std::string_view rest = "") {
    return R"json({"command": "c", )json" + std::string(input) + ", \"prepare\": [" + std::string(prepare)
         + "], \"commit\": " + std::string(commit) + std::string(rest) + "}";
}
std::string query(std::string_view prepare, std::string_view rest = "") {
    return R"json({"query": "q", )json" + std::string(input) + ", \"prepare\": [" + std::string(prepare) + "]"
         + std::string(rest) + "}";
}
std::string const both = std::string(cart_step) + ", " + std::string(order_step);

} // namespace

doc::registry const& actions() {
    static doc::registry const made = make_actions();
    return made;
}

std::vector<std::string> const& simple_documents() {
    static std::vector<std::string> const all{
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "from": "input", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "input": {"type": "integer"}, "conclude": [{"id": "a", "action": "transform(jq)", "from": "input", "with": {"filter": ".", "output": {"type": "integer"}}}],
                "outcome": {"type": "integer"}})json",
        R"json({"query": "q", "input": {"type": "array", "items": {"type": "string"}}, "prepare": [
            {"id": "a", "action": "validate(schema)", "from": "input", "with": {"schema": {"type": "array", "items": {"type": "string"}}, "coerce": false, "mode": "collect"}},
            {"id": "b", "action": "aggregate(jq)", "from": "a", "with": {"filter": "length"}},
            {"id": "c", "action": "validate(assert)", "from": "b", "with": {"assert": [{"name": "some", "that": ". > 0"}], "quantifier": "any"}},
            {"id": "d", "action": "validate(assert)", "from": "c", "with": {"assert": ". < 100"}}]})json",
        R"json({"query": "q", "input": {"type": "array", "items": {"type": "integer"}}, "prepare": [
            {"id": "each", "fan_out": [{"id": "x", "action": "transform(jq)", "from": "input", "with": {"filter": ". + 1"}}], "from": "input"},
            {"id": "way", "decide": [{"when": "length > 2", "prepare": [{"id": "x", "action": "transform(jq)", "from": "input", "with": {"filter": ".[0]"}}]},
                                     {"otherwise": true, "prepare": [{"id": "x", "action": "transform(jq)", "from": "input", "with": {"filter": "0"}}]}], "from": "each"},
            {"id": "two", "all": [{"id": "l", "action": "transform(jq)", "from": "way", "with": {"filter": "."}},
                                  {"id": "r", "action": "transform(jq)", "from": "each", "with": {"filter": "length"}}], "from": "way"}],
            "mixins": [{"mixin": "timeout", "on": ["each", "way"], "with": {"ms": 5}}]})json"};
    return all;
}

std::vector<std::string> const& valid_documents() {
    static std::vector<std::string> const all = [] {
        std::vector<std::string> made = simple_documents();
        made.push_back(command(both, put_step));
        made.push_back(
            R"json({"command": "c", "version": "1.0", "description": "d", "input": {"$ref": "#/contracts/r"}, "prepare": [)json"
            + both + "], \"commit\": " + std::string(put_step)
            + R"json(, "conclude": [{"id": "r", "action": "transform(jq)", "from": {"a": "put/id", "b": "input"}, "with": {"filter": "{id: .a}"}, "description": "x"}],
                "outcome": {"required": ["id"]}, "mixins": [{"mixin": "retry", "on": ["cart"], "with": {"attempts": 2, "factor": 1.5}}, {"mixin": "retry", "on": ["cart"]}],
                "contracts": {"r": {"type": "object", "properties": {"id": {"type": "string"}, "quantity": {"type": "integer", "minimum": 0, "maximum": 9}},
                "required": ["id", "quantity"], "additionalProperties": false}}})json");
        made.push_back(command(
            std::string(cart_step) + R"json(, {"id": "ok", "action": "validate(stock)", "from": "cart"},
                   {"id": "rates", "action": "fetch(http)", "from": "ok", "with": {"url": "u", "verb": "head", "timeout_ms": 3, "headers": [{"name": "a", "value": "b"}]}},
                   {"id": "order", "action": "transform(merge)", "from": {"cart": "ok", "rates": "rates"}})json",
            R"json({"id": "put", "action": "persist(keyed)", "from": "order", "protection": {"keyed": "order/id"}})json"));
        made.push_back(command(
            both,
            R"json({"id": "put", "action": "persist(either)", "protection": "verified", "description": "d"})json"));
        made.push_back(
            command(both, R"json({"id": "put", "action": "emit(event)", "protection": "keyed"})json"));
        made.push_back(command(both, R"json({"id": "put", "action": "emit(event)"})json"));
        made.push_back(command(
            both,
            R"json({"id": "all", "all": [{"id": "x", "action": "transform(jq)", "with": {"filter": "{id}"}},
                   {"id": "put", "action": "persist(order)"}]})json"));
        made.push_back(command(both, R"json({"id": "way", "decide": [
                   {"when": ".total > 100", "prepare": [{"id": "x", "action": "transform(jq)", "with": {"filter": "."}}],
                    "commit": {"id": "put", "action": "persist(order)"}, "conclude": [{"id": "y", "action": "transform(jq)", "with": {"filter": "{id}"}}], "description": "d"},
                   {"when": ".total > 10", "commit": {"id": "inner", "decide": [{"otherwise": true, "commit": {"id": "put", "action": "persist(order)"}}]}},
                   {"otherwise": true, "prepare": [{"id": "z", "action": "transform(jq)", "with": {"filter": "{id}"}}]}]})json"));
        made.push_back(command(both, R"json({"id": "way", "decide": [
                   {"when": ".total > 100", "prepare": [{"id": "x", "action": "transform(jq)", "with": {"filter": "."}},
                    {"id": "put", "action": "persist(order)"}], "conclude": [{"id": "y", "action": "transform(jq)", "with": {"filter": "{id}"}}]},
                   {"when": ".total > 10", "conclude": [{"id": "put", "action": "persist(order)"}, {"id": "y", "action": "transform(jq)", "with": {"filter": "{id}"}}]},
                   {"otherwise": true, "prepare": [{"id": "put", "action": "persist(order)"}]}]})json"));
        made.push_back(command(both, R"json({"id": "all", "all": [{"id": "way", "decide": [
                   {"when": ".total > 100", "prepare": [{"id": "put", "action": "persist(order)"}]},
                   {"otherwise": true, "prepare": [{"id": "z", "action": "transform(jq)", "with": {"filter": "{id}"}}]}]}]})json"));
        return made;
    }();
    return all;
}

std::vector<std::string> const& boundary_breakers() {
    static std::vector<std::string> const all{
        // What mutates stands in prepare, also within a construct.
        command(both + R"json(, {"id": "put", "action": "persist(order)"})json",
                R"json({"id": "e", "action": "emit(event)", "from": "order"})json"),
        query(both + ", " + std::string(put_step)),
        query(both + R"json(, {"id": "all", "all": [{"id": "put", "action": "persist(order)"}]})json"),
        query(
            both
            + R"json(, {"id": "way", "decide": [{"otherwise": true, "prepare": [{"id": "put", "action": "persist(order)"}]}]})json"),
        query(
            std::string(cart_step)
            + R"json(, {"id": "list", "action": "transform(jq)", "with": {"filter": "[{id, total: 1}]"}}, {"id": "each", "fan_out": [{"id": "put", "action": "persist(order)"}]})json"),
        // Or behind the commit.
        command(both, put_step,
                R"json(, "conclude": [{"id": "e", "action": "emit(event)", "from": "order"}])json"),
        // A query commits, a command does not.
        R"json({"query": "q", )json" + std::string(input) + ", \"prepare\": [" + both
            + "], \"commit\": " + std::string(put_step) + "}",
        R"json({"command": "c", )json" + std::string(input) + ", \"prepare\": [" + both + "]}",
        command(std::string(cart_step), order_step),
        command(
            both,
            R"json({"id": "way", "decide": [{"otherwise": true, "prepare": [{"id": "z", "action": "transform(jq)", "with": {"filter": "{id}"}}]}]})json"),
        // Twice at once, twice in a branch, for each element.
        command(
            both,
            R"json({"id": "all", "all": [{"id": "put", "action": "persist(order)"}, {"id": "e", "action": "emit(event)"}]})json"),
        command(
            both,
            R"json({"id": "all", "all": [{"id": "way", "decide": [{"otherwise": true, "prepare": [{"id": "put", "action": "persist(order)"}, {"id": "e", "action": "emit(event)", "from": "input"}]}]}]})json"),
        command(
            both,
            R"json({"id": "way", "decide": [{"otherwise": true, "prepare": [{"id": "put", "action": "persist(order)"}], "commit": {"id": "e", "action": "emit(event)", "from": "input"}}]})json"),
        command(
            std::string(cart_step)
                + R"json(, {"id": "list", "action": "transform(jq)", "with": {"filter": "[{id, total: 1}]"}})json",
            R"json({"id": "each", "fan_out": [{"id": "put", "action": "persist(order)"}]})json")};
    return all;
}

std::vector<std::string> const& malformed_documents() {
    static std::vector<std::string> const all{
        "[]",
        "{}",
        R"json({"query": "q"})json",
        R"json({"query": "q", "prepare": []})json",
        R"json({"query": "", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "command": "c", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)"}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filtre": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"id": "a/b", "action": "transform(jq)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"id": "input", "action": "transform(jq)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"action": "transform(jq)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(qj)", "with": {"filter": "1"}}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}, "from": {}}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}, "from": "input/~2"}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}, "protection": "natural"}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "all": []}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "decide": [{"prepare": [{"id": "b", "action": "transform(jq)", "with": {"filter": "1"}}]}]}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "decide": [{"when": ".", "otherwise": true, "prepare": [{"id": "b", "action": "transform(jq)", "with": {"filter": "1"}}]}]}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}], "mixins": [{"mixin": "timeout", "on": ["a"]}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}], "mixins": [{"mixin": "retry", "on": []}]})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}], "input": 1})json",
        R"json({"query": "q", "prepare": [{"id": "a", "action": "transform(jq)", "with": {"filter": "1"}}], "extra": 1})json",
        command(std::string(cart_step)
                    + R"json(, {"id": "order", "action": "transform(merge)", "from": {"cart": "cart"}})json",
                put_step),
        command(std::string(cart_step)
                    + R"json(, {"id": "order", "action": "transform(price)", "with": {}})json",
                put_step),
        command(both, R"json({"id": "put", "action": "persist(keyed)"})json"),
        command(both, R"json({"id": "put", "action": "persist(keyed)", "protection": "keyed"})json"),
        command(both, R"json({"id": "put", "action": "persist(either)"})json"),
        command(both, R"json({"id": "put", "action": "persist(order)", "protection": "verified"})json")};
    return all;
}

json::value parsed(std::string_view text) {
    auto made = json::parse(text);
    REQUIRE(made.has_value());
    return *std::move(made);
}

bool is_valid(std::string_view document) {
    auto const made = doc::validate(document, actions());
    if (!made) UNSCOPED_INFO(doc::render_terminal(made.found, document, "test.json"));
    return static_cast<bool>(made);
}

} // namespace format_tests
