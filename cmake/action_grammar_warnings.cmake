# The warnings under which the library's own tests, examples and benchmarks are compiled. They are never part of
# what a user links: a new compiler's new warning must not break somebody else's build.
add_library(action_grammar_warnings INTERFACE)
target_compile_options(action_grammar_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
