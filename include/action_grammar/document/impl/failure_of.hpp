#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_FAILURE_OF_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_FAILURE_OF_HPP

#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/failure_of.hpp>

namespace action_grammar::document::detail {

ACTION_GRAMMAR_DEFINED_ONCE std::string words_of(std::exception_ptr const& caught) {
    if (caught == nullptr) return "an exception";
    try {
        std::rethrow_exception(caught);
    } catch (std::exception const& known) {
        return known.what();
    } catch (...) {
        return "an exception that says nothing";
    }
}

ACTION_GRAMMAR_DEFINED_ONCE std::string words_of(json::value const& error) {
    if (auto const* text = error.if_string()) return std::string(text->data(), text->size());
    if (error.is_null()) return {};
    if (auto const* object = error.if_object(); object != nullptr && object->empty()) return {};
    return json::serialize(error);
}

ACTION_GRAMMAR_DEFINED_ONCE failure failure_of_decoding(std::string_view parameter,
                                                        decode_failure const& error) {
    failure made;
    made.type = "decode_failure";
    json::array all;
    for (decode_error const& each : error.errors)
        all.push_back(
            json::object{{"pointer", each.pointer}, {"expected", each.expected}, {"found", each.found}});
    made.message = "the value is no \"" + std::string(parameter) + '"';
    if (!error.errors.empty()) made.message += ": " + to_string(error.errors.front());
    made.detail = std::move(all);
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE failure failure_of_exception(std::exception_ptr const& caught,
                                                         bool in_doubt) noexcept {
    failure made;
    made.in_doubt = in_doubt;
    made.exception = caught;
    try {
        made.type = "thrown"; // short enough to need no memory
        made.message = words_of(caught);
    } catch (...) {
        made.message.clear(); // there is no memory for the words either
    }
    return made;
}

} // namespace action_grammar::document::detail

#endif
