#ifndef ACTION_GRAMMAR_CONTRACT_SCHEMA_VALIDATE_ACTION_HPP
#define ACTION_GRAMMAR_CONTRACT_SCHEMA_VALIDATE_ACTION_HPP

// validate(schema): the operations with which a composition asks whether JSON values satisfy a schema. The
// schema is part of the composition's text, compiled when it is first used, or a resource that the host
// supplies.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/actions/label.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/schema/coerce.hpp>
#include <action_grammar/contract/schema/validator.hpp>

namespace action_grammar::schema {

/// How much is said of a value that is not valid.
enum class mode : std::uint8_t {
    fail,    ///< The first error.
    collect, ///< All errors, up to `validate_options::errors`.
};

/// The failure of `validate(schema)`: what the value lacks. Permanent: the same value fails again.
struct nonconforming {
    std::vector<validation_error> errors;

    friend bool operator==(nonconforming const&, nonconforming const&) = default;
};

/// An element of a list that is not valid.
struct rejected_value {
    std::size_t index = 0; ///< In the list.
    json::value value;
    std::vector<validation_error> errors; ///< Their instance pointers begin at the element.
};

/// A list in two parts, each in the list's order.
struct partitioned {
    json::array valid;
    std::vector<rejected_value> invalid;
};

namespace detail {

inline validate_options with_mode(validate_options options, mode how) noexcept {
    if (how == mode::fail) options.errors = 1;
    return options;
}

inline result<void, nonconforming> check(validator const& by, json::value const& value, mode how,
                                         validate_options const& options) {
    if (by.accepts(value, options)) return {};
    return unexpected(nonconforming{by.validate(value, with_mode(options, how)).errors});
}

inline result<json::value, nonconforming> check_coerced(validator const& by, json::value const& value,
                                                        mode how, validate_options const& options) {
    if (auto changed = coerce(by, value, options)) return std::move(*changed);
    return unexpected(nonconforming{by.validate(value, with_mode(options, how)).errors});
}

inline result<partitioned, nonconforming> partition(validator const& by, json::value const& list,
                                                    validate_options const& options) {
    auto const* elements = list.if_array();
    if (elements == nullptr)
        return unexpected(
            nonconforming{{{{}, {}, {}, {}, "must be a list to be parted, but is " + described(list)}}});
    partitioned parts;
    for (std::size_t i = 0; i < elements->size(); ++i) {
        json::value const& element = (*elements)[i];
        if (by.accepts(element, options))
            parts.valid.push_back(element);
        else
            parts.invalid.push_back({i, element, by.validate(element, options).errors});
    }
    return parts;
}

/// The validator of a schema that is part of the program; compiled once, by whoever needs it first.
template <label Schema>
result<validator, nonconforming> const& compiled() {
    static result<validator, nonconforming> const made = []() -> result<validator, nonconforming> {
        auto ready = compile_text(Schema.view());
        if (ready) return std::move(*ready);
        load_error const& error = ready.error();
        return unexpected(nonconforming{{{{},
                                          error.location,
                                          error.document + '#' + error.location,
                                          {},
                                          "the schema cannot be used: " + error.message}}});
    }();
    return made;
}

} // namespace detail

/// An operation for `validate`: hands a value on that satisfies the schema, and fails with `nonconforming`
/// otherwise.
///
///     ag::validate<"order">(ag::schema::conforms<R"({"type": "object", "required": ["id"]})">)
///
/// @tparam Schema  the text of a schema without remote references. It is compiled when it is first used; if
/// it
///                 cannot be, every value fails with that reason
/// @tparam How     one error or all
template <label Schema, mode How = mode::fail>
inline constexpr auto conforms = [](json::value const& value) -> result<void, nonconforming> {
    auto const& ready = detail::compiled<Schema>();
    if (!ready) return unexpected(ready.error());
    return detail::check(*ready, value, How, {});
};

/// Like `conforms`, but hands on the value as `coerce` changed it, where that makes it satisfy the schema.
template <label Schema, mode How = mode::fail>
inline constexpr auto coerced = [](json::value const& value) -> result<json::value, nonconforming> {
    auto const& ready = detail::compiled<Schema>();
    if (!ready) return unexpected(ready.error());
    return detail::check_coerced(*ready, value, How, {});
};

/// An operation for `transform`: parts a list into the elements that satisfy the schema and those that do
/// not, each of these with its errors. Fails only when the value is no list.
template <label Schema>
inline constexpr auto parted = [](json::value const& list) -> result<partitioned, nonconforming> {
    auto const& ready = detail::compiled<Schema>();
    if (!ready) return unexpected(ready.error());
    return detail::partition(*ready, list, {});
};

/// A schema as a resource: the composition names it, the host supplies it when it runs.
///
///     ag::validate<"order">(&ag::schema::contract<"order">::check)
///
/// @tparam Name  tells the schemas of an environment apart
template <label Name>
class contract {
public:
    explicit contract(validator by, validate_options options = {}) : by_(std::move(by)), options_(options) {}

    /// For `validate`, with one error or all.
    result<void, nonconforming> check(json::value const& value) const {
        return detail::check(by_, value, mode::fail, options_);
    }
    result<void, nonconforming> check_all(json::value const& value) const {
        return detail::check(by_, value, mode::collect, options_);
    }
    /// For `validate`: hands on the value as `coerce` changed it.
    result<json::value, nonconforming> coerce(json::value const& value) const {
        return detail::check_coerced(by_, value, mode::collect, options_);
    }
    /// For `transform`: a list in two parts.
    result<partitioned, nonconforming> partition(json::value const& list) const {
        return detail::partition(by_, list, options_);
    }

    validator const& schema() const noexcept { return by_; }

private:
    validator by_;
    validate_options options_;
};

} // namespace action_grammar::schema

#endif
