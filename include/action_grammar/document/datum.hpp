#ifndef ACTION_GRAMMAR_DOCUMENT_DATUM_HPP
#define ACTION_GRAMMAR_DOCUMENT_DATUM_HPP

// A value on its way between the actions of a document.

#include <memory>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/document/value_type.hpp>

namespace action_grammar::document {

/// A value as the action that made it left it: a C++ object, or JSON. It is handed to an action that takes the same C++
/// type as that object, and goes through JSON only where the types differ. Immutable; copies share what it holds.
class datum {
public:
    /// Null.
    datum() = default;
    explicit datum(json::value value) : object_(std::make_shared<json::value const>(std::move(value))) {}

    /// A C++ object.
    template <class T>
    static datum of(T object) {
        if constexpr (std::is_same_v<T, json::value>) {
            return datum(std::move(object));
        } else {
            return datum(std::make_shared<T const>(std::move(object)), value_type_of<T>);
        }
    }

    /// The type of the object, or null for JSON.
    [[nodiscard]] value_type const* type() const noexcept { return type_; }

    /// As JSON: a copy when it is JSON, otherwise made anew at every call.
    [[nodiscard]] json::value to_json() const {
        json::value const* const held = if_json();
        return held != nullptr ? *held : type_->encode(object_.get());
    }
    /// The JSON, where it is JSON; null otherwise.
    [[nodiscard]] json::value const* if_json() const noexcept {
        static json::value const nothing;
        if (type_ != nullptr) return nullptr;
        return object_ == nullptr ? &nothing : static_cast<json::value const*>(object_.get());
    }

    /// A value that stands within the JSON of this one, which it shares.
    [[nodiscard]] datum part(json::value const& within) const {
        return datum(std::shared_ptr<void const>(object_, &within), nullptr);
    }

    /// As an object of type T: the object itself, or one decoded from JSON. Errors: it is no value of T.
    template <class T>
    [[nodiscard]] result<std::shared_ptr<T const>, decode_failure> as() const {
        if constexpr (std::is_same_v<T, json::value>) {
            return std::make_shared<json::value const>(to_json());
        } else {
            if (type_ == value_type_of<T>) return std::static_pointer_cast<T const>(object_);
            json::value const* const held = if_json();
            auto decoded = held != nullptr ? value_type_of<T>->decode(*held)
                                           : value_type_of<T>->decode(type_->encode(object_.get()));
            if (!decoded) return unexpected(std::move(decoded).error());
            return std::static_pointer_cast<T const>(*std::move(decoded));
        }
    }

private:
    datum(std::shared_ptr<void const> object, value_type const* type)
        : object_(std::move(object)), type_(type) {}

    std::shared_ptr<void const> object_; ///< Of `type_`; JSON if that is null, which null stands for as well.
    value_type const* type_ = nullptr;
};

} // namespace action_grammar::document

#endif
