#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_DIALECT_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_DIALECT_HPP

// The drafts of JSON Schema that can be read, and what tells them apart.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace action_grammar::schema {

/// A draft of JSON Schema. 2020-12 and draft 7 are supported whole; the others as far as their keywords mean
/// the same.
enum class dialect : std::uint8_t { draft4, draft6, draft7, draft2019_09, draft2020_12 };

namespace detail {

struct dialect_name {
    dialect which;
    std::string_view name; ///< As people say it.
    std::string_view uri;  ///< As `$schema` says it, without scheme and `#`.
};

inline constexpr std::array<dialect_name, 5> dialect_names{{
    {dialect::draft4, "draft4", "json-schema.org/draft-04/schema"},
    {dialect::draft6, "draft6", "json-schema.org/draft-06/schema"},
    {dialect::draft7, "draft7", "json-schema.org/draft-07/schema"},
    {dialect::draft2019_09, "2019-09", "json-schema.org/draft/2019-09/schema"},
    {dialect::draft2020_12, "2020-12", "json-schema.org/draft/2020-12/schema"},
}};

} // namespace detail

/// The usual name: "draft7", "2020-12".
constexpr std::string_view name_of(dialect which) noexcept {
    for (auto const& entry : detail::dialect_names)
        if (entry.which == which) return entry.name;
    return {};
}

/// The dialect of that name; nothing if there is none.
constexpr std::optional<dialect> dialect_named(std::string_view name) noexcept {
    for (auto const& entry : detail::dialect_names)
        if (entry.name == name) return entry.which;
    return std::nullopt;
}

/// The dialect that the value of `$schema` names, with `http` or `https`, with or without `#`; nothing if
/// unknown.
constexpr std::optional<dialect> dialect_of_uri(std::string_view uri) noexcept {
    for (std::string_view const scheme : {"https://", "http://"})
        if (uri.substr(0, scheme.size()) == scheme) {
            uri.remove_prefix(scheme.size());
            break;
        }
    if (!uri.empty() && uri.back() == '#') uri.remove_suffix(1);
    for (auto const& entry : detail::dialect_names)
        if (entry.uri == uri) return entry.which;
    return std::nullopt;
}

} // namespace action_grammar::schema

#endif
