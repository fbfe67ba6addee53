#ifndef ACTION_GRAMMAR_DOCUMENT_FAILURE_OF_HPP
#define ACTION_GRAMMAR_DOCUMENT_FAILURE_OF_HPP

// From the error of a typed action to the failure of a document's.

#include <concepts>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/actions/type_list.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode_error.hpp>
#include <action_grammar/contract/reflection/describe.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/document/action_kind.hpp>
#include <action_grammar/document/separate_compilation.hpp>
#include <action_grammar/mixins/retry_after.hpp>

namespace action_grammar::document {

namespace detail {

/// Error types, each alternative of a variant for itself.
template <class List>
struct flattened;
template <class Error>
struct flattened_error {
    using type = action_grammar::detail::types<Error>;
};
template <class... Errors>
struct flattened_error<std::variant<Errors...>> : flattened<action_grammar::detail::types<Errors...>> {};
template <class... Errors>
struct flattened<action_grammar::detail::types<Errors...>> {
    using type = action_grammar::detail::united<action_grammar::detail::types<>,
                                                typename flattened_error<Errors>::type...>;
};

/// What an exception says of itself.
std::string words_of(std::exception_ptr const& caught);
/// An error by its JSON, or nothing when that says nothing.
std::string words_of(json::value const& error);
/// Why a value is none of a parameter's type.
failure failure_of_decoding(std::string_view parameter, decode_failure const& error);
/// What an exception outside of the action's own code comes to, such as one for lack of memory.
failure failure_of_exception(std::exception_ptr const& caught, bool in_doubt) noexcept;

template <class Text>
concept text_like = std::convertible_to<Text, std::string_view>;

/// What an error says in words; `json` is the error by its contract.
template <class Error>
std::string message_of(Error const& error, json::value const& json, std::string_view type) {
    auto const text = [](std::string_view words) { return std::string(words); };
    if constexpr (std::is_same_v<Error, thrown>) {
        return words_of(error.exception());
    } else if constexpr (std::is_same_v<Error, invalid>) {
        return '"' + text(error.label) + "\" said no";
    } else if constexpr (std::is_same_v<Error, answer_lost>) {
        return '"' + text(error.label) + "\" happened, but its answer is lost";
    } else if constexpr (std::is_same_v<Error, timed_out>) {
        return "the deadline passed before \"" + text(error.label) + "\" began";
    } else if constexpr (text_like<Error const&>) {
        return text(error);
    } else if constexpr (requires {
                             { error.message() } -> text_like;
                         }) {
        return text(error.message());
    } else if constexpr (requires {
                             { error.message } -> text_like;
                         }) {
        return text(error.message);
    } else if constexpr (requires {
                             { error.what() } -> text_like;
                         }) {
        return text(error.what());
    } else {
        std::string words = words_of(json);
        return words.empty() ? text(type) : words;
    }
}

template <class Error>
failure failure_of(Error const& error, bool in_doubt) {
    if constexpr (action_grammar::detail::is_variant<Error>) {
        return action_grammar::detail::visit_error(
            error, [in_doubt]<class Held>(Held const& held) { return failure_of(held, in_doubt); });
    } else {
        failure made;
        made.type = reflection::detail::definition_name<Error>;
        if constexpr (reflection::detail::flaw_of<Error>.kind == reflection::detail::flaw_kind::none)
            made.detail = encode(error);
        made.message = message_of(error, made.detail, made.type);
        made.transient = transient(error);
        made.in_doubt = in_doubt;
        made.retry_after = retry_after(error);
        if constexpr (std::is_same_v<Error, thrown>) made.exception = error.exception();
        return made;
    }
}

} // namespace detail

} // namespace action_grammar::document

#if !defined(ACTION_GRAMMAR_SEPARATE_COMPILATION)
#include <action_grammar/document/impl/failure_of.hpp>
#endif

#endif
