#ifndef ACTION_GRAMMAR_RESOURCES_SQL_BIND_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_BIND_HPP

// From C++ values to the values that a statement is given. Values are only ever bound, never written into a text.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/members.hpp>
#include <action_grammar/resources/sql/connection.hpp>

namespace action_grammar::sql {

namespace detail {

namespace meta = action_grammar::reflection::detail;

/// `std::vector<std::byte>`, `std::span<std::byte const>` and their like.
template <class T>
concept blob_like = !std::is_array_v<T> && requires(T const& bytes) {
    { bytes.data() } -> std::convertible_to<std::byte const*>;
    { bytes.size() } -> std::convertible_to<std::size_t>;
};

template <class T>
concept text_like = std::convertible_to<T const&, std::string_view>;

/// The column of a struct's member: its name in JSON.
template <meta::struct_type T, std::size_t Index>
inline constexpr std::string_view column_of = meta::name_of_member<T, Index>;

template <meta::struct_type T>
inline constexpr std::size_t member_count = meta::members_of<T>::count;

/// Calls `work` with the index of each member, as a constant, until it returns false.
template <meta::struct_type T, class Work>
constexpr bool for_each_member(Work&& work) {
    return [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
        return (work(std::integral_constant<std::size_t, Indices>{}) && ...);
    }(std::make_index_sequence<member_count<T>>{});
}

template <meta::struct_type T>
constexpr bool has_column(std::string_view name) noexcept {
    return !for_each_member<T>([&](auto index) { return column_of<T, index()> != name; });
}

} // namespace detail

/// A type whose values a parameter can take: bool, integers, floating-point numbers, text, bytes
/// (`std::vector<std::byte>`), `std::optional` (NULL when empty), and every type with a contract: what is a string, a
/// number or a boolean in JSON is bound as that, and what is an object or a list as JSON text.
template <class T>
concept bindable = detail::text_like<T> || (!std::is_pointer_v<T> && !std::is_array_v<T>);

/// The values of a statement's parameters.
class bindings {
public:
    bindings() = default;
    bindings(bindings const&) = delete;
    bindings& operator=(bindings const&) = delete;

    /// For the next run of a statement; until the values that were added go.
    [[nodiscard]] std::span<value const> values() const noexcept { return values_; }

    /// Adds a value. Text and bytes are not copied and must outlive this. Errors: an unsigned integer beyond those of
    /// 64 bits with a sign.
    ///
    /// @param name  for the message
    template <bindable T>
    result<void, error> add(T const& bound, std::string_view name = {}) {
        if constexpr (detail::meta::optional_type<T>) {
            if (bound.has_value()) return add(*bound, name);
            values_.emplace_back(null{});
        } else if constexpr (std::same_as<T, value>) {
            values_.push_back(bound);
        } else if constexpr (std::same_as<T, std::nullopt_t> || std::same_as<T, std::nullptr_t>) {
            values_.emplace_back(null{});
        } else if constexpr (std::same_as<T, bool>) {
            values_.emplace_back(bound);
        } else if constexpr (detail::meta::integer_type<T>) {
            return add_integer(bound, name);
        } else if constexpr (std::floating_point<T>) {
            values_.emplace_back(static_cast<double>(bound));
        } else if constexpr (detail::text_like<T>) {
            values_.emplace_back(std::string_view(bound));
        } else if constexpr (detail::blob_like<T>) {
            values_.emplace_back(blob(bound.data(), bound.size()));
        } else if constexpr (std::same_as<T, json::value>) {
            return add_json(bound, name);
        } else {
            return add_encoded(encode(bound), name);
        }
        return {};
    }

    template <bindable... Values>
    result<void, error> add_all(Values const&... bound) {
        result<void, error> done;
        std::size_t number = 0;
        static_cast<void>(((done = add(bound, "$" + std::to_string(++number))).has_value() && ...));
        return done;
    }

