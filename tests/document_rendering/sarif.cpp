#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/rules/catalogue.hpp>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

namespace {

using namespace rendering;

/// The only run of a log about one text.
json::object run_of(std::string_view text, std::vector<ag::finding> list,
                    std::string_view rules = "docs/rules/") {
    ag::findings found{std::move(list)};
    ag::locate(found, text);
    return ag::render_sarif({{"dir/f.json", &found, text}}, rules).at("runs").at(0).as_object();
}
json::object result_of(std::string_view text, ag::finding about) {
    return run_of(text, {std::move(about)}).at("results").at(0).as_object();
}
json::value region_of(std::string_view text, std::string_view pointer) {
    return result_of(text, wrong(pointer)).at("locations").at(0).at("physicalLocation").at("region");
}

TEST_CASE("a log says what it is") {
    json::object const log = ag::render_sarif({});
    CHECK(text_of(log.at("version")) == "2.1.0");
    CHECK(text_of(log.at("$schema")).ends_with("/sarif-schema-2.1.0.json"));
    REQUIRE(log.at("runs").as_array().size() == 1);
    json::value const& run = log.at("runs").at(0);
    CHECK(text_of(run.at("columnKind")) == "unicodeCodePoints");
    CHECK(run.at("results").as_array().empty());
    CHECK(text_of(run.at("tool").at("driver").at("name")) == "action-grammar");
    CHECK_FALSE(run.as_object().contains("invocations"));
}

TEST_CASE("a log has all rules") {
    auto const driver = run_of("{}", {}, "https://a.example/r").at("tool").at("driver");
    auto const& rules = driver.at("rules").as_array();
    REQUIRE(rules.size() == std::size(action_grammar::catalogue));
    CHECK(text_of(driver.at("informationUri")) == "https://a.example/r");
    for (std::size_t i = 0; i < rules.size(); ++i) {
        auto const& known = action_grammar::catalogue[i];
        CHECK(text_of(rules[i].at("id")) == known.id);
        CHECK(text_of(rules[i].at("name")) == known.name);
        CHECK_FALSE(rules[i].at("shortDescription").at("text").as_string().empty());
        CHECK_FALSE(rules[i].at("help").at("text").as_string().empty());
        CHECK(text_of(rules[i].at("helpUri")) == "https://a.example/r/" + std::string(known.id) + ".md");
        CHECK(text_of(rules[i].at("defaultConfiguration").at("level"))
              == (known.gravity == action_grammar::severity::error ? "error" : "warning"));
    }
    // Where there is no address, a path is none.
    auto const other = run_of("{}", {}).at("tool").at("driver");
    CHECK_FALSE(other.as_object().contains("informationUri"));
    CHECK_FALSE(other.at("rules").at(0).as_object().contains("helpUri"));
}

TEST_CASE("a finding is a result") {
    ag::finding about = wrong("/b/0", {{at("@/a"), "the other"}, {at("@/a"), "the other"}});
    about.hint = "remove it";
    CHECK(
        json::serialize(result_of("{\"a\": 1,\n \"b\": [22]}", about))
        == R"({"ruleId":"AG308","ruleIndex":18,"level":"error","message":{"text":"wrong\nhelp: remove it"},)"
           R"("locations":[{"physicalLocation":{"artifactLocation":{"uri":"dir/f.json","index":0},)"
           R"("region":{"startLine":2,"startColumn":8,"endLine":2,"endColumn":10,"charOffset":16,"charLength":2,)"
           R"("byteOffset":16,"byteLength":2}},"logicalLocations":[{"fullyQualifiedName":"/b/0","kind":"value"}]}],)"
           R"("relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"dir/f.json","index":0},)"
           R"("region":{"startLine":1,"startColumn":2,"endLine":1,"endColumn":5,"charOffset":1,"charLength":3,)"
           R"("byteOffset":1,"byteLength":3}},"logicalLocations":[{"fullyQualifiedName":"/a","kind":"property"}],)"
           R"("id":1,"message":{"text":"the other"}},)"
           R"({"physicalLocation":{"artifactLocation":{"uri":"dir/f.json","index":0},)"
           R"("region":{"startLine":1,"startColumn":2,"endLine":1,"endColumn":5,"charOffset":1,"charLength":3,)"
           R"("byteOffset":1,"byteLength":3}},"logicalLocations":[{"fullyQualifiedName":"/a","kind":"property"}],)"
           R"("id":2,"message":{"text":"the other"}}],)"
           R"("partialFingerprints":{"findingAndPlace/v1":"abfa34c3ef1f59b4"}})");
    CHECK(action_grammar::catalogue[18].id == "AG308");
}

