// EXPECT: AG101
// LABELS: "order" "name" "minimum"
#include <action_grammar/contract/reflection/schema_of.hpp>

#include <string>

namespace ag = action_grammar;

struct order {
    std::string name;
    int quantity;
};
template <>
inline constexpr auto ag::contract_of<order> = ag::object(ag::member<&order::name>(ag::minimum(1)));

inline constexpr auto schema = ag::schema_of<order>;
