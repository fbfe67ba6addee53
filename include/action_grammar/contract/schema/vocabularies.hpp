#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_VOCABULARIES_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_VOCABULARIES_HPP

// The vocabularies that a meta-schema says its schemas are written in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/keywords.hpp>

namespace action_grammar::schema::detail {

/// The language has the vocabularies that a meta-schema's `$vocabulary` lists, as far as they are known. Returns the
/// first unknown one that the meta-schema requires.
inline std::optional<std::string_view> use_vocabularies(json::object const& used, language& spoken) {
    constexpr std::pair<std::string_view, vocabulary> names[] = {
        {"core", vocabulary::core},
        {"applicator", vocabulary::applicator},
        {"unevaluated", vocabulary::unevaluated},
        {"validation", vocabulary::validation},
        {"format-annotation", vocabulary::format_annotation},
        {"format-assertion", vocabulary::format_assertion},
        {"format", vocabulary::format_annotation},
        {"content", vocabulary::content},
        {"meta-data", vocabulary::meta_data},
    };
    spoken.vocabularies = 1U << static_cast<unsigned>(vocabulary::core);
    for (auto const& entry : used) {
        std::string_view uri(entry.key().data(), entry.key().size());
        bool known = false;
        for (auto const& [name, which] : names)
            for (std::string_view const draft : {"2020-12", "2019-09"})
                if (uri
                    == "https://json-schema.org/draft/" + std::string(draft) + "/vocab/"
                           + std::string(name)) {
                    spoken.vocabularies |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(which));
                    // 2019-09 has no vocabulary of its own for them.
                    if (which == vocabulary::applicator && draft == "2019-09")
                        spoken.vocabularies |=
                            static_cast<std::uint8_t>(1U << static_cast<unsigned>(vocabulary::unevaluated));
                    known = true;
                }
        bool const must = entry.value().is_bool() && entry.value().get_bool();
        if (!known && must) return uri;
    }
    return std::nullopt;
}

} // namespace action_grammar::schema::detail

#endif
