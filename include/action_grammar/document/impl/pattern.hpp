#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_HPP

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/impl/in_name_order.hpp>
#include <action_grammar/document/impl/parameter_filling.hpp>
#include <action_grammar/document/impl/pattern_reading.hpp>
#include <action_grammar/document/impl/standard_patterns.hpp>
#include <action_grammar/document/pattern.hpp>

namespace action_grammar::document {

namespace detail {

inline constexpr auto key_of_pattern = [](std::shared_ptr<pattern const> const& each) -> std::string_view {
    return each->key();
};

/// The defaults of an object's members, as its schema gives them.
inline json::object defaults_in(json::value const& schema) {
    json::object made;
    json::object const* const object = schema.if_object();
    json::value const* const properties = object == nullptr ? nullptr : object->if_contains("properties");
    if (properties == nullptr || !properties->is_object()) return made;
    for (auto const& member : properties->get_object()) {
        json::object const* const of_member = member.value().if_object();
        json::value const* const given = of_member == nullptr ? nullptr : of_member->if_contains("default");
        if (given != nullptr) made[member.key()] = *given;
    }
    return made;
}

inline result<contract, pattern_problems> parameters_of(json::value const& schema) {
    auto made = contract::of_schema(schema);
    if (made) return *std::move(made);
    schema::load_error const& error = made.error();
    return unexpected(pattern_problems{{"/parameters" + error.location, error.message, error.repair}});
}

} // namespace detail

ACTION_GRAMMAR_DEFINED_ONCE result<std::shared_ptr<pattern const>, pattern_problems>
pattern::of_document(json::value const& document) {
    detail::pattern_reading reading(document);
    if (!reading.read()) return unexpected(std::move(reading.problems));
    auto made = named(std::move(reading.key), std::move(reading.description), reading.parameters);
    if (!made) return unexpected(std::move(made).error());
    (*made)->document_ = document;
    (*made)->make_ = [steps =
                          std::move(reading.steps)](json::object const&) -> result<json::value, std::string> {
        return json::value(steps);
    };
    return std::shared_ptr<pattern const>(*std::move(made));
}

ACTION_GRAMMAR_DEFINED_ONCE result<std::shared_ptr<pattern const>, pattern_problems>
pattern::of_function(std::string key, std::string description, json::value const& parameters, function make) {
    auto made = named(std::move(key), std::move(description), parameters);
    if (!made) return unexpected(std::move(made).error());
    (*made)->make_ = std::move(make);
    return std::shared_ptr<pattern const>(*std::move(made));
}

ACTION_GRAMMAR_DEFINED_ONCE result<std::shared_ptr<pattern>, pattern_problems>
pattern::named(std::string key, std::string description, json::value const& parameters) {
    if (!detail::forming::is_pattern_name(key))
        return unexpected(
            pattern_problems{{"", "a pattern is named name@version, and not " + detail::in_quotes(key),
                              "as \"http_request@1\""}});
    auto taken = detail::parameters_of(parameters);
    if (!taken) return unexpected(std::move(taken).error());
    auto made = std::shared_ptr<pattern>(new pattern);
    made->key_ = std::move(key);
    made->description_ = std::move(description);
    made->parameters_ = *std::move(taken);
    made->defaults_ = detail::defaults_in(parameters);
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE result<resolved_pattern, pattern_problems>
pattern::resolve(json::value const* with, std::size_t most) const {
    json::value const none = json::object();
    json::value const& given = with == nullptr ? none : *with;
    auto const report = parameters_.validator().validate(given);
    if (!report.valid) {
        pattern_problems wrong;
        for (schema::validation_error const& each : report.errors)
            wrong.push_back({each.instance, each.message});
        return unexpected(std::move(wrong));
    }
    json::object const* const parameters = given.if_object();
    auto steps = make_(parameters == nullptr ? none.get_object() : *parameters);
    if (!steps) return unexpected(pattern_problems{{"", std::move(steps).error()}});
    detail::parameter_filling filling(parameters, defaults_, most);
    auto filled = filling.fill(*steps);
    if (filling.is_too_large() || !filled)
        return unexpected(pattern_problems{{"", "with these parameters the pattern is too large"}});
    return resolved_pattern{*std::move(filled), std::move(filling.origins())};
}

// ---- libraries

ACTION_GRAMMAR_DEFINED_ONCE result<void, pattern_problems>
pattern_library::add(std::shared_ptr<pattern const> added) {
    if (added == nullptr) return unexpected(pattern_problems{{"", "there is no pattern"}});
    if (find(added->key()) != nullptr)
        return unexpected(pattern_problems{
            {"", "there is a pattern " + added->key() + " already", "give the new one another version"}});
    auto const place = detail::place_of_name(patterns_, added->key(), detail::key_of_pattern);
    patterns_.insert(place, std::move(added));
    return {};
}

ACTION_GRAMMAR_DEFINED_ONCE result<std::size_t, pattern_problems>
pattern_library::add_folder(std::filesystem::path const& folder) {
    pattern_problems wrong;
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    for (std::filesystem::directory_iterator at(folder, failed), end; !failed && at != end;
         at.increment(failed))
        if (at->path().extension() == ".json") files.push_back(at->path());
    if (failed)
        return unexpected(
            pattern_problems{{folder.string(), "the folder cannot be read: " + failed.message()}});
    std::ranges::sort(files);
    pattern_library with_new = *this;
    for (std::filesystem::path const& file : files) {
        std::string const name = file.filename().string();
        std::ifstream in(file, std::ios::binary);
        std::string const text{std::istreambuf_iterator<char>(in), {}};
        auto document = json::parse(text);
        if (!in || !document) {
            wrong.push_back({name, in ? "it is not JSON: " + document.error().message : "it cannot be read"});
            continue;
        }
        auto made = pattern::of_document(*document);
        auto const added =
            made ? with_new.add(*made) : result<void, pattern_problems>(unexpected(made.error()));
        if (!added)
            for (pattern_problem each : added.error()) {
                each.pointer.insert(0, name + '#');
                wrong.push_back(std::move(each));
            }
    }
    if (!wrong.empty()) return unexpected(std::move(wrong));
    *this = std::move(with_new);
    return files.size();
}

ACTION_GRAMMAR_DEFINED_ONCE pattern const* pattern_library::find(std::string_view key) const noexcept {
    return detail::with_name_in(patterns_, key, detail::key_of_pattern).get();
}

ACTION_GRAMMAR_DEFINED_ONCE std::string_view pattern_library::nearest(std::string_view key) const {
    return detail::nearest_name_in(patterns_, key, detail::key_of_pattern);
}

ACTION_GRAMMAR_DEFINED_ONCE std::vector<std::shared_ptr<pattern const>> const& standard_patterns() {
    static auto const all = [] {
        std::vector<std::shared_ptr<pattern const>> made;
        for (std::string_view const text : detail::standard_pattern_texts) {
            auto const document = json::parse(text);
            if (!document) continue; // their test says that there is none
            if (auto read = pattern::of_document(*document)) made.push_back(*std::move(read));
        }
        return made;
    }();
    return all;
}

} // namespace action_grammar::document

#endif
