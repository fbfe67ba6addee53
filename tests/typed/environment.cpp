#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <type_traits>
#include <utility>

// environment: the resources of a run, found by their types.

namespace ag = action_grammar;

namespace {

struct carts {
    int base = 100;
    int calls = 0;
    constexpr int find(int n) noexcept {
        ++calls;
        return base + n;
    }
    constexpr int look(int n) const noexcept { return base + n; }
};
struct prices {
    int factor = 3;
    constexpr int of(int n) const noexcept { return factor * n; }
};
struct source {
    virtual int read(int) noexcept = 0;

protected:
    ~source() = default;
};
struct fixed final : source {
    int value = 7;
    constexpr int read(int) noexcept override { return value; }
};
struct echo final : source {
    constexpr int read(int n) noexcept override { return n; }
};

constexpr auto found = ag::query<"q">(ag::fetch<"cart">(&carts::find));
constexpr auto looked = ag::query<"q">(ag::fetch<"cart">(&carts::look));
constexpr auto read = ag::query<"q">(ag::fetch<"read">(&source::read));

TEST_CASE("objects are referred to, not copied", "[environment]") {
    constexpr auto calls = [] {
        carts shop;
        ag::environment resources{shop};
        static_cast<void>(ag::run(found, 1, resources));
        static_cast<void>(ag::run(found, 1, resources));
        shop.base = 0;
        return *ag::run(found, 1, resources) * 10 + shop.calls;
    };
    ACTION_GRAMMAR_VERIFY(calls() == 13);
}

TEST_CASE("resources are found whatever their order, and others may stand beside them", "[environment]") {
    constexpr auto whole = ag::query<"q">(ag::fetch<"cart">(&carts::find) | ag::fetch<"price">(&prices::of));
    constexpr auto ran = [](auto const& composition) {
        carts shop;
        prices list;
        fixed other;
        int const one = *ag::run(composition, 1, ag::environment{shop, list});
        int const two = *ag::run(composition, 1, ag::environment{list, other, shop});
        return one == two ? one : -1;
    };
    ACTION_GRAMMAR_VERIFY(ran(whole) == 303);
}

TEST_CASE("an object serves the bases of its class: a test supplies a derived double", "[environment]") {
    constexpr auto with = [](auto object) { return *ag::run(read, 4, ag::environment{object}); };
    ACTION_GRAMMAR_VERIFY(with(fixed{}) == 7);
    ACTION_GRAMMAR_VERIFY(with(echo{}) == 4);
    struct derived : carts {};
    constexpr auto counted = [] {
        derived shop;
        return *ag::run(found, 1, ag::environment{shop}) * 10 + shop.calls;
    };
    ACTION_GRAMMAR_VERIFY(counted() == 1011);
}

TEST_CASE("exactly the type wins over what derives from it", "[environment]") {
    struct derived : carts {};
    constexpr auto ran = [] {
        derived near;
        near.base = 1;
        carts exact;
        exact.base = 2;
        return *ag::run(found, 0, ag::environment{near, exact}) * 10
             + *ag::run(found, 0, ag::environment{exact, near});
    };
    ACTION_GRAMMAR_VERIFY(ran() == 22);
}

TEST_CASE("two that would both do are ambiguous", "[environment]") {
    static_assert(ag::provides<ag::environment<fixed&>, source>);
    static_assert(!ag::provides<ag::environment<fixed&, echo&>, source>);
    static_assert(ag::provides<ag::environment<fixed&, echo&>, fixed>);
    static_assert(ag::provides<ag::environment<fixed&, echo&, source&>, source>);
    SUCCEED();
}

TEST_CASE("a const object serves what does not change it, and only that", "[environment]") {
    static_assert(ag::provides<ag::environment<carts const&>, carts const>);
    static_assert(!ag::provides<ag::environment<carts const&>, carts>);
    static_assert(ag::provides<ag::environment<carts&>, carts const>);
    constexpr auto ran = [] {
        carts const shop{};
        return *ag::run(looked, 1, ag::environment{shop});
    };
    ACTION_GRAMMAR_VERIFY(ran() == 101);
    constexpr auto changing = [] {
        carts shop;
        return *ag::run(looked, 1, ag::environment{shop});
    };
    ACTION_GRAMMAR_VERIFY(changing() == 101);
}

TEST_CASE("a const environment hands out references as they are, and temporaries as const", "[environment]") {
    constexpr auto ran = [] {
        carts shop;
        ag::environment const resources{shop};
        return *ag::run(found, 1, resources) * 10 + shop.calls;
    };
    ACTION_GRAMMAR_VERIFY(ran() == 1011);
    static_assert(ag::provides<ag::environment<carts&> const, carts>);
    static_assert(ag::provides<ag::environment<carts> const, carts const>);
    static_assert(!ag::provides<ag::environment<carts> const, carts>);
    static_assert(ag::provides<ag::environment<carts>, carts>);
}

TEST_CASE("a temporary is kept", "[environment]") {
    constexpr auto ran = [] {
        ag::environment resources{carts{.base = 5}, prices{.factor = 2}};
        int const first = *ag::run(found, 1, resources);
        return first * 10 + resources.get<carts>().calls;
    };
    ACTION_GRAMMAR_VERIFY(ran() == 61);
    ACTION_GRAMMAR_VERIFY(*ag::run(found, 1, ag::environment{carts{.base = 5}}) == 6);
    static_assert(std::is_same_v<decltype(ag::environment{carts{}}), ag::environment<carts>>);
    static_assert(std::is_same_v<decltype(ag::environment{std::declval<carts&>()}), ag::environment<carts&>>);
}

TEST_CASE("get is the object itself", "[environment]") {
    constexpr auto same = [] {
        carts shop;
        fixed number;
        ag::environment resources{shop, number};
        auto const& constant = resources;
        return &resources.get<carts>() == &shop && &resources.get<source>() == &number
            && &constant.get<carts>() == &shop && &resources.get<carts const>() == &shop;
    };
    ACTION_GRAMMAR_VERIFY(same());
}

TEST_CASE("an empty environment supplies a composition that needs nothing", "[environment]") {
    constexpr auto pure = ag::query<"q">(ag::transform<"a">([](int n) noexcept { return n; }));
    ACTION_GRAMMAR_VERIFY(*ag::run(pure, 7, ag::environment{}) == 7);
    static_assert(!ag::provides<ag::environment<>, carts>);
}

TEST_CASE("what is provided to whom", "[environment]") {
    struct unrelated {};
    static_assert(!ag::provides<ag::environment<carts&>, unrelated>);
    static_assert(!ag::provides<ag::environment<source&>, fixed>); // a base is not its derived class
    static_assert(ag::provides<ag::environment<carts&>&, carts>);
    struct hidden : private carts {};
    static_assert(!ag::provides<ag::environment<hidden&>, carts>);
    SUCCEED();
}

} // namespace
