// The one unit that has Boost.JSON's definitions; everything else includes <boost/json.hpp>.
#include <boost/json/src.hpp>
