# One Catch2 executable per folder of tests, named test_<folder>.
find_package(Catch2 REQUIRED)
include(Catch)

# Catch2's own main takes 19 s to compile. Version 3 and Debian's package of version 2 ship it compiled; where it
# is missing, it is compiled once for all executables.
if(NOT TARGET Catch2::Catch2WithMain)
  file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/catch_main.cpp.in"
    "#define CATCH_CONFIG_MAIN\n#include <catch2/catch.hpp>\n")
  configure_file("${CMAKE_CURRENT_BINARY_DIR}/catch_main.cpp.in" "${CMAKE_CURRENT_BINARY_DIR}/catch_main.cpp" COPYONLY)
  add_library(action_grammar_catch_main STATIC "${CMAKE_CURRENT_BINARY_DIR}/catch_main.cpp")
  target_link_libraries(action_grammar_catch_main PUBLIC Catch2::Catch2)
  add_library(Catch2::Catch2WithMain ALIAS action_grammar_catch_main)
endif()

# Property tests need rapidcheck, which some systems ship with a CMake package and some without.
function(action_grammar_find_rapidcheck)
  find_package(rapidcheck QUIET)
  if(TARGET rapidcheck)
    return()
  endif()
  find_path(RAPIDCHECK_INCLUDE_DIR rapidcheck.h)
  find_library(RAPIDCHECK_LIBRARY rapidcheck)
  if(NOT RAPIDCHECK_INCLUDE_DIR OR NOT RAPIDCHECK_LIBRARY)
    message(FATAL_ERROR "The property tests need rapidcheck (Debian: librapidcheck-dev)")
  endif()
  add_library(rapidcheck UNKNOWN IMPORTED)
  set_target_properties(rapidcheck PROPERTIES
    IMPORTED_LOCATION "${RAPIDCHECK_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${RAPIDCHECK_INCLUDE_DIR}")
endfunction()

# The folders contract* and document* test the layers of these names, which a build may be without.
if(NOT TARGET action_grammar::yaml)
  message(FATAL_ERROR "The tests need the contract, the document and the yaml layer "
    "(Debian: libboost-json1.81-dev libre2-dev libfmt-dev libyaml-cpp-dev)")
endif()

# These hold something else than Catch2 test cases.
set(other_folders consume fail faults fuzz headers no_exceptions support tools)

file(GLOB sources CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "*/*.cpp")
set(folders ${sources})
list(TRANSFORM folders REPLACE "/.*" "")
list(REMOVE_DUPLICATES folders)
list(REMOVE_ITEM folders ${other_folders})
if(NOT ACTION_GRAMMAR_TEST_EQUIVALENCE)
  list(REMOVE_ITEM folders document_equivalence)
endif()

# Version 2 lists a name with a semicolon as two names that match no test case, and a program that ran no test case
# passes unless it is told otherwise, as version 3 always is.
set(no_tests_is_failure "")
if(Catch2_VERSION VERSION_LESS 3)
  set(no_tests_is_failure EXTRA_ARGS --warn NoTests)
endif()

# The tests that read the tree. Nobody else is told where it is, so that ccache knows another checkout's units.
set_source_files_properties(rules/catalogue.cpp document_corpus/host.cpp document_import/office.cpp
                            document_typed/order_intake.cpp PROPERTIES
  COMPILE_DEFINITIONS ACTION_GRAMMAR_SOURCE_DIR="${PROJECT_SOURCE_DIR}")

foreach(folder IN LISTS folders)
  set(test_sources ${sources})
  list(FILTER test_sources INCLUDE REGEX "^${folder}/")
  add_executable(test_${folder} ${test_sources})
  # The folder of tests/ itself is for "support/...".
  target_include_directories(test_${folder} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(test_${folder} PRIVATE
    action_grammar::action_grammar action_grammar_warnings Catch2::Catch2WithMain)
  if(folder MATCHES "^contract")
    target_link_libraries(test_${folder} PRIVATE action_grammar::contract)
  elseif(folder STREQUAL "ledger")
    target_link_libraries(test_${folder} PRIVATE action_grammar::ledger)
  elseif(folder MATCHES "^document_(yaml|hostile)$")
    target_link_libraries(test_${folder} PRIVATE action_grammar::yaml_compiled)
  elseif(folder MATCHES "^document")
    target_link_libraries(test_${folder} PRIVATE action_grammar::document_compiled)
  endif()
  if(folder STREQUAL "document_typed")
    find_package(SQLite3 REQUIRED) # for the example that it runs
    target_link_libraries(test_${folder} PRIVATE SQLite::SQLite3)
  endif()
  if(folder MATCHES "property$")
    action_grammar_find_rapidcheck()
    target_link_libraries(test_${folder} PRIVATE rapidcheck)
  endif()
  catch_discover_tests(test_${folder} TEST_PREFIX "${folder}." ${no_tests_is_failure})
endforeach()
