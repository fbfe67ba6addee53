#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_DIAGNOSTICS_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_DIAGNOSTICS_HPP

// Every static_assert of a contract is in this header. Each public door asks for the first mistake in a
// type's contract and hands it here before anything that depends on it is instantiated, so that one mistake
// is one error.

#include <cstddef>
#include <string_view>

#include <action_grammar/actions/label.hpp>
#include <action_grammar/contract/reflection/flaw.hpp>

namespace action_grammar::reflection::detail {

// The conditions of the assertions: false for every argument, and named so that a compiler that prints a
// failed condition prints a phrase: the struct, its member, and the type or the constraint.
template <label Struct, label Member, label Type>
inline constexpr bool has_contract = false;
template <label Struct, label Member, label Constraint>
inline constexpr bool fits_its_member = false;
template <label Struct, label Member, label Thing>
inline constexpr bool is_told_apart = false;
template <label Struct, label Member, label Type>
inline constexpr bool has_strict_form = false;
template <label Struct, label Member, label Type>
inline constexpr bool can_be_decoded = false;

/// What is to be said of a contract: nothing, or the sentence for its first mistake, which ends compilation.
/// A class, and named by the doors themselves, so that the compiler has few instantiations to list.
template <flaw_kind Kind, label Struct, label Member, label What>
struct verdict {
    static constexpr bool sound = true;
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::no_contract, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(has_contract<Struct, Member, What>,
                  "AG103 contract-missing: a type has no contract, so no schema and no JSON; make it a plain "
                  "aggregate, "
                  "use BOOST_HANA_ADAPT_STRUCT, or specialize ag::contract_of [docs/rules/AG103.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::not_strict, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(
        has_strict_form<Struct, Member, What>,
        "AG103 contract-missing: maps, tuples and arbitrary JSON have no contract in the strict dialect; use "
        "a struct, or an array of structs [docs/rules/AG103.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::misfit, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(
        fits_its_member<Struct, Member, What>,
        "AG101 contract-mismatch: a constraint does not fit the type that it is said of; say it of another "
        "member, or give it a value that the type can have [docs/rules/AG101.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::stranger, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(
        fits_its_member<Struct, Member, What>,
        "AG101 contract-mismatch: something is said of what is no member of the type; name a member of the "
        "type itself [docs/rules/AG101.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::same_names, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(
        is_told_apart<Struct, Member, What>,
        "AG101 contract-mismatch: two members, alternatives or types have the same name in JSON; give one "
        "another with ag::named, ag::alternative or ag::tagged [docs/rules/AG101.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::optional_twice, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(is_told_apart<Struct, Member, What>, "AG101 contract-mismatch: an optional of an optional "
                                                       "cannot be told from an empty one in JSON; use one "
                                                       "optional [docs/rules/AG101.md]");
};
template <label Struct, label Member, label What>
struct verdict<flaw_kind::not_makeable, Struct, Member, What> {
    static constexpr bool sound = false;
    static_assert(
        can_be_decoded<Struct, Member, What>,
        "AG101 contract-mismatch: decoding fills an object that exists before and owns what it holds; use a "
        "type with a default constructor that is no view [docs/rules/AG101.md]");
};

/// A text as a template argument. It is copied with its zero, without which clang prints it as numbers.
template <std::size_t Size>
consteval label<Size> as_label(std::string_view text) {
    char copy[Size]{};
    for (std::size_t i = 0; i < Size; ++i)
        copy[i] = i < text.size() ? text[i] : '\0';
    return label<Size>(copy);
}

/// The verdict on a flaw.
template <flaw const& Found>
using verdict_on = verdict<Found.kind, detail::as_label<Found.within.size() + 1>(Found.within),
                           detail::as_label<Found.member.size() + 1>(Found.member),
                           detail::as_label<Found.what.size() + 1>(Found.what)>;

/// The verdicts on the contract of T: for its schema of some form, and for decoding.
template <class T, dialect Form = dialect::draft2020_12>
using schema_verdict = verdict_on<flaw_of<T, Form>>;
template <class T>
using decoding_verdict = verdict_on<decoding_flaw_of<T>>;

} // namespace action_grammar::reflection::detail

#endif
