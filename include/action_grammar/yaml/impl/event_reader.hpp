#ifndef ACTION_GRAMMAR_YAML_IMPL_EVENT_READER_HPP
#define ACTION_GRAMMAR_YAML_IMPL_EVENT_READER_HPP

// From yaml-cpp's events to a JSON value and the places of its parts.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/finding.hpp>
#include <action_grammar/document/impl/count_values.hpp>
#include <action_grammar/document/impl/display_text.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/document/limits.hpp>
#include <action_grammar/yaml/impl/core_schema.hpp>
#include <action_grammar/yaml/impl/places.hpp>

namespace action_grammar::document::detail::yaml {

/// Ends the reading of a text; caught by who began it.
struct reading_ended {
    rule_code code = rule_code::malformed;
    stretch where;
    std::string message;
    std::string hint;
};

class event_reader final : public YAML::EventHandler {
public:
    event_reader(std::string_view text, limits const& bounds)
        : text_(text),
          deepest_(bounds.depth),
          values_left_(bounds.yaml_values),
          copied_bytes_left_(bounds.bytes) {}

    json::value& value() noexcept { return value_; }
    value_places& places() noexcept { return places_; }

    void OnDocumentStart(YAML::Mark const& mark) override {
        if (began_)
            throw reading_ended{rule_code::malformed, at(mark, 3), "there is a second document in the text",
                                "put each document in a text of its own"};
        began_ = true;
    }
    void OnDocumentEnd() override {}

    void OnNull(YAML::Mark const& mark, YAML::anchor_t anchor) override { take(mark, {}, anchor, nullptr); }
    void OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                  std::string const& read) override {
        std::string const text = with_whole_escapes(read);
        if (is_key()) {
            name_key(mark, text);
            return;
        }
        take(mark, text, anchor, scalar(mark, tag, text));
    }
    void OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor) override {
        auto const known = anchors_.find(anchor);
        if (known == anchors_.end())
            throw reading_ended{rule_code::malformed, at(mark, 1),
                                "the alias stands within the value that its anchor names",
                                "write the value out"};
        refuse_as_key(mark);
        pay_for_copy(at(mark, 1), known->second);
        place_for(scalar_at(mark, {}));
        put(0, known->second, at(mark, 1));
    }

    void OnSequenceStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, json::array(), "tag:yaml.org,2002:seq");
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, json::object(), "tag:yaml.org,2002:map");
    }
    void OnMapEnd() override { close(); }

