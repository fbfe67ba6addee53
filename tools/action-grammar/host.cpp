#include "host.hpp"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include <action_grammar/document/render.hpp>
#include <action_grammar/document/vocabulary.hpp>

#include "output.hpp"

namespace action_grammar_program {

namespace document = action_grammar::document;

namespace {

void add_patterns(document::pattern_library& to, std::string const& folder) {
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error))
        throw input_error(fmt::format("{}: {}", folder, error ? error.message() : "it is no folder"));
    if (auto const added = to.add_folder(folder); !added) {
        std::string message;
        for (document::pattern_problem const& problem : added.error()) {
            message += fmt::format("{}{}/{}: {}", message.empty() ? "" : "\n", folder,
                                   displayed(problem.pointer), displayed(problem.message));
            if (!problem.hint.empty()) message += fmt::format(". {}", displayed(problem.hint));
        }
        throw input_error(message);
    }
}

/// The actions of a vocabulary. Those that every registry has are the library's, whatever the vocabulary says of them.
void add_vocabulary(document::registry& to, document::registry const& own, std::string const& path) {
    std::string const text = read_text(path);
    auto const declared = document::registry_of_vocabulary(text);
    if (!declared)
        throw input_error(document::render_terminal(
            declared.error(), text, shown_name(path),
            {.color = wants_color(stream::error), .width = columns_of(stream::error)}));
    for (auto const& action : declared->all()) {
        if (own.find(action->about().name) != nullptr) continue;
        if (auto const added = to.add(action); !added)
            throw input_error(fmt::format("{}: {}: {}", shown_name(path), displayed(added.error().name),
                                          displayed(added.error().message)));
    }
}

} // namespace

host load_host(host_options const& options) {
    host made;
    if (options.closed_producers) made.by.producing = document::producers::closed;
    document::registry const own;
    for (std::string const& vocabulary : options.vocabularies)
        add_vocabulary(made.actions, own, vocabulary);
    for (std::string const& folder : options.patterns)
        add_patterns(made.actions.patterns(), folder);
    return made;
}

} // namespace action_grammar_program
