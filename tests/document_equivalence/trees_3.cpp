#include "batch.hpp"
#include "support/catch.hpp"

TEST_CASE("generated compositions from 300 on are judged alike") {
    auto const all = equivalence_tests::compared<300, 150>();
    CHECK(all.differences == 0);
    CHECK(all.broken > all.plans / 3);
}