TEST_CASE("columns count code points and bytes are given apart") {
    std::string_view const text = "[\"\u00e9\u6f22\U0001f600\",\r\n \"\u00e9\", [\n1]]";
    CHECK(json::serialize(region_of(text, "/1"))
          == R"({"startLine":2,"startColumn":2,"endLine":2,"endColumn":5,"charOffset":10,"charLength":3,)"
             R"("byteOffset":16,"byteLength":4})");
    CHECK(json::serialize(region_of(text, "/2"))
          == R"({"startLine":2,"startColumn":7,"endLine":3,"endColumn":3,"charOffset":15,"charLength":4,)"
             R"("byteOffset":22,"byteLength":4})");
}

TEST_CASE("regions of a long text agree with counting") {
    std::string text = "[";
    for (int i = 0; i < 1'000; ++i)
        text += "\"\u00e9\"," + std::string(i % 7 == 0 ? "\n" : "");
    text.back() = ']';
    for (int element = 0; element < 1'000; element += 37) {
        auto const region = region_of(text, "/" + std::to_string(element));
        auto const number = [&](char const* name) { return region.at(name).to_number<std::int64_t>(); };
        auto const offset = static_cast<std::size_t>(number("byteOffset"));
        auto const before = std::string_view(text).substr(0, offset);
        auto const points = [](std::string_view part) {
            return std::count_if(part.begin(), part.end(), [](char byte) { return (byte & 0xc0) != 0x80; });
        };
        CHECK(number("startLine") == 1 + std::count(before.begin(), before.end(), '\n'));
        CHECK(number("charOffset") == points(before));
        CHECK(number("startColumn") == 1 + points(before.substr(before.rfind('\n') + 1)));
    }
}

TEST_CASE("without the text only lines are known") {
    ag::findings found{{wrong("/b/0")}};
    found.list[0].fixes = {mend("remove", R"([{"op": "remove", "path": "/b/0"}])")};
    ag::locate(found, "{\"a\": 1,\n \"b\": [22]}");
    auto const result = ag::render_sarif({{"f.json", &found}}).at("runs").at(0).at("results").at(0);
    CHECK(
        json::serialize(result.at("locations"))
        == R"([{"physicalLocation":{"artifactLocation":{"uri":"f.json","index":0},"region":{"startLine":2}},)"
           R"("logicalLocations":[{"fullyQualifiedName":"/b/0"}]}])");
    CHECK_FALSE(result.as_object().contains("fixes"));
    // And without a place not even those.
    CHECK(json::serialize(result_of("", wrong("/b")).at("locations"))
          == R"([{"physicalLocation":{"artifactLocation":{"uri":"dir/f.json","index":0}},)"
             R"("logicalLocations":[{"fullyQualifiedName":"/b"}]}])");
}

TEST_CASE("fixes are replacements in the text") {
    ag::finding about = wrong("/a");
    about.fixes = {
        mend("rename {it}", R"([{"op": "move", "from": "/a", "path": "/c"}])"),
        mend("remove it", R"([{"op": "remove", "path": "/a"}])", ag::applicability::maybe_incorrect),
        mend("remove it", R"([{"op": "remove", "path": "/a"}])", ag::applicability::maybe_incorrect),
        mend("not seen", R"([{"op": "remove", "path": "/x"}])")};
    CHECK(
        json::serialize(result_of("{\"a\": 1, \"b\": 2}", about).at("fixes"))
        == R"([{"description":{"text":"rename {{it}}"},"artifactChanges":[{"artifactLocation":{"uri":"dir/f.json",)"
           R"("index":0},"replacements":[{"deletedRegion":{"startLine":1,"startColumn":2,"endLine":1,"endColumn":5,)"
           R"("charOffset":1,"charLength":3,"byteOffset":1,"byteLength":3},"insertedContent":{"text":"\"c\""}}]}],)"
           R"("properties":{"applicability":"machine-applicable"}},)"
           R"({"description":{"text":"remove it"},"artifactChanges":[{"artifactLocation":{"uri":"dir/f.json",)"
           R"("index":0},"replacements":[{"deletedRegion":{"startLine":1,"startColumn":2,"endLine":1,"endColumn":10,)"
           R"("charOffset":1,"charLength":8,"byteOffset":1,"byteLength":8}}]}],)"
           R"("properties":{"applicability":"maybe-incorrect"}}])");
}

