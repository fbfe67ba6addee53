#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>

// Every case twice: in a constant expression and at run time.
#define ACTION_GRAMMAR_BOTH(sentence, holds)                                                                 \
    static_assert(holds());                                                                                  \
    TEST_CASE(sentence, "[result]") { REQUIRE(holds()); }

namespace ag = action_grammar;

// What was moved from is looked at, equal things are compared and copies are made, all on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move,clang-analyzer-core.NullDereference)
// NOLINTBEGIN(performance-*,misc-redundant-expression,bugprone-chained-comparison)
namespace {

using ag::result;
using ag::unexpect;
using ag::unexpected;

// Counts its living objects, and how it came to be.
struct tally {
    int living = 0;
    int copies = 0;
    int moves = 0;
};

struct counted {
    tally* book;
    int number;

    constexpr counted(tally& of, int n) noexcept : book(&of), number(n) { ++book->living; }
    constexpr counted(counted const& other) noexcept : book(other.book), number(other.number) {
        ++book->living;
        ++book->copies;
    }
    constexpr counted(counted&& other) noexcept : book(other.book), number(std::exchange(other.number, -1)) {
        ++book->living;
        ++book->moves;
    }
    constexpr counted& operator=(counted const&) = default;
    constexpr counted& operator=(counted&& other) noexcept {
        book = other.book;
        number = std::exchange(other.number, -1);
        return *this;
    }
    constexpr ~counted() {
        --book->living;
        book = nullptr;
    }
};

struct move_only {
    int number;

    constexpr explicit move_only(int n) noexcept : number(n) {}
    constexpr move_only(move_only&& other) noexcept : number(std::exchange(other.number, -1)) {}
    constexpr move_only& operator=(move_only&& other) noexcept {
        number = std::exchange(other.number, -1);
        return *this;
    }
    constexpr ~move_only() { number = -2; }
    constexpr bool operator==(move_only const&) const = default;
};

struct immovable {
    int number;

    constexpr explicit immovable(int n) : number(n) {}
    immovable(immovable const&) = delete;
    immovable& operator=(immovable const&) = delete;
};

struct explicit_only {
    int number;

    constexpr explicit explicit_only(int n) : number(n) {}
};

struct listed {
    std::size_t length;
    int extra;

    constexpr listed(std::initializer_list<int> list, int more) noexcept : length(list.size()), extra(more) {}
};

struct no_default {
    constexpr explicit no_default(int) {}
};

// Throws when it is copied or moved with the fuse lit; the two kinds are different types.
template <int Kind>
struct throwing {
    int number;
    static inline bool lit = false;
    static inline int living = 0;

    explicit throwing(int n) : number(n) {
        burn();
        ++living;
    }
    throwing(throwing const& other) : number(other.number) {
        burn();
        ++living;
    }
    throwing(throwing&& other) : number(other.number) {
        burn();
        ++living;
        other.number = -1;
    }
    throwing& operator=(throwing const& other) {
        burn();
        number = other.number;
        return *this;
    }
    throwing& operator=(throwing&& other) {
        burn();
        number = std::exchange(other.number, -1);
        return *this;
    }
    ~throwing() { --living; }

