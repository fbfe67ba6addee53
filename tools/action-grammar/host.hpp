#ifndef ACTION_GRAMMAR_TOOLS_HOST_HPP
#define ACTION_GRAMMAR_TOOLS_HOST_HPP

// The host that the program stands for: the actions and patterns that documents may name here.

#include <string>
#include <string_view>

#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>

#include "commands.hpp"

namespace action_grammar_program {

/// What documents are judged by.
struct host {
    action_grammar::document::registry actions;
    action_grammar::document::policy by;
};

/// The library's own actions and patterns, and those of the files and folders that are named. Throws `input_error`.
host load_host(host_options const& options);

} // namespace action_grammar_program

#endif