private:
    /// An array or object that is being read.
    struct frame {
        json::value made;
        YAML::anchor_t anchor = 0;
        stretch begin{};
        std::uint32_t place = 0;
        bool has_key = false;
        std::string key{};
        stretch key_at{};
    };

    /// For the escapes of U+0085 and U+00A0, `\N` and `\_`, yaml-cpp gives a byte that is no UTF-8. The text is, so that
    /// no other byte can be meant.
    static std::string with_whole_escapes(std::string const& text) {
        std::string whole;
        for (std::size_t at = 0; at < text.size();) {
            glyph const here = glyph_at(text, at);
            if (!here.valid) whole += '\xc2';
            whole.append(text, at, here.bytes);
            at += here.bytes;
        }
        return whole;
    }

    /// The stretch that begins at a mark. Marks may stand behind the text.
    stretch at(YAML::Mark const& mark, std::size_t length) const noexcept {
        auto const from = [](int number) {
            return number < 0 ? std::size_t{0} : static_cast<std::size_t>(number);
        };
        return within({from(mark.pos), from(mark.line), from(mark.column), length}, text_.size());
    }
    /// The stretch of a scalar. A quote that is not closed, which yaml-cpp lets pass, is refused.
    stretch scalar_at(YAML::Mark const& mark, std::string_view content) const {
        stretch made = at(mark, 1);
        std::string_view const rest = text_.substr(std::min(made.offset, text_.size()));
        char const first = rest.empty() ? '\0' : rest.front();
        if (first == '"' || first == '\'') {
            std::size_t end = 1;
            while (end < rest.size() && rest[end] != first)
                end += first == '"' && rest[end] == '\\' ? 2 : 1;
            if (end >= rest.size())
                throw reading_ended{rule_code::malformed, made, "the quote is not closed", "close it"};
            made.length = std::min(end + 1, rest.find('\n'));
        } else if (!content.empty() && rest.starts_with(content)) {
            made.length = content.size();
        }
        return made;
    }

    bool is_key() const noexcept {
        return !open_.empty() && open_.back().made.is_object() && !open_.back().has_key;
    }
    void name_key(YAML::Mark const& mark, std::string const& text) {
        frame& here = open_.back();
        here.key_at = scalar_at(mark, text);
        if (here.made.get_object().contains(text))
            throw reading_ended{rule_code::malformed, here.key_at,
                                "the member " + in_quotes(text) + " is named twice in one object",
                                "one of the two would be lost: remove or rename it"};
        here.key = text;
        here.has_key = true;
    }

    json::value scalar(YAML::Mark const& mark, std::string_view tag, std::string const& text) const {
        constexpr std::string_view core = "tag:yaml.org,2002:";
        if (tag == "!" || tag == "tag:yaml.org,2002:str") return json::value(text);
        bool const plain = tag == "?" || tag.empty();
        if (plain && !is_beyond_json(text)) return plain_scalar(text);
        std::string_view const kind = tag.starts_with(core) ? tag.substr(core.size()) : std::string_view();
        json::value made = plain_scalar(text);
        if (kind == "null" && made.is_null()) return made;
        if (kind == "bool" && made.is_bool()) return made;
        if (kind == "int" && (made.is_int64() || made.is_uint64())) return made;
        if (kind == "float" && made.is_number()) return made;
        throw reading_ended{rule_code::malformed, scalar_at(mark, text),
                            plain || is_beyond_json(text)
                                ? in_quotes(text) + " is no number that JSON has"
                                : in_quotes(text) + " is no value of the tag " + in_quotes(tag),
                            "write a string between quotes, or a number, true, false or null"};
    }

    /// Where the next value stands, and its place.
    std::uint32_t place_for(stretch where) {
        if (open_.empty()) return places_.add(value_places::none, {}, where, {});
        frame const& around = open_.back();
        return around.made.is_object()
                 ? places_.add(around.place, around.key, where, around.key_at)
                 : places_.add(around.place, std::to_string(around.made.get_array().size()), where, {});
    }

    void count(stretch where, std::size_t values) {
        if (values > values_left_)
            throw reading_ended{rule_code::limit_exceeded, where,
                                "the document has too many values, those of aliases included",
                                "split it, or raise the limit"};
        values_left_ -= values;
    }
    /// Of all copies that anchors and aliases make, texts and names may have as many bytes as the whole text.
    void pay_for_copy(stretch where, json::value const& copied) {
        count(where, count_values(copied));
        std::size_t const bytes = bytes_of(copied);
        if (bytes > copied_bytes_left_)
            throw reading_ended{rule_code::limit_exceeded, where,
                                "the texts that aliases repeat are too long together",
                                "repeat less, or raise the limit on bytes"};
        copied_bytes_left_ -= bytes;
    }
    static std::size_t bytes_of(json::value const& value) noexcept {
        if (auto const* text = value.if_string()) return text->size();
        std::size_t bytes = 0;
        if (auto const* array = value.if_array()) {
            for (json::value const& each : *array)
                bytes += bytes_of(each);
        } else if (auto const* object = value.if_object()) {
            for (auto const& member : *object)
                bytes += member.key().size() + bytes_of(member.value());
        }
        return bytes;
    }

    void refuse_as_key(YAML::Mark const& mark) const {
        if (is_key())
            throw reading_ended{rule_code::malformed, at(mark, 1), "the name of a member must be a string",
                                "write it as a plain or quoted scalar"};
    }

    void take(YAML::Mark const& mark, std::string_view content, YAML::anchor_t anchor, json::value made) {
        refuse_as_key(mark);
        count(at(mark, 1), 1);
        place_for(scalar_at(mark, content));
        put(anchor, std::move(made), at(mark, 1));
    }
    void put(YAML::anchor_t anchor, json::value made, stretch where) {
        if (anchor != 0) {
            pay_for_copy(where, made);
            anchors_[anchor] = made;
        }
        if (open_.empty()) {
            value_ = std::move(made);
            return;
        }
        frame& around = open_.back();
        if (around.made.is_object())
            around.made.get_object()[around.key] = std::move(made);
        else
            around.made.get_array().push_back(std::move(made));
        around.has_key = false;
    }

    void open(YAML::Mark const& mark, std::string_view tag, YAML::anchor_t anchor, json::value empty,
              std::string_view allowed_tag) {
        refuse_as_key(mark);
        if (tag != "?" && tag != "!" && !tag.empty() && tag != allowed_tag)
            throw reading_ended{rule_code::malformed, at(mark, 1),
                                "the tag " + in_quotes(tag) + " is none of YAML's core schema", "remove it"};
        if (open_.size() >= deepest_)
            throw reading_ended{rule_code::limit_exceeded, at(mark, 1),
                                "the document is nested more than " + std::to_string(deepest_)
                                    + " values deep",
                                "nest less, or raise the limit on the depth"};
        count(at(mark, 1), 1);
        std::uint32_t const place = place_for(at(mark, 1));
        open_.push_back({std::move(empty), anchor, at(mark, 1), place});
    }
    void close() {
        json::value made = std::move(open_.back().made);
        YAML::anchor_t const anchor = open_.back().anchor;
        stretch const begin = open_.back().begin;
        open_.pop_back();
        put(anchor, std::move(made), begin);
    }

    std::string_view text_;
    std::size_t deepest_;
    std::size_t values_left_;
    std::size_t copied_bytes_left_;
    bool began_ = false;
    std::vector<frame> open_;
    std::map<YAML::anchor_t, json::value> anchors_;
    json::value value_;
    value_places places_;
};

} // namespace action_grammar::document::detail::yaml

#endif
