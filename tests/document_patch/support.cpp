#include "document_patch/support.hpp"

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/patch.hpp>

namespace patching {

namespace json = action_grammar::json;

json::value value(std::string_view text) { return json::parse(text).value(); }
json::array patch(std::string_view text) { return value(text).as_array(); }

std::string patched(std::string_view document, std::string_view operations) {
    auto const done = action_grammar::document::apply_patch(value(document), patch(operations));
    return done ? json::serialize(*done) : "error: " + done.error().message;
}

std::string error_of(std::string_view document, std::string_view operations) {
    auto const done = action_grammar::document::apply_patch(value(document), patch(operations));
    return done ? "done" : done.error().message;
}

} // namespace patching
