#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct receipt {
    int id;
};
struct topic_error {};
struct topic {
    ag::result<receipt, topic_error> publish(receipt const&);
};

inline constexpr auto announce =
    ag::command<"announce">(ag::emit<"event">(ag::from<"input">, &topic::publish, ag::unprotected));
