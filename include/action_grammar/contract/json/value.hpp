#ifndef ACTION_GRAMMAR_CONTRACT_JSON_VALUE_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_VALUE_HPP

// JSON values are Boost.JSON's; here are their names as this library uses them.

#include <boost/json/value.hpp>

namespace action_grammar::json {

using boost::json::array;
using boost::json::kind;
using boost::json::object;
using boost::json::storage_ptr;
using boost::json::string;
using boost::json::value;

} // namespace action_grammar::json

#endif
