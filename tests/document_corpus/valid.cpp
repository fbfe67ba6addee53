// Documents without an error.

#include "corpus.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/render.hpp>

#include <set>
#include <string>

using namespace document_corpus;

TEST_CASE("valid documents have no findings but the warnings that are expected") {
    CHECK(valid_documents().size() >= 60);
    std::set<std::string> names;
    for (entry const& each : valid_documents()) {
        auto const made = judged(each.text, each.by);
        INFO(each.name << '\n'
                       << action_grammar::document::render_terminal(made.found, each.text, "document.json"));
        CHECK(names.insert(each.name).second);
        CHECK(in_short(made.found) == each.expected);
        CHECK(made);
    }
}
