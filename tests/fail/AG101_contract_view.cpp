// EXPECT: AG101
// LABELS: "order" "name"
#include <action_grammar/contract/reflection/decode.hpp>

#include <string_view>

namespace ag = action_grammar;

struct order {
    std::string_view name;
};
inline auto read(ag::json::value const& from) { return ag::decode<order>(from); }