    static void burn() {
        if (lit) throw std::runtime_error("burnt");
    }
};

// Construction ------------------------------------------------------------------------------------------

constexpr bool default_is_the_default_value() {
    result<int, char> r;
    result<void, char> v;
    return r.has_value() && *r == 0 && v.has_value();
}
ACTION_GRAMMAR_BOTH("a default result holds the default value", default_is_the_default_value)

static_assert(std::is_default_constructible_v<result<int, no_default>>);
static_assert(!std::is_default_constructible_v<result<no_default, int>>);
static_assert(std::is_default_constructible_v<result<void, no_default>>);
static_assert(std::is_nothrow_default_constructible_v<result<int, int>>);

constexpr bool value_is_held() {
    result<int, char> r = 7;
    result<std::pair<int, int>, char> braces = {{1, 2}};
    result<int, char> const c(r);
    return r && r.has_value() && *r == 7 && r.value() == 7 && braces->second == 2 && *c == 7;
}
ACTION_GRAMMAR_BOTH("a value is held", value_is_held)

constexpr bool error_is_held() {
    result<int, char> r = unexpected('x');
    unexpected<char> const named('y');
    result<int, char> n = named;
    result<int, long> converted = unexpected(3);
    result<void, char> v = unexpected('z');
    return !r && !r.has_value() && r.error() == 'x' && n.error() == 'y' && converted.error() == 3L && !v
        && v.error() == 'z';
}
ACTION_GRAMMAR_BOTH("an error is held", error_is_held)

constexpr bool in_place() {
    result<std::pair<int, char>, int> value(std::in_place, 4, 'v');
    result<int, std::pair<int, char>> error(unexpect, 5, 'e');
    result<listed, int> list(std::in_place, {1, 2, 3}, 9);
    result<int, listed> listed_error(unexpect, {1, 2}, 8);
    result<immovable, int> fixed(std::in_place, 6);
    result<void, int> nothing(std::in_place);
    result<void, std::pair<int, char>> failure(unexpect, 7, 'f');
    unexpected<std::pair<int, char>> wrapped(std::in_place, 1, 'w');
    unexpected<listed> wrapped_list(std::in_place, {1, 2, 3, 4}, 2);
    return value->second == 'v' && error.error().first == 5 && list->length == 3 && list->extra == 9
        && listed_error.error().length == 2 && fixed->number == 6 && nothing.has_value()
        && failure.error().second == 'f' && wrapped.error().second == 'w' && wrapped_list.error().length == 4;
}
ACTION_GRAMMAR_BOTH("value and error are constructed in place", in_place)

// Conversions -------------------------------------------------------------------------------------------

constexpr bool converts_from_another_result() {
    result<short, char> const value = short{3};
    result<short, char> error = unexpected('c');
    result<int, int> a = value;
    result<int, int> b = std::move(error);
    result<void, char> const ok;
    result<void, int> c = ok;
    result<void, int> d = result<void, char>(unexpect, 'd');
    result<move_only, int> e = result<move_only, char>(std::in_place, 5);
    return *a == 3 && b.error() == 'c' && c.has_value() && d.error() == 'd' && e->number == 5;
}
ACTION_GRAMMAR_BOTH("a result converts to a result of wider types", converts_from_another_result)

template <class From, class To>
constexpr bool explicitly = std::is_constructible_v<To, From> && !std::is_convertible_v<From, To>;
template <class From, class To>
constexpr bool implicitly = std::is_constructible_v<To, From> && std::is_convertible_v<From, To>;

static_assert(implicitly<int, result<int, char>>);
static_assert(implicitly<short, result<int, char>>);
static_assert(explicitly<int, result<explicit_only, char>>);
static_assert(!std::is_constructible_v<result<int, char>, std::string>);
static_assert(implicitly<unexpected<short>, result<int, long>>);
static_assert(explicitly<unexpected<int>, result<int, explicit_only>>);
static_assert(explicitly<unexpected<int> const&, result<void, explicit_only>>);
static_assert(!std::is_constructible_v<result<int, char>, unexpected<std::string>>);
static_assert(implicitly<result<short, short>, result<int, int>>);
static_assert(explicitly<result<int, int>, result<explicit_only, int>>);
static_assert(explicitly<result<int, int> const&, result<int, explicit_only>>);
static_assert(explicitly<result<void, int>, result<void, explicit_only>>);
static_assert(!std::is_constructible_v<result<int, int>, result<std::string, int>>);
static_assert(!std::is_constructible_v<result<int, int>, result<void, int>>);
static_assert(!std::is_constructible_v<result<void, int>, result<int, int>>);
static_assert(!std::is_constructible_v<result<void, int>, int>);
static_assert(std::is_constructible_v<result<int, char>, std::in_place_t>);
static_assert(!std::is_convertible_v<std::in_place_t, result<int, char>>);
static_assert(!std::is_convertible_v<result<int, char>, bool>);
static_assert(std::is_same_v<decltype(unexpected('x')), unexpected<char>>);
static_assert(std::is_same_v<result<int, char>::rebind<long>, result<long, char>>);
static_assert(std::is_same_v<result<void, char>::unexpected_type, unexpected<char>>);

constexpr bool bool_takes_the_value() {
    result<int, char> zero = 0;
    result<bool, int> const from = result<int, int>(0);
    result<bool, int> const from_named(zero);
    result<bool, int> const error = result<bool, char>(unexpect, 'b');
    result<bool, int> const copy(from);
    return from && !*from && from_named && !*from_named && !error && copy && !*copy;
}
ACTION_GRAMMAR_BOTH("a result of bool takes the value, not whether there is one", bool_takes_the_value)

struct takes_anything {
    template <class T>
        requires(!std::same_as<std::remove_cvref_t<T>, takes_anything>)
    constexpr takes_anything(T&&) {}
};

constexpr bool whole_results_are_values() {
    result<int, char> const error = unexpected('e');
    result<takes_anything, char> const whole = error;
    return whole.has_value();
}
ACTION_GRAMMAR_BOTH("a value that can be made from a result takes it whole", whole_results_are_values)

// Special members ---------------------------------------------------------------------------------------

static_assert(std::is_trivially_copyable_v<result<int, char>>);
static_assert(std::is_trivially_copyable_v<result<void, char>>);
static_assert(std::is_trivially_copy_assignable_v<result<int, char>>);
static_assert(std::is_trivially_destructible_v<result<int, char>>);
static_assert(!std::is_trivially_copy_constructible_v<result<std::string, char>>);
static_assert(!std::is_trivially_destructible_v<result<int, std::string>>);
static_assert(!std::is_trivially_destructible_v<result<void, std::string>>);
static_assert(std::is_copy_constructible_v<result<std::string, std::string>>);
static_assert(std::is_nothrow_move_constructible_v<result<std::string, std::string>>);
static_assert(std::is_nothrow_move_assignable_v<result<std::string, std::string>>);
static_assert(std::is_nothrow_swappable_v<result<std::string, void*>>);
static_assert(!std::is_copy_constructible_v<result<move_only, int>>);
static_assert(!std::is_copy_assignable_v<result<move_only, int>>);
static_assert(!std::is_copy_constructible_v<result<int, move_only>>);
static_assert(!std::is_copy_constructible_v<result<void, move_only>>);
static_assert(std::is_move_constructible_v<result<move_only, int>>);
static_assert(std::is_move_assignable_v<result<move_only, int>>);
static_assert(std::is_move_constructible_v<result<void, move_only>>);
static_assert(!std::is_move_constructible_v<result<immovable, int>>);
static_assert(!std::is_move_assignable_v<result<immovable, int>>);
static_assert(!std::is_swappable_v<result<immovable, int>>);
static_assert(std::is_move_assignable_v<result<throwing<0>, int>>);
static_assert(!std::is_nothrow_move_assignable_v<result<throwing<0>, int>>);
static_assert(!std::is_copy_assignable_v<result<throwing<0>, throwing<1>>>);
static_assert(!std::is_move_assignable_v<result<throwing<0>, throwing<1>>>);
static_assert(!std::is_assignable_v<result<throwing<0>, throwing<1>>&, unexpected<throwing<1>>>);
static_assert(std::is_copy_assignable_v<result<void, throwing<1>>>);
static_assert(std::is_copy_constructible_v<result<int const, int>>);
static_assert(!std::is_copy_assignable_v<result<int const, int>>);
static_assert(!std::is_assignable_v<result<int const, int>&, int>);
static_assert(!std::is_move_constructible_v<result<move_only const, int>>);
static_assert(sizeof(result<int, int>) == 2 * sizeof(int));
static_assert(sizeof(result<void, char>) == 2);

constexpr bool copies_and_moves() {
    tally book;
    bool good = true;
    {
        result<counted, counted> value(std::in_place, book, 1);
        result<counted, counted> error(unexpect, book, 2);
        result<counted, counted> copy(value);
        result<counted, counted> moved(std::move(error));
        good = good && book.living == 4 && book.copies == 1 && book.moves == 1 && copy->number == 1
            && moved.error().number == 2 && error.error().number == -1 && value->number == 1;
    }
    return good && book.living == 0;
}
ACTION_GRAMMAR_BOTH("copies and moves live once each", copies_and_moves)

// From each of the four states into each, both ways of assigning.
template <class T, class Make>
constexpr bool assignments(tally& book, Make make) {
    bool good = true;
    for (int const before : {0, 1})
        for (int const after : {0, 1}) {
            T target = make(before, 10);
            T const source = make(after, 20);
            target = source;
            good = good && target.has_value() == (after == 0) && source.has_value() == (after == 0);
            T other = make(before, 30);
            other = std::move(target);
            good = good && other.has_value() == (after == 0) && target.has_value() == (after == 0);
            auto& self = other;
            other = self;
            good = good && other.has_value() == (after == 0) && (after == 0 || other.error().number == 20);
            T left = make(before, 40);
            T right = make(after, 50);
            swap(left, right);
            good = good && left.has_value() == (after == 0) && right.has_value() == (before == 0);
            good = good && (left.has_value() || left.error().number == 50);
            good = good && (right.has_value() || right.error().number == 40);
            left.swap(right);
            good = good && left.has_value() == (before == 0) && right.has_value() == (after == 0);
        }
    return good && book.living == 0;
}

constexpr bool assignment_of_objects() {
    tally book;
    using tested = result<counted, counted>;
    return assignments<tested>(book, [&](int error, int n) {
        if (error != 0) return tested(unexpect, book, n); // not ?: - g++ 12 destroys its prvalues twice
        return tested(std::in_place, book, n);
    });
}
ACTION_GRAMMAR_BOTH("assignment and swap change places without leaks", assignment_of_objects)

constexpr bool assignment_of_void() {
    tally book;
    using tested = result<void, counted>;
    return assignments<tested>(book, [&](int error, int n) {
        if (error != 0) return tested(unexpect, book, n);
        return tested();
    });
}
ACTION_GRAMMAR_BOTH("assignment and swap of a void result change places without leaks", assignment_of_void)

constexpr bool assigns_contents() {
    tally book;
    bool good = true;
    {
        result<counted, int> r = unexpected(1);
        r = counted(book, 4);
        good = good && r->number == 4;
        r = unexpected(2);
        good = good && r.error() == 2 && book.living == 0;
        unexpected<short> const named(short{3});
        r = named;
        good = good && r.error() == 3;
        r.emplace(book, 5);
        r.emplace(book, 6);
        good = good && r->number == 6 && book.living == 1;
        result<listed, int> list = unexpected(1);
        good = good && list.emplace({1, 2}, 7).extra == 7 && list->length == 2;
        result<void, counted> v(unexpect, book, 7);
        v.emplace();
        good = good && v.has_value() && book.living == 1;
        v = unexpected(counted(book, 8));
        good = good && v.error().number == 8 && book.living == 2;
        result<int, char> plain = unexpected('p');
        plain = {};
        good = good && plain.has_value() && *plain == 0;
    }
    return good && book.living == 0;
}
ACTION_GRAMMAR_BOTH("values and errors are assigned and emplaced", assigns_contents)

constexpr bool trivial_assignment() {
    result<int, char> a = 1;
    result<int, char> const b = unexpected('b');
    a = b;
    bool const error = !a && a.error() == 'b';
    a = result<int, char>(3);
    return error && *a == 3;
}
ACTION_GRAMMAR_BOTH("trivial assignment changes the state", trivial_assignment)

constexpr bool const_values() {
    result<int const, char> r = 3;
    result<int const, char> const copy = r;
    int const seen = *r;
    r.emplace(4);
    static_assert(std::is_same_v<decltype(*r), int const&>);
    static_assert(std::is_same_v<decltype(*std::move(r)), int const&&>);
    static_assert(std::is_same_v<decltype(copy.value_or(1)), int>);
    return seen == 3 && *r == 4 && copy == 3 && r.transform([](int n) { return n + 1; }) == 5
        && copy.value_or(0) == 3;
}
ACTION_GRAMMAR_BOTH("a const value is held and replaced as a whole", const_values)

constexpr bool move_only_values() {
    result<move_only, move_only> r(std::in_place, 1);
    result<move_only, move_only> s(std::move(r));
    bool good = r->number == -1 && s->number == 1;
    s = unexpected(move_only(2));
    good = good && s.error().number == 2;
    s = move_only(3);
    move_only const taken = *std::move(s);
    good = good && taken.number == 3 && s->number == -1;
    result<move_only, int> late(unexpect, 4);
    move_only const other = std::move(late).value_or(move_only(5));
    good = good && other.number == 5;
    auto doubled = result<move_only, int>(std::in_place, 6).transform([](move_only m) {
        return move_only(2 * m.number);
    });
    good = good && doubled->number == 12;
    auto const passed = result<move_only, int>(std::in_place, 7)
                            .transform_error([](int n) { return move_only(n); })
                            .or_else([](move_only m) { return result<move_only, int>(unexpect, m.number); });
    return good && passed->number == 7;
}
ACTION_GRAMMAR_BOTH("move-only values and errors are carried", move_only_values)

// Observers ---------------------------------------------------------------------------------------------

using sample = result<std::pair<int, int>, char>;
static_assert(std::is_same_v<decltype(*std::declval<sample&>()), std::pair<int, int>&>);
static_assert(std::is_same_v<decltype(*std::declval<sample const&>()), std::pair<int, int> const&>);
static_assert(std::is_same_v<decltype(*std::declval<sample>()), std::pair<int, int>&&>);
static_assert(std::is_same_v<decltype(*std::declval<sample const>()), std::pair<int, int> const&&>);
static_assert(std::is_same_v<decltype(std::declval<sample&>().value()), std::pair<int, int>&>);
static_assert(std::is_same_v<decltype(std::declval<sample const>().value()), std::pair<int, int> const&&>);
static_assert(std::is_same_v<decltype(std::declval<sample>().error()), char&&>);
static_assert(std::is_same_v<decltype(std::declval<sample const&>().error()), char const&>);
static_assert(
    std::is_same_v<decltype(std::declval<sample const&>().operator->()), std::pair<int, int> const*>);
static_assert(std::is_void_v<decltype(*std::declval<result<void, int>&>())>);

constexpr bool alternatives() {
    result<int, char> const value = 1;
    result<int, char> const error = unexpected('e');
    return value.value_or(9) == 1 && error.value_or(9) == 9 && result<int, char>(2).value_or(9) == 2
        && value.error_or('n') == 'n' && error.error_or('n') == 'e'
        && result<void, char>().error_or('n') == 'n' && result<void, char>(unexpect, 'v').error_or('n') == 'v'
        && error.value_or({}) == 0;
}
ACTION_GRAMMAR_BOTH("value_or and error_or replace what is missing", alternatives)

constexpr bool alternatives_of_objects() {
    tally book;
    bool good = true;
    {
        using tested = result<counted, counted>;
        tested const value(std::in_place, book, 1);
        tested const error(unexpect, book, 2);
        counted const other(book, 3);
        good = value.value_or(other).number == 1 && error.value_or(other).number == 3
            && value.error_or(other).number == 3 && error.error_or(other).number == 2
            && tested(value).value_or(other).number == 1 && tested(error).value_or(other).number == 3
            && tested(value).error_or(other).number == 3 && tested(error).error_or(other).number == 2;
        good = good && book.living == 3;
    }
    return good && book.living == 0;
}
ACTION_GRAMMAR_BOTH("value_or and error_or leave nothing behind", alternatives_of_objects)

constexpr bool checked_access() {
    result<int, char> r = 1;
    r.value() = 2;
    result<void, char> const v;
    v.value();
    *v;
    return r.value() == 2 && std::as_const(r).value() == 2 && std::move(r).value() == 2;
}
ACTION_GRAMMAR_BOTH("value() gives the value", checked_access)

TEST_CASE("value() throws the error", "[result]") {
    result<int, std::string> r = unexpected("missing");
    REQUIRE_THROWS_AS(r.value(), ag::bad_result_access<std::string>);
    REQUIRE_THROWS_AS(std::as_const(r).value(), ag::bad_result_access<void>);
    REQUIRE_THROWS_AS((result<void, int>(unexpect, 3).value()), std::exception);
    REQUIRE(r.error() == "missing");
    try {
        static_cast<void>(std::move(r).value());
        FAIL("value() returned");
    } catch (ag::bad_result_access<std::string> const& thrown) {
        REQUIRE(thrown.error() == "missing");
        REQUIRE(std::string(thrown.what()).find("error") != std::string::npos);
    }
}

// The strong guarantee ----------------------------------------------------------------------------------

template <int Kind>
struct lit_fuse {
    lit_fuse() { throwing<Kind>::lit = true; }
    lit_fuse(lit_fuse const&) = delete;
    lit_fuse& operator=(lit_fuse const&) = delete;
    ~lit_fuse() { throwing<Kind>::lit = false; }
};

TEST_CASE("an assignment that throws keeps the old content", "[result]") {
    using fragile = throwing<0>;
    {
        result<fragile, std::string> target = unexpected("old, and too long for a small string");
        result<fragile, std::string> source(std::in_place, 1);
        fragile const value(2);
        lit_fuse<0> const fuse;
        REQUIRE_THROWS_AS(target = source, std::runtime_error);
        REQUIRE_THROWS_AS(target = std::move(source), std::runtime_error);
        REQUIRE_THROWS_AS(target = value, std::runtime_error);
        REQUIRE_THROWS_AS(swap(target, source), std::runtime_error);
        REQUIRE_THROWS_AS(source.swap(target), std::runtime_error);
        REQUIRE(target.error() == "old, and too long for a small string");
        REQUIRE(source->number == 1);
    }
    {
        result<std::string, fragile> target = "old, and too long for a small string";
        result<std::string, fragile> source(unexpect, 1);
        unexpected<fragile> const error(std::in_place, 2);
        lit_fuse<0> const fuse;
        REQUIRE_THROWS_AS(target = source, std::runtime_error);
        REQUIRE_THROWS_AS(target = std::move(source), std::runtime_error);
        REQUIRE_THROWS_AS(target = error, std::runtime_error);
        REQUIRE_THROWS_AS(swap(target, source), std::runtime_error);
        REQUIRE(*target == "old, and too long for a small string");
        REQUIRE(source.error().number == 1);
    }
    {
        result<void, fragile> target;
        result<void, fragile> const source(unexpect, 1);
        lit_fuse<0> const fuse;
        REQUIRE_THROWS_AS(target = source, std::runtime_error);
        REQUIRE(target.has_value());
    }
    REQUIRE(fragile::living == 0);
}

TEST_CASE("with the fuse unlit, throwing moves change places", "[result]") {
    using fragile = throwing<1>;
    {
        result<fragile, std::string> a(std::in_place, 1);
        result<fragile, std::string> b = unexpected("b");
        swap(a, b);
        REQUIRE(a.error() == "b");
        REQUIRE(b->number == 1);
        a = b;
        REQUIRE(a->number == 1);
        a = unexpected("c");
        REQUIRE(a.error() == "c");
        result<std::string, fragile> c(unexpect, 2);
        result<std::string, fragile> d = "d";
        c.swap(d);
        REQUIRE(*c == "d");
        REQUIRE(d.error().number == 2);
    }
    REQUIRE(fragile::living == 0);
}

TEST_CASE("a constructor that throws leaves nothing behind", "[result]") {
    using fragile = throwing<2>;
    {
        result<fragile, fragile> const value(std::in_place, 1);
        result<fragile, fragile> const error(unexpect, 2);
        lit_fuse<2> const fuse;
        REQUIRE_THROWS_AS((result<fragile, fragile>(value)), std::runtime_error);
        REQUIRE_THROWS_AS((result<fragile, fragile>(error)), std::runtime_error);
        REQUIRE_THROWS_AS((result<fragile, fragile>(std::in_place, 3)), std::runtime_error);
    }
    REQUIRE(fragile::living == 0);
}

// Monadic operations ------------------------------------------------------------------------------------

constexpr result<int, char> half(int n) {
    if (n % 2 != 0) return unexpected('o');
    return n / 2;
}

constexpr bool and_then_chains() {
    result<int, char> const twelve = 12;
    int calls = 0;
    auto const count = [&](int n) {
        ++calls;
        return half(n);
    };
    auto const stopped = twelve.and_then(count).and_then(count).and_then(count).and_then(count);
    result<void, char> checked = half(4).and_then([](int n) -> result<void, char> {
        if (n > 1) return {};
        return unexpected('s');
    });
    return stopped.error() == 'o' && calls == 3 && half(8).and_then(half) == 2
        && half(6).and_then(half).error() == 'o' && checked.has_value()
        && checked.and_then([] { return half(10); }) == 5;
}
ACTION_GRAMMAR_BOTH("and_then goes on with a value and stops at an error", and_then_chains)

constexpr bool or_else_recovers() {
    int calls = 0;
    auto const recover = [&](char c) {
        ++calls;
        return result<int, long>(c == 'o' ? 100 : 0);
    };
    auto const recovered = half(3).or_else(recover);
    auto const passed = half(4).or_else(recover);
    auto const again = result<void, char>(unexpect, 'v').or_else([](char) { return result<void, int>(); });
    auto const still = result<void, char>().or_else([](char c) { return result<void, int>(unexpect, c); });
    return recovered == 100 && passed == 2 && calls == 1 && again.has_value() && still.has_value();
}
ACTION_GRAMMAR_BOTH("or_else goes on with an error and passes a value", or_else_recovers)

constexpr bool transform_maps_the_value() {
    auto const triple = [](int n) { return 3L * n; };
    result<long, char> const value = half(4).transform(triple);
    result<long, char> const error = half(5).transform(triple);
    int seen = 0;
    result<void, char> const done = half(8).transform([&](int n) { seen = n; });
    result<void, char> const undone = half(9).transform([&](int n) { seen = n; });
    result<int, char> const from_void = done.transform([] { return 5; });
    result<int, char> const from_failed = undone.transform([] { return 5; });
    return value == 6L && error.error() == 'o' && done.has_value() && seen == 4 && undone.error() == 'o'
        && from_void == 5 && from_failed.error() == 'o';
}
ACTION_GRAMMAR_BOTH("transform maps the value and passes the error", transform_maps_the_value)

constexpr bool transform_error_maps_the_error() {
    auto const code = [](char c) { return c + 1; };
    result<int, int> const value = half(4).transform_error(code);
    result<int, int> const error = half(5).transform_error(code);
    result<void, int> const failed = result<void, char>(unexpect, 'a').transform_error(code);
    result<void, int> const fine = result<void, char>().transform_error(code);
    return value == 2 && error.error() == 'p' && failed.error() == 'b' && fine.has_value();
}
ACTION_GRAMMAR_BOTH("transform_error maps the error and passes the value", transform_error_maps_the_error)

constexpr bool made_in_place() {
    auto const value = half(8).transform([](int n) { return immovable(n); });
    auto const error = half(3).transform_error([](char c) { return immovable(c); });
    return value->number == 4 && error.error().number == 'o';
}
ACTION_GRAMMAR_BOTH("what transform returns is made in place, without a move", made_in_place)

struct overloads {
    constexpr int operator()(int&) const { return 1; }
    constexpr int operator()(int const&) const { return 2; }
    constexpr int operator()(int&&) const { return 3; }
    constexpr int operator()(int const&&) const { return 4; }
};
struct once {
    constexpr result<int, int> operator()(int n) && { return n; }
    result<int, int> operator()(int) & = delete;
};

constexpr bool categories() {
    result<int, int> r = 0;
    result<int, int> e(unexpect, 0);
    result<int, int> const cr = 0;
    result<int, int> const ce(unexpect, 0);
    constexpr overloads f;
    constexpr auto rf = [](auto&& n) { return result<int, int>(overloads()(decltype(n)(n))); };
    return r.transform(f) == 1 && cr.transform(f) == 2 && std::move(r).transform(f) == 3
        && std::move(cr).transform(f) == 4 && e.transform_error(f).error() == 1
        && ce.transform_error(f).error() == 2 && std::move(e).transform_error(f).error() == 3
        && std::move(ce).transform_error(f).error() == 4 && r.and_then(rf) == 1 && cr.and_then(rf) == 2
        && std::move(r).and_then(rf) == 3 && std::move(cr).and_then(rf) == 4 && e.or_else(rf) == 1
        && ce.or_else(rf) == 2 && std::move(e).or_else(rf) == 3 && std::move(ce).or_else(rf) == 4
        && r.and_then(once()) == 0 && e.or_else(once()) == 0;
}
ACTION_GRAMMAR_BOTH("functions see the value category of the result", categories)

struct order {
    int id;
    result<int, char> parent;

