// EXPECT: AG101
// LABELS: "patch" "note"
#include <action_grammar/contract/reflection/schema_of.hpp>

#include <optional>

namespace ag = action_grammar;

struct patch {
    std::optional<std::optional<int>> note;
};
inline constexpr auto schema = ag::schema_of<patch>;
