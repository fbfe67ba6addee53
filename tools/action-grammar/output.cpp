#include "output.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

#include <fmt/format.h>

#include <action_grammar/contract/json/serialize.hpp>

namespace action_grammar_program {

namespace json = action_grammar::json;

namespace {

[[noreturn]] void fail_to_write() {
    throw std::runtime_error(fmt::format("standard output: {}", std::strerror(errno)));
}

int descriptor_of(stream to) { return to == stream::output ? STDOUT_FILENO : STDERR_FILENO; }

void append_indented(std::string& text, json::value const& whole, std::size_t indent) {
    auto const new_line = [&](std::size_t columns) { text.append("\n").append(columns, ' '); };
    if (auto const* const object = whole.if_object(); object != nullptr && !object->empty()) {
        bool first = true;
        for (auto const& member : *object) {
            text += std::exchange(first, false) ? '{' : ',';
            new_line(indent + 2);
            json::append_string(text, {member.key().data(), member.key().size()});
            text += ": ";
            append_indented(text, member.value(), indent + 2);
        }
        new_line(indent);
        text += '}';
    } else if (auto const* const array = whole.if_array(); array != nullptr && !array->empty()) {
        bool first = true;
        for (json::value const& element : *array) {
            text += std::exchange(first, false) ? '[' : ',';
            new_line(indent + 2);
            append_indented(text, element, indent + 2);
        }
        new_line(indent);
        text += ']';
    } else {
        json::append(text, whole);
    }
}

} // namespace

void write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) fail_to_write();
}

void write_line(json::value const& result) {
    std::string text = json::serialize(result);
    text += '\n';
    write(text);
}

void flush() {
    if (std::fflush(stdout) != 0) fail_to_write();
}

void note(std::string_view line) { fmt::print(stderr, "{}\n", line); }

std::string indented(json::value const& whole) {
    std::string text;
    append_indented(text, whole, 0);
    text += '\n';
    return text;
}

bool wants_color(stream to) {
    char const* const no_color = std::getenv("NO_COLOR");
    if (no_color != nullptr && *no_color != '\0') return false;
    char const* const terminal = std::getenv("TERM");
    if (terminal == nullptr || std::string_view(terminal) == "dumb") return false;
    return isatty(descriptor_of(to)) == 1;
}

std::size_t columns_of(stream to) {
    winsize size{};
    if (isatty(descriptor_of(to)) == 1 && ioctl(descriptor_of(to), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return std::clamp<std::size_t>(size.ws_col, 40, 200);
    return 100;
}

} // namespace action_grammar_program
