#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_TYPES_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_CAPABILITY_TYPES_HPP

#include <cstdint>
#include <span>
#include <string_view>

#include <action_grammar/model/grade.hpp>
#include <action_grammar/model/protection.hpp>
#include <action_grammar/model/shape.hpp>
#include <action_grammar/model/verb.hpp>

namespace action_grammar {

/// Whether an error has a property such as being transient: of its type, or of the one value.
enum class tendency : std::uint8_t { never, sometimes, always };

/// The tendency as capabilities write it.
[[nodiscard]] constexpr std::string_view name(tendency whether) noexcept {
    switch (whether) {
    case tendency::never: return "never";
    case tendency::sometimes: return "sometimes";
    case tendency::always: return "always";
    }
    return "unknown";
}

/// A way for a composition to fail.
struct error_mode {
    std::string_view name{};              ///< Of its type.
    tendency transient = tendency::never; ///< Whether another try may help.
    tendency in_doubt = tendency::never;  ///< Whether the mutation may have happened all the same.
    std::string_view schema{};            ///< Empty if the type has no contract.
};

/// An action of a composition, or of a composition within it.
struct capability_action {
    std::string_view label{};
    verb what = verb::transform;
    grade effect = grade::infallible;
    protection guard = protection::undeclared;
    std::span<std::string_view const> resources{}; ///< The types of C++ that it is handed.
};

/// What a composition can do. All that it refers to lives for the whole program.
struct capability {
    std::string_view name{};
    purpose kind = purpose::unstated;
    std::string_view input{}; ///< The schema of its input; empty if it takes none.
    std::string_view output{};
    std::span<error_mode const> errors{};
    std::span<std::string_view const> resources{};
    grade effect = grade::infallible;
    protection guard = protection::undeclared; ///< Of the mutation; undeclared if there is none.
    std::span<capability_action const> actions{};
    std::string_view json{}; ///< All of this as a JSON object.
};

} // namespace action_grammar

#endif
