#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_SARIF_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_RENDER_SARIF_HPP

// The numbers in comments are sections of SARIF 2.1.0.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/edit_planner.hpp>
#include <action_grammar/document/impl/rule_display.hpp>
#include <action_grammar/document/impl/sarif_text.hpp>
#include <action_grammar/document/impl/text_index.hpp>
#include <action_grammar/document/render.hpp>
#include <action_grammar/version.hpp>

namespace action_grammar::document::detail {

inline json::array sarif_rules(std::string_view rules_url) {
    json::array rules;
    for (rule const& each : catalogue) {
        auto const page = rule_page(rules_url, each.id);
        json::object written{{"id", each.id},
                             {"name", each.name},
                             {"shortDescription", sarif_message(each.sentence)},
                             {"help", sarif_message(std::string(each.repair) + "; see " + page)},
                             {"defaultConfiguration", json::object{{"level", level_name(each.gravity)}}}};
        if (is_absolute_uri(page)) written["helpUri"] = sarif_uri(page);
        rules.emplace_back(std::move(written));
    }
    return rules;
}

/// Writes the results of one file.
class sarif_file {
public:
    sarif_file(file_findings const& about, std::size_t index)
        : found_(*about.found),
          text_(about.text),
          has_text_(about.text.data() != nullptr),
          lines_(about.text),
          fixes_(about.text),
          artifact_{{"uri", sarif_uri(about.file)}, {"index", index}} {
        for (finding const& each : found_.list)
            for (fix const& mend : each.fixes)
                fixes_.want(mend.patch);
        if (has_text_) fixes_.run();
    }

    void append_results(json::array& results) {
        for (finding const& each : found_.list)
            results.emplace_back(result_of(each));
    }

private:
    json::object result_of(finding const& each) {
        json::object written;
        written["ruleId"] = rule_id(each.code);
        if (rule const* const known = find_rule(each.code))
            written["ruleIndex"] = known - std::begin(catalogue);
        written["level"] = level_name(each.level);
        written["message"] =
            sarif_message(each.hint.empty() ? each.message : each.message + "\nhelp: " + each.hint);
        written["locations"] = json::array{place_of(each.where)};
        json::array related;
        for (related_place const& beside : each.related) {
            json::object place = place_of(beside.where);
            // The id also tells equal places apart, which may not be in one list.
            place["id"] = related.size() + 1;
            place["message"] = sarif_message(beside.message);
            related.emplace_back(std::move(place));
        }
        if (!related.empty()) written["relatedLocations"] = std::move(related);
        written["partialFingerprints"] = json::object{{"findingAndPlace/v1", fingerprint_of(each)}};
        if (json::array fixes = fixes_of(each); !fixes.empty()) written["fixes"] = std::move(fixes);
        return written;
    }

    /// By what is found and its pointer, so that it outlives a new format of the file.
    std::string fingerprint_of(finding const& each) {
        std::string print = fingerprint({rule_id(each.code), each.where.pointer, each.message});
        std::size_t const before = prints_[print]++;
        return before == 0 ? print : print + ":" + std::to_string(before);
    }

    json::object place_of(location const& where) const {
        json::object physical{{"artifactLocation", artifact_}};
        if (where.line > 0) physical["region"] = region_of(where);
        json::object logical{{"fullyQualifiedName", as_utf8(where.pointer)}};
        if (std::string_view const kind = kind_of(where); !kind.empty()) logical["kind"] = kind;
        return {{"physicalLocation", std::move(physical)},
                {"logicalLocations", json::array{std::move(logical)}}};
    }

    /// What is there, in the words of 3.33.7.
    std::string_view kind_of(location const& where) const noexcept {
        if (where.key) return "property";
        if (where.line == 0 || where.offset >= text_.size()) return {};
        return text_[where.offset] == '{' ? "object" : text_[where.offset] == '[' ? "array" : "value";
    }

    json::object region_of(location const& where) const {
        if (!has_text_) return {{"startLine", where.line}};
        return region_of(where.offset, where.length);
    }

