# Template-heavy units are slow to compile and change seldom; ccache makes a second build directory nearly free.
find_program(ACTION_GRAMMAR_CCACHE ccache)
mark_as_advanced(ACTION_GRAMMAR_CCACHE)
if(ACTION_GRAMMAR_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ACTION_GRAMMAR_CCACHE}")
endif()
