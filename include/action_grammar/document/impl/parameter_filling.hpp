#ifndef ACTION_GRAMMAR_DOCUMENT_IMPL_PARAMETER_FILLING_HPP
#define ACTION_GRAMMAR_DOCUMENT_IMPL_PARAMETER_FILLING_HPP

// A pattern's steps with the values of its parameters in their places.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/contract/json/pointer.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/impl/count_values.hpp>
#include <action_grammar/document/pattern.hpp>

namespace action_grammar::document::detail {

/// The name in `{"$parameter": "name"}`, if a value is that.
inline json::string const* parameter_in(json::value const& value) noexcept {
    json::object const* const object = value.if_object();
    if (object == nullptr || object->size() != 1) return nullptr;
    json::value const* const name = object->if_contains("$parameter");
    return name == nullptr ? nullptr : name->if_string();
}

/// Fills in parameters.
class parameter_filling {
public:
    /// Deeper a pattern does not go; of its parameters the reader of the document takes care.
    static constexpr unsigned deepest = 128;

    parameter_filling(json::object const* given, json::object const& defaults, std::size_t most)
        : given_(given), defaults_(defaults), left_(most) {}

    std::optional<json::value> fill(json::value const& from) { return filled(from, 0); }
    bool is_too_large() const noexcept { return too_large_; }
    std::vector<resolved_pattern::origin>& origins() noexcept { return origins_; }

private:
    /// The value of a parameter; null if there is none.
    json::value const* value_of(std::string_view name) const noexcept {
        json::value const* const found = given_ == nullptr ? nullptr : given_->if_contains(name);
        return found != nullptr ? found : defaults_.if_contains(name);
    }

    bool take(std::size_t values) noexcept {
        too_large_ = too_large_ || values > left_;
        if (!too_large_) left_ -= values;
        return !too_large_;
    }

    /// Nothing where a parameter without a value stands.
    std::optional<json::value> filled(json::value const& from, unsigned depth) {
        if (depth > deepest || !take(1)) {
            too_large_ = true;
            return std::nullopt;
        }
        if (json::string const* const name = parameter_in(from)) {
            std::string_view const wanted{name->data(), name->size()};
            json::value const* const value = value_of(wanted);
            if (value == nullptr || !take(count_values(*value))) return std::nullopt;
            origins_.push_back({pointer_, std::string(wanted)});
            return *value;
        }
        if (json::array const* const array = from.if_array()) {
            json::array made;
            for (json::value const& each : *array)
                if (auto value = within(each, made.size(), depth)) made.push_back(*std::move(value));
            return json::value(std::move(made));
        }
        if (json::object const* const object = from.if_object()) {
            json::object made;
            for (auto const& member : *object) {
                std::string_view const key{member.key().data(), member.key().size()};
                if (auto value = within(member.value(), key, depth)) made[key] = *std::move(value);
            }
            return json::value(std::move(made));
        }
        return from;
    }

    template <class Token>
    std::optional<json::value> within(json::value const& from, Token token, unsigned depth) {
        std::size_t const before = pointer_.size();
        json::append_token(pointer_, token);
        auto made = filled(from, depth + 1);
        pointer_.resize(before);
        return made;
    }

    json::object const* given_;
    json::object const& defaults_;
    std::size_t left_;
    bool too_large_ = false;
    std::string pointer_;
    std::vector<resolved_pattern::origin> origins_;
};

} // namespace action_grammar::document::detail

#endif
