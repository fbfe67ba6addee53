#include "support/catch.hpp"

#include <action_grammar/contract/stable_list.hpp>

#include <cstddef>
#include <memory>

TEST_CASE("the elements of a stable list stay where they are, and are destroyed with it") {
    auto const counted = std::make_shared<int>(0);
    {
        action_grammar::detail::stable_list<std::shared_ptr<int>, 4> all;
        CHECK(all.size() == 0);
        auto const* const first = &all.emplace_back(counted);
        for (int i = 1; i < 10; ++i) {
            auto const* const added = &all.emplace_back(std::make_shared<int>(i));
            CHECK(added == &all[static_cast<std::size_t>(i)]);
        }
        CHECK(all.size() == 10);
        CHECK(first == &all[0]);
        CHECK(*all[9] == 9);
        CHECK(counted.use_count() == 2);
    }
    CHECK(counted.use_count() == 1);
}
