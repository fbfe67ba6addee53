// action-grammar completion: what shells ask while a command line is written. The scripts are made of the very
// arguments that the program reads.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "arguments.hpp"
#include "output.hpp"

namespace action_grammar_program {

namespace {

/// What stands behind an option, or as an argument.
enum class expected { nothing, choice, folder, file, words };

struct completed_option {
    std::vector<std::string> names; ///< `"-h"`, `"--help"`; none for an argument.
    std::string description;
    expected value = expected::nothing;
    std::vector<std::string> choices;
};

struct completed_command {
    std::string path; ///< `"/contract/compare"`; empty for the program itself.
    std::string name;
    std::string description;
    std::vector<completed_command> subcommands;
    std::vector<completed_option> options;
    std::vector<completed_option> arguments;
};

std::vector<std::string> choices_in(std::string_view option_text) {
    auto const is_choice = [](char each) { return each == '|' || (each >= 'a' && each <= 'z'); };
    std::vector<std::string> choices;
    if (option_text.find('|') == option_text.npos || !std::ranges::all_of(option_text, is_choice)) return {};
    while (true) {
        std::size_t const end = std::min(option_text.find('|'), option_text.size());
        choices.emplace_back(option_text.substr(0, end));
        if (end == option_text.size()) return choices;
        option_text.remove_prefix(end + 1);
    }
}

completed_option read_option(CLI::Option const& option) {
    completed_option read;
    for (std::string const& name : option.get_snames())
        read.names.push_back("-" + name);
    for (std::string const& name : option.get_lnames())
        read.names.push_back("--" + name);
    read.description = option.get_description();
    if (option.get_items_expected_max() == 0) return read;
    std::string const& text = option.get_positional() ? option.get_description() : option.get_option_text();
    read.choices = choices_in(option.get_option_text());
    if (!read.choices.empty())
        read.value = expected::choice;
    else if (text.starts_with("FOLDER"))
        read.value = expected::folder;
    else if (text.find("FILE") != text.npos || text.starts_with("File"))
        read.value = expected::file;
    else
        read.value = expected::words;
    return read;
}

completed_command read_command(CLI::App const& command, std::string path) {
    completed_command read{std::move(path), command.get_name(), command.get_description(), {}, {}, {}};
    for (CLI::Option const* const option : command.get_options())
        (option->get_positional() ? read.arguments : read.options).push_back(read_option(*option));
    for (CLI::App const* const each : command.get_subcommands([](CLI::App const*) { return true; }))
        read.subcommands.push_back(read_command(*each, read.path + "/" + each->get_name()));
    return read;
}

/// The command and all below it.
void collect(completed_command const& from, std::vector<completed_command const*>& into) {
    into.push_back(&from);
    for (completed_command const& each : from.subcommands)
        collect(each, into);
}
std::vector<completed_command const*> all_of(completed_command const& program) {
    std::vector<completed_command const*> all;
    collect(program, all);
    return all;
}

/// The paths of all subcommands, as patterns of a shell's `case`.
std::string paths_of(completed_command const& program, std::string_view between) {
    std::vector<std::string> paths;
    for (completed_command const* const each : all_of(program))
        if (!each->path.empty()) paths.push_back(each->path);
    return fmt::format("{}", fmt::join(paths, between));
}

std::vector<std::string> argument_choices(completed_command const& of) {
    return of.arguments.empty() ? std::vector<std::string>() : of.arguments.front().choices;
}
bool takes_files(completed_command const& command) {
    return std::ranges::any_of(command.arguments, [](completed_option const& each) {
        return each.value == expected::file || each.value == expected::folder;
    });
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

// ---- bash

std::vector<std::string> words_of(completed_command const& command) {
    std::vector<std::string> words = argument_choices(command);
    for (completed_command const& each : command.subcommands)
        words.push_back(each.name);
    for (completed_option const& each : command.options)
        words.insert(words.end(), each.names.begin(), each.names.end());
    return words;
}

/// Where no word fits, the files are left to bash (`-o default`).
std::string bash_script(completed_command const& program) {
    std::string values;
    std::string words;
    for (completed_command const* const command : all_of(program)) {
        for (completed_option const& option : command->options)
            for (std::string const& name : option.names)
                if (option.value != expected::nothing)
                    values += fmt::format("        '{} {}') words='{}' ;;\n", command->path, name,
                                          fmt::join(option.choices, " "));
        words += fmt::format("            '{}') words='{}'; files={} ;;\n", command->path,
                             fmt::join(words_of(*command), " "), takes_files(*command) ? "yes" : "");
    }
    return fmt::format(
        R"bash(# Completion of action-grammar for bash: source <(action-grammar completion bash)
_action_grammar() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command='' words='' files='' i
    [ "$word" = '=' ] && word=''
    [ "$previous" = '=' ] && previous=${{COMP_WORDS[COMP_CWORD - 2]}}
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; ++i)); do
        case "$command/${{COMP_WORDS[i]}}" in
        {}) command+=/${{COMP_WORDS[i]}} ;;
        esac
    done
    case "$command $previous" in
{}    *)
        case "$command" in
{}        esac
        # Options are offered once they are begun, where files stand otherwise.
        if [ -n "$files" ] && [[ $word != -* ]]; then return; fi
        ;;
    esac
    # shellcheck disable=SC2207
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o default -F _action_grammar action-grammar
)bash",
        paths_of(program, " | "), values, words);
}

