// Whoever only applies the fixes that a machine may apply.

#include "corpus.hpp"

#include "support/catch.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>
#include <action_grammar/document/render.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

using namespace document_corpus;

namespace {

namespace document = action_grammar::document;

/// What is told, without the places and the positions in filters, which a fix may change.
lines told(document::findings const& found) {
    lines made;
    for (document::finding const& each : found.list) {
        std::string said = in_short(each).substr(0, 6) + each.message;
        made.push_back(said.substr(0, std::min(said.rfind(" (column "), said.rfind(" (line "))));
    }
    std::ranges::sort(made);
    return made;
}

std::string mended(std::string_view text, document::fix const& by) {
    auto const root = json::parse(text);
    REQUIRE(root.has_value());
    auto made = document::apply_patch(*root, by.patch);
    INFO(by.description);
    REQUIRE(made.has_value());
    return json::serialize(*made);
}

document::fix const* sure_fix(document::finding const& of) {
    auto const found =
        std::ranges::find(of.fixes, document::applicability::machine_applicable, &document::fix::how);
    return found == of.fixes.end() ? nullptr : &*found;
}

/// Applies the first fix that may be applied. Checks that it keeps its promise: its finding is gone, and no new one is
/// there.
std::optional<std::string> repaired_once(std::string const& text, document::policy const& by) {
    auto const before = judged(text, by);
    for (document::finding const& each : before.found.list) {
        document::fix const* const mend = sure_fix(each);
        if (mend == nullptr) continue;
        std::string made = mended(text, *mend);
        auto const after = judged(made, by);
        INFO(mend->description << '\n'
                               << document::render_terminal(before.found, text, "before") << '\n'
                               << document::render_terminal(after.found, made, "after"));
        lines const then = told(before.found);
        lines const now = told(after.found);
        CHECK(now.size() < then.size());
        CHECK(std::ranges::includes(then, now));
        return made;
    }
    return std::nullopt;
}

/// Whether a document becomes valid, in rounds in each of which all that may be applied is applied.
bool becomes_valid(std::string text, document::policy const& by) {
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {
        std::size_t const mistakes = judged(text, by).found.list.size();
        for (std::size_t i = 0; i < mistakes; ++i) {
            auto next = repaired_once(text, by);
            if (!next) break;
            text = *std::move(next);
        }
    }
    return static_cast<bool>(judged(text, by));
}

} // namespace

TEST_CASE("what can be mended mechanically is mended by the fixes that a machine may apply") {
    std::size_t marked = 0;
    std::size_t valid = 0;
    for (entry const& each : defects()) {
        INFO(each.name << '\n' << each.text);
        bool const mends = becomes_valid(each.text, each.by);
        if (!each.repairable) continue;
        ++marked;
        valid += mends ? 1U : 0U;
    }
    CAPTURE(valid, marked);
    CHECK(marked >= 90);
    CHECK(10 * valid >= 9 * marked);
}

TEST_CASE("every fix of every defect can be applied") {
    for (entry const& each : defects()) {
        INFO(each.name);
        for (document::finding const& found : judged(each.text, each.by).found.list)
            for (document::fix const& offered : found.fixes)
                CHECK(json::parse(mended(each.text, offered)).has_value());
    }
}

TEST_CASE("names that are as near to two are offered and not applied") {
    std::size_t seen = 0;
    for (entry const& each : defects()) {
        if (each.name.find("as near to two") == std::string::npos) continue;
        INFO(each.name);
        ++seen;
        auto const found = judged(each.text, each.by).found;
        REQUIRE(found.list.size() == 1);
        CHECK(found.list[0].fixes.size() >= 2);
        CHECK(sure_fix(found.list[0]) == nullptr);
    }
    CHECK(seen >= 4);
}

TEST_CASE("a host may ask that no fix is tried") {
    std::size_t fewer = 0;
    for (entry const& each : defects()) {
        if (each.by.bounds.bytes != document::limits().bytes) continue;
        document::policy by = each.by;
        auto const tried = judged(each.text, by).found;
        by.bounds.tried_fixes = 0;
        auto const untried = judged(each.text, by).found;
        CHECK(in_short(tried) == in_short(untried)); // a trial finds nothing
        for (std::size_t i = 0; i < tried.list.size(); ++i)
            fewer += sure_fix(tried.list[i]) != nullptr && sure_fix(untried.list[i]) == nullptr ? 1U : 0U;
    }
    CHECK(fewer > 20);
}
