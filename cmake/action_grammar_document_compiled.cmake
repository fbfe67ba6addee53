# The document layer compiled once: `action_grammar::document_compiled`, for programs that would rather link it than
# compile it in every unit. Built only when something links it; not installed, since it is the user's compiler and flags
# that it must match.
file(GENERATE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/action_grammar_document.cpp"
  CONTENT "#include <action_grammar/document/src.hpp>\n")
add_library(action_grammar_document_compiled STATIC EXCLUDE_FROM_ALL
  "${CMAKE_CURRENT_BINARY_DIR}/action_grammar_document.cpp")
add_library(action_grammar::document_compiled ALIAS action_grammar_document_compiled)
target_compile_definitions(action_grammar_document_compiled PUBLIC ACTION_GRAMMAR_SEPARATE_COMPILATION)
target_link_libraries(action_grammar_document_compiled PUBLIC action_grammar::document)

# The yaml layer, where it is there: `action_grammar::yaml_compiled`.
if(ACTION_GRAMMAR_YAML)
  file(GENERATE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/action_grammar_yaml.cpp"
    CONTENT "#include <action_grammar/yaml/src.hpp>\n")
  add_library(action_grammar_yaml_compiled STATIC EXCLUDE_FROM_ALL
    "${CMAKE_CURRENT_BINARY_DIR}/action_grammar_yaml.cpp")
  add_library(action_grammar::yaml_compiled ALIAS action_grammar_yaml_compiled)
  target_link_libraries(action_grammar_yaml_compiled PUBLIC action_grammar::document_compiled action_grammar::yaml)
endif()
