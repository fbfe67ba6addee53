#include <action_grammar/contract/reflection/decode.hpp>

#include <string>

namespace ag = action_grammar;

struct order {
    std::string name;
};
inline auto read(ag::json::value const& from) { return ag::decode<order>(from); }