    /// Adds the member of `input` for each name in a statement. Errors: a name that no member has; numbered parameters,
    /// unless the input is one value and there is one of them.
    ///
    /// @param input  a struct, an object of JSON, or one value for the statement's only parameter
    template <connection Connection, class Input>
    result<void, error> add_named(Connection& database, std::string_view text, Input const& input) {
        if constexpr (detail::meta::struct_type<Input> || std::same_as<Input, json::value>) {
            return add_each(database, text, [&](std::string_view name) { return add_member(input, name); });
        } else {
            auto const known = database.parameters(text);
            if (!known) return unexpected(std::move(known).error());
            if ((*known)->parameters > 1) {
                return unexpected(error{error_kind::refused, "",
                                        "the input is one value, and the statement has "
                                            + std::to_string((*known)->parameters) + " parameters",
                                        (*known)->text});
            }
            return (*known)->parameters == 0 ? result<void, error>() : add(input, "input");
        }
    }

    /// Calls `add_one(name)` for each name in a statement, which adds its value to this.
    template <connection Connection, class AddOne>
    result<void, error> add_each(Connection& database, std::string_view text, AddOne add_one) {
        auto const known = database.parameters(text);
        if (!known) return unexpected(std::move(known).error());
        statement_text const& statement = **known;
        if (statement.names.size() != statement.parameters) {
            return unexpected(error{error_kind::refused, "",
                                    "the parameters have numbers, and the input has names; write :name",
                                    statement.text});
        }
        for (std::string const& name : statement.names) {
            if (auto done = add_one(std::string_view(name)); !done) {
                done.error().statement = statement.text;
                return done;
            }
        }
        return {};
    }

    /// Adds the member of that name. Errors: there is none.
    template <detail::meta::struct_type Input>
    result<void, error> add_member(Input const& input, std::string_view name) {
        result<void, error> done;
        bool const absent = detail::for_each_member<Input>([&](auto index) {
            if (detail::column_of<Input, index()> != name) return true;
            done = add(detail::meta::members_of<Input>::template get<index()>(input), name);
            return false;
        });
        if (absent) return unexpected(no_member(name));
        return done;
    }
    result<void, error> add_member(json::value const& input, std::string_view name) {
        auto const* const object = input.if_object();
        auto const* const member =
            object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
        if (member == nullptr) return unexpected(no_member(name));
        return add_json(*member, name);
    }

private:
    template <class Integer>
    result<void, error> add_integer(Integer number, std::string_view name) {
        if (!std::in_range<std::int64_t>(number)) {
            return unexpected(error{error_kind::mismatch, "",
                                    std::to_string(number) + " is beyond the integers of a database", "", 0,
                                    std::string(name)});
        }
        values_.emplace_back(static_cast<std::int64_t>(number));
        return {};
    }
    result<void, error> add_json(json::value const& bound, std::string_view name) {
        switch (bound.kind()) {
        case json::kind::null: values_.emplace_back(null{}); return {};
        case json::kind::bool_: values_.emplace_back(bound.get_bool()); return {};
        case json::kind::int64: values_.emplace_back(bound.get_int64()); return {};
        case json::kind::uint64: return add_integer(bound.get_uint64(), name);
        case json::kind::double_: values_.emplace_back(bound.get_double()); return {};
        case json::kind::string:
            values_.emplace_back(std::string_view(bound.get_string().data(), bound.get_string().size()));
            return {};
        default:
            values_.emplace_back(std::string_view(owned_.emplace_back(json::serialize(bound))));
            return {};
        }
    }
    result<void, error> add_encoded(json::value const& bound, std::string_view name) {
        auto const* const text = bound.if_string();
        if (text == nullptr) return add_json(bound, name);
        values_.emplace_back(std::string_view(owned_.emplace_back(text->data(), text->size())));
        return {};
    }
    static error no_member(std::string_view name) {
        return {
            error_kind::refused, "", "the input has no member for the parameter :" + std::string(name), "", 0,
            std::string(name)};
    }

    std::vector<value> values_;
    std::deque<std::string> owned_;
};

} // namespace action_grammar::sql

#endif
