// EXPECT: AG101
// LABELS: "order" "price"
#include <action_grammar/contract/reflection/schema_of.hpp>

namespace ag = action_grammar;

struct line {
    int price;
};
struct order {
    int quantity;
};
template <>
inline constexpr auto ag::contract_of<order> = ag::object(ag::member<&line::price>(ag::minimum(0)));

inline constexpr auto schema = ag::schema_of<order>;
