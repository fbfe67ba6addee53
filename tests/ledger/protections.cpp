#include "shop.hpp"

#include "support/catch.hpp"

// What a repeat of a run does under each protection.

using namespace ledger_tests;
using reason = ag::ledger_error::reason;
using fault = table::fault;

namespace {

struct shop {
    table orders;
    ag::memory_ledger ledger;
    ag::run_identity identity{"order 7"};

    template <class Composition>
    auto run(Composition const& sentence, int input = 7) {
        return ag::run(sentence, input, ag::environment{orders, ledger, identity});
    }
};

template <class Composition>
void is_sent_once(Composition const& sentence) {
    shop one;
    auto const first = one.run(sentence);
    REQUIRE(first);
    auto const second = one.run(sentence);
    REQUIRE(second);
    CHECK(*second == *first);
    CHECK(one.orders.sent == 1);
    CHECK(one.ledger.size() == 1);
}

/// What was lost on the way is sent again, or asked for.
template <class Composition>
void comes_out_of_doubt(Composition const& sentence, fault lost, int sent) {
    shop one;
    one.orders.next = lost;
    auto const first = one.run(sentence);
    if (!first) {
        CHECK(first.status() == ag::status::in_doubt);
        CHECK_FALSE(first.retryable());
    }
    auto const second = one.run(sentence);
    REQUIRE(second);
    CHECK(*second == 1);
    CHECK(one.orders.rows.size() == 1);
    CHECK(one.orders.sent == sent);
    CHECK(one.run(sentence));
    CHECK(one.orders.sent == sent);
}

} // namespace

TEST_CASE("a mutation that was recorded is not sent again") {
    is_sent_once(keyed);
    is_sent_once(natural);
    is_sent_once(in_transaction);
    is_sent_once(verified);
    is_sent_once(unprotected);
}

TEST_CASE("a keyed mutation in doubt is sent again with its key") {
    comes_out_of_doubt(keyed, fault::lost_before, 2);
    comes_out_of_doubt(keyed, fault::lost_after, 2);
    comes_out_of_doubt(keyed, fault::throws, 2);

    shop one;
    one.orders.next = fault::lost_after;
    CHECK_FALSE(one.run(keyed));
    CHECK(one.run(keyed));
    CHECK(one.orders.keys == std::vector<std::string>{"7", "7"});
}

TEST_CASE("a natural mutation in doubt is sent again") {
    comes_out_of_doubt(natural, fault::lost_before, 2);
    comes_out_of_doubt(natural, fault::lost_after, 2);
}

TEST_CASE("a mutation that can be asked for is asked for") {
    comes_out_of_doubt(verified, fault::lost_after, 1);
    comes_out_of_doubt(verified, fault::throws, 1);
    shop one;
    one.orders.next = fault::lost_before;
    auto const first = one.run(verified);
    CHECK(first.status() == ag::status::failed); // the receiver was asked: it did not happen
    CHECK(one.ledger.size() == 0);
    CHECK(one.run(verified));
    CHECK(one.orders.sent == 2);
}

TEST_CASE("an unprotected mutation in doubt is never sent again") {
    for (fault const lost : {fault::lost_before, fault::lost_after, fault::throws}) {
        shop one;
        one.orders.next = lost;
        auto const first = one.run(unprotected);
        CHECK(first.status() == ag::status::in_doubt);
        for (int repeat = 0; repeat < 3; ++repeat) {
            auto const again = one.run(unprotected);
            CHECK(again.status() == ag::status::in_doubt);
            CHECK(again.failed_action() == "receipt");
            CHECK(again.phase() == ag::phase::commit);
            CHECK_FALSE(again.retryable());
            CHECK(refusal(again) == reason::in_doubt);
        }
        CHECK(one.orders.sent == 1);
    }
}

TEST_CASE("a mutation that is known not to have happened may be sent again") {
    shop one;
    one.orders.next = fault::refused;
    auto const first = one.run(unprotected);
    CHECK(first.status() == ag::status::failed);
    CHECK(one.ledger.size() == 0);
    CHECK(one.run(unprotected));
    CHECK(one.orders.sent == 2);
}

TEST_CASE("a repeat that is refused leaves the first try in doubt") {
    shop one;
    one.orders.next = fault::lost_after;
    CHECK_FALSE(one.run(keyed));
    one.orders.next = fault::refused;
    auto const second = one.run(keyed);
    CHECK(second.status() == ag::status::failed);
    auto const kept = one.ledger.find({"keyed", "", "7", "receipt", ag::protection::keyed});
    REQUIRE(kept);
    CHECK(kept->state == ag::effect_state::in_doubt);
    CHECK(one.run(keyed));
    CHECK(one.orders.rows.size() == 1);
}

TEST_CASE("runs are the same by composition, version and key") {
    shop one;
    CHECK(one.run(unprotected));
    one.identity.version = "2";
    CHECK(one.run(unprotected));
    one.identity.key = "order 8";
    CHECK(one.run(unprotected));
    CHECK(one.run(natural));
    CHECK(one.orders.sent == 4);
    CHECK(one.run(unprotected));
    CHECK(one.orders.sent == 4);
    CHECK(one.run(keyed, 7)); // its key is the order's, not the run's
    CHECK(one.run(keyed, 8));
    CHECK(one.orders.sent == 6);
}
