#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>
#include <action_grammar/mixins/memory_cache.hpp>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// cache: what was answered before is answered from a store.

namespace ag = action_grammar;

namespace {

// A store of one value, usable in constant expressions.
struct single {
    int key = 0;
    int value = 0;
    bool full = false;
    int finds = 0;
    int puts = 0;

    constexpr int const* find(int const& wanted) noexcept {
        ++finds;
        return full && key == wanted ? &value : nullptr;
    }
    constexpr void put(int const& k, int const& v) noexcept {
        ++puts;
        key = k;
        value = v;
        full = true;
    }
};
struct service {
    int calls = 0;
    constexpr ag::result<int, char> ask(int n) noexcept {
        ++calls;
        if (n < 0) return ag::unexpected('-');
        return n * 10;
    }
};
constexpr auto cached = ag::query<"q">(ag::with(ag::cache<single>(), ag::fetch<"ask">(&service::ask)));

struct story {
    int values = 0;
    int calls = 0;
    int finds = 0;
    int puts = 0;
    friend constexpr bool operator==(story const&, story const&) = default;
};
template <class Composition, class... Inputs>
constexpr story told(Composition const& whole, Inputs... inputs) {
    service asked;
    single store;
    int sum = 0;
    ((sum += ag::run(whole, inputs, ag::environment{asked, store}).value_or(1000)), ...);
    return {sum, asked.calls, store.finds, store.puts};
}

TEST_CASE("what is known is not asked for", "[cache]") {
    ACTION_GRAMMAR_VERIFY(told(cached, 4) == story{40, 1, 1, 1});
    ACTION_GRAMMAR_VERIFY(told(cached, 4, 4, 4) == story{120, 1, 3, 1});
    ACTION_GRAMMAR_VERIFY(told(cached, 4, 5, 5, 4) == story{180, 3, 4, 3});
}

TEST_CASE("failures are not kept", "[cache]") {
    ACTION_GRAMMAR_VERIFY(told(cached, -1, -1) == story{2000, 2, 2, 0});
    constexpr auto waits = ag::query<"q">(
        ag::with(ag::cache<single>(), ag::gate<"g">([](int) noexcept { return ag::approval::waiting; })));
    ACTION_GRAMMAR_VERIFY(told(waits, 1, 1) == story{2000, 0, 2, 0});
}

TEST_CASE("a key may be projected from the values", "[cache]") {
    constexpr auto by_tens = ag::query<"q">(
        ag::with(ag::cache<single>([](int n) noexcept { return n / 10; }), ag::fetch<"ask">(&service::ask)));
    ACTION_GRAMMAR_VERIFY(told(by_tens, 41, 47, 49, 52) == story{410 + 410 + 410 + 520, 2, 4, 2});
    constexpr auto of_two =
        ag::query<"q">(ag::all(ag::transform<"a">([](int n) noexcept { return n; }),
                               ag::transform<"b">([](int n) noexcept { return n + 1; }))
                       | ag::with(ag::cache<single>([](int a, int b) noexcept { return a + b; }),
                                  ag::fetch<"sum">(ag::on<service>([](service& s, int a, int b) noexcept {
                                      ++s.calls;
                                      return a * 100 + b;
                                  }))));
    ACTION_GRAMMAR_VERIFY(told(of_two, 1, 1) == story{204, 1, 2, 1});
}

TEST_CASE("a cached action keeps its label, its errors and what it needs", "[cache]") {
    using supplied = ag::environment<service&, single&>;
    using ended = decltype(ag::run(cached, 1, std::declval<supplied&>()));
    static_assert(std::is_same_v<ended::error_type, std::variant<char, ag::thrown>>);
    static_assert(std::is_same_v<ended::value_type, int>);
    constexpr auto action = [](int n) {
        service asked;
        single store;
        return ag::run(cached, n, ag::environment{store, asked}).failed_action();
    };
    ACTION_GRAMMAR_VERIFY(action(-1) == "ask");
}

TEST_CASE("a pipeline and a composition are cached as a whole", "[cache]") {
    constexpr auto plus_one = ag::transform<"more">([](int n) noexcept { return n + 1; });
    constexpr auto pipeline =
        ag::query<"q">(ag::with(ag::cache<single>(), ag::fetch<"ask">(&service::ask) | plus_one)
                       | ag::transform<"t">([](int n) noexcept { return 2 * n; }));
    ACTION_GRAMMAR_VERIFY(told(pipeline, 4, 4) == story{164, 1, 2, 1});
    constexpr auto nested = ag::query<"outer">(
        ag::with(ag::cache<single>(), ag::query<"inner">(ag::fetch<"ask">(&service::ask) | plus_one)));
    ACTION_GRAMMAR_VERIFY(told(nested, 4, 4) == story{82, 1, 2, 1});
}

struct failing_store {
    int const* find(int const& key) {
        if (key == 1) throw std::runtime_error("find");
        return nullptr;
    }
    void put(int const&, int const&) { throw std::runtime_error("put"); }
};

TEST_CASE("an exception out of the store is a failure", "[cache]") {
    constexpr auto whole =
        ag::query<"q">(ag::with(ag::cache<failing_store>(), ag::fetch<"ask">(&service::ask)));
    service asked;
    failing_store store;
    for (int const n : {1, 2}) {
        auto const ended = ag::run(whole, n, ag::environment{asked, store});
        CHECK(ended.status() == ag::status::failed);
        CHECK(ended.failed_action() == "ask");
        CHECK(std::holds_alternative<ag::thrown>(ended.error()));
    }
}

TEST_CASE("stores are told by what they can do", "[cache]") {
    static_assert(ag::cache_store<single, int, int>);
    static_assert(ag::cache_store<ag::memory_cache<int, std::string>, int, std::string>);
    static_assert(!ag::cache_store<service, int, int> && !ag::cache_store<int, int, int>);
    static_assert(!ag::cache_store<single, std::string, int>);
    SUCCEED();
}

// ---- memory_cache

TEST_CASE("memory_cache finds what was put", "[cache]") {
    ag::memory_cache<int, std::string> cache(3);
    CHECK_FALSE(cache.find(1));
    cache.put(1, "one");
    cache.put(2, "two");
    CHECK(cache.find(1) == "one");
    CHECK(cache.find(2) == "two");
    CHECK_FALSE(cache.find(3));
    CHECK(cache.size() == 2);
}

TEST_CASE("memory_cache drops what was not used for longest", "[cache]") {
    ag::memory_cache<int, int> cache(3);
    for (int const key : {1, 2, 3})
        cache.put(key, key * 10);
    cache.put(4, 40); // 1 goes
    CHECK_FALSE(cache.find(1));
    CHECK(cache.find(2) == 20); // used: 3 is the oldest now
    cache.put(5, 50);
    CHECK_FALSE(cache.find(3));
    CHECK(cache.find(2) == 20);
    cache.put(4, 41); // put again: used, and newer
    cache.put(6, 60); // 5 goes
    CHECK_FALSE(cache.find(5));
    CHECK(cache.find(4) == 41);
    CHECK(cache.find(6) == 60);
    CHECK(cache.size() == 3);
}

TEST_CASE("memory_cache replaces a value under its key", "[cache]") {
    ag::memory_cache<int, int> cache(2);
    cache.put(1, 10);
    cache.put(1, 11);
    CHECK(cache.size() == 1);
    CHECK(cache.find(1) == 11);
}

TEST_CASE("memory_cache of capacity 0 and 1", "[cache]") {
    ag::memory_cache<int, int> none(0);
    none.put(1, 10);
    CHECK_FALSE(none.find(1));
    CHECK(none.size() == 0);
    ag::memory_cache<int, int> one(1);
    one.put(1, 10);
    one.put(2, 20);
    CHECK_FALSE(one.find(1));
    CHECK(one.find(2) == 20);
}

TEST_CASE("memory_cache in a composition", "[cache]") {
    using store = ag::memory_cache<int, int>;
    constexpr auto whole = ag::query<"q">(ag::with(ag::cache<store>(), ag::fetch<"ask">(&service::ask)));
    service asked;
    store kept(2);
    ag::environment resources{asked, kept};
    for (int const n : {1, 2, 1, 2, 3, 1})
        CHECK(*ag::run(whole, n, resources) == n * 10);
    CHECK(asked.calls == 4); // 1, 2, 3, and 1 again, which 3 had driven out
}

TEST_CASE("memory_cache is used from several threads", "[cache]") {
    ag::memory_cache<int, int> cache(16);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&, t] {
            for (int i = 0; i < 2000; ++i) {
                int const key = (i * 7 + t) % 40;
                if (auto const found = cache.find(key); found && *found != key * 10) ++wrong;
                cache.put(key, key * 10);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    CHECK(wrong == 0);
    CHECK(cache.size() == 16);
}

} // namespace
