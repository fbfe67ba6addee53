# The ledger on a simulated disk, network and clock, where everything fails as a seed decides; and without memory. Longer
# forms: simulate.sh beside this.
if(NOT TARGET action_grammar::sqlite)
  message(WARNING "The ledger is not simulated: that needs the layer of SQLite")
  return()
endif()

set(folder "${CMAKE_CURRENT_LIST_DIR}")
add_executable(ledger_simulation "${folder}/simulation.cpp" "${folder}/vfs.cpp")
target_link_libraries(ledger_simulation PRIVATE action_grammar::sqlite action_grammar_warnings)

add_test(NAME faults.simulation COMMAND ledger_simulation --seeds 0 10000 --each-fault 100)
add_test(NAME faults.simulation_twice COMMAND ledger_simulation --seeds 0 300 --twice)
add_test(NAME faults.simulation_without_syncs COMMAND ledger_simulation --seeds 0 1000 --synchronous normal)
foreach(bug IN ITEMS records_late repeats_unprotected forgets_expired commits_early withdraws_doubt ignores_key
                     ignores_failure)
  add_test(NAME "faults.simulation_finds.${bug}" COMMAND ledger_simulation --seeds 0 1000 --bug ${bug})
endforeach()

foreach(subject IN ITEMS memory power_loss)
  add_executable(test_faults_${subject} "${folder}/simulation_${subject}.cpp" "${folder}/vfs.cpp")
  target_include_directories(test_faults_${subject} PRIVATE "${folder}/..")
  target_link_libraries(test_faults_${subject} PRIVATE
    action_grammar::sqlite action_grammar_warnings Catch2::Catch2WithMain)
  catch_discover_tests(test_faults_${subject} TEST_PREFIX "faults_${subject}." ${no_tests_is_failure})
endforeach()
