#include "schemas.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include <action_grammar/contract/schema/load.hpp>

#include "batch.hpp"

namespace action_grammar_program {

namespace json = action_grammar::json;
namespace schema = action_grammar::schema;

namespace {

/// Reads the documents below some addresses from folders, and no other.
class folder_resolver {
public:
    explicit folder_resolver(std::vector<std::string> const& remotes) {
        for (std::string const& remote : remotes) {
            std::size_t const equals = remote.rfind('=');
            if (equals == remote.npos || equals == 0)
                throw input_error(fmt::format("--remote {}: expected ADDRESS=FOLDER", remote));
            folders_.emplace_back(remote.substr(0, equals), remote.substr(equals + 1));
        }
    }

    std::optional<json::value> operator()(std::string_view uri) const {
        for (auto const& [address, folder] : folders_) {
            if (!uri.starts_with(address)) continue;
            std::filesystem::path const below =
                std::filesystem::path(uri.substr(address.size())).relative_path();
            if (std::filesystem::path const file = folder / below; is_inside(below) && is_regular_file(file))
                return read_json(file.string());
        }
        return std::nullopt;
    }

private:
    static bool is_inside(std::filesystem::path const& below) {
        for (auto const& part : below)
            if (part == "..") return false;
        return true;
    }

    std::vector<std::pair<std::string, std::filesystem::path>> folders_;
};

/// What to do about it, in terms of the program where the library speaks of its own options.
std::string repair_of(schema::load_error const& error) {
    switch (error.kind) {
    case schema::load_failure::remote_reference:
        return "Put that schema under \"$defs\", or say with --remote ADDRESS=FOLDER where the documents "
               "below its address are.";
    case schema::load_failure::unknown_dialect:
        return "Name the draft, as in \"https://json-schema.org/draft/2020-12/schema\", or say with --remote "
               "ADDRESS=FOLDER where that meta-schema is.";
    case schema::load_failure::limit: return "Make the schema smaller.";
    default: return error.repair;
    }
}

} // namespace

schema::graph load_schema(json::value const& from, std::string const& name, schema_options const& options,
                          std::optional<std::string> const& draft, schema::leniency patterns) {
    schema::load_options how;
    how.unsupported_pattern = patterns;
    auto const dialect = schema::dialect_named(draft.value_or(options.draft));
    if (!dialect)
        throw input_error(fmt::format("the draft \"{}\" is unknown", draft.value_or(options.draft)));
    how.default_dialect = *dialect;
    if (!options.remotes.empty()) how.resolve = folder_resolver(options.remotes);

    auto loaded = schema::load(from, how);
    if (!loaded) {
        auto const& error = loaded.error();
        throw input_error(fmt::format("{}: {}#{}: {}. {}", name, error.document, error.location,
                                      error.message, repair_of(error)));
    }
    return *std::move(loaded);
}

std::optional<std::string> draft_of(json::object const& question) {
    if (!question.contains("draft")) return std::nullopt;
    return string_of(question, "draft");
}

} // namespace action_grammar_program
