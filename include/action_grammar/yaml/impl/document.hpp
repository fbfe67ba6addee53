#ifndef ACTION_GRAMMAR_YAML_IMPL_DOCUMENT_HPP
#define ACTION_GRAMMAR_YAML_IMPL_DOCUMENT_HPP

#include <algorithm>
#include <cstddef>
#include <exception>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/yaml/document.hpp>
#include <action_grammar/yaml/impl/event_reader.hpp>

namespace action_grammar::document {

namespace detail::yaml {

inline finding told(reading_ended ended) {
    finding made;
    made.code = ended.code;
    made.message = std::move(ended.message);
    made.hint = std::move(ended.hint);
    made.where = {.pointer = {},
                  .key = false,
                  .line = ended.where.line + 1,
                  .column = ended.where.column + 1,
                  .offset = ended.where.offset,
                  .length = ended.where.length};
    return made;
}

inline stretch place_of(YAML::Mark const& mark, std::size_t bytes) noexcept {
    if (mark.is_null()) return {};
    return within({static_cast<std::size_t>(mark.pos), static_cast<std::size_t>(mark.line),
                   static_cast<std::size_t>(mark.column), 1},
                  bytes);
}

/// Ends the reading of a text that is not UTF-8, which yaml-cpp would pass on, or has a null character, by which it would
/// take it for UTF-16.
inline void require_utf8(std::string_view text) {
    stretch here{.length = 1};
    for (std::size_t line_start = 0; here.offset < text.size();) {
        glyph const next = glyph_at(text, here.offset);
        here.column = here.offset - line_start;
        if (!next.valid)
            throw reading_ended{rule_code::malformed, here, "the text is not UTF-8", "write it as UTF-8"};
        if (next.point == 0)
            throw reading_ended{rule_code::malformed, here, "the text has a null character", "remove it"};
        here.offset += next.bytes;
        if (next.point != '\n') continue;
        ++here.line;
        line_start = here.offset;
    }
}

} // namespace detail::yaml

ACTION_GRAMMAR_DEFINED_ONCE result<parsed_document, finding> read_yaml(std::string_view text,
                                                                       limits const& bounds) {
    using detail::yaml::reading_ended;
    std::size_t const most = std::min(bounds.bytes, bounds.yaml_bytes);
    if (text.size() > most)
        return unexpected(detail::yaml::told({rule_code::limit_exceeded,
                                              {},
                                              "the text has more than " + std::to_string(most) + " bytes",
                                              "split it, or raise the limits on bytes"}));
    detail::yaml::event_reader reader(text, bounds);
    try {
        detail::yaml::require_utf8(text);
        std::istringstream in{std::string(text)};
        YAML::Parser parser(in);
        if (!parser.HandleNextDocument(reader))
            throw reading_ended{
                rule_code::malformed, {}, "the text is empty, where a document was expected", {}};
        parser.HandleNextDocument(reader); // ends where there is a second
    } catch (reading_ended& ended) {
        return unexpected(detail::yaml::told(std::move(ended)));
    } catch (YAML::DeepRecursion const& deep) {
        return unexpected(
            detail::yaml::told({rule_code::limit_exceeded, detail::yaml::place_of(deep.mark, text.size()),
                                "the text is nested too deep", "nest less"}));
    } catch (YAML::Exception const& wrong) {
        return unexpected(detail::yaml::told({rule_code::malformed,
                                              detail::yaml::place_of(wrong.mark, text.size()),
                                              "the text is not YAML: " + wrong.msg,
                                              {}}));
    }
    auto places = std::make_shared<detail::yaml::value_places const>(std::move(reader.places()));
    parsed_document made;
    made.value = std::make_shared<json::value const>(std::move(reader.value()));
    made.locate = [places](findings& found) { places->locate(found); };
    return made;
}

ACTION_GRAMMAR_DEFINED_ONCE validation validate_yaml(std::string_view text, registry const& actions,
                                                     policy const& by) noexcept {
    validation made;
    try {
        auto const read = read_yaml(text, by.bounds);
        if (read) return validate(*read, actions, by);
        made.found.list.push_back(read.error());
    } catch (std::exception const& thrown) {
        made.found.list.push_back(
            detail::yaml::told({rule_code::limit_exceeded,
                                {},
                                std::string("the document could not be judged: ") + thrown.what(),
                                {}}));
    }
    return made;
}

} // namespace action_grammar::document

#endif
