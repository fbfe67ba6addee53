#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_REGEX_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_REGEX_HPP

// Regular expressions, by RE2, whose time is linear in the text. jq's are Oniguruma's; what the two share is
// translated, and lookaround and backreferences are refused.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <re2/re2.h>

#include <action_grammar/contract/expression/build.hpp>
#include <action_grammar/contract/expression/datum.hpp>
#include <action_grammar/contract/expression/functions_text.hpp>
#include <action_grammar/contract/expression/written.hpp>

namespace action_grammar::expression::detail {

struct regex_flags {
    bool global = false;      ///< g
    bool ignore_case = false; ///< i
    bool extended = false;    ///< x: space and comments in the pattern mean nothing.
    bool dot_all = false;     ///< p: `.` is any character, newline too. s alone changes nothing.
    bool not_empty = false;   ///< n
    bool longest = false;     ///< l

    /// Whether `letters` are flags.
    bool read(std::string_view letters) noexcept {
        for (char const letter : letters) {
            switch (letter) {
            case 'g': global = true; break;
            case 'i': ignore_case = true; break;
            case 'x': extended = true; break;
            case 'p': dot_all = true; break;
            case 'n': not_empty = true; break;
            case 'l': longest = true; break;
            case 's': break;
            default: return false;
            }
        }
        return true;
    }
};

/// The pattern as RE2 spells it.
inline std::string translated_pattern(std::string_view pattern, bool extended) {
    std::string result;
    bool in_class = false;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        char const c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size()) {
            result += c;
            result += pattern[++i];
        } else if (in_class) {
            in_class = c != ']';
            result += c;
        } else if (c == '[') {
            in_class = true;
            result += c;
            // A bracket right behind the opening one is a member of the class.
            if (i + 1 < pattern.size() && pattern[i + 1] == '^') result += pattern[++i];
            if (i + 1 < pattern.size() && pattern[i + 1] == ']') {
                result += "\\]";
                ++i;
            }
        } else if (c == '^') {
            // Oniguruma's begins every line.
            result += "(?m:^)";
        } else if (pattern.substr(i).starts_with("(?<") && i + 3 < pattern.size() && pattern[i + 3] != '='
                   && pattern[i + 3] != '!') {
            result += "(?P<";
            i += 2;
        } else if (extended && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            continue;
        } else if (extended && c == '#') {
            i = std::min(pattern.find('\n', i), pattern.size());
        } else {
            result += c;
        }
    }
    return result;
}

/// Never null; whether it is any good, it tells itself.
inline std::unique_ptr<re2::RE2 const> compiled_pattern(std::string_view pattern, regex_flags const& flags) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_case_sensitive(!flags.ignore_case);
    options.set_dot_nl(flags.dot_all);
    options.set_longest_match(flags.longest);
    options.set_max_mem(std::int64_t{4} << 20);
    return std::make_unique<re2::RE2 const>(translated_pattern(pattern, flags.extended), options);
}
inline std::string regex_failure(re2::RE2 const& regex) {
    return "Regex failure: " + regex.error()
         + " (patterns are those of RE2, without lookaround and backreferences)";
}

/// A match as jq describes it.
inline datum make_match(workspace& space, datum const& subject, re2::RE2 const& regex,
                        std::vector<re2::StringPiece> const& groups, std::size_t offset) {
    std::string_view const text = subject.text();
    auto const view_of = [](char const* name) { return datum::view(std::string_view(name)); };
    auto const size_in_points = [&](re2::StringPiece const& group) {
        return datum::integer(static_cast<std::int64_t>(count_code_points({group.data(), group.size()})));
    };
    object_writer match(space, 4);
    match.set(view_of("offset"), datum::integer(static_cast<std::int64_t>(offset)));
    match.set(view_of("length"), size_in_points(groups[0]));
    match.set(view_of("string"), part_of(space, subject, {groups[0].data(), groups[0].size()}));
    array_writer captures(space, groups.size());
    auto const& names = regex.CapturingGroupNames();
    // jq's matches of nothing have no captures.
    for (std::size_t i = 1; i < groups.size() && !groups[0].empty(); ++i) {
        space.step(4);
        re2::StringPiece const& group = groups[i];
        object_writer capture(space, 4);
        if (group.data() == nullptr) {
            capture.set(view_of("offset"), datum::integer(-1));
            capture.set(view_of("string"), datum::null());
            capture.set(view_of("length"), datum::integer(0));
        } else {
            auto const before = static_cast<std::size_t>(group.data() - text.data());
            space.step_bytes(before);
            capture.set(view_of("offset"),
                        datum::integer(static_cast<std::int64_t>(count_code_points(text.substr(0, before)))));
            capture.set(view_of("length"), size_in_points(group));
            capture.set(view_of("string"), part_of(space, subject, {group.data(), group.size()}));
        }
        auto const name = names.find(static_cast<int>(i));
        capture.set(view_of("name"), name == names.end() ? datum::null() : make_text(space, name->second));
        captures.append(capture.finish());
    }
    match.set(view_of("captures"), captures.finish());
    return match.finish();
}

/// Where a match is in the text, with what its groups hold.
struct regex_match {
    std::size_t begin;
    std::size_t end;
    std::size_t offset; ///< In code points.
    std::vector<re2::StringPiece> groups;
};

/// Calls `consume` with each match, as long as it returns true; returns whether it always did.
template <class Consumer>
bool each_match(workspace& space, std::string_view text, re2::RE2 const& regex, regex_flags const& flags,
                Consumer&& consume) {
    regex_match found;
    found.groups.resize(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
    std::size_t start = 0;
    std::size_t counted = 0;
    std::size_t points = 0;
    do {
        // Most of what is left is looked at again only by patterns that are made for it.
        space.step((text.size() - start) / 64 + 10 + found.groups.size());
        bool const matched = regex.Match({text.data(), text.size()}, start, text.size(), re2::RE2::UNANCHORED,
                                         found.groups.data(), static_cast<int>(found.groups.size()));
        if (!matched) return true;
        found.begin = static_cast<std::size_t>(found.groups[0].data() - text.data());
        found.end = found.begin + found.groups[0].size();
        points += count_code_points(text.substr(counted, found.begin - counted));
        counted = found.begin;
        found.offset = points;
        bool const empty = found.begin == found.end;
        if (!(empty && flags.not_empty) && !consume(found)) return false;
        start = found.end;
        if (empty) {
            if (start == text.size()) return true;
            next_code_point(text, start);
        }
    } while (flags.global && start != text.size());
    return true;
}

} // namespace action_grammar::expression::detail

#endif
