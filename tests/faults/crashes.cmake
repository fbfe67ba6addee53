# The ledger under crashes, kills, races and a database that goes away. Each is a program of its own, whose sizes are
# arguments; the short forms are tests. See run.sh beside this.
if(NOT TARGET action_grammar::sqlite OR NOT TARGET action_grammar::postgresql)
  message(WARNING "The ledger is not tested under crashes: that needs the layers of SQLite and of PostgreSQL")
  return()
endif()

foreach(program IN ITEMS crash_matrix kill_workers race_commits race_keys postgresql_stops)
  add_executable(fault_${program} "${CMAKE_CURRENT_LIST_DIR}/${program}.cpp")
  target_link_libraries(fault_${program} PRIVATE
    action_grammar::sqlite action_grammar::postgresql action_grammar_warnings)
endforeach()

foreach(test IN ITEMS crash_matrix crash_matrix_postgresql kill_workers kill_workers_http race_commits race_keys
    postgresql_stops)
  add_test(NAME "faults.${test}" COMMAND "${BASH_EXECUTABLE}" "${CMAKE_CURRENT_LIST_DIR}/run.sh"
    --programs "$<TARGET_FILE_DIR:fault_crash_matrix>" ${test})
  # Leases of milliseconds: beside them nothing else may take the machine for long.
  set_tests_properties("faults.${test}" PROPERTIES RUN_SERIAL TRUE TIMEOUT 600)
endforeach()
