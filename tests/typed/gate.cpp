#include "support/catch.hpp"
#include "support/verify.hpp"

#include <action_grammar/core.hpp>

#include <type_traits>
#include <variant>

// gate: asks whether the composition may go on.

namespace ag = action_grammar;

namespace {

constexpr auto answer = [](int n) noexcept {
    return n > 0 ? ag::approval::approved : n == 0 ? ag::approval::waiting : ag::approval::rejected;
};
constexpr auto twice = [](int n) noexcept { return 2 * n; };

TEST_CASE("an open gate hands its values on", "[gate]") {
    constexpr auto whole = ag::query<"q">(ag::gate<"g">(answer) | ag::transform<"t">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 4) == 8);
    constexpr auto named = ag::query<"q">(ag::transform<"a">(twice) | ag::transform<"b">(twice)
                                          | ag::gate<"g">(ag::from<"a">, answer) | ag::transform<"c">(twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(named, 4) == 16);
    constexpr auto by_label = ag::query<"q">(ag::gate<"g">(answer) | ag::transform<"t">(twice)
                                             | ag::transform<"u">(ag::from<"g">, twice));
    ACTION_GRAMMAR_VERIFY(*ag::run(by_label, 4) == 8);
}

TEST_CASE("a gate that waits or rejects ends the run without an error", "[gate]") {
    constexpr auto whole =
        ag::command<"q">(ag::transform<"a">(twice) | ag::gate<"manager">(answer)
                         | ag::persist<"p">([](int n) noexcept { return n; }, ag::natural));
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).failed_action() == "manager");
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).retryable());
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, 0).has_error());
    ACTION_GRAMMAR_VERIFY(ag::run(whole, 0).phase() == ag::phase::prepare);
    ACTION_GRAMMAR_VERIFY(ag::run(whole, -1).status() == ag::status::rejected);
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, -1).retryable());
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, -1).has_error());
    ACTION_GRAMMAR_VERIFY(!ag::run(whole, -1).transient());
    ACTION_GRAMMAR_VERIFY(*ag::run(whole, 1) == 2);
    static_assert(std::is_same_v<decltype(ag::run(whole, 1))::error_type, std::variant<std::monostate>>);
}

TEST_CASE("nothing behind a closed gate runs", "[gate]") {
    constexpr auto stored = [](int n) {
        int count = 0;
        auto const whole = ag::command<"q">(
            ag::gate<"g">(answer)
            | ag::persist<"p">([&count](int m) noexcept { return count += m; }, ag::unprotected));
        static_cast<void>(ag::run(whole, n));
        return count;
    };
    ACTION_GRAMMAR_VERIFY(stored(0) == 0);
    ACTION_GRAMMAR_VERIFY(stored(-1) == 0);
    ACTION_GRAMMAR_VERIFY(stored(3) == 3);
}

struct desk {
    bool decided = false;
    bool approves = false;
    int asked = 0;
    constexpr ag::result<ag::approval, char> look_up(int n) noexcept {
        ++asked;
        if (n == 13) return ag::unexpected('?');
        if (!decided) return ag::approval::waiting;
        return approves ? ag::approval::approved : ag::approval::rejected;
    }
};

TEST_CASE("a run that waited is run again once the gate is decided", "[gate]") {
    constexpr auto whole = ag::query<"q">(ag::gate<"desk">(&desk::look_up) | ag::transform<"t">(twice));
    constexpr auto story = [](bool approves) {
        constexpr auto composition =
            ag::query<"q">(ag::gate<"desk">(&desk::look_up) | ag::transform<"t">(twice));
        desk front;
        ag::environment resources{front};
        bool const waited = ag::run(composition, 4, resources).status() == ag::status::waiting
                         && ag::run(composition, 4, resources).status() == ag::status::waiting;
        front.decided = true;
        front.approves = approves;
        auto const ended = ag::run(composition, 4, resources);
        return waited && front.asked == 3
            && (approves ? *ended == 8 : ended.status() == ag::status::rejected);
    };
    ACTION_GRAMMAR_VERIFY(story(true));
    ACTION_GRAMMAR_VERIFY(story(false));
    desk front;
    CHECK(std::get<char>(ag::run(whole, 13, ag::environment{front}).error()) == '?');
    CHECK(ag::run(whole, 13, ag::environment{front}).status() == ag::status::failed);
}

TEST_CASE("a gate is fallible: it may not follow a mutation", "[gate]") {
    using gate = decltype(ag::gate<"g">(answer));
    static_assert(ag::grade_of<gate> == ag::grade::fallible && !ag::infallible<gate>);
    using stored = decltype(ag::persist<"p">([](int n) noexcept { return n; }, ag::natural));
    static_assert(!ag::composable_with<stored, gate> && ag::composable_with<gate, stored>);
    SUCCEED();
}

TEST_CASE("a gate inside of other constructs halts the whole", "[gate]") {
    constexpr auto inner = ag::query<"inner">(ag::gate<"g">(answer));
    constexpr auto nested = ag::query<"q">(ag::transform<"a">(twice) | inner | ag::transform<"t">(twice));
    ACTION_GRAMMAR_VERIFY(ag::run(nested, 0).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(nested, 0).retryable());
    ACTION_GRAMMAR_VERIFY(ag::run(nested, -1).status() == ag::status::rejected);
    ACTION_GRAMMAR_VERIFY(*ag::run(nested, 1) == 4);
    constexpr auto grouped = ag::query<"q">(ag::all(ag::transform<"a">(twice), inner));
    ACTION_GRAMMAR_VERIFY(ag::run(grouped, 0).status() == ag::status::waiting);
    ACTION_GRAMMAR_VERIFY(ag::run(grouped, 0).failed_action() == "g");
}

} // namespace
