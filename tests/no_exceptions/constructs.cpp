#include "support/check.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/shuffled_executor.hpp>
#include <action_grammar/composition/thread_pool.hpp>
#include <action_grammar/mixins/memory_cache.hpp>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// Compositions of every construct, built without exceptions and run-time type information.

#if defined(__cpp_exceptions) || defined(__cpp_rtti)
#error "this program is for builds without exceptions and run-time type information"
#endif

namespace ag = action_grammar;

namespace {

using std::chrono::milliseconds;

struct not_found {
    int id;
};
struct busy {
    bool in_doubt = false;
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};
struct order {
    int id;
    std::string text{};
};

struct stock {
    virtual ag::result<int, not_found> find(order const&) = 0;

protected:
    ~stock() = default;
};
struct stock_in_memory final : stock {
    int calls = 0;
    ag::result<int, not_found> find(order const& o) override {
        ++calls;
        if (o.id > 100) return ag::unexpected(not_found{o.id});
        return o.id;
    }
};
struct table {
    int failures = 0;
    bool loses_answers = false;
    int sends = 0;
    std::vector<int> rows{};

    ag::result<int, busy> insert(int n, ag::idempotency_key<int> key) {
        ++sends;
        for (int const row : rows) {
            if (row == key.value) return n;
        }
        if (sends <= failures && !loses_answers) return ag::unexpected(busy{});
        rows.push_back(key.value);
        if (sends <= failures) return ag::unexpected(busy{true});
        return n;
    }
    ag::result<int, busy> append(int n) {
        ++sends;
        if (sends <= failures && !loses_answers) return ag::unexpected(busy{true});
        rows.push_back(n);
        if (sends <= failures) return ag::unexpected(busy{true});
        return n;
    }
    std::optional<int> look_up(int n) {
        for (int const row : rows) {
            if (row == n) return n;
        }
        return std::nullopt;
    }
};

auto const key = [](int n) { return n; };
auto const positive = [](int n) { return n > 0; };
auto const twice = [](int n) { return 2 * n; };

void pipelines() {
    auto const whole = ag::command<"place">(
        ag::fetch<"stock">(&stock::find) | ag::validate<"some">(positive)
        | ag::transform<"text">(ag::from<"input">, [](order const& o) { return o.text + "!"; })
        | ag::transform<"size">(
            ag::from<"text", "stock">,
            [](std::string const& text, int n) { return static_cast<int>(text.size()) + n; })
        | ag::persist<"row">(&table::insert, ag::keyed_by(key))
        | ag::transform<"reply">([](int n) noexcept { return n + 1; }));
    stock_in_memory shelves;
    table rows;
    ag::environment resources{shelves, rows};
    ACTION_GRAMMAR_CHECK(*ag::run(whole, order{7, "seven"}, resources) == 14);
    ACTION_GRAMMAR_CHECK(rows.rows == std::vector{13});
    auto const unknown = ag::run(whole, order{101}, resources);
    ACTION_GRAMMAR_CHECK(unknown.failed_action() == "stock"
                         && std::get<not_found>(unknown.error()).id == 101);
    ACTION_GRAMMAR_CHECK(std::get<ag::invalid>(ag::run(whole, order{0}, resources).error()).label == "some");
    rows.failures = 100;
    rows.sends = 0;
    auto const failed = ag::run(whole, order{8, "eight"}, resources);
    ACTION_GRAMMAR_CHECK(failed.status() == ag::status::failed && failed.phase() == ag::phase::commit);
    ACTION_GRAMMAR_CHECK(failed.retryable() && failed.transient());
    rows.loses_answers = true;
    auto const doubtful = ag::run(whole, order{9, "nine"}, resources);
    ACTION_GRAMMAR_CHECK(doubtful.status() == ag::status::in_doubt && !doubtful.retryable());
}

void constructs() {
    auto const inner = ag::query<"inner">(ag::transform<"a">(twice) | ag::validate<"positive">(positive));
    auto const whole = ag::query<"q">(
        inner | ag::all(ag::transform<"b">(twice), ag::apply<"again">(inner), ag::gate<"open">([](int n) {
                            return n == 4 ? ag::approval::waiting : ag::approval::approved;
                        }))
        | ag::aggregate<"sum">([](int b, int again, int open) { return b + again + open; })
        | ag::decide<"route">(ag::when([](int n) { return n > 20; }, ag::transform<"large">(twice)),
                              ag::otherwise(ag::transform<"small">([](int n) noexcept { return n; }))));
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 3) == 2 * (12 + 12 + 6));
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 1) == 4 + 4 + 2);
    ACTION_GRAMMAR_CHECK(ag::run(whole, 2).status() == ag::status::waiting);
    ACTION_GRAMMAR_CHECK(ag::run(whole, -1).failed_action() == "positive");

    auto const each =
        ag::query<"each">(ag::fan_out<"each">(inner) | ag::aggregate<"sum">([](auto const& all) {
                              int sum = 0;
                              for (int const n : all)
                                  sum += n;
                              return sum;
                          }));
    ag::thread_pool pool(2);
    ag::shuffled_executor shuffled(5);
    ACTION_GRAMMAR_CHECK(*ag::run(each, std::vector{1, 2, 3}) == 12);
    ACTION_GRAMMAR_CHECK(*ag::run(each, std::array{1, 2, 3}) == 12);
    ACTION_GRAMMAR_CHECK(*ag::run(each, std::vector{1, 2, 3}, ag::environment{pool}) == 12);
    ACTION_GRAMMAR_CHECK(*ag::run(each, std::vector{1, 2, 3}, ag::environment{shuffled}) == 12);
    ACTION_GRAMMAR_CHECK(ag::run(each, std::vector{1, -2, 3}, ag::environment{pool}).failed_action()
                         == "positive");
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 3, ag::environment{pool}) == 60);

    auto const owned = ag::query<"owned">(ag::transform<"p">([](int n) { return std::make_unique<int>(n); })
                                          | ag::transform<"n">([](std::unique_ptr<int> p) { return *p; }));
    ACTION_GRAMMAR_CHECK(*ag::run(owned, 7) == 7);
}

