#ifndef ACTION_GRAMMAR_CONTRACT_PATTERN_PROPERTY_HPP
#define ACTION_GRAMMAR_CONTRACT_PATTERN_PROPERTY_HPP

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/pattern/code_points.hpp>
#include <action_grammar/contract/pattern/general_category.hpp>
#include <action_grammar/contract/pattern/script.hpp>

namespace action_grammar::pattern::detail {

/// The long name of a general category and its short one (PropertyValueAliases.txt). One letter is a union.
struct category_alias {
    std::string_view name;
    std::string_view category;
};
inline constexpr category_alias category_aliases[] = {
    {"Letter", "L"},
    {"Cased_Letter", "LC"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
    {"Surrogate", "Cs"},
    {"Private_Use", "Co"},
    {"Unassigned", "Cn"},
};

/// The code points of a general category, by its long or short name. Nothing if there is none.
inline std::optional<code_point_set> general_category(std::string_view name) {
    for (auto const& alias : category_aliases)
        if (alias.name == name) name = alias.category;
    std::uint32_t wanted = 0; // a bit for each category
    for (std::uint32_t i = 0; i < std::size(general_categories); ++i) {
        std::string_view const category = general_categories[i];
        bool const cased = name == "LC" && (category == "Lu" || category == "Ll" || category == "Lt");
        bool const of_group = name.size() == 1 && category[0] == name[0];
        if (category == name || of_group || cased) wanted |= 1u << i;
    }
    if (wanted == 0) return std::nullopt;
    std::vector<code_point_range> ranges;
    static constexpr std::uint32_t upper = 1;
    static constexpr std::uint32_t lower = 2;
    for (std::size_t i = 0; i < general_category_runs.size(); ++i) {
        std::uint32_t const category = general_category_runs[i] & 31u;
        char32_t const first = general_category_runs[i] >> 5;
        char32_t const last =
            i + 1 < general_category_runs.size() ? (general_category_runs[i + 1] >> 5) - 1 : last_code_point;
        if (category != alternating_case) {
            if (wanted >> category & 1u) ranges.push_back({first, last});
            continue;
        }
        bool const both = (wanted >> upper & 1u) != 0 && (wanted >> lower & 1u) != 0;
        if (both) ranges.push_back({first, last});
        for (char32_t c = first; c <= last && !both; ++c)
            if (wanted >> ((c - first) % 2 == 0 ? upper : lower) & 1u) ranges.push_back({c, c});
    }
    return code_point_set(std::move(ranges));
}

/// The code points of a script, by its name or abbreviation. Nothing if it is not known here.
inline std::optional<code_point_set> script_named(std::string_view name) {
    for (script const& known : scripts) {
        if (known.name != name && known.abbreviation != name) continue;
        auto const first = script_ranges.begin() + known.first;
        return code_point_set(std::vector<code_point_range>(first, first + known.count));
    }
    return std::nullopt;
}

/// The code points that have a Unicode property, by what stands in the braces of `\p{...}`: a general
/// category, with or
/// without `General_Category=`; a script after `Script=`; `Any`, `ASCII`, `Assigned`, `ASCII_Hex_Digit`.
/// Nothing if
/// unknown.
inline std::optional<code_point_set> property(std::string_view name) {
    if (std::size_t const equals = name.find('='); equals != std::string_view::npos) {
        std::string_view const key = name.substr(0, equals);
        std::string_view const value = name.substr(equals + 1);
        if (key == "General_Category" || key == "gc") return general_category(value);
        if (key == "Script" || key == "sc") return script_named(value);
        return std::nullopt;
    }
    if (name == "Any") return code_point_set{{0, last_code_point}};
    if (name == "ASCII") return code_point_set{{0, 0x7F}};
    if (name == "ASCII_Hex_Digit" || name == "AHex")
        return code_point_set{{'0', '9'}, {'A', 'F'}, {'a', 'f'}};
    if (name == "Assigned") return general_category("Cn")->complement();
    return general_category(name);
}

} // namespace action_grammar::pattern::detail

#endif
