#include <string>
#include <string_view>

#include "document_rendering/support.hpp"
#include "support/catch.hpp"

// A report as a whole.

namespace {

using namespace rendering;

constexpr std::string_view text = R"({
  "prepare": [{"id": "a"}, {"id": "b"}],
  "commit": {"id": "c"},

  "conclude": []
}
)";

TEST_CASE("a report quotes the text and says what to do") {
    ag::finding about = wrong("/commit/id", {{at("/prepare/1"), "the first mutation"}});
    about.code = action_grammar::rule_code::second_mutation;
    about.message = "\"c\" mutates after \"b\" did";
    about.hint = "split the composition";
    about.fixes = {mend("rename \"c\"", R"([{"op": "replace", "path": "/commit/id", "value": "d"}])"),
                   mend("add a description",
                        R"([{"op": "add", "path": "/commit/description", "value": "x"}])",
                        ag::applicability::maybe_incorrect)};
    CHECK(report(text, {about}) == R"(
error[AG201] second-mutation: "c" mutates after "b" did
 --> f.json:3:20
  |
2 |   "prepare": [{"id": "a"}, {"id": "b"}],
  |                            ----------- the first mutation
3 |   "commit": {"id": "c"},
  |                    ^^^
  |
  = help: split the composition
  = fix: rename "c"
  |
3 -   "commit": {"id": "c"},
3 +   "commit": {"id": "d"},
  |
  = possible fix: add a description
  |
3 -   "commit": {"id": "c"},
3 +   "commit": {"id": "c", "description": "x"},
  |
  = see docs/rules/AG201.md

1 error
)");
}

TEST_CASE("lines apart from each other are told apart") {
    CHECK(excerpt(text, wrong("/conclude", {{at("/prepare/0/id"), "here"}, {at("@/commit"), "there"}})) == R"(
2 |   "prepare": [{"id": "a"}, {"id": "b"}],
  |                      --- here
3 |   "commit": {"id": "c"},
  |   -------- there
...
5 |   "conclude": []
  |               ^^
)");
}

