#include <action_grammar/contract/reflection/schema_of.hpp>

#include <string>
#include <vector>

namespace ag = action_grammar;

struct filter {
    std::string name;
    std::string value;
};
struct search {
    std::vector<filter> filters;
};
inline constexpr auto schema = ag::strict_schema_of<search>;
