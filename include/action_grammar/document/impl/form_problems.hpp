#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_PROBLEMS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_PROBLEMS_HPP

// How a form's problems are worded and gathered.

#include <algorithm>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/rules/code.hpp>
#include <action_grammar/rules/data_flow.hpp>

namespace action_grammar::document::detail::forming {

inline std::string_view view(json::string const& text) noexcept { return {text.data(), text.size()}; }

/// What a value is, for "but is ...".
inline std::string described(json::value const& found) {
    switch (found.kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return found.get_bool() ? "true" : "false";
    case json::kind::string: return "the string " + in_quotes(view(found.get_string()));
    case json::kind::array: return found.get_array().empty() ? "an empty array" : "an array";
    case json::kind::object: return found.get_object().empty() ? "an empty object" : "an object";
    default: return "a number";
    }
}

/// Names as a sentence lists them: `"a", "b" and "c"`.
inline std::string listed(std::span<std::string_view const> names, std::string_view last_link = "and") {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0 && i + 1 == names.size())
            (list += ' ').append(last_link) += ' ';
        else if (i > 0)
            list += ", ";
        list += in_quotes(names[i]);
    }
    return list;
}

// JSON Patches of one operation.

inline json::array moving(std::string_view from, std::string_view to) {
    return {json::object{{"op", "move"}, {"from", from}, {"path", to}}};
}
inline json::array replacing(std::string_view path, json::value by) {
    return {json::object{{"op", "replace"}, {"path", path}, {"value", std::move(by)}}};
}
inline json::array removing(std::string_view path) {
    return {json::object{{"op", "remove"}, {"path", path}}};
}

/// Whether two names differ in nothing but case, hyphens, underscores and spaces: `fanOut` and `fan_out`.
inline bool same_letters(std::string_view left, std::string_view right) noexcept {
    auto const filler = [](char letter) { return letter == '_' || letter == '-' || letter == ' '; };
    auto const lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    };
    std::size_t i = 0;
    std::size_t j = 0;
    while (true) {
        while (i < left.size() && filler(left[i]))
            ++i;
        while (j < right.size() && filler(right[j]))
            ++j;
        if (i == left.size() || j == right.size()) return i == left.size() && j == right.size();
        if (lower(left[i++]) != lower(right[j++])) return false;
    }
}

/// Whether two names differ in two neighbors that changed places: `form` and `from`.
inline bool neighbors_exchanged(std::string_view left, std::string_view right) noexcept {
    if (left.size() != right.size()) return false;
    auto const [at, there] = std::ranges::mismatch(left, right);
    if (left.end() - at < 2) return false;
    return at[0] == there[1] && at[1] == there[0] && std::equal(at + 2, left.end(), there + 2);
}

/// Whether a name can only be a misspelling of `known`, so that it may be read as that.
inline bool surely(std::string_view name, std::string_view known) noexcept {
    if (same_letters(name, known) || neighbors_exchanged(name, known)) return true;
    return 3 * distance(name, known) <= std::max(name.size(), known.size());
}

/// The one of `known` that is meant by a name, or empty.
inline std::string_view meant_by(std::string_view name, std::span<std::string_view const> known) {
    for (std::string_view const each : known) {
        if (same_letters(name, each)) return each;
    }
    return nearest(name, known);
}

/// The problems of one document. Beyond a multiple of what a validation keeps, they are not kept: a document of
/// nothing but mistakes would have as many findings as values.
class problem_list {
public:
    problem_list(std::vector<finding>& found, std::size_t kept) noexcept
        : found_(found), most_(kept < std::numeric_limits<std::size_t>::max() / 8 ? 4 * kept + 4 : kept) {}

    [[nodiscard]] bool full() const noexcept { return found_.size() >= most_; }

    /// Adds a problem, whose other parts may be filled in until the next is added.
    finding& add(rule_code code, location where, std::string message) {
        finding& added = full() ? dropped() : found_.emplace_back();
        added.code = code;
        added.where = std::move(where);
        added.message = std::move(message);
        return added;
    }

    /// A problem that is not kept.
    finding& dropped() { return dropped_ = {}; }

private:
    std::vector<finding>& found_;
    finding dropped_;
    std::size_t most_;
};

} // namespace action_grammar::document::detail::forming

#endif
