# What the layers above the core need beside it. Sets
#
#   ACTION_GRAMMAR_CONTRACT  to whether Boost.JSON, which Boost has since 1.75 and which the library uses from 1.81 on,
#                            and RE2 are there;
#   ACTION_GRAMMAR_DOCUMENT  to whether fmt is there as well;
#   ACTION_GRAMMAR_YAML      to whether yaml-cpp is there beside that;
#   ACTION_GRAMMAR_SQLITE, ACTION_GRAMMAR_POSTGRESQL  to whether SQLite 3.37 and libpq 14 are there beside what the
#                            contract layer needs;
#   ACTION_GRAMMAR_HTTP      to whether libcurl is there beside what the contract layer needs.

# action_grammar_layer_needs(<layer> <what it needs> <its packages> <condition>...)
function(action_grammar_layer_needs layer needs packages)
  string(TOUPPER "${layer}" name)
  if(${ARGN})
    set(ACTION_GRAMMAR_${name} TRUE PARENT_SCOPE)
  else()
    set(ACTION_GRAMMAR_${name} FALSE PARENT_SCOPE)
    message(STATUS "action_grammar: without its ${layer} layer, which needs ${needs} (Debian: ${packages})")
  endif()
endfunction()

find_package(boost_json 1.81 CONFIG QUIET)
find_package(re2 MODULE QUIET)
action_grammar_layer_needs(contract "Boost.JSON 1.81 and RE2" "libboost-json1.81-dev libre2-dev"
  TARGET Boost::json AND TARGET re2::re2)
find_package(fmt CONFIG QUIET)
action_grammar_layer_needs(document "the contract layer and fmt" "libfmt-dev"
  ACTION_GRAMMAR_CONTRACT AND TARGET fmt::fmt)
find_package(yaml-cpp 0.7 CONFIG QUIET)
action_grammar_layer_needs(yaml "the document layer and yaml-cpp" "libyaml-cpp-dev"
  ACTION_GRAMMAR_DOCUMENT AND TARGET yaml-cpp)
find_package(SQLite3 3.37 QUIET)
action_grammar_layer_needs(sqlite "the contract layer and SQLite 3.37" "libsqlite3-dev"
  ACTION_GRAMMAR_CONTRACT AND TARGET SQLite::SQLite3)
find_package(PostgreSQL 14 QUIET)
action_grammar_layer_needs(postgresql "the contract layer and libpq 14" "libpq-dev"
  ACTION_GRAMMAR_CONTRACT AND TARGET PostgreSQL::PostgreSQL)
find_package(CURL 7.87 QUIET)
action_grammar_layer_needs(http "the contract layer and libcurl 7.87" "libcurl4-openssl-dev"
  ACTION_GRAMMAR_CONTRACT AND TARGET CURL::libcurl)
