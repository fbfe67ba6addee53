// Problems of references and protections.

#include "reading.hpp"

namespace {

using namespace action_grammar_tests;

std::string from(std::string_view what) {
    return "{'query': 'q', 'prepare': [{'id': 'a', 'action': 'fetch(b)', 'from': " + std::string(what)
         + "}]}";
}
std::string guarded(std::string_view what) {
    return "{'command': 'q', 'commit': {'id': 'a', 'action': 'emit(b)', 'protection': " + std::string(what)
         + "}}";
}
std::string node(std::string const& text) { return written(doc::read_form(in_double_quotes(text)).made)[1]; }

std::string const reads_previous = "  action fetch fallible 'a' at '/prepare/0' in prepare fetch(b)";

TEST_CASE("a from is a string or an object") {
    std::string const begin =
        "AG308 /prepare/0/from: \"from\" must be a reference or an object of references, but is ";
    CHECK(problems(from("1")) == lines{begin + "a number"});
    CHECK(problems(from("null")) == lines{begin + "null"});
    CHECK(problems(from("[]")) == lines{begin + "an empty array"});
    CHECK(node(from("null")) == reads_previous);
}

TEST_CASE("an array of references is offered as an object") {
    CHECK(advice(from("['b', 'c/d']"))
          == lines{R"(give each value a name: {"cart": "cart", "rates": "rates/today"})",
                   "maybe-incorrect: name each value by its id: "
                   R"([{"op":"replace","path":"/prepare/0/from","value":{"b":"b","c":"c/d"}}])"});
    CHECK(advice(from("['b', 'b/x']")).size() == 1);
    CHECK(advice(from("['b', 1]")).size() == 1);
    CHECK(advice(from("['']")).size() == 1);
}

TEST_CASE("a reference has an id and a pointer") {
    CHECK(problems(from("''")) == lines{"AG308 /prepare/0/from: the reference \"\" is empty"});
    CHECK(problems(from("'/x'"))
          == lines{"AG308 /prepare/0/from: the reference \"/x\" names no step before its first \"/\""});
    CHECK(advice(from("'/x'"))[1]
          == "maybe-incorrect: replace it by \"input/x\": "
             R"([{"op":"replace","path":"/prepare/0/from","value":"input/x"}])");
    CHECK(problems(from("'a/~2'"))
          == lines{"AG308 /prepare/0/from: the reference \"a/~2\" has a \"~\" that neither \"0\" nor \"1\" "
                   "follows"});
    CHECK(problems(from("'a/~'")).size() == 1);
    CHECK(problems(from("'" + std::string(129, 'x') + "/y'")).size() == 1);
    CHECK(problems(from("'a~b/~0~1'")).empty());
    CHECK(node(from("'/x'")) == reads_previous);
}

TEST_CASE("an object of references names at least one value") {
    CHECK(
        problems(from("{}"))
        == lines{
            "AG308 /prepare/0/from: \"from\" is an empty object, where at least one reference was expected"});
    CHECK(node(from("{}")) == reads_previous);
    CHECK(problems(from("{'x': 1, 'y': '', '': 'b', 'z': 'b'}"))
          == lines{"AG308 /prepare/0/from/x: a reference must be a string, but is a number",
                   "AG308 /prepare/0/from/y: the reference \"\" is empty",
                   "AG308 /prepare/0/from/ (name): the name of a value is empty"});
    // The good ones stay.
    CHECK(node(from("{'x': 1, 'z': 'b'}")) == reads_previous + " from z=b@/prepare/0/from/z as object alone");
    CHECK(node(from("{'x': 1}")) == reads_previous);
}

TEST_CASE("a protection has one of five names") {
    CHECK(problems(guarded("'wobble'"))
          == lines{"AG308 /commit/protection: there is no protection \"wobble\""});
    CHECK(advice(guarded("'wobble'"))
          == lines{"the protections are \"same_transaction\", \"keyed\", \"natural\", \"verified\" and "
                   "\"unprotected\""});
    CHECK(problems(guarded("'undeclared'")).size() == 1);
    CHECK(advice(guarded("'naturel'"))
          == lines{"did you mean \"natural\"?",
                   "machine-applicable: replace \"naturel\" by \"natural\": "
                   R"([{"op":"replace","path":"/commit/protection","value":"natural"}])"});
    CHECK(advice(guarded("'sameTransaction'"))[0] == "did you mean \"same_transaction\"?");
}

TEST_CASE("a protection that cannot be read counts as a safe one") {
    std::string const begin = "  action emit committed 'a' at '/commit' in commit emit(b) guard ";
    CHECK(node(guarded("'wobble'")) == begin + "natural declares natural@/commit/protection");
    CHECK(node(guarded("'Verified'")) == begin + "verified declares verified@/commit/protection");
    CHECK(node(guarded("null")) == begin + "natural declares natural@/commit/protection");
    CHECK(node(guarded("{'keyed': 1}")) == begin + "keyed declares keyed@/commit/protection");
}

TEST_CASE("a keyed protection refers to its key") {
    CHECK(
        problems(guarded("null"))
        == lines{"AG308 /commit/protection: \"protection\" must be a string, as \"natural\", or {\"keyed\": "
                 "\"order/id\"}, but is null"});
    CHECK(problems(guarded("{}")) == lines{"AG308 /commit/protection: the protection has no \"keyed\""});
    CHECK(problems(guarded("{'keyed': 1}"))
          == lines{"AG308 /commit/protection/keyed: \"keyed\" must be a reference, as \"order/id\", but is a "
                   "number"});
    CHECK(problems(guarded("{'keyed': ''}"))
          == lines{"AG308 /commit/protection/keyed: the reference \"\" is empty"});
    CHECK(problems(guarded("{'keyed': 'a', 'by': 'b'}"))
          == lines{"AG308 /commit/protection/by (name): a protection has no member \"by\""});
}

} // namespace
