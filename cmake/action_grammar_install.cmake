# Installs the headers and a relocatable package: find_package(action_grammar) and the targets action_grammar::*.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

# Nothing in the package depends on the machine's architecture, so it goes beside other shared data.
set(package_folder "${CMAKE_INSTALL_DATADIR}/cmake/action_grammar")

get_property(targets GLOBAL PROPERTY ACTION_GRAMMAR_TARGETS)
install(TARGETS ${targets} EXPORT action_grammar)
install(DIRECTORY include/action_grammar DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(EXPORT action_grammar
  FILE action_grammar-targets.cmake
  NAMESPACE action_grammar::
  DESTINATION "${package_folder}")

configure_package_config_file(cmake/action_grammar-config.cmake.in
  "${CMAKE_CURRENT_BINARY_DIR}/action_grammar-config.cmake"
  INSTALL_DESTINATION "${package_folder}"
  NO_SET_AND_CHECK_MACRO)
# While the major version is 0, a minor release may break its users; they say which one they were written for.
write_basic_package_version_file("${CMAKE_CURRENT_BINARY_DIR}/action_grammar-config-version.cmake"
  COMPATIBILITY SameMinorVersion
  ARCH_INDEPENDENT)
install(FILES
  "${CMAKE_CURRENT_BINARY_DIR}/action_grammar-config.cmake"
  "${CMAKE_CURRENT_BINARY_DIR}/action_grammar-config-version.cmake"
  DESTINATION "${package_folder}")
install(FILES cmake/Findre2.cmake cmake/action_grammar_find_layer_needs.cmake DESTINATION "${package_folder}")
install(FILES LICENSE DESTINATION "${CMAKE_INSTALL_DOCDIR}")
