#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_FORMAT_NAME_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_FORMAT_NAME_HPP

// The names of text formats: `@base64` in an expression, `format("base64")`.

#include <array>
#include <optional>
#include <string_view>

#include <action_grammar/contract/expression/syntax.hpp>

namespace action_grammar::expression::detail {

struct format_name {
    std::string_view name;
    text_format format;
};
inline constexpr std::array format_names = std::to_array<format_name>({
    {"text", text_format::text},
    {"json", text_format::json},
    {"csv", text_format::csv},
    {"tsv", text_format::tsv},
    {"html", text_format::html},
    {"uri", text_format::uri},
    {"sh", text_format::sh},
    {"base64", text_format::base64},
    {"base64d", text_format::base64d},
});

constexpr std::optional<text_format> format_named(std::string_view name) noexcept {
    for (format_name const& each : format_names)
        if (each.name == name) return each.format;
    return std::nullopt;
}

} // namespace action_grammar::expression::detail

#endif
