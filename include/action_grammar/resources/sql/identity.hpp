#ifndef ACTION_GRAMMAR_RESOURCES_SQL_IDENTITY_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_IDENTITY_HPP

// The columns of a struct, and those that tell which row it is, as constants.

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/contract/reflection/members.hpp>
#include <action_grammar/contract/reflection/type_name.hpp>
#include <action_grammar/resources/sql/bind.hpp>
#include <action_grammar/resources/sql/identifier.hpp>
#include <action_grammar/resources/sql/write_text.hpp>

namespace action_grammar::sql::detail {

template <class Pointer>
struct owner_of_pointer;
template <class Member, class Class>
struct owner_of_pointer<Member Class::*> {
    using type = Class;
};
/// The struct of a pointer to a member.
template <auto Pointer>
using owner_of = typename owner_of_pointer<std::remove_const_t<decltype(Pointer)>>::type;

/// The column of a member; empty if the struct's contract has no such member.
template <meta::struct_type Row, auto Pointer>
constexpr std::string_view column_of_pointer() {
    std::string_view found;
    for_each_member<Row>([&](auto index) {
        if (meta::members_of<Row>::template name<index()> != meta::member_name<Pointer>) return true;
        found = column_of<Row, index()>;
        return false;
    });
    return found;
}

template <meta::struct_type Row>
inline constexpr auto columns_of = []<std::size_t... Indices>(std::index_sequence<Indices...>) {
    return std::array<std::string_view, sizeof...(Indices)>{column_of<Row, Indices>...};
}(std::make_index_sequence<member_count<Row>>{});

template <class Row, auto... Pointers>
inline constexpr std::array<std::string_view, sizeof...(Pointers)> identity_of{
    column_of_pointer<Row, Pointers>()...};

/// Whether a struct can be a row: its members' names in JSON are identifiers, and the identity is of it.
template <class Row, auto... Identity>
constexpr void check_row() {
    static_assert(meta::struct_type<Row>, "a row is a struct, with a member for each column");
    static_assert((std::is_same_v<owner_of<Identity>, Row> && ...),
                  "the members of an identity are of one struct");
    static_assert(((!column_of_pointer<Row, Identity>().empty()) && ...),
                  "a member of the identity is not in the contract of the row's type");
    static_assert(
        for_each_member<Row>([](auto index) { return is_identifier(column_of<Row, index()>); }),
        "a member of the row's type has a name that no column may have; give it another with ag::named");
}

template <class Row, auto... Identity>
constexpr row_shape shape_of(table_name table) noexcept {
    return {table.view(), columns_of<Row>, identity_of<Row, Identity...>, columns_of<Row>};
}

} // namespace action_grammar::sql::detail

#endif