TEST_CASE("a fix that changes several lines shows only those") {
    ag::finding about = wrong("/prepare/0");
    about.fixes = {mend("move it", R"([{"op": "move", "from": "/prepare/0", "path": "/conclude/-"}])")};
    CHECK(report(text, {about}).find(R"(
  = fix: move it
  |
2 -   "prepare": [{"id": "a"}, {"id": "b"}],
2 +   "prepare": [{"id": "b"}],
...
5 -   "conclude": []
5 +   "conclude": [{"id": "a"}]
  |
)") != std::string::npos);
}

TEST_CASE("a fix that is not seen in the text is an order") {
    ag::finding about = wrong("/prepare/0");
    about.fixes = {mend("move it", R"([{"op": "move", "from": "/prepare/0", "path": "/prepare/1"}])"),
                   mend("nothing", "[]")};
    CHECK(report(text, {about}).find(R"(
  |
  = fix: move it
  = fix: nothing
  = see docs/rules/AG308.md
)") != std::string::npos);
}

TEST_CASE("the numbers of lines stand below each other") {
    std::string long_text = "[\n";
    for (int i = 0; i < 9; ++i)
        long_text += "1,\n";
    long_text += "2]";
    CHECK(report(long_text, {wrong("/8", {{at("/9"), "and"}})}) == R"(
error[AG308] malformed: wrong
  --> f.json:10:1
   |
10 | 1,
   | ^
11 | 2]
   | - and
   |
   = see docs/rules/AG308.md

1 error
)");
}

TEST_CASE("a place that is not in the text is given by its pointer") {
    CHECK(report("", {wrong("/a", {{at("/b"), "the other one"}, {at(""), "all"}})}) == R"(
error[AG308] malformed: wrong
 --> f.json at /a
  = note: the other one: /b
  = note: all: the whole document
  = see docs/rules/AG308.md

1 error
)");
    // Of another text than the one that is shown.
    ag::findings found{{wrong("/a")}};
    found.list[0].where = {"/a", false, 3, 9, 40, 5};
    CHECK(ag::render_terminal(found, "{}", "f.json").find("--> f.json:3:9\n  = see") != std::string::npos);
    found.list[0].where = {"/a", false, 2, 9, 3, 5};
    CHECK(ag::render_terminal(found, "{}  ", "f.json").find("--> f.json:2:9\n  = see") != std::string::npos);
    found.list[0].where = {"/a", false, 2, 2, 3, 1};
    CHECK(ag::render_terminal(found, "{}  ", "f.json").find("--> f.json:2:2\n  = see") != std::string::npos);
    CHECK(ag::render_terminal(found, "{\n} ", "f.json").find("2 | }\n  |  ^\n") != std::string::npos);
}

TEST_CASE("an empty text and its end are places") {
    ag::finding about = wrong("");
    about.where = {"", false, 1, 1, 0, 0};
    CHECK(excerpt("", about) == "\n1 |\n  | ^\n");
    about.where = {"", false, 1, 3, 2, 0};
    CHECK(excerpt("[1", about) == "\n1 | [1\n  |   ^\n");
    about.where = {"", false, 2, 1, 3, 0};
    CHECK(excerpt("[1\n", about) == "\n2 |\n  | ^\n");
    about.where = {"", false, 1, 3, 2, 9};
    CHECK(excerpt("[1\r\n", about) == "\n1 | [1\n  |   ^\n");
}

TEST_CASE("messages of several lines are indented") {
    ag::finding about = wrong("/commit");
    about.message = "first\nsecond";
    about.hint = "try\nthis";
    std::string const shown = report(text, {about});
    CHECK(shown.find("malformed: first\n    second\n") != std::string::npos);
    CHECK(shown.find("  = help: try\n          this\n") != std::string::npos);
}

TEST_CASE("the last line counts") {
    auto const sum = [](std::size_t errors, std::size_t warnings, bool truncated) {
        ag::findings found;
        found.list.assign(errors + warnings, wrong("/a"));
        for (std::size_t i = errors; i < found.list.size(); ++i)
            found.list[i].level = action_grammar::severity::warning;
        found.truncated = truncated;
        std::string const shown = "\n" + ag::render_terminal(found, "{}", "f.json");
        return shown.substr(shown.rfind('\n', shown.size() - 2) + 1);
    };
    CHECK(sum(2, 1, false) == "2 errors, 1 warning\n");
    CHECK(sum(1, 0, false) == "1 error\n");
    CHECK(sum(0, 2, false) == "2 warnings\n");
    CHECK(sum(1, 2, true) == "1 error, 2 warnings; more were not shown\n");
    CHECK(sum(0, 0, true) == "more were not shown\n");
    CHECK(ag::render_terminal({}, "{}", "f.json").empty());
}

TEST_CASE("a warning says so and a code that is not known is a number") {
    ag::finding about = wrong("/commit");
    about.level = action_grammar::severity::warning;
    about.code = static_cast<action_grammar::rule_code>(999);
    CHECK(report(text, {about}).starts_with("\nwarning[AG999] : wrong\n"));
}

TEST_CASE("the pages of the rules are where the host says") {
    CHECK(report(text, {wrong("")}, {.rules_url = "https://a.example/rules"})
              .find("  = see https://a.example/rules/AG308.md\n")
          != std::string::npos);
    CHECK(report(text, {wrong("")}, {.rules_url = ""}).find("  = see AG308.md\n") != std::string::npos);
}

TEST_CASE("colors are there when they are wanted and change no word") {
    ag::finding about = wrong("/commit/id", {{at("/prepare/1"), "here"}, {at("/prepare/0"), "and"}});
    about.fixes = {mend("rename", R"([{"op": "replace", "path": "/commit/id", "value": "d"}])")};
    std::string const plain = report(text, {about});
    std::string colored = report(text, {about}, {.color = true});
    CHECK(plain.find('\x1b') == std::string::npos);
    CHECK(colored.find("\x1b[1;31merror[AG308]\x1b[0m") != std::string::npos);
    CHECK(colored.find("\x1b[32m   \"commit\": {\"id\": \"d\"},\x1b[0m\n") != std::string::npos);
    for (std::size_t escape = colored.find('\x1b'); escape != std::string::npos;
         escape = colored.find('\x1b'))
        colored.erase(escape, colored.find('m', escape) - escape + 1);
    CHECK(colored == plain);
}

} // namespace
