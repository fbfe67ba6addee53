// EXPECT: AG103
// LABELS: "search" "filters"
#include <action_grammar/contract/reflection/schema_of.hpp>

#include <map>
#include <string>

namespace ag = action_grammar;

struct search {
    std::map<std::string, std::string> filters;
};
inline constexpr auto schema = ag::strict_schema_of<search>;
