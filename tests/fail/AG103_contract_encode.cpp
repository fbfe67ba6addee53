// EXPECT: AG103
// LABELS: "order" "handle" "file"
#include <action_grammar/contract/reflection/encode.hpp>

namespace ag = action_grammar;

struct file;
struct order {
    int quantity;
    file* handle;
};
inline auto write(order const& from) { return ag::encode_text(from); }
