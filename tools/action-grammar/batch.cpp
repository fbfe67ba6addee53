#include "batch.hpp"

#include <cstdio>
#include <string_view>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>

namespace action_grammar_program {

namespace json = action_grammar::json;

json::value const& member_of(json::object const& question, std::string_view name) {
    auto const* const member = question.if_contains({name.data(), name.size()});
    if (!member) throw input_error(fmt::format("the member \"{}\" is missing", name));
    return *member;
}

std::string string_of(json::object const& question, std::string_view name) {
    auto const* const text = member_of(question, name).if_string();
    if (!text) throw input_error(fmt::format("the member \"{}\" is not a string", name));
    return {text->data(), text->size()};
}

exit_status answer_batch(std::string const& path, answerer const& answer) {
    std::string const questions = read_text(path);
    auto status = exit_status::yes;
    std::size_t number = 0;
    std::string text;
    for (std::string_view rest = questions; !rest.empty();) {
        std::string_view const line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : rest.size());
        ++number;
        if (line.find_first_not_of(" \t\r") == line.npos) continue;

        json::object result;
        try {
            json::value const question = parse_json(line, fmt::format("line {}", number));
            auto const* const object = question.if_object();
            if (!object) throw input_error(fmt::format("line {}: not an object", number));
            if (auto const* const id = object->if_contains("id")) result["id"] = *id;
            for (auto const& member : answer(*object))
                result.insert(member);
        } catch (input_error const& error) {
            status = exit_status::wrong_input;
            result["error"] = error.what();
        }
        text.clear();
        json::append(text, result);
        text += '\n';
        static_cast<void>(std::fwrite(text.data(), 1, text.size(), stdout));
    }
    return status;
}

} // namespace action_grammar_program
