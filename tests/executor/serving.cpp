#include "support/catch.hpp"

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/composition/run_executor.hpp>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>
#include <vector>

// Many runs in one process, more of them than it can take, and its end.

namespace ag = action_grammar;
using namespace std::chrono_literals;

namespace {

constexpr auto twice = ag::query<"twice">(ag::transform<"twice">([](int n) noexcept { return 2 * n; }));

/// Holds the threads of an executor until it is opened.
class barrier {
public:
    auto task() {
        return [this] {
            ++arrived;
            opened_.wait();
            return 1;
        };
    }
    void open() { gate_.set_value(); }
    void wait_for(int tasks) const {
        while (arrived.load() < tasks)
            std::this_thread::yield();
    }
    std::atomic<int> arrived{0};

private:
    std::promise<void> gate_;
    std::shared_future<void> opened_ = gate_.get_future().share();
};

ag::time_point soon() { return ag::monotonic_clock::now() + 20ms; }

} // namespace

TEST_CASE("runs are served by several threads") {
    ag::run_executor executor({4, 1'000});
    std::vector<decltype(executor.submit([] { return ag::run(twice, 1); }))> replies;
    for (int i = 0; i < 1'000; ++i)
        replies.push_back(executor.submit([i] { return ag::run(twice, i); }));
    for (int i = 0; i < 1'000; ++i) {
        auto const reply = replies[static_cast<std::size_t>(i)].get();
        REQUIRE(reply.has_value());
        CHECK(**reply == 2 * i);
    }
}

TEST_CASE("what is too much is refused at once") {
    barrier hold;
    ag::run_executor executor({2, 3});
    std::vector<std::future<ag::result<int, ag::not_run>>> accepted;
    for (int i = 0; i < 2; ++i)
        accepted.push_back(executor.submit(hold.task()));
    hold.wait_for(2);
    for (int i = 0; i < 3; ++i)
        accepted.push_back(executor.submit(hold.task()));
    CHECK(executor.waiting() == 3);
    CHECK(executor.running() == 2);
    auto refused = executor.submit(hold.task());
    REQUIRE(refused.wait_for(0s) == std::future_status::ready);
    CHECK(refused.get() == ag::result<int, ag::not_run>(ag::unexpected(ag::not_run::full)));
    auto late = executor.submit_by(hold.task(), soon());
    CHECK(late.get() == ag::result<int, ag::not_run>(ag::unexpected(ag::not_run::full)));
    hold.open();
    for (auto& each : accepted)
        CHECK(each.get() == ag::result<int, ag::not_run>(1));
    CHECK(executor.submit([] { return 7; }).get().value() == 7);
}

TEST_CASE("a caller that can wait gets the room that becomes free") {
    barrier hold;
    ag::run_executor executor({1, 1});
    auto first = executor.submit(hold.task());
    hold.wait_for(1);
    auto second = executor.submit(hold.task());
    std::thread opener([&] {
        std::this_thread::sleep_for(10ms);
        hold.open();
    });
    auto third = executor.submit_by([] { return 3; }, ag::monotonic_clock::now() + 10s);
    CHECK(third.get() == ag::result<int, ag::not_run>(3));
    opener.join();
    CHECK(second.get().has_value());
}

TEST_CASE("it stops once all that was accepted has ended") {
    std::atomic<int> ended{0};
    ag::run_executor executor({2, 100});
    std::vector<std::future<ag::result<void, ag::not_run>>> accepted;
    for (int i = 0; i < 50; ++i)
        accepted.push_back(executor.submit([&] { ++ended; }));
    CHECK(executor.stop() == 0);
    CHECK(ended == 50);
    for (auto& each : accepted)
        CHECK(each.get().has_value());
    CHECK(executor.submit([] {}).get().error() == ag::not_run::stopping);
    CHECK(executor.stop() == 0);
}

TEST_CASE("what has not begun when its time to stop is over is dropped, and told so") {
    barrier hold;
    ag::run_executor executor({1, 10});
    auto begun = executor.submit(hold.task());
    hold.wait_for(1);
    auto never = executor.submit([] { return 1; });
    CHECK(executor.stop(soon()) == 1);
    CHECK(never.get().error() == ag::not_run::dropped);
    hold.open();
    CHECK(begun.get() == ag::result<int, ag::not_run>(1));
}

TEST_CASE("what a task throws is its caller's") {
    ag::run_executor executor({1, 1});
    auto thrown = executor.submit([]() -> int { throw std::runtime_error("no"); });
    CHECK_THROWS_AS(thrown.get(), std::runtime_error);
    CHECK(executor.submit([] { return 1; }).get().has_value());
}

TEST_CASE("its destruction waits for what was accepted") {
    std::atomic<int> ended{0};
    {
        ag::run_executor executor({3, 100});
        for (int i = 0; i < 20; ++i)
            static_cast<void>(executor.submit([&] { ++ended; }));
    }
    CHECK(ended == 20);
}
