#ifndef ACTION_GRAMMAR_TESTS_RESOURCES_HTTP_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_RESOURCES_HTTP_SUPPORT_HPP

#include <ostream>

#include <action_grammar/resources/http/error.hpp>

#include "resources_http/server.hpp"
#include "support/catch.hpp"

namespace action_grammar::http {

inline std::ostream& operator<<(std::ostream& to, error_kind kind) { return to << static_cast<int>(kind); }

} // namespace action_grammar::http

#endif
