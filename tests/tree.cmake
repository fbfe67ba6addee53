# The tests of the tree itself, which are the same whatever flags this build has.
find_program(BASH_EXECUTABLE bash REQUIRED)

add_test(NAME "tree.layers" COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/layers.sh")
add_test(NAME "tree.layers_selftest"
  COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/layers_selftest.sh")

add_test(NAME "consume.strangers"
  COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/consume/run.sh" "${CMAKE_CXX_COMPILER}")

# The compile errors are part of the interface, on both compilers whichever compiles this build.
find_program(ACTION_GRAMMAR_GCC NAMES g++-12 g++)
find_program(ACTION_GRAMMAR_CLANG NAMES clang++-19)
file(GLOB negatives CONFIGURE_DEPENDS "fail/AG*.cpp")
list(FILTER negatives EXCLUDE REGEX "\\.twin\\.cpp$")

# A twin whose negative was renamed or removed would no longer be compiled by anything.
file(GLOB twins CONFIGURE_DEPENDS "fail/*.twin.cpp")
foreach(twin IN LISTS twins)
  string(REPLACE ".twin.cpp" ".cpp" negative "${twin}")
  if(NOT negative IN_LIST negatives)
    message(FATAL_ERROR "${twin} has no negative file beside it")
  endif()
endforeach()

add_test(NAME "fail.coverage" COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/fail/coverage.sh")

foreach(compiler IN ITEMS gcc clang)
  string(TOUPPER "ACTION_GRAMMAR_${compiler}" program)
  if(NOT ${program})
    message(WARNING "The compile errors of ${compiler} are not tested: it is not installed")
    continue()
  endif()
  add_test(NAME "fail.${compiler}.selftest"
    COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/fail/harness/selftest.sh" "${${program}}")
  foreach(negative IN LISTS negatives)
    get_filename_component(name "${negative}" NAME_WE)
    add_test(NAME "fail.${compiler}.${name}"
      COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/fail/check.sh" "${${program}}" "${negative}")
    # A pair that passed is not compiled again until it, a header, the check or the compiler changes.
    set_tests_properties("fail.${compiler}.${name}" PROPERTIES
      ENVIRONMENT "ACTION_GRAMMAR_PASSED=${CMAKE_CURRENT_BINARY_DIR}/passed")
  endforeach()
endforeach()
