#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/shuffled_executor.hpp>
#include <action_grammar/composition/thread_pool.hpp>
#include <action_grammar/mixins/memory_cache.hpp>

#include <array>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

// The truth table of every public concept and relation. All of it is decided by the compiler; that this file
// compiles is the test.

namespace ag = action_grammar;

namespace {

struct table {
    ag::result<int, char> upsert(int);
    int count(int) noexcept;
};

constexpr auto noexcept_number = [](int n) noexcept { return n; };
constexpr auto number = [](int n) { return n; };
constexpr auto predicate = [](int n) noexcept { return n > 0; };
constexpr auto approve = [](int) noexcept { return ag::approval::approved; };
constexpr auto any = [](auto n) noexcept { return n; };

using fetch = decltype(ag::fetch<"fetch">(&table::count));
using fallible_fetch = decltype(ag::fetch<"fetch">(&table::upsert));
using transform = decltype(ag::transform<"transform">(noexcept_number));
using throwing = decltype(ag::transform<"throwing">(number));
using generic = decltype(ag::transform<"generic">(any));
using validate = decltype(ag::validate<"validate">(predicate));
using gate = decltype(ag::gate<"gate">(approve));
using decide = decltype(ag::decide<"decide">(ag::when(predicate, ag::transform<"a">(noexcept_number)),
                                             ag::otherwise(ag::transform<"b">(noexcept_number))));
using fan_out = decltype(ag::fan_out<"fan_out">(ag::transform<"a">(noexcept_number)));
using aggregate = decltype(ag::aggregate<"aggregate">(noexcept_number));
using persist = decltype(ag::persist<"persist">(&table::upsert, ag::natural));
using emit = decltype(ag::emit<"emit">(&table::upsert, ag::unprotected));
using all = decltype(ag::all(ag::transform<"a">(noexcept_number), ag::transform<"b">(noexcept_number)));
using mixed = decltype(ag::with(ag::retry(ag::constant{}), ag::transform<"mixed">(number)));
using mixed_persist =
    decltype(ag::with(ag::retry(ag::constant{}), ag::persist<"mixed">(&table::upsert, ag::natural)));
using applied = decltype(ag::apply<"applied">(ag::transform<"a">(noexcept_number)));
using pipeline = decltype(ag::transform<"a">(noexcept_number) | ag::validate<"b">(predicate));
using query = decltype(ag::query<"query">(ag::transform<"a">(noexcept_number)));
using fallible_query = decltype(ag::query<"query">(ag::validate<"a">(predicate)));
using command = decltype(ag::command<"command">(ag::persist<"a">(&table::upsert, ag::natural)));

// ---- what a thing is

template <class... Types>
inline constexpr bool all_actions = (ag::action<Types> && ...);
static_assert(all_actions<fetch, transform, validate, gate, decide, fan_out, aggregate, persist, emit>);
static_assert(all_actions<all, mixed, applied, query, command, generic, throwing>);
static_assert(all_actions<transform const, transform&, transform const&, transform&&, query const&>);
static_assert(!ag::action<int> && !ag::action<void> && !ag::action<table> && !ag::action<decltype(number)>);
static_assert(!ag::action<pipeline>); // several

static_assert(ag::composition<query> && ag::composition<command> && ag::composition<query const&>);
static_assert(!ag::composition<pipeline> && !ag::composition<transform> && !ag::composition<all>);
static_assert(!ag::composition<int> && !ag::composition<applied>);

// Each verb's concept is satisfied by what that verb makes, and by nothing else.
template <class Type>
constexpr unsigned verbs() {
    return (ag::fetch_action<Type> ? 1U : 0U) | (ag::transform_action<Type> ? 2U : 0U)
         | (ag::validate_action<Type> ? 4U : 0U) | (ag::gate_action<Type> ? 8U : 0U)
         | (ag::decide_action<Type> ? 16U : 0U) | (ag::fan_out_action<Type> ? 32U : 0U)
         | (ag::aggregate_action<Type> ? 64U : 0U) | (ag::persist_action<Type> ? 128U : 0U)
         | (ag::emit_action<Type> ? 256U : 0U);
}
static_assert(verbs<fetch>() == 1U && verbs<fallible_fetch const&>() == 1U);
static_assert(verbs<transform>() == 2U && verbs<generic&>() == 2U);
static_assert(verbs<validate>() == 4U);
static_assert(verbs<gate>() == 8U);
static_assert(verbs<decide>() == 16U);
static_assert(verbs<fan_out>() == 32U);
static_assert(verbs<aggregate>() == 64U);
static_assert(verbs<persist>() == 128U);
static_assert(verbs<emit>() == 256U);
static_assert(verbs<all>() == 0U && verbs<mixed>() == 0U && verbs<query>() == 0U && verbs<pipeline>() == 0U);
static_assert(verbs<int>() == 0U && verbs<table>() == 0U);

// ---- what running it can do

static_assert(ag::grade_of<transform> == ag::grade::infallible
              && ag::grade_of<fetch> == ag::grade::infallible);
static_assert(ag::grade_of<decide> == ag::grade::infallible && ag::grade_of<all> == ag::grade::infallible);
static_assert(ag::grade_of<query> == ag::grade::infallible && ag::grade_of<applied> == ag::grade::infallible);
static_assert(ag::grade_of<throwing> == ag::grade::fallible && ag::grade_of<validate> == ag::grade::fallible);
static_assert(ag::grade_of<gate> == ag::grade::fallible
              && ag::grade_of<fallible_fetch> == ag::grade::fallible);
static_assert(ag::grade_of<mixed> == ag::grade::fallible && ag::grade_of<pipeline> == ag::grade::fallible);
static_assert(ag::grade_of<fallible_query> == ag::grade::fallible);
static_assert(ag::grade_of<persist> == ag::grade::committed && ag::grade_of<emit> == ag::grade::committed);
static_assert(ag::grade_of<command> == ag::grade::committed
              && ag::grade_of<mixed_persist> == ag::grade::committed);
static_assert(ag::grade_of<persist const&> == ag::grade::committed);

static_assert(ag::mutating<persist> && ag::mutating<emit> && ag::mutating<command>
              && ag::mutating<mixed_persist>);
static_assert(ag::mutating<persist const&>);
static_assert(!ag::mutating<transform> && !ag::mutating<validate> && !ag::mutating<query>
              && !ag::mutating<pipeline>);
static_assert(!ag::mutating<int> && !ag::mutating<table>);

static_assert(ag::infallible<transform> && ag::infallible<fetch> && ag::infallible<decide>
              && ag::infallible<all>);
static_assert(ag::infallible<query> && ag::infallible<applied> && ag::infallible<transform const&>);
static_assert(!ag::infallible<throwing> && !ag::infallible<validate> && !ag::infallible<gate>);
static_assert(!ag::infallible<fallible_fetch> && !ag::infallible<mixed> && !ag::infallible<pipeline>);
static_assert(!ag::infallible<persist> && !ag::infallible<emit> && !ag::infallible<command>);
static_assert(!ag::infallible<int> && !ag::infallible<decltype(noexcept_number)>);

// ---- relations

static_assert(ag::accepts<transform, int> && ag::accepts<transform, int const&>
              && ag::accepts<transform, short>);
static_assert(!ag::accepts<transform, std::string> && !ag::accepts<transform, int*>);
static_assert(ag::accepts<generic, int> && ag::accepts<generic, std::string>);
static_assert(ag::accepts<persist, int> && !ag::accepts<persist, std::string>);
static_assert(ag::accepts<fan_out, std::vector<int>> && ag::accepts<fan_out, std::array<int, 3>>);
static_assert(!ag::accepts<fan_out, int> && !ag::accepts<fan_out, std::vector<std::string>>);
static_assert(ag::accepts<decide, int> && !ag::accepts<decide, std::string>);
static_assert(ag::accepts<query, int> && ag::accepts<query const&, int> && !ag::accepts<query, std::string>);
static_assert(ag::accepts<mixed, int> && !ag::accepts<mixed, std::string>);
static_assert(ag::accepts<applied, int> && !ag::accepts<applied, std::string>);
static_assert(!ag::accepts<int, int> && !ag::accepts<pipeline, int>);

// The boundary, as a table: what may follow what.
static_assert(ag::composable_with<transform, validate> && ag::composable_with<validate, transform>);
static_assert(ag::composable_with<validate, persist> && ag::composable_with<fallible_fetch, persist>);
static_assert(ag::composable_with<persist, transform> && ag::composable_with<persist, query>);
static_assert(!ag::composable_with<persist, validate> && !ag::composable_with<persist, gate>);
static_assert(!ag::composable_with<persist, throwing> && !ag::composable_with<persist, fallible_fetch>);
static_assert(!ag::composable_with<persist, fallible_query> && !ag::composable_with<persist, mixed>);
static_assert(!ag::composable_with<persist, emit> && !ag::composable_with<emit, persist>);
static_assert(!ag::composable_with<persist, command> && !ag::composable_with<command, persist>);
static_assert(ag::composable_with<pipeline, persist> && !ag::composable_with<persist, pipeline>);
static_assert(ag::composable_with<transform const&, validate&>);
// ... and of contracts, labels and things that are no actions at all.
using text = decltype(ag::transform<"text">([](std::string const& s) noexcept { return s.size(); }));
static_assert(!ag::composable_with<transform, text> && !ag::composable_with<transform, transform>);
static_assert(ag::composable_with<generic, text>);
static_assert(!ag::composable_with<transform, int> && !ag::composable_with<int, transform>);

struct other {};
static_assert(ag::provides<ag::environment<table&>, table>
              && ag::provides<ag::environment<other&, table&>, table>);
static_assert(!ag::provides<ag::environment<other&>, table> && !ag::provides<ag::environment<>, table>);

// ---- operations, results, protections

static_assert(ag::resource_operation<decltype(&table::upsert)>
              && ag::resource_operation<decltype(&table::count)>);
static_assert(ag::resource_operation<decltype(ag::on<table>(number))>);
static_assert(!ag::resource_operation<decltype(number)> && !ag::resource_operation<int (*)(int)>);
static_assert(!ag::resource_operation<int> && !ag::resource_operation<table>);

struct alike {
    using value_type = int;
    using error_type = char;
    bool has_value() const;
    char error() const;
    int const& operator*() const;
};
struct by_value : alike {
    int operator*() const; // refers to nothing that a run could keep
};
struct alike_void {
    using value_type = void;
    using error_type = char;
    bool has_value() const;
    char error() const;
};
struct unlike {
    using value_type = int;
    using error_type = char;
    bool has_value() const;
};
static_assert(ag::expected_like<ag::result<int, char>> && ag::expected_like<ag::result<void, char> const&>);
static_assert(ag::expected_like<alike> && ag::expected_like<alike_void>);
static_assert(!ag::expected_like<by_value> && !ag::expected_like<unlike> && !ag::expected_like<int>
              && !ag::expected_like<std::optional<int>>);

static_assert(ag::protection_guard<decltype(ag::natural)>
              && ag::protection_guard<decltype(ag::same_transaction)>);
static_assert(ag::protection_guard<decltype(ag::unprotected)>
              && ag::protection_guard<decltype(ag::keyed_by(number))>);
static_assert(ag::protection_guard<decltype(ag::verified_by(predicate))>);
static_assert(!ag::protection_guard<int> && !ag::protection_guard<table>);

// ---- mixins and what they use

constexpr auto watch = [](ag::event const&) noexcept {};
static_assert(ag::mixin_spec<decltype(ag::retry(ag::constant{}))>
              && ag::mixin_spec<decltype(ag::timeout(ag::duration{1}))>);
static_assert(ag::mixin_spec<decltype(ag::observe(watch))> && ag::mixin_spec<decltype(ag::cache<table>())>);
static_assert(ag::mixin_spec<decltype(ag::map_error(number))>);
static_assert(!ag::mixin_spec<int> && !ag::mixin_spec<table> && !ag::mixin_spec<ag::constant>);
static_assert(ag::backoff<ag::constant> && ag::backoff<ag::exponential> && !ag::backoff<int>
              && !ag::backoff<table>);
static_assert(ag::observer<decltype(watch)> && !ag::observer<decltype(number)> && !ag::observer<int>);
static_assert(ag::clock<ag::virtual_clock> && ag::clock<ag::monotonic_clock> && !ag::clock<table>
              && !ag::clock<int>);
static_assert(ag::bulk_executor<ag::thread_pool> && ag::bulk_executor<ag::shuffled_executor>);
static_assert(!ag::bulk_executor<table> && !ag::bulk_executor<int>);
static_assert(ag::cache_store<ag::memory_cache<int, char>, int, char> && !ag::cache_store<table, int, char>);
static_assert(!ag::cache_store<ag::memory_cache<int, char>, std::string, char>);

// A concept over results that a user brings: an operation may answer with it.
struct own_result {
    using value_type = int;
    using error_type = char;
    int number;
    [[nodiscard]] constexpr bool has_value() const noexcept { return number >= 0; }
    [[nodiscard]] constexpr char error() const noexcept { return '-'; }
    constexpr int& operator*() noexcept { return number; }
    constexpr int const& operator*() const noexcept { return number; }
};
constexpr auto own = ag::query<"q">(ag::fetch<"f">([](int n) noexcept { return own_result{n}; })
                                    | ag::transform<"t">([](int n) noexcept { return n + 1; }));
static_assert(*ag::run(own, 41) == 42);
static_assert(std::get<char>(ag::run(own, -1).error()) == '-');

TEST_CASE("anything shaped like std::expected is a result", "[concepts]") {
    CHECK(*ag::run(own, 41) == 42);
    CHECK(ag::run(own, -1).failed_action() == "f");
}

} // namespace
