#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PATCH_OPERATION_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PATCH_OPERATION_HPP

// One operation of a JSON Patch, read from its object.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::document::detail {

enum class patch_verb : std::uint8_t { add, remove, replace, move, copy, test };

/// The operations' names, in the order of `patch_verb`.
inline constexpr std::array<std::string_view, 6> patch_verbs{"add",  "remove", "replace",
                                                             "move", "copy",   "test"};

struct patch_operation {
    patch_verb what = patch_verb::test;
    std::string_view path{};
    std::string_view from{};            ///< Of `move` and `copy`.
    json::value const* value = nullptr; ///< Of `add`, `replace` and `test`.
};

/// Reads a member of an operation that has to be a string.
inline bool read_text(json::object const& of, std::string_view name, std::string_view& into) {
    auto const* member = of.if_contains(name);
    if (member == nullptr || !member->is_string()) return false;
    into = {member->get_string().data(), member->get_string().size()};
    return true;
}

/// Reads an operation; members that it does not know are ignored, as the RFC asks. Errors: what it lacks.
inline result<patch_operation, std::string> read_operation(json::value const& written) {
    auto const* object = written.if_object();
    if (object == nullptr) return unexpected(std::string("the operation is not an object"));
    std::string_view verb;
    if (!read_text(*object, "op", verb)) return unexpected(std::string("the operation has no \"op\""));
    patch_operation read;
    std::size_t known = 0;
    while (known < patch_verbs.size() && patch_verbs[known] != verb)
        ++known;
    if (known == patch_verbs.size()) return unexpected("there is no operation \"" + std::string(verb) + "\"");
    read.what = static_cast<patch_verb>(known);
    if (!read_text(*object, "path", read.path))
        return unexpected("the operation \"" + std::string(verb) + "\" has no \"path\"");
    bool const takes_from = read.what == patch_verb::move || read.what == patch_verb::copy;
    if (takes_from && !read_text(*object, "from", read.from))
        return unexpected("the operation \"" + std::string(verb) + "\" has no \"from\"");
    read.value = object->if_contains("value");
    bool const takes_value = !takes_from && read.what != patch_verb::remove;
    if (takes_value && read.value == nullptr)
        return unexpected("the operation \"" + std::string(verb) + "\" has no \"value\"");
    return read;
}

} // namespace action_grammar::document::detail

#endif
