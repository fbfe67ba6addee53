# What the layers above the core need beside it. Sets
#
#   ACTION_GRAMMAR_CONTRACT  to whether Boost.JSON, which Boost has since 1.75 and which the library uses from 1.81 on,
#                            and RE2 are there;
#   ACTION_GRAMMAR_DOCUMENT  to whether fmt is there as well;
#   ACTION_GRAMMAR_YAML      to whether yaml-cpp is there beside that;
#   ACTION_GRAMMAR_SQLITE, ACTION_GRAMMAR_POSTGRESQL  to whether SQLite 3.37 and libpq 14 are there beside what the
#                            contract layer needs;
#   ACTION_GRAMMAR_HTTP      to whether libcurl is there beside what the contract layer needs.
find_package(boost_json 1.81 CONFIG QUIET)
find_package(re2 MODULE QUIET)
if(TARGET Boost::json AND TARGET re2::re2)
  set(ACTION_GRAMMAR_CONTRACT TRUE)
else()
  set(ACTION_GRAMMAR_CONTRACT FALSE)
  message(STATUS "action_grammar: without its contract layer, which needs Boost.JSON 1.81 and RE2 "
    "(Debian: libboost-json1.81-dev libre2-dev)")
endif()
find_package(fmt CONFIG QUIET)
if(ACTION_GRAMMAR_CONTRACT AND TARGET fmt::fmt)
  set(ACTION_GRAMMAR_DOCUMENT TRUE)
else()
  set(ACTION_GRAMMAR_DOCUMENT FALSE)
  message(STATUS "action_grammar: without its document layer, which needs the contract layer and fmt "
    "(Debian: libfmt-dev)")
endif()
find_package(yaml-cpp 0.7 CONFIG QUIET)
if(ACTION_GRAMMAR_DOCUMENT AND TARGET yaml-cpp)
  set(ACTION_GRAMMAR_YAML TRUE)
else()
  set(ACTION_GRAMMAR_YAML FALSE)
  message(STATUS "action_grammar: without its yaml layer, which needs the document layer and yaml-cpp "
    "(Debian: libyaml-cpp-dev)")
endif()
find_package(SQLite3 3.37 QUIET)
if(ACTION_GRAMMAR_CONTRACT AND TARGET SQLite::SQLite3)
  set(ACTION_GRAMMAR_SQLITE TRUE)
else()
  set(ACTION_GRAMMAR_SQLITE FALSE)
  message(STATUS "action_grammar: without its sqlite layer, which needs the contract layer and SQLite 3.37 "
    "(Debian: libsqlite3-dev)")
endif()
find_package(PostgreSQL 14 QUIET)
if(ACTION_GRAMMAR_CONTRACT AND TARGET PostgreSQL::PostgreSQL)
  set(ACTION_GRAMMAR_POSTGRESQL TRUE)
else()
  set(ACTION_GRAMMAR_POSTGRESQL FALSE)
  message(STATUS "action_grammar: without its postgresql layer, which needs the contract layer and libpq 14 "
    "(Debian: libpq-dev)")
endif()
find_package(CURL 7.87 QUIET)
if(ACTION_GRAMMAR_CONTRACT AND TARGET CURL::libcurl)
  set(ACTION_GRAMMAR_HTTP TRUE)
else()
  set(ACTION_GRAMMAR_HTTP FALSE)
  message(STATUS "action_grammar: without its http layer, which needs the contract layer and libcurl 7.87 "
    "(Debian: libcurl4-openssl-dev)")
endif()
