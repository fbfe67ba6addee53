#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_SCHEMA_OF_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_SCHEMA_OF_HPP

// The schemas of C++ types, as constant texts. This header needs no JSON library.

#include <string_view>

#include <action_grammar/contract/reflection/diagnostics.hpp>
#include <action_grammar/contract/reflection/schema_writer.hpp>

namespace action_grammar {

namespace reflection::detail {

template <class T, dialect Form>
struct schema_text {
    static constexpr void write(text_writer& out) {
        definition_list const definitions(node_of<T>);
        bool const full_names = name_clash(definitions, false) != definitions.size();
        schema_writer(out, Form, full_names).document(node_of<T>, definitions);
    }
};

template <class T, dialect Form, bool Sound>
constexpr std::string_view schema_for() {
    if constexpr (Sound) {
        return written_text<schema_text<T, Form>>::text.view();
    } else {
        return {};
    }
}

} // namespace reflection::detail

/// A type whose values have a schema and a form in JSON.
template <class T>
concept contract_type = reflection::detail::flaw_of<T>.kind == reflection::detail::flaw_kind::none;

/// The schema of T: JSON text that was written when the program was compiled. Types that T refers to are
/// defined once, under `$defs` (draft 7: `definitions`). What it says of absent and of unknown members is
/// what `decode` does.
///
///     static_assert(ag::schema_of<bool> ==
///         R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"boolean"})");
///
/// A type without a contract is an error that names the member (AG103).
template <class T, dialect Form = dialect::draft2020_12>
inline constexpr std::string_view schema_of =
    reflection::detail::schema_for<T, Form, reflection::detail::schema_verdict<T, Form>::sound>();

/// The schema of T in the subset that the tool interfaces of language models accept; see `dialect::strict`.
template <class T>
inline constexpr std::string_view strict_schema_of =
    reflection::detail::schema_for<T, dialect::strict,
                                   reflection::detail::schema_verdict<T, dialect::strict>::sound>();

} // namespace action_grammar

#endif
