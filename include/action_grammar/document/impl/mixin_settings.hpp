#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_MIXIN_SETTINGS_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_MIXIN_SETTINGS_HPP

// How a document configures a mixin: C++ structs, whose contracts are those of a mixin's `with`.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <action_grammar/contract/reflection/contract_of.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/document/impl/judged.hpp>
#include <action_grammar/document/impl/typed_action.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/rules/code.hpp>

namespace action_grammar::document {

/// `with` of a retry: waits that grow by a factor, each shortened by chance. See `ag::exponential`.
struct retry_settings {
    std::int64_t attempts;
    std::int64_t initial_ms;
    double factor;
    std::int64_t limit_ms;
    double jitter;
};

/// `with` of a timeout.
struct timeout_settings {
    std::int64_t ms;
};

} // namespace action_grammar::document

template <>
inline constexpr auto action_grammar::contract_of<action_grammar::document::retry_settings> =
    action_grammar::object(
        action_grammar::member<&action_grammar::document::retry_settings::attempts>(
            action_grammar::minimum(1), action_grammar::maximum(100), action_grammar::default_value(3),
            action_grammar::description("tries altogether, the first included")),
        action_grammar::member<&action_grammar::document::retry_settings::initial_ms>(
            action_grammar::minimum(0), action_grammar::maximum(3'600'000),
            action_grammar::default_value(100),
            action_grammar::description("milliseconds before the second try")),
        action_grammar::member<&action_grammar::document::retry_settings::factor>(
            action_grammar::minimum(1), action_grammar::maximum(10), action_grammar::default_value(2.0),
            action_grammar::description("growth of the wait from try to try")),
        action_grammar::member<&action_grammar::document::retry_settings::limit_ms>(
            action_grammar::minimum(0), action_grammar::maximum(3'600'000),
            action_grammar::default_value(10'000),
            action_grammar::description("the longest wait in milliseconds")),
        action_grammar::member<&action_grammar::document::retry_settings::jitter>(
            action_grammar::minimum(0), action_grammar::maximum(1), action_grammar::default_value(0.5),
            action_grammar::description("the part of a wait that chance may take off")));

template <>
inline constexpr auto action_grammar::contract_of<action_grammar::document::timeout_settings> =
    action_grammar::object(action_grammar::member<&action_grammar::document::timeout_settings::ms>(
        action_grammar::minimum(1), action_grammar::maximum(86'400'000),
        action_grammar::description("milliseconds from its beginning")));

namespace action_grammar::document::detail {

/// The schema of a mixin's `with`; `false` if nothing may be said.
inline json::value settings_schema(mixin wrapper) {
    if (wrapper == mixin::retry) return contract::of_type(value_type_of<retry_settings>).schema();
    if (wrapper == mixin::timeout) return contract::of_type(value_type_of<timeout_settings>).schema();
    return false;
}

/// Reads the configuration of a mixin; calls `tell(pointer, key, message, hint, code)` for what is wrong with it, the
/// pointer from the mixin on.
template <class Tell>
void read_mixin_settings(mixin wrapper, json::value const* with, mixin_settings& into, Tell tell) {
    json::value const given = with == nullptr ? json::value(json::object()) : *with;
    auto const decoded = [&]<class Settings>(Settings& settings) {
        auto made = decode<Settings>(given);
        if (made) {
            settings = *made;
            return true;
        }
        for (decode_error const& error : made.error().errors)
            tell(with == nullptr ? std::string() : "/with" + error.pointer, is_about_the_name(error),
                 fmt::format("the configuration of a {} is wrong: expected {}, found {}", name(wrapper),
                             error.expected, error.found),
                 std::string(), rule_code::config_invalid);
        return false;
    };
    using std::chrono::milliseconds;
    switch (wrapper) {
    case mixin::retry:
        if (retry_settings settings{}; decoded(settings))
            into.retry = {static_cast<unsigned>(settings.attempts), milliseconds(settings.initial_ms),
                          settings.factor, milliseconds(settings.limit_ms), settings.jitter};
        return;
    case mixin::timeout:
        if (timeout_settings settings{}; decoded(settings)) into.timeout = milliseconds(settings.ms);
        return;
    default:
        tell("/mixin", false, fmt::format("the host supplies nothing for a {}", name(wrapper)),
             "documents may use retry and timeout", rule_code::missing_resource);
    }
}

} // namespace action_grammar::document::detail

#endif
