# One layer of the library: an interface target `action_grammar::<layer>`, installed and exported.
#
# action_grammar_layer(<layer> FOLDERS <folder>... [DEPENDS <target>...])
#
# FOLDERS are the folders under include/action_grammar/ that the layer owns ("." are the headers directly in it);
# a folder need not exist yet. The tests compile each layer's headers with nothing but this target, so a header
# that needs more than its layer declares does not get through them.
function(action_grammar_layer layer)
  cmake_parse_arguments(PARSE_ARGV 1 layer "" "" "FOLDERS;DEPENDS")
  if(layer STREQUAL "action_grammar")
    set(target action_grammar)
  else()
    set(target action_grammar_${layer})
  endif()

  add_library(${target} INTERFACE)
  add_library(action_grammar::${layer} ALIAS ${target})
  target_compile_features(${target} INTERFACE cxx_std_20)
  target_include_directories(${target} INTERFACE
    "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}/include>"
    "$<INSTALL_INTERFACE:include>")
  target_link_libraries(${target} INTERFACE ${layer_DEPENDS})
  set_target_properties(${target} PROPERTIES
    EXPORT_NAME ${layer}
    ACTION_GRAMMAR_FOLDERS "${layer_FOLDERS}")
  set_property(GLOBAL APPEND PROPERTY ACTION_GRAMMAR_TARGETS ${target})
endfunction()
