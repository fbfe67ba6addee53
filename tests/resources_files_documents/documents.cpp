// fetch(file) and persist(file): what documents may do with them, and what not.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/executable.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/validate.hpp>
#include <action_grammar/resources/files_documents/actions.hpp>

#include "support/catch.hpp"

namespace ag = action_grammar;
namespace doc = action_grammar::document;
namespace files = action_grammar::files;

namespace {

std::filesystem::path made_folder() {
    std::string made = (std::filesystem::temp_directory_path() / "action_grammar_documents_XXXXXX").string();
    REQUIRE(::mkdtemp(made.data()) != nullptr);
    return made;
}

struct host {
    std::filesystem::path folder = made_folder();
    files::root below = *files::root::open(folder.string());
    doc::registry actions;

    host() {
        std::filesystem::create_directory(folder / "data");
        REQUIRE(files::register_actions(
                    actions, below, {.readable = {"data"}, .writable = {"data/out.jsonl", "data/state.json"}})
                    .has_value());
    }
    ~host() { std::filesystem::remove_all(folder); }
    host(host const&) = delete;
    host& operator=(host const&) = delete;

    void write(char const* name, std::string_view text) const { std::ofstream(folder / name) << text; }
    [[nodiscard]] std::string read(char const* name) const {
        std::ostringstream text;
        text << std::ifstream(folder / name).rdbuf();
        return text.str();
    }
    [[nodiscard]] std::vector<std::string> findings(std::string const& document) const {
        std::vector<std::string> told;
        for (doc::finding const& each : doc::validate(document, actions).found.list)
            told.push_back("AG" + std::to_string(static_cast<int>(each.code)) + ' ' + each.where.pointer
                           + ": " + each.message);
        return told;
    }
    [[nodiscard]] doc::executable ready(std::string const& document) const {
        auto made = doc::executable::assemble(document, actions);
        REQUIRE(made.has_value());
        return *std::move(made);
    }
};

std::string query(std::string const& with) {
    return R"json({"query":"look","input":{},"prepare":[{"id":"rows","action":"fetch(file)","with":{)json"
         + with + "}}]}";
}
std::string command(std::string const& with, std::string const& protection) {
    return R"json({"command":"note","input":{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]},
             "prepare":[],"commit":{"id":"noted","action":"persist(file)","from":"input","with":{)json"
         + with + "},\"protection\":" + protection + "}}";
}
ag::json::value parsed(std::string_view text) { return *ag::json::parse(text); }

} // namespace

TEST_CASE("a document reads a file, within its contract") {
    host const with;
    with.write("data/rows.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    with.write("data/one.json", "{\"n\":\n \"x\"}");
    std::string const output =
        R"(,"output":{"type":"object","properties":{"n":{"type":"integer"}},"required":["n"]})";
    std::string const lines = query(R"("path":"data/rows.jsonl","format":"lines")" + output);
    CHECK(with.findings(lines).empty());
    auto const reading = with.ready(lines);
    auto const found = reading.run({});
    REQUIRE(found);
    CHECK(ag::json::serialize(*found) == R"([{"n":1},{"n":2}])");

    with.write("data/rows.jsonl", "{\"n\":1}\n{\"n\":\"two\"}\n");
    auto const wrong = reading.run({});
    REQUIRE(wrong.status() == ag::status::failed);
    CHECK(std::get<doc::failure>(wrong.error()).message.find("value 2 does not satisfy its schema: /n ")
          != std::string::npos);
    with.write("data/rows.jsonl", "{\"n\":1}\n{n}\n");
    CHECK(std::get<doc::failure>(reading.run({}).error()).detail.at("line") == 2);

    std::string const one = query(R"("path":"data/one.json")" + output);
    auto const single = with.ready(one);
    CHECK(std::get<doc::failure>(single.run({}).error())
              .message.find("the value does not satisfy its schema: /n ")
          != std::string::npos);
    with.write("data/one.json", "{\"n\":\n }");
    CHECK(std::get<doc::failure>(single.run({}).error()).detail.at("line") == 2);
}

TEST_CASE("a document appends once for each key, and replaces") {
    host const with;
    std::string const noting = command(R"("path":"data/out.jsonl","key":"id")", R"({"keyed":"input/id"})");
    CHECK(with.findings(noting).empty());
    auto const note = with.ready(noting);
    for (char const* const expected : {R"({"repeated":false})", R"({"repeated":true})"}) {
        auto const noted = note.run(parsed(R"({"id":"a"})"));
        REQUIRE(noted);
        CHECK(ag::json::serialize(*noted) == expected);
    }
    CHECK(with.read("data/out.jsonl") == "{\"id\":\"a\"}\n");
    std::string const saving = command(R"("path":"data/state.json","mode":"replace")", R"("natural")");
    auto const save = with.ready(saving);
    REQUIRE(save.run(parsed(R"({"id":"a"})")));
    REQUIRE(save.run(parsed(R"({"id":"b"})")));
    CHECK(with.read("data/state.json") == "{\"id\":\"b\"}\n");
}

TEST_CASE("what a document may not do with files is told before it runs") {
    host const with;
    with.write("secret.json", "{}");
    std::filesystem::create_symlink("../secret.json", with.folder / "data" / "link.json");
    auto const only = [&](std::string const& document) {
        auto const all = with.findings(document);
        CAPTURE(document);
        REQUIRE(all.size() == 1);
        return all.front();
    };
    for (char const* const path : {"secret.json", "database.json", "data2/x"})
        CHECK(only(query(R"("path":")" + std::string(path) + '"'))
              == "AG302 /prepare/0/with/path: the host does not let documents use this file");
    for (char const* const path : {"data/../secret.json", "/etc/passwd", "data//x", "", "./data/x", "data/"})
        CHECK(only(query(R"("path":")" + std::string(path) + '"'))
                  .starts_with("AG302 /prepare/0/with/path: a file's name"));
    CHECK(only(command(R"("path":"data/rows.jsonl")", R"("unprotected")")).find("does not let")
          != std::string::npos);
    CHECK(
        only(command(R"("path":"data/out.jsonl")", R"("natural")")).starts_with("AG302 /commit/protection"));
    CHECK(only(command(R"("path":"data/out.jsonl")", R"({"keyed":"input/id"})"))
              .starts_with("AG302 /commit/with"));
    CHECK(only(query(R"("path":"data/x","format":"csv")")).starts_with("AG302 /prepare/0/with/format"));

    std::string const linked = query(R"("path":"data/link.json")");
    auto const through = with.ready(linked);
    auto const refused = through.run({});
    REQUIRE(refused.status() == ag::status::failed);
    CHECK(std::get<doc::failure>(refused.error()).detail.at("kind") == "path");
}
