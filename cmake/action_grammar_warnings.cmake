# The warnings under which the library's own tests, examples and benchmarks are compiled. They are never part of
# what a user links: a new compiler's new warning must not break somebody else's build.
add_library(action_grammar_warnings INTERFACE)
target_compile_options(action_grammar_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
# libstdc++ 12 implements std::stable_sort with what it calls deprecated, and clang says so of every use.
target_compile_options(action_grammar_warnings INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
