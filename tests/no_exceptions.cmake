# Each file in no_exceptions/ is a program of its own, whose exit status says whether it passed.
file(GLOB programs CONFIGURE_DEPENDS RELATIVE "${CMAKE_CURRENT_SOURCE_DIR}" "no_exceptions/*.cpp")
foreach(program IN LISTS programs)
  get_filename_component(name "${program}" NAME_WE)
  add_executable(no_exceptions_${name} "${program}")
  target_include_directories(no_exceptions_${name} PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
  target_link_libraries(no_exceptions_${name} PRIVATE action_grammar::action_grammar action_grammar_warnings)
  add_test(NAME "no_exceptions.${name}" COMMAND no_exceptions_${name})
endforeach()
