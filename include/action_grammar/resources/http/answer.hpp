#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_ANSWER_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_ANSWER_HPP

// From an answer to a value of a contract.

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/resources/http/credentials.hpp>
#include <action_grammar/resources/http/header_list.hpp>
#include <action_grammar/resources/http/message.hpp>

namespace action_grammar::http {

/// An answer with the tag of its version, for `If-Match` at a later change.
template <class T>
struct tagged {
    T value;
    std::string etag; ///< As the server wrote it, quotes included; empty if it gave none.
};

namespace detail {

template <class T>
inline constexpr bool is_tagged = false;
template <class T>
inline constexpr bool is_tagged<tagged<T>> = true;
template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

/// Whether a Content-Type is of JSON: application/json or one with the suffix +json, in UTF-8.
constexpr bool is_json_type(std::string_view type) noexcept {
    std::string_view const essence = trimmed(type.substr(0, type.find(';')));
    bool const suffixed = essence.size() > 5 && same_word(essence.substr(essence.size() - 5), "+json");
    if (!same_word(essence, "application/json") && !suffixed) return false;
    for (std::size_t at = type.find(';'); at != type.npos; at = type.find(';', at + 1)) {
        std::string_view parameter = trimmed(type.substr(at + 1, type.find(';', at + 1) - at - 1));
        if (parameter.size() < 8 || !same_word(parameter.substr(0, 8), "charset=")) continue;
        parameter.remove_prefix(8);
        if (!same_word(parameter, "utf-8") && !same_word(parameter, "\"utf-8\"")) return false;
    }
    return true;
}

/// Why the body of an answer is not JSON that can be read, as far as its headers tell.
inline std::optional<std::string> flaw_of_headers(response const& answer) {
    if (auto const coding = answer.headers.find("Content-Encoding");
        coding && !same_word(*coding, "identity"))
        return "it is encoded (Content-Encoding: " + printable(coding->substr(0, 64))
             + "), which was not asked for";
    auto const type = answer.headers.find("Content-Type");
    if (answer.body.empty()) return "it has no body, where JSON was expected";
    if (!type) return "it does not say that it is JSON: it has no Content-Type";
    if (!is_json_type(*type))
        return "it is not JSON in UTF-8, but has Content-Type: " + printable(type->substr(0, 64));
    return std::nullopt;
}

/// The value of an answer. Errors: in words what is wrong with it, and where.
template <class Answer>
result<Answer, std::string> value_of(response&& answer) {
    if constexpr (std::is_void_v<Answer>) {
        return {};
    } else if constexpr (std::is_same_v<Answer, response>) {
        return std::move(answer);
    } else if constexpr (is_tagged<Answer>) {
        std::string tag(answer.headers.find("ETag").value_or(""));
        auto inner = value_of<decltype(Answer::value)>(std::move(answer));
        if (!inner) return unexpected(std::move(inner).error());
        return Answer{*std::move(inner), std::move(tag)};
    } else if constexpr (is_optional<Answer>) {
        auto inner = value_of<typename Answer::value_type>(std::move(answer));
        if (!inner) return unexpected(std::move(inner).error());
        return Answer(*std::move(inner));
    } else {
        if (auto flaw = flaw_of_headers(answer)) return unexpected(*std::move(flaw));
        auto decoded = decode_text<Answer>(answer.body);
        if (!decoded)
            return unexpected("its body is not what was expected: "
                              + to_string(decoded.error().errors.front()));
        return *std::move(decoded);
    }
}

} // namespace detail

} // namespace action_grammar::http

#endif
