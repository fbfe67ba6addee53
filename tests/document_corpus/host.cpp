#include "host.hpp"

#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/validator.hpp>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace document_corpus {

namespace ag = action_grammar;
namespace document = ag::document;

namespace host_parts {

std::string_view text(json::value const& of) {
    json::string const& string = of.as_string();
    return {string.data(), string.size()};
}

template <class T, std::size_t Count>
T named(std::string_view wanted, T const (&all)[Count]) {
    for (T const each : all)
        if (ag::name(each) == wanted) return each;
    FAIL("the host has no " << wanted);
    return all[0];
}

constexpr ag::verb verbs[] = {ag::verb::fetch,     ag::verb::transform, ag::verb::validate, ag::verb::gate,
                              ag::verb::aggregate, ag::verb::persist,   ag::verb::emit};
constexpr ag::grade grades[] = {ag::grade::infallible, ag::grade::fallible, ag::grade::committed};
constexpr ag::protection protections[] = {ag::protection::natural, ag::protection::keyed,
                                          ag::protection::same_transaction, ag::protection::verified,
                                          ag::protection::unprotected};

/// An action that is only described: it is judged, and not run.
class described final : public document::action_kind {
public:
    explicit described(json::value const& written) {
        about_.name = text(written.at("action"));
        std::size_t const open = about_.name.find('(');
        about_.what = named(std::string_view(about_.name).substr(0, open), verbs);
        about_.resource = about_.name.substr(open + 1, about_.name.size() - open - 2);
        about_.effect = named(text(written.at("effect")), grades);
        about_.output = type(text(written.at("yields")));
        about_.configuration = false;
        about_.runnable = false;
        json::object const& more = written.as_object();
        about_.takes_deadline = more.contains("deadline");
        about_.takes_key = more.contains("key");
        if (auto const* all = more.if_contains("protections"))
            for (json::value const& each : all->as_array())
                about_.protections.push_back(named(text(each), protections));
        json::value const& takes = written.at("takes");
        if (takes.is_string()) {
            about_.parameters.push_back({"value", type(text(takes))});
        } else {
            for (auto const& [name, of] : takes.as_object())
                about_.parameters.push_back({std::string(name), type(text(of))});
        }
    }

    document::description const& about() const noexcept override { return about_; }

    document::use check(document::use_request const& request) const override {
        document::use made;
        made.output = about_.output;
        made.effect = about_.effect;
        if (request.with != nullptr) {
            document::use_problem& told = made.problems.emplace_back();
            told.pointer = "/with";
            told.key = true;
            told.message = about_.name + " takes no configuration";
        }
        return made;
    }

private:
    static document::contract type(std::string_view of) {
        auto made = document::contract::of_schema(host_data().at("types").at(of));
        REQUIRE(made.has_value());
        return *made;
    }

    document::description about_;
};

enum class method : std::uint8_t { GET, HEAD };
/// `with` of fetch(http).
struct http_request {
    std::string url;
    std::optional<host_parts::method> method;
    std::optional<json::value> headers;
    std::optional<std::int64_t> timeout_ms;
};
struct unreachable {
    static constexpr bool transient() noexcept { return true; }
};

json::value parsed(std::string_view text) {
    auto made = json::parse(text);
    if (!made) {
        FAIL(made.error().message << " in line " << made.error().line);
    }
    return *made;
}

document::registry made_host() {
    document::registry actions;
    auto const done = [](auto const& added) { REQUIRE(added.has_value()); };
    for (json::value const& each : host_data().at("actions").as_array())
        done(actions.add(std::make_shared<described const>(each)));
    done(actions.add_configured<http_request>("http", [](http_request const&) {
        return ag::fetch<"http">([](json::value const& given,
                                    ag::deadline) -> ag::result<json::value, unreachable> { return given; });
    }));
    for (json::value const& each : host_data().at("patterns").as_array()) {
        auto made = document::pattern::of_document(each);
        REQUIRE(made.has_value());
        done(actions.patterns().add(*made));
    }
    return actions;
}

} // namespace host_parts
using namespace host_parts;

std::string text_of(std::string_view file) {
    std::ifstream in(std::string(ACTION_GRAMMAR_SOURCE_DIR "/tests/document_corpus/data/").append(file),
                     std::ios::binary);
    INFO(file);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

json::value const& host_data() {
    static json::value const data = parsed(text_of("host.json"));
    return data;
}

document::registry const& host() {
    static document::registry const actions = made_host();
    return actions;
}

} // namespace document_corpus
