#include <string>

#include <action_grammar/document/patch.hpp>

#include "document_patch/support.hpp"
#include "support/catch.hpp"

// Patches that are small and ask for much.

namespace {

namespace json = action_grammar::json;
using action_grammar::document::apply_patch;

json::object operation(char const* op, std::string const& from, std::string const& path) {
    return {{"op", op}, {"from", from}, {"path", path}};
}

TEST_CASE("copies that double the document at every step are stopped") {
    json::array patch;
    for (int i = 0; i < 64; ++i)
        patch.push_back(operation("copy", "", "/" + std::to_string(i)));
    auto const done = apply_patch(json::object{{"a", "a string that is longer than the object is"}}, patch);
    REQUIRE_FALSE(done);
    CHECK(done.error().operation > 10);
    CHECK(done.error().message.find("the patch is too much work") != std::string::npos);
}

TEST_CASE("long strings are not copied without end") {
    json::array patch;
    for (int i = 0; i < 1'000; ++i)
        patch.push_back(operation("copy", "/a", "/b/-"));
    json::object const document{{"a", std::string(1'000'000, 'a')}, {"b", json::array{}}};
    auto const done = apply_patch(document, patch);
    REQUIRE_FALSE(done);
    CHECK(done.error().message.find("the patch is too much work") != std::string::npos);
}

TEST_CASE("no value becomes deeper than what can be looked at") {
    // Each step puts the chain of all values before into one more array of 500 levels.
    std::string deep = "/b";
    json::value chain = json::array{};
    for (int i = 0; i < 400; ++i) {
        json::value outer = json::array{};
        outer.get_array().push_back(std::move(chain));
        chain = std::move(outer);
        deep += "/0";
    }
    json::array patch;
    for (int i = 0; i < 10; ++i) {
        patch.push_back(json::object{{"op", "add"}, {"path", "/b"}, {"value", chain}});
        patch.push_back(operation("move", "/a", deep + "/0"));
        patch.push_back(operation("move", "/b", "/a"));
    }
    auto const done = apply_patch(json::object{{"a", 1}}, patch);
    REQUIRE_FALSE(done);
    CHECK(done.error().operation == 7);
    CHECK(done.error().message.find("the patch is too much work") != std::string::npos);
}

TEST_CASE("a pointer of very many names is refused") {
    std::string path;
    for (int i = 0; i < 600; ++i)
        path += "/0";
    auto const done = apply_patch(json::array{}, {json::object{{"op", "remove"}, {"path", path}}});
    REQUIRE_FALSE(done);
    CHECK(done.error().message.find("the path is too long") != std::string::npos);
}

} // namespace