// ---- zsh

std::string zsh_quoted(std::string const& text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

std::string zsh_described(std::string const& name, std::string const& description) {
    return zsh_quoted(replaced(name, ":", "\\:") + ":" + replaced(description, ":", "\\:"));
}

std::string zsh_words(completed_command const& command) {
    std::string list;
    for (std::string const& each : argument_choices(command))
        list += " " + zsh_quoted(each);
    for (completed_command const& each : command.subcommands)
        list += " " + zsh_described(each.name, each.description);
    return list;
}

std::string zsh_options(completed_command const& command) {
    std::string list;
    for (completed_option const& each : command.options)
        for (std::string const& name : each.names)
            list += " " + zsh_described(name, each.description);
    return list;
}

std::string zsh_action(completed_option const& option) {
    switch (option.value) {
    case expected::choice: return fmt::format("compadd -- {}", fmt::join(option.choices, " "));
    case expected::folder: return "_files -/";
    case expected::file: return "_files";
    default: return "_message value";
    }
}

std::string zsh_script(completed_command const& program) {
    std::string values;
    std::string candidates;
    for (completed_command const* const command : all_of(program)) {
        for (completed_option const& option : command->options)
            for (std::string const& name : option.names)
                if (option.value != expected::nothing)
                    values += fmt::format("        ('{} {}') {}; return ;;\n", command->path, name,
                                          zsh_action(option));
        candidates +=
            fmt::format("        ('{}') files={}; names=({}); options=({}) ;;\n", command->path,
                        takes_files(*command) ? "yes" : "''", zsh_words(*command), zsh_options(*command));
    }
    return fmt::format(R"zsh(#compdef action-grammar
# Completion of action-grammar for zsh: source <(action-grammar completion zsh)
_action_grammar() {{
    local command='' files='' previous=${{words[CURRENT - 1]}} i
    local -a names options
    for ((i = 2; i < CURRENT; ++i)); do
        case "$command/${{words[i]}}" in
        ({}) command+=/${{words[i]}} ;;
        esac
    done
    case "$command $previous" in
{}    esac
    case "$command" in
{}    esac
    if [[ $PREFIX == -* ]]; then
        _describe -o option options
    elif [[ -n $files ]]; then
        _files
    else
        _describe argument names
    fi
}}
if [ "${{funcstack[1]}}" = _action_grammar ]; then
    _action_grammar "$@"
else
    compdef _action_grammar action-grammar
fi
)zsh",
                       paths_of(program, "|"), values, candidates);
}

// ---- fish

std::string fish_quoted(std::string const& text) {
    return "'" + replaced(replaced(text, "\\", "\\\\"), "'", "\\'") + "'";
}

std::string fish_option(completed_option const& option) {
    std::string line;
    for (std::string const& name : option.names)
        line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
    switch (option.value) {
    case expected::nothing: break;
    case expected::choice: line += fmt::format(" -x -a '{}'", fmt::join(option.choices, " ")); break;
    case expected::folder: line += " -x -a '(__fish_complete_directories)'"; break;
    case expected::file: line += " -r -F"; break;
    case expected::words: line += " -x"; break;
    }
    return line + " -d " + fish_quoted(option.description);
}

std::string fish_script(completed_command const& program) {
    std::string rules;
    for (completed_command const* const command : all_of(program)) {
        std::string const rule =
            fmt::format("complete -c action-grammar -n '__action_grammar_at \"{}\"'", command->path);
        if (!takes_files(*command)) rules += rule + " -f\n";
        if (auto const choices = argument_choices(*command); !choices.empty())
            rules += fmt::format("{} -a '{}'\n", rule, fmt::join(choices, " "));
        for (completed_command const& each : command->subcommands)
            rules += fmt::format("{} -a {} -d {}\n", rule, each.name, fish_quoted(each.description));
        for (completed_option const& option : command->options)
            rules += rule + fish_option(option) + "\n";
    }
    return fmt::format(R"fish(# Completion of action-grammar for fish: action-grammar completion fish | source
function __action_grammar_at
    set -l command ''
    for word in (commandline -opc)[2..-1]
        switch "$command/$word"
            case {}
                set command "$command/$word"
        end
    end
    test "$command" = "$argv[1]"
end
{})fish",
                       paths_of(program, " "), rules);
}

} // namespace

void add_completion_command(CLI::App& program, exit_status& status) {
    CLI::App& command =
        *program.add_subcommand("completion", "Prints a script with which a shell completes command lines");
    auto const shell = std::make_shared<std::string>();
    command.add_option("SHELL", *shell, "The shell")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->option_text("bash|zsh|fish");
    command.callback([&program, shell, &status] {
        completed_command const all = read_command(program, {});
        write(*shell == "bash" ? bash_script(all) : *shell == "zsh" ? zsh_script(all) : fish_script(all));
        status = exit_status::yes;
    });
}

} // namespace action_grammar_program
