// Actions looked for by words, and looked at.

#include "shop.hpp"

#include "support/catch.hpp"

using namespace vocabulary_tests;

namespace {

std::vector<std::string> names(doc::registry const& actions, std::string_view words, std::size_t most = 20) {
    std::vector<std::string> made;
    for (doc::search_match const& each : doc::search(actions, words, most))
        made.push_back(each.action->about().name);
    return made;
}

TEST_CASE("actions are found by words, the likeliest first") {
    doc::registry const actions = actions_of_shop();
    using list = std::vector<std::string>;
    CHECK(names(actions, "order").front() == "persist(order)");
    CHECK(names(actions, "ORDER").front() == "persist(order)");
    CHECK(names(actions, "fetch cart").front() == "fetch(cart)");
    CHECK(names(actions, "patience") == list{"fetch(http)"});    // a member's description
    CHECK(names(actions, "timeout") == list{"fetch(http)"});     // a part of a member's name
    CHECK(names(actions, "filt").size() == 3);                   // the beginning of a word
    CHECK(names(actions, "evnet") == list{"emit(event)"});       // a misspelt name
    CHECK(names(actions, "unreachable") == list{"fetch(http)"}); // a failure
    CHECK(names(actions, "persist", 1) == list{"persist(order)"});
    CHECK(names(actions, "") == list{});
    CHECK(names(actions, "zzzzzz") == list{});
    // An action that more words say something of comes first, however little.
    CHECK(names(actions, "fetch patience").front() == "fetch(http)");
}

TEST_CASE("an action is shown with all that documents need") {
    doc::registry const actions = actions_of_shop();
    CHECK(doc::inspect(actions.find("fetch(http)")->about()) == R"(fetch(http)  fallible

takes
  cart: {"id": string, "quantity": integer, "unit_price": integer}

with
  url: string
      where to look
  verb?: "get" or "head"
      default "get"
  timeout_ms?: integer or null
      patience in milliseconds (minimum 1)

yields
  value: {"factor": number}

can fail with
  unreachable: transient: always
  thrown: in doubt: sometimes
)");
    std::string const order = doc::inspect(actions.find("persist(order)")->about());
    CHECK(order.find("keyed: the document says where the key is: {\"keyed\": \"id/pointer\"}") != order.npos);
    CHECK(doc::inspect(actions.find("validate(stock)")->about()).find("what it was given") != order.npos);
    CHECK(doc::inspect(declared_shop().find("fetch(cart)")->about()).find("Declared only") != order.npos);
}

TEST_CASE("what strangers write is shown and not obeyed") {
    auto const read = doc::read_vocabulary(parsed(R"json({"vocabulary": 1, "actions": [
        {"name": "fetch(a)", "summary": "\u001b[31mred\u202e", "parameters": [{"name": "x\ny", "accepts": {"$ref": "#"}}],
         "output": {"enum": ["\u0007"]}, "configuration": {"properties": {"\u001b": {"description": "a\u0000b"}}},
         "grade": "fallible"}]})json"));
    REQUIRE(read.has_value());
    std::string const shown = doc::inspect(read->front()->about());
    for (char const each : shown)
        CHECK((each == '\n' || static_cast<unsigned char>(each) >= 0x20));
    CHECK(shown.find("\xe2\x80\xae") == shown.npos);
    CHECK_FALSE(doc::search(declared_shop(), shown).size() > 20);
}

} // namespace
