#include <action_grammar/contract/reflection/schema_of.hpp>

#include <variant>

namespace ag = action_grammar;

using amount = std::variant<int, long>;
template <>
inline constexpr auto ag::contract_of<amount> = ag::tagged("size", ag::alternative<int>("small"));

inline constexpr auto schema = ag::schema_of<amount>;
