#include <action_grammar/contract/reflection/schema_of.hpp>

namespace ag = action_grammar;

struct file {
    int descriptor;
};
struct order {
    int quantity;
    file handle;
};
inline constexpr auto schema = ag::schema_of<order>;
