#include <action_grammar/contract/json/decimal.hpp>

#include <cstdint>
#include <limits>

#include "support/catch.hpp"
#include "support/verify.hpp"

namespace {

using action_grammar::json::decimal;
using action_grammar::json::value;

constexpr decimal d(int mantissa, int exponent = 0) { return decimal::scaled(mantissa, exponent); }

TEST_CASE("equal numbers are equal whatever their zeros") {
    ACTION_GRAMMAR_VERIFY(d(100) == d(1, 2));
    ACTION_GRAMMAR_VERIFY(d(0, 7) == d(0));
    ACTION_GRAMMAR_VERIFY(d(1000, -3) == d(1));
}

TEST_CASE("numbers of any scale are ordered") {
    ACTION_GRAMMAR_VERIFY(d(-5) < d(3));
    ACTION_GRAMMAR_VERIFY(d(1, -300) < d(1, 300));
    ACTION_GRAMMAR_VERIFY(d(-1, 300) < d(-1, -300));
    ACTION_GRAMMAR_VERIFY(d(125, -2) > d(12, -1));
    ACTION_GRAMMAR_VERIFY(d(-125, -2) < d(-12, -1));
    ACTION_GRAMMAR_VERIFY(d(0) < d(1, -10));
    ACTION_GRAMMAR_VERIFY(d(0) > d(-1, 10));
    ACTION_GRAMMAR_VERIFY(decimal(std::numeric_limits<std::uint64_t>::max())
                          > decimal(std::numeric_limits<std::int64_t>::max()));
}

TEST_CASE("a multiple is one of the decimals and not of the doubles") {
    ACTION_GRAMMAR_VERIFY(d(3, -1).is_multiple_of(d(1, -1)));
    ACTION_GRAMMAR_VERIFY(d(75, -4).is_multiple_of(d(1, -4)));
    ACTION_GRAMMAR_VERIFY(!d(751, -5).is_multiple_of(d(1, -4)));
    ACTION_GRAMMAR_VERIFY(d(1, 308).is_multiple_of(d(5, -1)));
    ACTION_GRAMMAR_VERIFY(!d(1, 308).is_multiple_of(d(7)));
    ACTION_GRAMMAR_VERIFY(!d(1, 308).is_multiple_of(d(123456789, -9)));
    ACTION_GRAMMAR_VERIFY(d(-21).is_multiple_of(d(7)));
    ACTION_GRAMMAR_VERIFY(!d(5).is_multiple_of(d(1, 1)));
    ACTION_GRAMMAR_VERIFY(d(0).is_multiple_of(d(7, 5)));
}

TEST_CASE("arithmetic is exact or answers nothing") {
    ACTION_GRAMMAR_VERIFY(sum(d(1, -1), d(2, -1)) == d(3, -1));
    ACTION_GRAMMAR_VERIFY(difference(d(1), d(1, -3)) == d(999, -3));
    ACTION_GRAMMAR_VERIFY(product(d(15, -1), d(4)) == d(6));
    ACTION_GRAMMAR_VERIFY(!sum(d(1, 300), d(1, -300)));
    ACTION_GRAMMAR_VERIFY(least_common_multiple(d(4), d(6)) == d(12));
    ACTION_GRAMMAR_VERIFY(least_common_multiple(d(15, -1), d(1)) == d(3));
    ACTION_GRAMMAR_VERIFY(!least_common_multiple(d(1, 40), d(7)));
}

TEST_CASE("the multiples around a number") {
    ACTION_GRAMMAR_VERIFY(d(17).multiple_at_most(d(5)) == d(15));
    ACTION_GRAMMAR_VERIFY(d(17).multiple_at_least(d(5)) == d(20));
    ACTION_GRAMMAR_VERIFY(d(-17).multiple_at_most(d(5)) == d(-20));
    ACTION_GRAMMAR_VERIFY(d(-17).multiple_at_least(d(5)) == d(-15));
    ACTION_GRAMMAR_VERIFY(d(15).multiple_at_least(d(5)) == d(15));
    ACTION_GRAMMAR_VERIFY(d(25, -2).multiple_at_least(d(1, -1)) == d(3, -1));
}

TEST_CASE("a double is the decimal that its author wrote") {
    CHECK(decimal::of(0.1) == d(1, -1));
    CHECK(decimal::of(-1234.5) == d(-12345, -1));
    CHECK(decimal::of(1e300) == d(1, 300));
    CHECK(decimal::of(5e-324) == d(5, -324));
    CHECK(decimal::of(3.0) == d(3));
    CHECK(decimal::of(value(std::uint64_t{18446744073709551615U}))
          == decimal(std::uint64_t{18446744073709551615U}));
}

TEST_CASE("a decimal goes back to JSON as the same number where JSON has it") {
    CHECK(d(12).to_value() == value(12));
    CHECK(d(-5, 3).to_value() == value(-5000));
    CHECK(decimal(std::uint64_t{18446744073709551615U}).to_value()
          == value(std::uint64_t{18446744073709551615U}));
    CHECK(d(1, -1).to_value() == value(0.1));
    CHECK(d(1, 300).to_value() == value(1e300));
    CHECK(!d(1, 400).to_value());
    CHECK(d(-125, -2).to_string() == "-125e-2");
}

} // namespace
