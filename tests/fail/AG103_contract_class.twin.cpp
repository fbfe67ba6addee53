#include <action_grammar/contract/reflection/schema_of.hpp>

#include <vector>

namespace ag = action_grammar;

class money {
public:
    explicit money(long cents) : cents_(cents) {}
    long cents() const { return cents_; }

private:
    long cents_;
};
template <>
inline constexpr auto ag::contract_of<money> =
    ag::represented_as<long>(&money::cents, [](long cents) { return money(cents); });

struct line {
    money price;
};
struct order {
    std::vector<line> lines;
};
inline constexpr auto schema = ag::schema_of<order>;
