#include "document_rendering/support.hpp"

#include <string>
#include <utility>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/locate.hpp>

namespace rendering {

ag::location at(std::string_view pointer) {
    bool const key = pointer.starts_with('@');
    return {std::string(pointer.substr(key ? 1 : 0)), key};
}

std::string located(std::string_view text, std::string_view pointer) {
    ag::findings found{{wrong(pointer)}};
    ag::locate(found, text);
    ag::location const& where = found.list.front().where;
    if (where.line == 0) return "none";
    std::string marked(text);
    marked.insert(where.offset + where.length, ">");
    marked.insert(where.offset, "<");
    return marked;
}

std::string text_of(json::value const& value) {
    return value.is_string() ? std::string(value.get_string().c_str()) : json::serialize(value);
}

ag::finding wrong(std::string_view pointer, std::vector<ag::related_place> related) {
    ag::finding made;
    made.code = action_grammar::rule_code::malformed;
    made.where = at(pointer);
    made.message = "wrong";
    made.related = std::move(related);
    return made;
}

ag::fix mend(std::string description, std::string_view patch, ag::applicability how) {
    return {std::move(description), how, json::parse(patch)->as_array()};
}

std::string report(std::string_view text, std::vector<ag::finding> list,
                   ag::terminal_options const& options) {
    ag::findings found{std::move(list)};
    ag::locate(found, text);
    return "\n" + ag::render_terminal(found, text, "f.json", options);
}

std::string excerpt(std::string_view text, ag::finding about, ag::terminal_options const& options) {
    std::string shown = report(text, {std::move(about)}, options);
    std::size_t const begin = shown.find("|\n");
    std::size_t const end = shown.rfind("|\n");
    if (begin == end) return "none";
    shown = shown.substr(begin + 1, end - begin - 1);
    return shown.substr(0, shown.rfind('\n') + 1);
}

} // namespace rendering
