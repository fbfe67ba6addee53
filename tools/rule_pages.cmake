# Writes the pages of the rules as a unit of the program, so that it has them wherever it is installed.
#
#     cmake -D PAGES=<folder of the pages> -D OUTPUT=<file.cpp> -P rule_pages.cmake
file(GLOB pages "${PAGES}/AG*.md")
list(SORT pages)
set(unit "// Made of docs/rules by tools/rule_pages.cmake.\n#include \"rule_pages.hpp\"\n\n")
string(APPEND unit "namespace action_grammar_program {\n\n")
string(APPEND unit "std::string_view page_of_rule(std::string_view code) noexcept {\n")
foreach(page IN LISTS pages)
  get_filename_component(code "${page}" NAME_WE)
  file(READ "${page}" text)
  string(APPEND unit "    if (code == \"${code}\") return R\"markdown(${text})markdown\";\n")
endforeach()
string(APPEND unit "    return {};\n}\n\n} // namespace action_grammar_program\n")
file(WRITE "${OUTPUT}" "${unit}")