    /// The same bytes as lines and columns, as code points, and as bytes (3.30).
    json::object region_of(std::size_t offset, std::size_t length) const {
        offset = std::min(offset, text_.size());
        length = std::min(length, text_.size() - offset);
        text_point const start = lines_.at(offset);
        text_point const end = lines_.at(offset + length);
        return {{"startLine", start.line},    {"startColumn", start.column()},
                {"endLine", end.line},        {"endColumn", end.column()},
                {"charOffset", start.points}, {"charLength", end.points - start.points},
                {"byteOffset", offset},       {"byteLength", length}};
    }

    json::array fixes_of(finding const& each) const {
        json::array fixes;
        if (!has_text_) return fixes;
        for (fix const& mend : each.fixes) {
            auto const edits = fixes_.edits(mend.patch);
            if (!edits || edits->empty()) continue;
            json::array replacements;
            for (text_edit const& edit : *edits) {
                json::object replacement{{"deletedRegion", region_of(edit.offset, edit.length)}};
                if (!edit.inserted.empty())
                    replacement["insertedContent"] = json::object{{"text", as_utf8(edit.inserted)}};
                replacements.emplace_back(std::move(replacement));
            }
            json::object change{{"artifactLocation", artifact_}, {"replacements", std::move(replacements)}};
            json::value written =
                json::object{{"description", sarif_message(mend.description)},
                             {"artifactChanges", json::array{std::move(change)}},
                             {"properties", json::object{{"applicability", name(mend.how)}}}};
            // Equal ones may not be in one list.
            if (std::ranges::find(fixes, written) == fixes.end()) fixes.push_back(std::move(written));
        }
        return fixes;
    }

    findings const& found_;
    std::string_view text_;
    bool has_text_;
    text_index lines_;
    edit_planner fixes_;
    json::object artifact_;
    std::map<std::string, std::size_t> prints_;
};

/// What says that not all was found.
inline json::array sarif_invocations() {
    json::array notes{
        json::object{{"level", "warning"}, {"message", sarif_message("more findings were not kept")}}};
    return {json::object{{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notes)}}};
}

inline json::object sarif_driver(std::string_view rules_url) {
    auto const number = std::to_string(version.major) + "." + std::to_string(version.minor) + "."
                      + std::to_string(version.patch);
    json::object driver{{"name", "action-grammar"}, {"version", number}, {"semanticVersion", number}};
    if (is_absolute_uri(rules_url)) driver["informationUri"] = sarif_uri(rules_url);
    driver["rules"] = sarif_rules(rules_url);
    return driver;
}

} // namespace action_grammar::document::detail

namespace action_grammar::document {

ACTION_GRAMMAR_DEFINED_ONCE json::object render_sarif(std::vector<file_findings> const& files,
                                                      std::string_view rules_url) {
    json::array artifacts;
    json::array results;
    std::map<std::string, std::size_t, std::less<>> indices;
    bool truncated = false;
    for (file_findings const& each : files) {
        auto const [index, is_new] = indices.try_emplace(detail::sarif_uri(each.file), artifacts.size());
        if (is_new)
            artifacts.emplace_back(json::object{{"location", json::object{{"uri", index->first}}},
                                                {"roles", json::array{"analysisTarget"}},
                                                {"mimeType", "application/json"},
                                                {"encoding", "UTF-8"}});
        if (each.found == nullptr) continue;
        detail::sarif_file(each, index->second).append_results(results);
        truncated = truncated || each.found->truncated;
    }
    json::object run{{"tool", json::object{{"driver", detail::sarif_driver(rules_url)}}}};
    if (truncated) run["invocations"] = detail::sarif_invocations();
    run["artifacts"] = std::move(artifacts);
    run["results"] = std::move(results);
    run["columnKind"] = "unicodeCodePoints";
    return {{"$schema",
             "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", json::array{std::move(run)}}};
}

} // namespace action_grammar::document

#endif
