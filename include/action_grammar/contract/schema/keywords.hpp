#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_KEYWORDS_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_KEYWORDS_HPP

// The keywords of JSON Schema: in which drafts each exists, which vocabulary owns it, and where in its value
// schemas stand.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include <action_grammar/contract/schema/dialect.hpp>

namespace action_grammar::schema {

/// The vocabularies of 2019-09 and 2020-12, which a meta-schema can leave out.
enum class vocabulary : std::uint8_t {
    core,
    applicator,
    unevaluated,
    validation,
    format_annotation,
    format_assertion,
    content,
    meta_data,
};

/// What the keywords of a schema mean: its draft, and of the later drafts the vocabularies in use.
struct language {
    dialect draft = dialect::draft2020_12;
    std::uint8_t vocabularies = 0xff & ~(1U << static_cast<unsigned>(vocabulary::format_assertion));

    constexpr bool has(vocabulary one) const noexcept {
        return (vocabularies >> static_cast<unsigned>(one) & 1U) != 0;
    }
    friend constexpr bool operator==(language const&, language const&) = default;
};

namespace detail {

enum class keyword : std::uint8_t {
    dynamic_ref,
    recursive_ref,
    ref,
    additional_items,
    additional_properties,
    all_of,
    any_of,
    constant,
    contains,
    definitions,
    dependencies,
    dependent_required,
    dependent_schemas,
    alternative,
    enumeration,
    exclusive_maximum,
    exclusive_minimum,
    format,
    condition,
    items,
    max_contains,
    max_items,
    max_length,
    max_properties,
    maximum,
    min_contains,
    min_items,
    min_length,
    min_properties,
    minimum,
    multiple_of,
    negation,
    one_of,
    pattern,
    pattern_properties,
    prefix_items,
    properties,
    property_names,
    required,
    consequence,
    type,
    unevaluated_items,
    unevaluated_properties,
    unique_items,
};

/// Where schemas stand in the value of a keyword.
enum class subschemas : std::uint8_t { none, one, list, map, one_or_list, some_of_map };

struct keyword_entry {
    std::string_view name;
    keyword which;
    subschemas shape = subschemas::none;
    dialect since = dialect::draft4;
    dialect until = dialect::draft2020_12;
    vocabulary owner = vocabulary::validation;
};

/// In order of name.
inline constexpr auto keyword_table = [] {
    using enum keyword;
    using enum subschemas;
    using enum dialect;
    using enum vocabulary;
    constexpr auto last = draft2020_12;
    return std::array{
        keyword_entry{"$defs", definitions, map, draft2019_09, last, core},
        keyword_entry{"$dynamicRef", dynamic_ref, none, draft2020_12, last, core},
        keyword_entry{"$recursiveRef", recursive_ref, none, draft2019_09, draft2019_09, core},
        keyword_entry{"$ref", ref, none, draft4, last, core},
        keyword_entry{"additionalItems", additional_items, one, draft4, draft2019_09, applicator},
        keyword_entry{"additionalProperties", additional_properties, one, draft4, last, applicator},
        keyword_entry{"allOf", all_of, list, draft4, last, applicator},
        keyword_entry{"anyOf", any_of, list, draft4, last, applicator},
        keyword_entry{"const", constant, none, draft6, last, validation},
        keyword_entry{"contains", contains, one, draft6, last, applicator},
        keyword_entry{"contentSchema", definitions, one, draft2019_09, last, content},
        keyword_entry{"definitions", definitions, map, draft4, last, core},
        keyword_entry{"dependencies", dependencies, some_of_map, draft4, last, applicator},
        keyword_entry{"dependentRequired", dependent_required, none, draft2019_09, last, validation},
        keyword_entry{"dependentSchemas", dependent_schemas, map, draft2019_09, last, applicator},
        keyword_entry{"else", alternative, one, draft7, last, applicator},
        keyword_entry{"enum", enumeration, none, draft4, last, validation},
        keyword_entry{"exclusiveMaximum", exclusive_maximum, none, draft4, last, validation},
        keyword_entry{"exclusiveMinimum", exclusive_minimum, none, draft4, last, validation},
        keyword_entry{"format", format, none, draft4, last, core},
        keyword_entry{"if", condition, one, draft7, last, applicator},
        keyword_entry{"items", items, one_or_list, draft4, last, applicator},
        keyword_entry{"maxContains", max_contains, none, draft2019_09, last, validation},
        keyword_entry{"maxItems", max_items, none, draft4, last, validation},
        keyword_entry{"maxLength", max_length, none, draft4, last, validation},
        keyword_entry{"maxProperties", max_properties, none, draft4, last, validation},
        keyword_entry{"maximum", maximum, none, draft4, last, validation},
        keyword_entry{"minContains", min_contains, none, draft2019_09, last, validation},
        keyword_entry{"minItems", min_items, none, draft4, last, validation},
        keyword_entry{"minLength", min_length, none, draft4, last, validation},
        keyword_entry{"minProperties", min_properties, none, draft4, last, validation},
        keyword_entry{"minimum", minimum, none, draft4, last, validation},
        keyword_entry{"multipleOf", multiple_of, none, draft4, last, validation},
        keyword_entry{"not", negation, one, draft4, last, applicator},
        keyword_entry{"oneOf", one_of, list, draft4, last, applicator},
        keyword_entry{"pattern", pattern, none, draft4, last, validation},
        keyword_entry{"patternProperties", pattern_properties, map, draft4, last, applicator},
        keyword_entry{"prefixItems", prefix_items, list, draft2020_12, last, applicator},
        keyword_entry{"properties", properties, map, draft4, last, applicator},
        keyword_entry{"propertyNames", property_names, one, draft6, last, applicator},
        keyword_entry{"required", required, none, draft4, last, validation},
        keyword_entry{"then", consequence, one, draft7, last, applicator},
        keyword_entry{"type", type, none, draft4, last, validation},
        keyword_entry{"unevaluatedItems", unevaluated_items, one, draft2019_09, last, unevaluated},
        keyword_entry{"unevaluatedProperties", unevaluated_properties, one, draft2019_09, last, unevaluated},
        keyword_entry{"uniqueItems", unique_items, none, draft4, last, validation},
    };
}();
static_assert(std::is_sorted(keyword_table.begin(), keyword_table.end(),
                             [](keyword_entry const& l, keyword_entry const& r) { return l.name < r.name; }));

/// The same in order of the names' lengths, and where each length begins: few keywords have the same.
inline constexpr auto keywords_by_length = [] {
    constexpr std::size_t longest = 21;
    struct {
        std::remove_const_t<decltype(keyword_table)> entries = keyword_table;
        std::array<std::uint8_t, longest + 2> begin{};
    } made;
    std::sort(made.entries.begin(), made.entries.end(),
              [](keyword_entry const& l, keyword_entry const& r) { return l.name.size() < r.name.size(); });
    for (keyword_entry const& each : made.entries)
        for (std::size_t length = each.name.size() + 1; length < made.begin.size(); ++length)
            ++made.begin[length];
    return made;
}();
static_assert(keywords_by_length.begin.back() == keyword_table.size());

/// The keyword of that name in that language; null if it means nothing there.
constexpr keyword_entry const* find_keyword(std::string_view name, language spoken) noexcept {
    auto const& all = keywords_by_length;
    if (name.size() + 1 >= all.begin.size()) return nullptr;
    auto const* const end = all.entries.data() + all.begin[name.size() + 1];
    auto const* const found = std::find_if(all.entries.data() + all.begin[name.size()], end,
                                           [name](keyword_entry const& entry) { return entry.name == name; });
    if (found == end) return nullptr;
    if (spoken.draft < found->since || spoken.draft > found->until) return nullptr;
    if (spoken.draft >= dialect::draft2019_09 && found->owner != vocabulary::core
        && !spoken.has(found->owner))
        return nullptr;
    return found;
}

} // namespace detail

} // namespace action_grammar::schema

#endif