void protections() {
    auto const whole =
        ag::command<"append">(ag::persist<"row">(&table::append, ag::verified_by(&table::look_up)));
    table rows;
    ag::environment resources{rows};
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 5, resources) == 5 && rows.sends == 1);
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 5, resources) == 5 && rows.sends == 1); // it happened
    rows.failures = 100;
    rows.loses_answers = true;
    ACTION_GRAMMAR_CHECK(*ag::run(whole, 6, resources) == 6
                         && rows.sends == 2); // the lost answer was asked for
    rows.loses_answers = false;
    auto const lost = ag::run(whole, 7, resources);
    ACTION_GRAMMAR_CHECK(lost.status() == ag::status::failed && lost.retryable());
}

void mixins() {
    table rows{.failures = 2};
    ag::virtual_clock clock;
    int events = 0;
    auto const patient = ag::command<"patient">(ag::with(
        ag::observe([&events](ag::event const&) noexcept { ++events; }),
        ag::with(ag::retry(ag::exponential{.attempts = 4, .initial = milliseconds{10}, .jitter = 0.0}),
                 ag::persist<"row">(&table::insert, ag::keyed_by(key)))));
    ACTION_GRAMMAR_CHECK(*ag::run(patient, 5, ag::environment{rows, clock}) == 5);
    ACTION_GRAMMAR_CHECK(rows.sends == 3 && rows.rows == std::vector{5});
    ACTION_GRAMMAR_CHECK(clock.now().time_since_epoch() == milliseconds{30});
    ACTION_GRAMMAR_CHECK(events > 0);

    using store = ag::memory_cache<int, int>;
    stock_in_memory shelves;
    store kept(4);
    auto const cached = ag::query<"cached">(
        ag::with(ag::cache<store>(),
                 ag::transform<"order">([](int n) { return order{n}; }) | ag::fetch<"stock">(&stock::find)));
    ag::environment resources{shelves, kept};
    ACTION_GRAMMAR_CHECK(*ag::run(cached, 5, resources) == 5 && *ag::run(cached, 5, resources) == 5);
    ACTION_GRAMMAR_CHECK(shelves.calls == 1);

    auto const slow = ag::transform<"slow">(ag::on<ag::virtual_clock>([](ag::virtual_clock& c, int n) {
        c.advance(milliseconds{n});
        return n;
    }));
    auto const limited =
        ag::query<"limited">(ag::with(ag::timeout(milliseconds{30}), slow | ag::transform<"after">(twice)));
    ACTION_GRAMMAR_CHECK(*ag::run(limited, 5, ag::environment{clock}) == 10);
    ACTION_GRAMMAR_CHECK(std::get<ag::timed_out>(ag::run(limited, 50, ag::environment{clock}).error()).label
                         == "after");

    auto const mapped = ag::query<"mapped">(
        ag::with(ag::map_error([](not_found error) { return error.id; }), ag::fetch<"stock">(&stock::find)));
    ACTION_GRAMMAR_CHECK(std::get<int>(ag::run(mapped, order{404}, resources).error()) == 404);
}

// What is constant with exceptions is constant without them.
constexpr auto constant = ag::query<"constant">(ag::transform<"a">([](int n) { return n + 1; })
                                                | ag::validate<"v">([](int n) { return n > 0; }));
static_assert(*ag::run(constant, 41) == 42);
static_assert(ag::run(constant, -41).failed_action() == "v");
// Nothing can be thrown, but whether it can fail says the type: the same program has the same types in both
// builds.
static_assert(
    std::is_same_v<decltype(ag::run(constant, 1))::error_type, std::variant<ag::thrown, ag::invalid>>);

} // namespace

int main() {
    pipelines();
    constructs();
    protections();
    mixins();
    ag::thrown const nothing;
    ACTION_GRAMMAR_CHECK(nothing.exception() == nullptr);
    return action_grammar_tests::exit_status();
}
