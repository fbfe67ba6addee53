// EXPECT: AG103
// LABELS: "line" "price" "money"
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
struct line {
    money price;
};
struct order {
    std::vector<line> lines;
};
inline constexpr auto schema = ag::schema_of<order>;
