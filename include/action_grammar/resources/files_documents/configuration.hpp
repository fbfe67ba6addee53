#ifndef ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_CONFIGURATION_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_DOCUMENTS_CONFIGURATION_HPP

#include <cstdint>
#include <optional>
#include <string>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>

namespace action_grammar::files {

/// What a file holds.
enum class content : std::uint8_t { json, lines };
/// How a file is changed.
enum class change : std::uint8_t { append, replace };

/// `with` of `fetch(file)`.
struct fetch_configuration {
    std::string path;
    std::optional<content> format;
    std::optional<json::value> output;
};

/// `with` of `persist(file)`.
struct persist_configuration {
    std::string path;
    std::optional<change> mode;
    std::optional<std::string> key;
};

} // namespace action_grammar::files

namespace action_grammar {

template <>
inline constexpr auto contract_of<files::fetch_configuration> =
    object(member<&files::fetch_configuration::path>(description("Below the host's root")),
           member<&files::fetch_configuration::format>(description(
               "lines: a JSON value in each, which become a list. json, unless it is said: one value")),
           member<&files::fetch_configuration::output>(
               description("JSON Schema that the value must satisfy; of lines, each of them")));

template <>
inline constexpr auto contract_of<files::persist_configuration> =
    object(member<&files::persist_configuration::path>(description("Below the host's root")),
           member<&files::persist_configuration::mode>(description(
               "append, unless it is said: one more line of JSON. replace: the file holds the value alone")),
           member<&files::persist_configuration::key>(
               description("The member of an appended value that holds the key of its protection")));

} // namespace action_grammar

#endif
