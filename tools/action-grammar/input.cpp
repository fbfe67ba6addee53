#include "input.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include <action_grammar/contract/json/parse.hpp>

namespace action_grammar_program {

namespace json = action_grammar::json;

std::string read_text(std::string const& path) {
    struct closer {
        void operator()(std::FILE* file) const noexcept {
            if (file != stdin) static_cast<void>(std::fclose(file));
        }
    };
    std::unique_ptr<std::FILE, closer> const file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
    if (!file) throw input_error(fmt::format("{}: {}", path, std::strerror(errno)));

    std::string text;
    constexpr std::size_t block = 1 << 16;
    for (std::size_t read = block; read == block;) {
        std::size_t const before = text.size();
        text.resize(before + block);
        read = std::fread(text.data() + before, 1, block, file.get());
        text.resize(before + read);
    }
    if (std::ferror(file.get())) throw input_error(fmt::format("{}: {}", path, std::strerror(errno)));
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

json::value read_json(std::string const& path) {
    return parse_json(read_text(path), path == "-" ? "standard input" : path);
}

} // namespace action_grammar_program
