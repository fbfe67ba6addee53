// Whatever is accepted is proved safe a second time, by an oracle that does not know the library's rules.

#include "corpus.hpp"
#include "generated.hpp"
#include "oracle.hpp"

#include "support/catch.hpp"

#include <action_grammar/document/form.hpp>
#include <action_grammar/document/render.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

using namespace document_corpus;

namespace {

constexpr std::uint64_t generated = 400;

std::vector<std::string> const& all_valid() {
    static std::vector<std::string> const all = [] {
        std::vector<std::string> made;
        for (entry const& each : valid_documents())
            made.push_back(each.text);
        for (std::uint64_t seed = 0; seed < generated; ++seed)
            made.push_back(generated_document(seed));
        return made;
    }();
    return all;
}

} // namespace

TEST_CASE("generated documents have no error") {
    for (std::uint64_t seed = 0; seed < generated; ++seed) {
        std::string const text = generated_document(seed);
        auto const made = judged(text);
        INFO(seed << '\n'
                  << text << '\n'
                  << action_grammar::document::render_terminal(made.found, text, "document.json"));
        CHECK(made);
    }
}

TEST_CASE("the second proof refuses what breaks the boundary") {
    std::size_t refused = 0;
    for (entry const& each : defects()) {
        bool const of_boundary = std::ranges::all_of(each.expected, [](std::string const& line) {
            return line.starts_with("AG20") && !line.starts_with("AG207 ");
        });
        if (!of_boundary) continue;
        INFO(each.name << '\n' << each.text);
        auto const read = action_grammar::document::read_form(each.text, {}, &host().patterns());
        CHECK(unsafe_because(each.text, read.made) != "");
        ++refused;
    }
    CHECK(refused >= 30);
    // What it is told to fail is all that it holds against these.
    for (entry const& each : valid_documents()) {
        auto const read = action_grammar::document::read_form(each.text, {}, &host().patterns());
        if (each.text.find("\"conclude\"") != std::string::npos) continue;
        if (each.text.find("\"all\"") != std::string::npos) continue;
        INFO(each.text);
        CHECK(unsafe_because(each.text, read.made) == "");
    }
}

TEST_CASE("accepted documents are safe by a second proof") {
    std::size_t proved = 0;
    auto const prove = [&](std::string const& text, action_grammar::document::policy const& by = {}) {
        auto const made = judged(text, by);
        if (!made) return;
        INFO(text);
        CHECK(unsafe_because(text, made) == "");
        ++proved;
    };
    for (std::string const& each : all_valid())
        prove(each);
    for (entry const& each : defects())
        prove(each.text, each.by); // those with warnings
    CHECK(proved > generated + 60);
}

TEST_CASE("documents that were changed at random and are accepted are safe by a second proof") {
    constexpr std::uint64_t changes = 6000;
    std::size_t accepted = 0;
    auto const& all = all_valid();
    action_grammar::document::policy quick;
    quick.bounds.tried_fixes = 0;
    for (std::uint64_t seed = 0; seed < changes; ++seed) {
        std::string const& base = all[seed % all.size()];
        std::string const text = mutated_document(base, seed);
        if (text == base) continue;
        auto const made = judged(text, quick);
        if (!made) continue;
        INFO(seed << '\n' << text);
        CHECK(unsafe_because(text, made) == "");
        ++accepted;
    }
    CHECK(accepted > 1000);
}
