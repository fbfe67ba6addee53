#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DECODE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DECODE_HPP

// From JSON to C++ types.

#include <array>
#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/json/monotonic_resource.hpp>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/decode_error.hpp>
#include <action_grammar/contract/reflection/diagnostics.hpp>
#include <action_grammar/contract/reflection/locate.hpp>
#include <action_grammar/contract/reflection/read.hpp>

namespace action_grammar {

namespace reflection::detail {

template <class T>
result<T, decode_failure> decode_unchecked(json::value const& from, decode_options const& options) {
    reading state(options);
    T made{};
    if (detail::read(made, from, state, nullptr)) return made;
    return unexpected(std::move(state.failure()));
}

/// Declared only: what decoding a type gives that was refused.
template <class T>
result<T, decode_failure> never_decoded();

/// Calls `work`, and makes an error of what it throws: memory, or a conversion of the user's.
template <class T, class Work>
result<T, decode_failure> guarded(Work work) {
#if defined(__cpp_exceptions)
    try {
        return work();
    } catch (std::exception const& thrown) {
        return unexpected(
            decode_failure{{{"", "a value", std::string("an exception: ") + thrown.what(), 0, 0}}, false});
    } catch (...) {
        return unexpected(decode_failure{{{"", "a value", "an exception", 0, 0}}, false});
    }
#else
    return work();
#endif
}

} // namespace reflection::detail

/// The T that a JSON value is, by the contract of T: the value is one exactly if it is valid under
/// `schema_of<T>`.
///
/// @param from     the value; integers may be written as 1.0
/// @param options  what becomes of unknown members, how many errors are told, and limits
/// @return the T; or every error up to `options.errors`, each with its JSON Pointer. Linear in the value
template <class T>
result<T, decode_failure> decode(json::value const& from, decode_options const& options = {}) {
    static_cast<void>(reflection::detail::decoding_verdict<T>::sound);
    if constexpr (reflection::detail::decoding_flaw_of<T>.kind == reflection::detail::flaw_kind::none) {
        return reflection::detail::guarded<T>(
            [&] { return reflection::detail::decode_unchecked<T>(from, options); });
    } else {
        return reflection::detail::never_decoded<T>();
    }
}

/// The T that a JSON text is: as `decode`, with line and column in the errors. The text is read once, within
/// the limits of `options`.
template <class T>
result<T, decode_failure> decode_text(std::string_view text, decode_options const& options = {}) {
    static_cast<void>(reflection::detail::decoding_verdict<T>::sound);
    if constexpr (reflection::detail::decoding_flaw_of<T>.kind == reflection::detail::flaw_kind::none) {
        return reflection::detail::guarded<T>([&]() -> result<T, decode_failure> {
            std::array<unsigned char, 4096> first; // most documents need no memory but this
            boost::json::monotonic_resource memory(first.data(), first.size());
            auto const parsed = json::parse(text, {.bytes = options.bytes, .depth = options.depth},
                                            json::storage_ptr(&memory));
            if (!parsed.has_value()) {
                json::parse_error const& error = parsed.error();
                return unexpected(
                    decode_failure{{{"", "JSON", error.message, error.line, error.column}}, false});
            }
            auto decoded = reflection::detail::decode_unchecked<T>(*parsed, options);
            if (!decoded.has_value()) {
                for (decode_error& error : decoded.error().errors) {
                    auto const place =
                        json::position_in(text, reflection::detail::offset_of(text, error.pointer));
                    error.line = place.line;
                    error.column = place.column;
                }
            }
            return decoded;
        });
    } else {
        return reflection::detail::never_decoded<T>();
    }
}

} // namespace action_grammar

#endif