TEST_CASE("fingerprints outlive a new format and tell findings apart") {
    auto const print = [](json::value const& result) { return text_of(result.at("partialFingerprints")); };
    CHECK(print(result_of("{\"a\": 1}", wrong("/a"))) == print(result_of("\n\n{ \"a\"  : 1}", wrong("/a"))));
    CHECK(print(result_of("{\"a\": 1}", wrong("/a"))) != print(result_of("{\"a\": 1}", wrong("/b"))));
    auto const results = run_of("{}", {wrong("/a"), wrong("/a")}).at("results");
    CHECK(print(results.at(0)) != print(results.at(1)));
}

TEST_CASE("files are named by URI references") {
    auto const uri = [](std::string_view file) {
        return text_of(ag::render_sarif({{file, nullptr}})
                           .at("runs")
                           .at(0)
                           .at("artifacts")
                           .at(0)
                           .at("location")
                           .at("uri"));
    };
    CHECK(uri("a/b-c_d.json") == "a/b-c_d.json");
    CHECK(uri("a b#c?d%e[f].json") == "a%20b%23c%3Fd%25e%5Bf%5D.json");
    CHECK(uri("gr\u00f6\u00dfe\\x") == "gr%C3%B6%C3%9Fe%5Cx");
    CHECK(uri("/etc/a.json") == "file:///etc/a.json");
    CHECK(uri("a:b.json") == "./a:b.json");
    CHECK(uri("https://a.example/b%20c?d#e") == "https://a.example/b%20c?d#e");
    CHECK(uri("") == "");
}

TEST_CASE("several files are one run") {
    ag::findings const first{{wrong("/a")}};
    ag::findings const second{{wrong("/b"), wrong("/c")}, true};
    auto const log =
        ag::render_sarif({{"1.json", &first, "{}"}, {"2.json", &second, "{}"}, {"1.json", &first, "{}"}});
    json::value const& run = log.at("runs").at(0);
    CHECK(run.at("artifacts").as_array().size() == 2);
    REQUIRE(run.at("results").as_array().size() == 4);
    auto const index = [&](std::size_t result) {
        return run.at("results")
            .at(result)
            .at("locations")
            .at(0)
            .at("physicalLocation")
            .at("artifactLocation")
            .at("index")
            .to_number<std::int64_t>();
    };
    CHECK(index(0) == 0);
    CHECK(index(1) == 1);
    CHECK(index(3) == 0);
    CHECK(json::serialize(run.at("invocations"))
          == R"([{"executionSuccessful":true,"toolExecutionNotifications":)"
             R"([{"level":"warning","message":{"text":"more findings were not kept"}}]}])");
}

TEST_CASE("messages cannot pose as links or placeholders") {
    ag::finding about = wrong("/a");
    about.message = "{0} [click](https://evil.example)\x1b[1m";
    CHECK(text_of(result_of("{}", about).at("message").at("text"))
          == "{{0}} [click] (https://evil.example)\u241b[1m");
}

} // namespace
