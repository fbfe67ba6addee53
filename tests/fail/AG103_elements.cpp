// EXPECT: AG103
// LABELS: "each"
//
// An array is there before its elements are made, so they need a default.
#include <action_grammar/action_grammar.hpp>

#include <array>
#include <vector>

namespace ag = action_grammar;

struct numeral {
    int value;
    explicit numeral(int of) noexcept : value(of) {}
};
numeral number(int n) noexcept;

inline constexpr auto numbered = ag::query<"numbered">(ag::fan_out<"each">(ag::transform<"one">(number)));
int first() { return (*ag::run(numbered, std::array{1, 2}))[0].value; }
