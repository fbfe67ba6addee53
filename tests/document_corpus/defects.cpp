// Documents with a defect: each is found where it is, and nothing else is.

#include "corpus.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/render.hpp>

#include <map>
#include <set>
#include <string>

using namespace document_corpus;

TEST_CASE("every defect is told by its code at its place and nothing else is told") {
    std::set<std::string> names;
    for (entry const& each : defects()) {
        auto const made = judged(each.text, each.by);
        INFO(each.name << '\n'
                       << each.text << '\n'
                       << action_grammar::document::render_terminal(made.found, each.text, "document.json"));
        CHECK(names.insert(each.name).second);
        CHECK_FALSE(each.expected.empty());
        CHECK(in_short(made.found) == each.expected);
        CHECK(made.found.acceptable() == static_cast<bool>(made));
        for (auto const& told : made.found.list) {
            CHECK_FALSE(told.message.empty());
            CHECK(told.where.line > 0);
        }
    }
}

TEST_CASE("the corpus has every code of documents several times") {
    CHECK(defects().size() >= 300);
    std::map<std::string, int> documents;
    for (entry const& each : defects()) {
        std::set<std::string> codes;
        for (std::string const& line : each.expected)
            codes.insert(line.substr(0, 5));
        for (std::string const& code : codes)
            ++documents[code];
    }
    // Of a typed action the output is known, and a described one says it: AG103 does not occur in documents.
    for (std::string const code : {"AG101", "AG102", "AG104", "AG201", "AG202", "AG203", "AG204", "AG205",
                                   "AG206", "AG207", "AG301", "AG302", "AG303", "AG304", "AG305", "AG306",
                                   "AG307", "AG308", "AG401", "AG402", "AG403", "AG404", "AG501", "AG502"}) {
        INFO(code);
        CHECK(documents[code] >= 6);
    }
}
