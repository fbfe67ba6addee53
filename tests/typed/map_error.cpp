#include "support/catch.hpp"
#include "support/tracked.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

// map_error: errors become others, and nothing else changes.

namespace ag = action_grammar;

namespace {

struct not_found {
    int id;
};
struct sql_error {
    int code;
    [[nodiscard]] constexpr bool transient() const noexcept { return code == 1; }
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return code == 2; }
};
struct http_status {
    int code;
};
constexpr auto to_status = [](not_found) noexcept { return http_status{404}; };

constexpr auto find = ag::fetch<"find">([](int n) noexcept -> ag::result<int, not_found> {
    if (n < 0) return ag::unexpected(not_found{n});
    return n;
});
constexpr auto query_row = ag::fetch<"row">([](int n) noexcept -> ag::result<int, sql_error> {
    if (n > 100) return ag::unexpected(sql_error{n});
    return n;
});

template <class Piece>
using errors_of = typename decltype(ag::run(ag::query<"q">(std::declval<Piece>()), 1))::error_type;

TEST_CASE("an error that the mapping takes becomes what it returns", "[map_error]") {
    constexpr auto mapped = ag::with(ag::map_error(to_status), find);
    static_assert(std::is_same_v<errors_of<decltype(mapped)>, std::variant<http_status>>);
    constexpr auto whole = ag::query<"q">(mapped);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 7) == 7);
    ACTION_GRAMMAR_VERIFY(std::get<http_status>(ag::run(whole, -7).error()).code == 404);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).failed_action() == "find");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).status() == ag::status::failed);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).phase() == ag::phase::prepare);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -7).retryable());
}

TEST_CASE("errors that the mapping does not take stay", "[map_error]") {
    constexpr auto mapped = ag::with(ag::map_error(to_status), find | query_row);
    static_assert(std::is_same_v<errors_of<decltype(mapped)>, std::variant<http_status, sql_error>>);
    constexpr auto whole = ag::query<"q">(mapped);
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 7) == 7);
    ACTION_GRAMMAR_VERIFY(std::get<http_status>(ag::run(whole, -7).error()).code == 404);
    ACTION_GRAMMAR_VERIFY(std::get<sql_error>(ag::run(whole, 700).error()).code == 700);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 700).failed_action() == "row");
}

struct all_to_one {
    constexpr http_status operator()(not_found) const noexcept { return {404}; }
    constexpr http_status operator()(sql_error error) const noexcept { return {500 + error.code % 10}; }
    constexpr http_status operator()(ag::invalid refused) const noexcept {
        return {400 + static_cast<int>(refused.label.size())};
    }
};

TEST_CASE("several errors may become one type, which then stands once among the errors", "[map_error]") {
    static constexpr auto mapped =
        ag::with(ag::map_error(all_to_one{}),
                 find | ag::validate<"even">([](int n) noexcept { return n % 2 == 0; }) | query_row);
    static_assert(std::is_same_v<errors_of<decltype(mapped)>, std::variant<http_status>>);
    constexpr auto code = [](int n) {
        constexpr auto whole = ag::query<"q">(mapped);
        auto const ended = ag::run(whole, n);
        return ended ? 0 : std::get<http_status>(ended.error()).code;
    };
    ACTION_GRAMMAR_VERIFY(code(4) == 0);
    ACTION_GRAMMAR_VERIFY(code(-4) == 404);
    ACTION_GRAMMAR_VERIFY(code(5) == 404); // the length of "even"
    ACTION_GRAMMAR_VERIFY(code(102) == 502);
}

TEST_CASE("how the run ended does not change, even when the new error says otherwise", "[map_error]") {
    constexpr auto store = [](int n) noexcept -> ag::result<int, sql_error> {
        return ag::unexpected(sql_error{n});
    };
    constexpr auto to_plain = [](sql_error) noexcept { return http_status{500}; };
    constexpr auto place =
        ag::command<"q">(ag::with(ag::map_error(to_plain), ag::persist<"p">(store, ag::unprotected)));
    ACTION_GRAMMAR_VERIFY(ag::run(place, 2).status() == ag::status::in_doubt);
    ACTION_GRAMMAR_VERIFY(ag::run(place, 2).phase() == ag::phase::commit);
    ACTION_GRAMMAR_VERIFY(!ag::run(place, 2).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(place, 3).status() == ag::status::failed);
    ACTION_GRAMMAR_VERIFY(ag::run(place, 3).phase() == ag::phase::commit);
    ACTION_GRAMMAR_VERIFY(std::get<http_status>(ag::run(place, 3).error()).code == 500);
    constexpr auto guarded =
        ag::command<"q">(ag::with(ag::map_error(to_plain), ag::persist<"p">(store, ag::natural)));
    ACTION_GRAMMAR_VERIFY(ag::run(guarded, 3).retryable());
    static_assert(ag::grade_of<decltype(place)> == ag::grade::committed);
}

