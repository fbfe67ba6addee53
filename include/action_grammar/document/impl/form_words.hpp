#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_WORDS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FORM_WORDS_HPP

// The strings of a document that have a form of their own: names of actions and patterns, ids, references.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <action_grammar/document/impl/form_problems.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar::document::detail::forming {

/// Bytes of an id, a resource or the name of a pattern.
inline constexpr std::size_t longest_name = 128;

constexpr bool is_digit(char letter) noexcept { return letter >= '0' && letter <= '9'; }
constexpr bool is_letter(char letter) noexcept {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

/// Whether a text names a resource or a pattern.
constexpr bool is_resource(std::string_view text) noexcept {
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, [](char letter) {
        return is_letter(letter) || is_digit(letter) || letter == '_' || letter == '-' || letter == '.';
    });
}

// ---- actions

/// The verbs that an action may have. The other two name constructs.
inline constexpr std::array<verb, 7> action_verbs{
    verb::fetch, verb::transform, verb::validate, verb::gate, verb::aggregate, verb::persist, verb::emit};
inline constexpr auto action_verb_names = [] {
    std::array<std::string_view, action_verbs.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = name(action_verbs[i]);
    return names;
}();

constexpr std::optional<verb> action_verb(std::string_view text) noexcept {
    for (verb const each : action_verbs) {
        if (name(each) == text) return each;
    }
    return std::nullopt;
}

/// `"fetch(http)"`, or what is wrong with it and what may be meant.
struct action_name {
    std::optional<verb> what{}; ///< Of what may be meant, where something is wrong.
    std::string problem{};
    std::string hint{};
    std::string meant{};
};

/// What is wrong with the name of an action that is none.
inline action_name misnamed_action(std::string_view text) {
    action_name read;
    auto const in_verb = [](char letter) { return is_letter(letter) || letter == '_'; };
    auto const in_resource = [](char letter) { return is_resource({&letter, 1}); };
    auto const verb_begin = std::ranges::find_if(text, in_verb);
    auto const verb_end = std::find_if_not(verb_begin, text.end(), in_verb);
    std::string_view const word(verb_begin, verb_end);
    auto const begin =
        std::find_if(verb_end, text.end(), [](char letter) { return is_letter(letter) || is_digit(letter); });
    auto const end = std::find_if_not(begin, text.end(), in_resource);
    std::string_view const resource(begin, end);
    // Only spaces and punctuation may follow: more would be lost.
    bool const whole = is_resource(resource) && std::none_of(end, text.end(), in_resource);

    read.problem = in_quotes(text) + " names no action: ";
    bool const formed = text.find('(') == word.size() && text.ends_with(')');
    if (std::string_view const near = meant_by(word, action_verb_names); !near.empty())
        read.what = action_verb(near);
    if (!formed) {
        read.problem += R"-(expected verb(resource), as in "fetch(http)")-";
    } else if (word == name(verb::decide) || word == name(verb::fan_out)) {
        read.problem += in_quotes(word) + " is a construct";
        read.hint = "write it as a member: {\"id\": ..., " + in_quotes(word) + ": [...]}";
        return read;
    } else if (!action_verb(word)) {
        read.problem += "there is no verb " + in_quotes(word);
    } else {
        read.problem += R"(a resource has 1 to 128 letters, digits, "_", "-" and ".")";
    }
    if (read.what && whole) read.meant = std::string(name(*read.what)) + '(' + std::string(resource) + ')';
    read.hint = read.meant.empty() ? "the verbs are " + listed(action_verb_names) : did_you_mean(read.meant);
    return read;
}

/// Reads the name of an action.
inline action_name read_action_name(std::string_view text) {
    std::size_t const open = text.find('(');
    if (open != text.npos && text.ends_with(')')
        && is_resource(text.substr(open + 1, text.size() - open - 2))) {
        if (auto const what = action_verb(text.substr(0, open))) return {.what = what};
    }
    return misnamed_action(text);
}

// ---- patterns

/// Whether a text names a pattern and its version: `"http_request@1"`.
constexpr bool is_pattern_name(std::string_view text) noexcept {
    std::size_t const at = text.find('@');
    if (at == text.npos || !is_resource(text.substr(0, at))) return false;
    std::string_view const version = text.substr(at + 1);
    return !version.empty() && version.size() <= longest_name && is_digit(version.front())
        && is_digit(version.back())
        && std::ranges::all_of(version, [](char letter) { return is_digit(letter) || letter == '.'; });
}

// ---- ids and references

/// What is wrong with a text as an id; empty if it is one. That the id is free, and not "input", is asked by the rule on
/// duplicates.
inline std::string_view wrong_with_id(std::string_view text) noexcept {
    if (text.empty()) return "is empty";
    if (text.size() > longest_name) return "is longer than 128 bytes";
    if (text.find('/') != text.npos) return "has a \"/\", where a reference goes on with a JSON Pointer";
    return {};
}

/// A reference to a value: `"order/lines/0"`.
struct reference_text {
    std::string_view id{};
    std::string_view pointer{};
    std::string_view problem{}; ///< Empty if it is one.
};

inline reference_text read_reference(std::string_view text) noexcept {
    std::size_t const slash = std::min(text.find('/'), text.size());
    reference_text read{text.substr(0, slash), text.substr(slash), {}};
    if (text.empty())
        read.problem = "is empty";
    else if (slash == 0)
        read.problem = "names no step before its first \"/\"";
    else if (slash > longest_name)
        read.problem = "has an id of more than 128 bytes";
    for (std::size_t i = slash; i < text.size() && read.problem.empty(); ++i) {
        bool const escape = i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1');
        if (text[i] == '~' && !escape) read.problem = "has a \"~\" that neither \"0\" nor \"1\" follows";
    }
    return read;
}

// ---- protections and mixins

/// The protections that a document may declare.
inline constexpr std::array<protection, 5> every_protection{protection::same_transaction, protection::keyed,
                                                            protection::natural, protection::verified,
                                                            protection::unprotected};
inline constexpr auto protection_names = [] {
    std::array<std::string_view, every_protection.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = name(every_protection[i]);
    return names;
}();

inline constexpr std::array<mixin, 5> every_mixin{mixin::retry, mixin::timeout, mixin::observe, mixin::cache,
                                                  mixin::map_error};
inline constexpr auto mixin_names = [] {
    std::array<std::string_view, every_mixin.size()> names{};
    for (std::size_t i = 0; i < names.size(); ++i)
        names[i] = name(every_mixin[i]);
    return names;
}();

/// The value of a table whose name is a text, or `otherwise`.
template <class T, std::size_t Count>
constexpr T named(std::string_view text, std::array<T, Count> const& values, T otherwise) noexcept {
    for (T const each : values) {
        if (name(each) == text) return each;
    }
    return otherwise;
}

} // namespace action_grammar::document::detail::forming

#endif
