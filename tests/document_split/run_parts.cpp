#include "run_parts.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/render.hpp>

#include <map>

namespace split_tests {

namespace ag = action_grammar;
namespace json = ag::json;
namespace document = ag::document;

namespace {

struct broken {
    std::string where;
};

bool fails(ledger& of) { return of.calls++ == of.fails_at; }

ag::result<std::int64_t, broken> rate(ledger& of, std::int64_t const& about) {
    if (fails(of)) return ag::unexpected(broken{"rate"});
    of.effects.push_back("rate " + std::to_string(about));
    return about % 1000 + 7;
}
std::int64_t twice(std::int64_t const& of) noexcept { return of % 100'000 * 2; }
bool small(std::int64_t const& of) { return of < 1'000'000; }
ag::approval open(std::int64_t const&) noexcept { return ag::approval::approved; }
ag::result<std::int64_t, broken> put(ledger& of, std::int64_t const& row) {
    if (fails(of)) return ag::unexpected(broken{"row"});
    of.effects.push_back("row " + std::to_string(row));
    return row % 1000 + static_cast<std::int64_t>(of.effects.size());
}
ag::result<std::int64_t, broken> put_keyed(ledger& of, std::int64_t const& row,
                                           ag::idempotency_key<std::string> key) {
    if (fails(of)) return ag::unexpected(broken{"keyed"});
    of.effects.push_back("keyed " + std::to_string(row) + " by " + key.value);
    return row % 1000 + 3;
}
ag::result<std::int64_t, broken> announce(ledger& of, std::int64_t const& event) {
    if (fails(of)) return ag::unexpected(broken{"event"});
    of.effects.push_back("event " + std::to_string(event));
    return event % 1000 + 1;
}

/// The value at a reference, of what was made so far.
json::value read(std::map<std::string, json::value> const& made, std::string_view reference) {
    auto const slash = reference.find('/');
    json::value const& whole = made.at(std::string(reference.substr(0, slash)));
    if (slash == reference.npos) return whole;
    boost::system::error_code none;
    auto const* found = whole.find_pointer({reference.data() + slash, reference.size() - slash}, none);
    return found == nullptr ? json::value() : *found;
}

class by_hand {
public:
    by_hand(document::registry const& actions, json::value const& input) : actions_(actions), last_(input) {
        made_.emplace("input", input);
    }

    bool step(json::object const& written) {
        json::value given = last_;
        if (auto const* from = written.if_contains("from")) given = value_of(*from);
        std::string const id(written.at("id").as_string());
        if (auto const* group = written.if_contains("all")) return all(group->as_array(), id, given);
        auto const kind = actions_.find(std::string_view(written.at("action").as_string()));
        REQUIRE(kind != nullptr);
        document::use_request request;
        request.with = written.if_contains("with");
        document::contract const anything;
        request.inputs = {&anything, 1};
        auto const use = kind->check(request);
        REQUIRE(use.run != nullptr);
        std::string key;
        if (auto const* guard = written.if_contains("protection"); guard != nullptr && guard->is_object()) {
            json::value const found =
                read(made_, std::string_view(guard->as_object().at("keyed").as_string()));
            key = found.is_string() ? std::string(found.as_string()) : json::serialize(found);
        }
        document::datum const value(given);
        auto const answer = use.run->run({&value, 1}, {.key = key});
        if (answer.how != ag::status::completed) return false;
        last_ = answer.value.to_json();
        made_.insert_or_assign(id, last_);
        return true;
    }
    [[nodiscard]] json::value const& last() const { return last_; }

private:
    json::value value_of(json::value const& from) const {
        if (from.is_string()) return read(made_, std::string_view(from.as_string()));
        json::object object;
        for (auto const& member : from.as_object())
            object[member.key()] = read(made_, std::string_view(member.value().as_string()));
        return object;
    }
    bool all(json::array const& group, std::string const& id, json::value const& given) {
        json::object values;
        for (json::value const& each : group) {
            last_ = given;
            if (!step(each.as_object())) return false;
            values[each.as_object().at("id").as_string()] = last_;
        }
        last_ = values;
        made_.insert_or_assign(id, last_);
        return true;
    }

    document::registry const& actions_;
    json::value last_;
    std::map<std::string, json::value> made_;
};

} // namespace

document::registry actions_of(ledger& of) {
    document::registry actions;
    auto const added = [](auto const& done) { REQUIRE(done.has_value()); };
    added(actions.add("rate", ag::fetch<"rate">(ag::on<ledger>(rate)), of));
    added(actions.add("double", ag::transform<"double">(twice)));
    added(actions.add("small", ag::validate<"small">(small)));
    added(actions.add("open", ag::gate<"open">(open)));
    added(actions.add("row", ag::persist<"row">(ag::on<ledger>(put), ag::natural), of));
    added(actions.add("keyed", ag::persist<"keyed">(ag::on<ledger>(put_keyed), ag::keyed_by_document), of));
    added(actions.add("event", ag::emit<"event">(ag::on<ledger>(announce), ag::natural), of));
    return actions;
}

outcome run_by_hand(std::string_view text, document::registry const& actions, json::value const& input) {
    json::value const whole = json::parse(text).value();
    json::object const& written = whole.as_object();
    by_hand runs(actions, input);
    auto const list = [&](std::string_view section) {
        auto const* steps = written.if_contains(section);
        if (steps == nullptr) return true;
        for (json::value const& each : steps->as_array())
            if (!runs.step(each.as_object())) return false;
        return true;
    };
    if (!list("prepare")) return std::nullopt;
    if (auto const* commit = written.if_contains("commit"); commit != nullptr)
        if (!runs.step(commit->as_object())) return std::nullopt;
    if (!list("conclude")) return std::nullopt;
    return runs.last();
}

outcome run_parts(std::vector<json::value> const& parts, document::registry const& actions,
                  json::value const& input) {
    json::value last = input;
    for (json::value const& part : parts) {
        auto const ready = document::executable::assemble(json::serialize(part), actions);
        REQUIRE(ready.has_value());
        auto const made = ready->run(last);
        if (!made) {
            CHECK(made.failed_action() != "input"); // what a part hands on satisfies the next
            return std::nullopt;
        }
        last = *made;
    }
    return last;
}

std::vector<json::value> parts_of(std::string_view text, document::registry const& actions) {
    auto made = document::split(text, actions);
    if (!made) {
        FAIL(made.error().reason << "\n"
                                 << document::render_terminal(made.error().found, text, "test.json")
                                 << json::serialize(made.error().part));
    }
    for (json::value const& part : *made)
        CHECK(document::validate(json::serialize(part), actions));
    return *std::move(made);
}

} // namespace split_tests
