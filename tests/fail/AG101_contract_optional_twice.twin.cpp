#include <action_grammar/contract/reflection/schema_of.hpp>

#include <optional>

namespace ag = action_grammar;

struct patch {
    std::optional<int> note;
};
inline constexpr auto schema = ag::schema_of<patch>;
