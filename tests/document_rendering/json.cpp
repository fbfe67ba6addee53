#include <string>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/locate.hpp>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

namespace {

using namespace rendering;

TEST_CASE("findings are written for programs") {
    ag::finding about = wrong("/a", {{at("@/b"), "the other"}});
    about.hint = "rename it";
    about.fixes = {
        mend("rename it", R"([{"op": "move", "from": "/a", "path": "/c"}])"),
        mend("remove it", R"([{"op": "remove", "path": "/a"}])", ag::applicability::maybe_incorrect)};
    ag::findings found{{about}, true};
    ag::locate(found, "{\"a\": 1,\n\"b\": 2}");
    CHECK(
        json::serialize(ag::render_json(found, "https://a.example/rules"))
        == R"({"valid":false,"findings":[{"code":"AG308","name":"malformed","severity":"error","pointer":"/a",)"
           R"("line":1,"column":7,"message":"wrong",)"
           R"("related":[{"pointer":"/b","line":2,"column":1,"message":"the other"}],"hint":"rename it",)"
           R"("fixes":[{"description":"rename it","applicability":"machine-applicable",)"
           R"("patch":[{"op":"move","from":"/a","path":"/c"}]},)"
           R"({"description":"remove it","applicability":"maybe-incorrect",)"
           R"("patch":[{"op":"remove","path":"/a"}]}],)"
           R"("url":"https://a.example/rules/AG308.md"}],"truncated":true})");
}

TEST_CASE("warnings leave a document valid") {
    ag::findings found{{wrong("/a")}};
    found.list[0].level = action_grammar::severity::warning;
    CHECK(text_of(ag::render_json(found).at("valid")) == "true");
    CHECK(text_of(ag::render_json(found).at("findings").at(0).at("severity")) == "warning");
    CHECK(json::serialize(ag::render_json({})) == R"({"valid":true,"findings":[],"truncated":false})");
}

} // namespace
