# Reads the version out of the header that states it, so that it is stated once.
#
# action_grammar_read_version(<header> <variable>) sets <variable> to "major.minor.patch".
function(action_grammar_read_version header variable)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
  set(version "")
  foreach(part IN ITEMS MAJOR MINOR PATCH)
    file(STRINGS "${header}" line REGEX "^#define ACTION_GRAMMAR_VERSION_${part} +[0-9]+$")
    if(NOT line MATCHES "([0-9]+)$")
      message(FATAL_ERROR "${header} defines no ACTION_GRAMMAR_VERSION_${part}")
    endif()
    list(APPEND version "${CMAKE_MATCH_1}")
  endforeach()
  list(JOIN version "." version)
  set(${variable} "${version}" PARENT_SCOPE)
endfunction()
