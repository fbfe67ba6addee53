#include "batch.hpp"

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "output.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;

namespace {

/// Reads a file line by line, as the lines come: whoever waits for an answer before asking on gets it.
class line_reader {
public:
    explicit line_reader(std::string const& path) : name_(shown_name(path)), file_(open_to_read(path)) {}

    /// Whether there is another line.
    bool next() {
        line_.clear();
        whole_ = true;
        ++number_;
        for (int character = std::getc(file_.get()); character != '\n'; character = std::getc(file_.get())) {
            if (character == EOF) {
                if (std::ferror(file_.get())) throw input_error(name_ + ": it cannot be read");
                return !line_.empty();
            }
            whole_ = line_.size() < most_bytes;
            if (whole_) line_ += static_cast<char>(character);
        }
        return true;
    }
    /// Without its end. Throws `input_error` if it was longer than `most_bytes`.
    std::string const& line() const {
        if (!whole_)
            throw input_error(fmt::format("line {}: it is longer than {} MiB", number_, most_bytes >> 20));
        return line_;
    }
    bool is_blank() const { return whole_ && line_.find_first_not_of(" \t\r") == line_.npos; }
    std::size_t number() const noexcept { return number_; }

private:
    std::string name_;
    open_file file_;
    std::string line_;
    bool whole_ = true;
    std::size_t number_ = 0;
};

} // namespace

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
    auto status = exit_status::yes;
    for (line_reader lines(path); lines.next();) {
        if (lines.is_blank()) continue;
        json::object result;
        try {
            json::value const question = parse_json(lines.line(), fmt::format("line {}", lines.number()));
            auto const* const object = question.if_object();
            if (!object) throw input_error(fmt::format("line {}: not an object", lines.number()));
            if (auto const* const id = object->if_contains("id")) result["id"] = *id;
            for (auto const& member : answer(*object))
                result.insert(member);
        } catch (input_error const& error) {
            status = exit_status::wrong_input;
            result["error"] = error.what();
        }
        write_line(result);
        flush();
    }
    return status;
}

} // namespace action_grammar_program
