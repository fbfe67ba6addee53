// EXPECT: AG101
// LABELS: "order" "quantity" "maximum"
#include <action_grammar/contract/reflection/schema_of.hpp>

#include <cstdint>

namespace ag = action_grammar;

struct order {
    std::uint8_t quantity;
};
template <>
inline constexpr auto ag::contract_of<order> = ag::object(ag::member<&order::quantity>(ag::maximum(1000)));

inline constexpr auto schema = ag::schema_of<order>;
