#ifndef ACTION_GRAMMAR_CONTRACT_EXPRESSION_EXCLUDED_HPP
#define ACTION_GRAMMAR_CONTRACT_EXPRESSION_EXCLUDED_HPP

// What jq has and expressions do not, with the reason that the author is told.

#include <array>
#include <string_view>

namespace action_grammar::expression::detail {

struct exclusion {
    std::string_view name;
    std::string_view reason;
};

inline constexpr std::string_view reads_environment =
    "reads the environment, and an expression depends on its input only; pass the value in the input";
inline constexpr std::string_view reads_clock =
    "reads the clock, and an expression depends on its input only; pass the time in the input";
inline constexpr std::string_view reads_zone =
    "depends on the time zone of the machine; use gmtime, mktime, strptime or strftime, which are in UTC";
inline constexpr std::string_view reads_input =
    "reads further inputs, and an expression has one input; collect the values in an array and pass that";
inline constexpr std::string_view writes_output =
    "writes to the terminal, and an expression has no effect but its outputs; leave it out";
inline constexpr std::string_view ends_program =
    "ends the program that evaluates it; raise an error with error(message) instead";
inline constexpr std::string_view reads_files =
    "reads files, and an expression depends on its input only; define what you need with def";
inline constexpr std::string_view reads_itself =
    "tells about the jq program, which is not at work here; leave it out";

inline constexpr std::array exclusions = std::to_array<exclusion>({
    {"env", reads_environment},
    {"$ENV", reads_environment},
    {"$__prog_args", reads_environment},
    {"now", reads_clock},
    {"localtime", reads_zone},
    {"strflocaltime", reads_zone},
    {"input", reads_input},
    {"inputs", reads_input},
    {"input_filename", reads_input},
    {"input_line_number", reads_input},
    {"debug", writes_output},
    {"stderr", writes_output},
    {"halt", ends_program},
    {"halt_error", ends_program},
    {"import", reads_files},
    {"include", reads_files},
    {"modulemeta", reads_files},
    {"get_search_list", reads_files},
    {"get_jq_origin", reads_files},
    {"get_prog_origin", reads_files},
    {"builtins", reads_itself},
});

/// Why a name is excluded; empty if it is not.
constexpr std::string_view reason_excluded(std::string_view name) noexcept {
    for (exclusion const& each : exclusions)
        if (each.name == name) return each.reason;
    return {};
}

} // namespace action_grammar::expression::detail

#endif
