#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_READING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PATTERN_READING_HPP

// What is asked of a pattern when it is made.

#include <string>
#include <string_view>
#include <utility>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/form_words.hpp>
#include <action_grammar/document/impl/parameter_filling.hpp>
#include <action_grammar/document/impl/quoting.hpp>
#include <action_grammar/document/pattern.hpp>

namespace action_grammar::document::detail {

/// Reads the document of a pattern, and gathers what is wrong with it.
class pattern_reading {
public:
    explicit pattern_reading(json::value const& document) : document_(document) {}

    bool read() {
        json::object const* const object = document_.if_object();
        if (object == nullptr) {
            tell("", "a pattern must be an object");
            return false;
        }
        read_head(*object);
        bool any = false;
        for (auto const& member : *object) {
            std::string_view const name{member.key().data(), member.key().size()};
            if (name == "pattern" || name == "version" || name == "description" || name == "parameters")
                continue;
            pointer_.clear();
            json::append_token(pointer_, name);
            if (name == "prepare" || name == "commit" || name == "conclude") {
                any = true;
                read_section(name, member.value());
            } else {
                tell(pointer_, "a pattern has no member " + in_quotes(name),
                     "it has \"pattern\", \"version\", \"description\", \"parameters\", \"prepare\", "
                     "\"commit\" and "
                     "\"conclude\"");
            }
        }
        if (!any) tell("", "the pattern has no step", "put at least one under \"prepare\"");
        return problems.empty();
    }

    pattern_problems problems;
    std::string key;
    std::string description;
    json::value parameters = json::object{{"type", "object"}, {"additionalProperties", false}};
    json::object steps;

private:
    void tell(std::string_view pointer, std::string message, std::string hint = {}) {
        problems.push_back({std::string(pointer), std::move(message), std::move(hint)});
    }

    static std::string text_of(json::object const& object, std::string_view name) {
        json::value const* const value = object.if_contains(name);
        json::string const* const text = value == nullptr ? nullptr : value->if_string();
        return text == nullptr ? std::string() : std::string(text->data(), text->size());
    }

    void read_head(json::object const& object) {
        key = text_of(object, "pattern") + '@' + text_of(object, "version");
        description = text_of(object, "description");
        if (!forming::is_pattern_name(key))
            tell("", "a pattern has a name and a version, and this one is " + in_quotes(key),
                 R"(write {"pattern": "http_request", "version": "1", ...}; a version has digits and dots)");
        json::value const* const given = object.if_contains("parameters");
        if (given != nullptr) parameters = *given;
        if (!parameters.is_object()) tell("/parameters", "\"parameters\" must be the schema of an object");
    }

    void read_section(std::string_view name, json::value const& value) {
        bool const is_parameter = parameter_in(value) != nullptr;
        bool const fits = name == "commit" ? value.is_object() : value.is_array();
        if (!fits && !is_parameter)
            tell(pointer_,
                 in_quotes(name) + (name == "commit" ? " must be a step" : " must be an array of steps"));
        check(value, 0);
        steps[name] = value;
    }

    /// Every parameter that is named has to be one.
    void check(json::value const& value, unsigned depth) {
        if (depth >= parameter_filling::deepest) {
            if (!told_depth_) tell(pointer_, "the pattern is nested deeper than it may be");
            told_depth_ = true;
            return;
        }
        if (json::string const* const name = parameter_in(value)) {
            json::object const* const schema = parameters.if_object();
            json::value const* const known = schema == nullptr ? nullptr : schema->if_contains("properties");
            bool const is_known = known != nullptr && known->is_object()
                               && known->get_object().contains(std::string_view(*name));
            if (!is_known)
                tell(pointer_, "the pattern has no parameter " + in_quotes(std::string_view(*name)),
                     "add it to the \"properties\" of \"parameters\"");
        } else if (json::array const* const array = value.if_array()) {
            for (std::size_t i = 0; i < array->size(); ++i)
                check_within((*array)[i], i, depth);
        } else if (json::object const* const object = value.if_object()) {
            for (auto const& member : *object)
                check_within(member.value(), std::string_view(member.key().data(), member.key().size()),
                             depth);
        }
    }
    template <class Token>
    void check_within(json::value const& value, Token token, unsigned depth) {
        std::size_t const before = pointer_.size();
        json::append_token(pointer_, token);
        check(value, depth + 1);
        pointer_.resize(before);
    }

    json::value const& document_;
    std::string pointer_;
    bool told_depth_ = false;
};

} // namespace action_grammar::document::detail

#endif
