#include <action_grammar/contract/reflection/enumerators.hpp>
#include <action_grammar/contract/reflection/members.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/verify.hpp"

namespace ag = action_grammar;
namespace reflection = action_grammar::reflection;

namespace names {

struct inner {
    int x;
    std::unique_ptr<int> only_moved;
};
struct outer {
    std::string id;
    int quantity;
    std::vector<inner> items;
    inner nested;
    bool type = true;
    int trailing_ = 0;
};
struct empty {};
struct no_default {
    explicit no_default(int) {}
};
struct hard {
    no_default first;
    int second;
    no_default last;
};
struct derived : outer {
    int more;
};
template <class T>
struct page {
    std::vector<T> items;
};
namespace {
struct hidden {
    int z_1;
};
enum class quiet { one, two };
} // namespace

struct adapted {
    adapted() {}
    int a = 0;
    std::string b;
};
class listed {
public:
    int shown = 0;
    std::string also_shown;

private:
    [[maybe_unused]] int not_shown_ = 0;
};

enum class color { red, green, blue = -3 };
enum plain : int { plain_one = 1, plain_three = 3 };
enum class yes_or_no : bool { no, yes };
enum class byte_like : unsigned char { low = 0, high = 255 };
enum class edges : short { lowest = -128, nothing = 0, highest = 255 };
enum class named { first = 1000, second = 2000 };
enum unfixed { some, other };
struct scope {
    enum class kind { small, large };
};

struct forty {
    int a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9;
    int c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, d0, d1, d2, d3, d4, d5, d6, d7, d8, d9;
};

} // namespace names

BOOST_HANA_ADAPT_STRUCT(names::adapted, a, b);

template <>
inline constexpr auto ag::contract_of<names::outer> =
    ag::object(ag::member<&names::outer::type>(ag::named("kind"), ag::description("what it is")));
template <>
inline constexpr auto ag::contract_of<names::listed> =
    ag::object(ag::member<&names::listed::also_shown>(), ag::member<&names::listed::shown>());
template <>
inline constexpr auto ag::contract_of<names::named> = ag::enumeration(
    ag::enumerator<names::named::second>("Second"), ag::enumerator<names::named::first>("First"));

