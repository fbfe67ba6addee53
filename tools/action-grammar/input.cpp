#include "input.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include <action_grammar/contract/json/parse.hpp>

namespace action_grammar_program {

namespace json = action_grammar::json;

namespace {

input_error failed_to_read(std::string const& path) {
    return input_error(fmt::format("{}: {}", shown_name(path), std::strerror(errno)));
}

} // namespace

std::string shown_name(std::string const& path) { return path == "-" ? "standard input" : path; }

open_file open_to_read(std::string const& path) {
    open_file file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
    if (!file) throw failed_to_read(path);
    return file;
}

std::string read_text(std::string const& path) {
    open_file const file = open_to_read(path);
    std::string text;
    constexpr std::size_t block = 1 << 16;
    for (std::size_t read = block; read == block;) {
        std::size_t const before = text.size();
        if (before > most_bytes)
            throw input_error(
                fmt::format("{}: it is longer than {} MiB", shown_name(path), most_bytes >> 20));
        text.resize(before + block);
        read = std::fread(text.data() + before, 1, block, file.get());
        text.resize(before + read);
    }
    if (std::ferror(file.get())) throw failed_to_read(path);
    return text;
}

json::value parse_json(std::string_view text, std::string const& name) {
    // Other programs write strings that are cut within a character; the rest of what they say is worth an answer.
    json::parse_limits limits;
    limits.surrogates = json::unpaired_surrogates::replaced;
    auto parsed = json::parse(text, limits);
    if (!parsed)
        throw input_error(fmt::format("{}:{}:{}: {}", name, parsed.error().line, parsed.error().column,
                                      parsed.error().message));
    return *std::move(parsed);
}

json::value read_json(std::string const& path) { return parse_json(read_text(path), shown_name(path)); }

} // namespace action_grammar_program
