// EXPECT: AG101
// LABELS: "integer"
#include <action_grammar/contract/reflection/schema_of.hpp>

#include <variant>

namespace ag = action_grammar;

using amount = std::variant<int, long>;
inline constexpr auto schema = ag::schema_of<amount>;