namespace {

template <class T>
constexpr std::size_t count = reflection::detail::members_of<T>::count;
template <class T, std::size_t Index>
constexpr std::string_view name = reflection::detail::members_of<T>::template name<Index>;

template <class Enumeration>
constexpr bool named(std::size_t index, Enumeration value, std::string_view text) {
    auto const& all = reflection::detail::enumerators_of<Enumeration>;
    return index < all.size() && all[index].value == value && all[index].name == text;
}

TEST_CASE("members of plain aggregates are counted") {
    ACTION_GRAMMAR_VERIFY(count<names::outer> == 6);
    ACTION_GRAMMAR_VERIFY(count<names::empty> == 0);
    ACTION_GRAMMAR_VERIFY(count<names::hard> == 3);
    ACTION_GRAMMAR_VERIFY(count<names::page<names::outer>> == 1);
    ACTION_GRAMMAR_VERIFY(count<names::forty> == 40);
}

TEST_CASE("members have exactly the names that they have in C++") {
    ACTION_GRAMMAR_VERIFY(name<names::outer, 0> == "id");
    ACTION_GRAMMAR_VERIFY(name<names::outer, 1> == "quantity");
    ACTION_GRAMMAR_VERIFY(name<names::outer, 2> == "items");
    ACTION_GRAMMAR_VERIFY(name<names::outer, 3> == "nested");
    ACTION_GRAMMAR_VERIFY(name<names::outer, 4> == "type");
    ACTION_GRAMMAR_VERIFY(name<names::outer, 5> == "trailing_");
    ACTION_GRAMMAR_VERIFY(name<names::inner, 1> == "only_moved");
    ACTION_GRAMMAR_VERIFY(name<names::hidden, 0> == "z_1");
    ACTION_GRAMMAR_VERIFY(name<names::hard, 2> == "last");
    ACTION_GRAMMAR_VERIFY(name<names::page<names::page<int>>, 0> == "items");
    ACTION_GRAMMAR_VERIFY(name<names::forty, 39> == "d9");
}

TEST_CASE("members of a local type have names too") {
    struct local {
        int first;
        int second;
    };
    ACTION_GRAMMAR_VERIFY(name<local, 0> == "first");
    ACTION_GRAMMAR_VERIFY(name<local, 1> == "second");
}

TEST_CASE("a macro of Boost.Hana or ag::object names the members of other classes") {
    ACTION_GRAMMAR_VERIFY(count<names::adapted> == 2);
    ACTION_GRAMMAR_VERIFY(name<names::adapted, 0> == "a");
    ACTION_GRAMMAR_VERIFY(name<names::adapted, 1> == "b");
    ACTION_GRAMMAR_VERIFY(count<names::listed> == 2);
    ACTION_GRAMMAR_VERIFY(name<names::listed, 0> == "also_shown");
    ACTION_GRAMMAR_VERIFY(name<names::listed, 1> == "shown");
}

TEST_CASE("what can not be taken apart is no struct") {
    ACTION_GRAMMAR_VERIFY(!reflection::detail::struct_type<names::derived>);
    ACTION_GRAMMAR_VERIFY(!reflection::detail::struct_type<names::no_default>);
    ACTION_GRAMMAR_VERIFY(!reflection::detail::struct_type<std::string>);
    ACTION_GRAMMAR_VERIFY(!reflection::detail::struct_type<std::vector<int>>);
}

TEST_CASE("members are reached in their place") {
    names::outer object{"a", 2, {}, {}, false, 6};
    CHECK(&reflection::detail::members_of<names::outer>::get<1>(object) == &object.quantity);
    CHECK(&reflection::detail::members_of<names::outer>::get<5>(object) == &object.trailing_);
    names::adapted adapted;
    CHECK(&reflection::detail::members_of<names::adapted>::get<1>(adapted) == &adapted.b);
    names::listed listed;
    CHECK(&reflection::detail::members_of<names::listed>::get<0>(listed) == &listed.also_shown);
}

TEST_CASE("what is said of a member is found by the member") {
    ACTION_GRAMMAR_VERIFY(reflection::detail::name_of_member<names::outer, 4> == "kind");
    ACTION_GRAMMAR_VERIFY(reflection::detail::name_of_member<names::outer, 0> == "id");
    ACTION_GRAMMAR_VERIFY(reflection::detail::attributes_of_member<names::outer, 4>.size() == 2);
    ACTION_GRAMMAR_VERIFY(reflection::detail::attributes_of_member<names::outer, 0>.empty());
}

TEST_CASE("enumerators have their names") {
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<names::color>.size() == 3);
    ACTION_GRAMMAR_VERIFY(named(0, names::color::blue, "blue"));
    ACTION_GRAMMAR_VERIFY(named(1, names::color::red, "red"));
    ACTION_GRAMMAR_VERIFY(named(2, names::color::green, "green"));
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<names::plain>.size() == 2);
    ACTION_GRAMMAR_VERIFY(named(1, names::plain_three, "plain_three"));
    ACTION_GRAMMAR_VERIFY(named(1, names::yes_or_no::yes, "yes"));
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<names::byte_like>.size() == 2);
    ACTION_GRAMMAR_VERIFY(named(1, names::byte_like::high, "high"));
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<names::edges>.size() == 3);
    ACTION_GRAMMAR_VERIFY(named(0, names::edges::lowest, "lowest"));
    ACTION_GRAMMAR_VERIFY(named(2, names::edges::highest, "highest"));
    ACTION_GRAMMAR_VERIFY(named(0, names::quiet::one, "one"));
    ACTION_GRAMMAR_VERIFY(named(1, names::quiet::two, "two"));
    ACTION_GRAMMAR_VERIFY(named(1, names::scope::kind::large, "large"));
}

TEST_CASE("enumerators of a local type have names too") {
    enum class local { one, two };
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<local>.size() == 2);
    ACTION_GRAMMAR_VERIFY(named(1, local::two, "two"));
}

TEST_CASE("enumerators that are named have those names and no others") {
    ACTION_GRAMMAR_VERIFY(reflection::detail::enumerators_of<names::named>.size() == 2);
    ACTION_GRAMMAR_VERIFY(named(0, names::named::second, "Second"));
    ACTION_GRAMMAR_VERIFY(named(1, names::named::first, "First"));
    ACTION_GRAMMAR_VERIFY(!reflection::detail::enumeration_type<names::unfixed>);
}

TEST_CASE("types have the names that schemas use") {
    ACTION_GRAMMAR_VERIFY(reflection::detail::type_name<names::outer> == "names::outer");
    ACTION_GRAMMAR_VERIFY(
        reflection::detail::unqualified(reflection::detail::type_name<names::page<names::page<int>>>)
        == "page");
    ACTION_GRAMMAR_VERIFY(reflection::detail::plain_name<names::scope::kind>.view() == "names.scope.kind");
}

} // namespace