    constexpr int twice() const noexcept { return 2 * id; }
    constexpr result<int, char> next() const { return id + 1; }
};

constexpr bool member_pointers() {
    order const there{7, unexpected('p')};
    result<order, char> const r = order{4, 3};
    result<order const*, char> const pointer = &there;
    result<std::reference_wrapper<order const>, char> const reference = std::cref(there);
    result<int, order> const error(unexpect, there);
    return r.transform(&order::twice) == 8 && r.and_then(&order::next) == 5 && r.and_then(&order::parent) == 3
        && pointer.transform(&order::twice) == 14 && pointer.and_then(&order::parent).error() == 'p'
        && reference.transform(&order::twice) == 14 && reference.and_then(&order::next) == 8
        && error.transform_error(&order::twice).error() == 14 && error.or_else(&order::parent).error() == 'p';
}
ACTION_GRAMMAR_BOTH("pointers to members are functions too", member_pointers)

// A step that copies the error is not offered for an error that cannot be copied.
template <class R>
concept chains = requires(R r) {
    static_cast<R>(r).transform([](auto&&...) { return 0; });
    static_cast<R>(r).and_then([](auto&&...) { return std::remove_cvref_t<R>(); });
};
static_assert(chains<result<int, int>&> && chains<result<int, int> const&> && chains<result<void, int>&>);
static_assert(chains<result<int, move_only>&&> && chains<result<void, move_only>&&>);
static_assert(!chains<result<int, move_only>&> && !chains<result<int, move_only> const&>);

constexpr bool lifetimes_through_a_chain() {
    tally book;
    bool good = true;
    {
        auto const ended =
            result<counted, counted>(std::in_place, book, 1)
                .transform([](counted c) { return c; })
                .and_then([&](counted&&) { return result<int, counted>(unexpect, book, 2); })
                .transform([](int n) { return n; })
                .or_else([](counted&& c) { return result<int, counted>(unexpect, std::move(c)); })
                .transform_error([](counted&& c) { return std::move(c); });
        good = ended.error().number == 2 && book.living == 1 && book.copies == 0;
    }
    return good && book.living == 0;
}
ACTION_GRAMMAR_BOTH("a chain of steps leaves nothing behind", lifetimes_through_a_chain)

// Comparison --------------------------------------------------------------------------------------------

constexpr bool comparisons() {
    result<int, char> const one = 1;
    result<int, char> const error = unexpected('e');
    result<long, int> const wide = 1L;
    result<void, char> const done;
    result<void, int> const also_done;
    result<void, char> const failed = unexpected('e');
    return one == one && one != error && error == error && one == wide && wide == one && one == 1 && 1 == one
        && one != 2 && error != 1 && error == unexpected('e') && unexpected('e') == error
        && error != unexpected('f') && one != unexpected('e') && done == also_done && done != failed
        && failed == unexpected('e') && done != unexpected('e') && unexpected('a') == unexpected(97)
        && unexpected('a') != unexpected('b');
}
ACTION_GRAMMAR_BOTH("results compare with results, values and errors", comparisons)

struct incomparable {};
template <class A, class B>
concept comparable = requires(A const& a, B const& b) { a == b; };
static_assert(comparable<result<int, char>, result<long, int>>);
static_assert(comparable<result<int, char>, int>);
static_assert(!comparable<result<int, char>, std::string>);
static_assert(!comparable<result<int, char>, result<std::string, char>>);
static_assert(!comparable<result<int, char>, result<void, char>>);
static_assert(!comparable<result<incomparable, char>, result<incomparable, char>>);
static_assert(!comparable<result<int, incomparable>, unexpected<incomparable>>);

constexpr bool unexpected_swaps() {
    unexpected a(1);
    unexpected b(2);
    swap(a, b);
    return a.error() == 2 && b.error() == 1 && std::move(a).error() == 2;
}
ACTION_GRAMMAR_BOTH("unexpected swaps its error", unexpected_swaps)

// The shape of a result ---------------------------------------------------------------------------------

template <class T>
struct look_alike {
    using value_type = T;
    using error_type = int;
    bool has_value() const;
    int const& error() const;
    T const& operator*() const;
};
template <>
struct look_alike<void> {
    using value_type = void;
    using error_type = int;
    bool has_value() const;
    int const& error() const;
};
struct no_value_type : look_alike<int> {
private:
    using value_type = int;
};
struct no_error_type : look_alike<int> {
private:
    using error_type = int;
};
struct no_has_value : look_alike<int> {
    bool has_value() const = delete;
};
struct no_error : look_alike<int> {
    int error() const = delete;
};
struct no_star : look_alike<int> {
    int operator*() const = delete;
};
struct odd_has_value : look_alike<int> {
    void has_value() const;
};

static_assert(ag::expected_like<result<int, char>>);
static_assert(ag::expected_like<result<int, char> const&>);
static_assert(ag::expected_like<result<void, char>&&>);
static_assert(ag::expected_like<result<move_only, move_only>>);
static_assert(ag::expected_like<look_alike<int>>);
static_assert(ag::expected_like<look_alike<void> volatile>);
static_assert(!ag::expected_like<no_value_type>);
static_assert(!ag::expected_like<no_error_type>);
static_assert(!ag::expected_like<no_has_value>);
static_assert(!ag::expected_like<no_error>);
static_assert(!ag::expected_like<no_star>);
static_assert(!ag::expected_like<odd_has_value>);
static_assert(!ag::expected_like<std::optional<int>>);
static_assert(!ag::expected_like<std::unique_ptr<int>>);
static_assert(!ag::expected_like<unexpected<int>>);
static_assert(!ag::expected_like<int> && !ag::expected_like<void> && !ag::expected_like<result<int, int>*>);

// Ordinary types, at run time ---------------------------------------------------------------------------

TEST_CASE("owning types are carried, replaced and released", "[result]") {
    using owner = result<std::unique_ptr<int>, std::string>;
    owner r = std::make_unique<int>(5);
    owner s = unexpected(std::string(40, 'e'));
    swap(r, s);
    REQUIRE(**s == 5);
    REQUIRE(r.error() == std::string(40, 'e'));
    r = std::move(s);
    REQUIRE(**r == 5);
    r = unexpected("short");
    r = std::make_unique<int>(6);
    REQUIRE(*std::move(r).value() == 6);

    result<std::vector<int>, std::string> list(std::in_place, {1, 2, 3});
    auto const copy = list;
    REQUIRE(copy == list);
    REQUIRE(list.transform(&std::vector<int>::size) == std::size_t{3});
    list = unexpected(copy.error_or("none, and too long for a small string"));
    REQUIRE(list.error() == "none, and too long for a small string");
    REQUIRE(list.value_or(std::vector<int>{9}).front() == 9);
}

} // namespace
// NOLINTEND(performance-*,misc-redundant-expression,bugprone-chained-comparison)
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move,clang-analyzer-core.NullDereference)