TEST_CASE("whether an error is transient is what the new one says", "[map_error]") {
    constexpr auto fails = ag::fetch<"f">(
        [](int n) noexcept -> ag::result<int, sql_error> { return ag::unexpected(sql_error{n}); });
    constexpr auto kept = ag::query<"q">(ag::with(ag::map_error(to_status), find | fails));
    ACTION_GRAMMAR_VERIFY(ag::run(kept, 1).transient());
    ACTION_GRAMMAR_VERIFY(!ag::run(kept, 3).transient());
    constexpr auto mapped =
        ag::query<"q">(ag::with(ag::map_error([](sql_error) noexcept { return http_status{1}; }), fails));
    ACTION_GRAMMAR_VERIFY(!ag::run(mapped, 1).transient());
}

TEST_CASE("a run that waits has no error to map", "[map_error]") {
    constexpr auto gate = ag::gate<"g">([](int n) noexcept -> ag::result<ag::approval, not_found> {
        if (n < 0) return ag::unexpected(not_found{n});
        return n == 0 ? ag::approval::waiting : ag::approval::rejected;
    });
    constexpr auto whole = ag::query<"q">(ag::with(ag::map_error(to_status), gate));
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).failed_action() == "g");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 1).status() == ag::status::rejected);
    ACTION_GRAMMAR_VERIFY(std::get<http_status>(ag::run(whole, -1).error()).code == 404);
}

TEST_CASE("exceptions may be mapped, and a mapping may throw", "[map_error]") {
    constexpr auto throws = ag::fetch<"f">([](int n) {
        if (n < 0) throw std::runtime_error("negative");
        return n;
    });
    constexpr auto to_message = [](ag::thrown const& error) noexcept -> std::string {
        try {
            std::rethrow_exception(error.exception());
        } catch (std::exception const& caught) {
            return caught.what();
        } catch (...) {
            return "?";
        }
    };
    constexpr auto mapped = ag::query<"q">(ag::with(ag::map_error(to_message), throws));
    static_assert(std::is_same_v<decltype(ag::run(mapped, 1))::error_type, std::variant<std::string>>);
    CHECK(*ag::run(mapped, 1) == 1);
    CHECK(std::get<std::string>(ag::run(mapped, -1).error()) == "negative");

    constexpr auto refusing = ag::query<"q">(ag::with(ag::map_error([](not_found error) -> http_status {
                                                          if (error.id == -1)
                                                              throw std::runtime_error("mapping");
                                                          return {404};
                                                      }),
                                                      find));
    static_assert(
        std::is_same_v<decltype(ag::run(refusing, 1))::error_type, std::variant<http_status, ag::thrown>>);
    CHECK(std::holds_alternative<http_status>(ag::run(refusing, -2).error()));
    auto const ended = ag::run(refusing, -1);
    CHECK(std::holds_alternative<ag::thrown>(ended.error()));
    CHECK(ended.failed_action() == "find");
    CHECK(ended.status() == ag::status::failed);
}

TEST_CASE("errors and values are handed on and released", "[map_error]") {
    using action_grammar_tests::ledger;
    using action_grammar_tests::tracked;
    struct heavy {
        tracked witness;
    };
    constexpr auto after = [](bool fails) {
        ledger book;
        {
            auto const whole = ag::query<"q">(
                ag::with(ag::map_error([](heavy h) noexcept {
                             return heavy{tracked(h.witness.book(), h.witness.number() + 1)};
                         }),
                         ag::fetch<"f">([&book, fails](int n) noexcept -> ag::result<tracked, heavy> {
                             if (fails) return ag::unexpected(heavy{tracked(book, n)});
                             return tracked(book, n);
                         })));
            auto const ended = ag::run(whole, 7);
            int const number =
                ended ? (*ended).number() : std::get<heavy>(ended.error()).witness.number() - 1;
            if (number != 7) book.made = -1;
        }
        return book;
    };
    ACTION_GRAMMAR_VERIFY(after(false).copies == 0);
    ACTION_GRAMMAR_VERIFY(after(false).living == 0);
    ACTION_GRAMMAR_VERIFY(after(false).made == 1);
    ACTION_GRAMMAR_VERIFY(after(true).copies == 0);
    ACTION_GRAMMAR_VERIFY(after(true).living == 0);
    ACTION_GRAMMAR_VERIFY(after(true).made == 2);
}

} // namespace
