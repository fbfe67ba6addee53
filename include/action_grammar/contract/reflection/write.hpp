#ifndef ACTION_GRAMMAR_CONTRACT_REFLECTION_WRITE_HPP
#define ACTION_GRAMMAR_CONTRACT_REFLECTION_WRITE_HPP

// From a C++ value to JSON, by type: as a value, and as text without one. Everything here trusts that the
// type has a contract.

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include <action_grammar/actions/error.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/chrono.hpp>
#include <action_grammar/contract/reflection/describe.hpp>

namespace action_grammar::reflection::detail {

inline boost::json::string_view json_view(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

/// Builds a value.
class value_sink {
public:
    explicit value_sink(json::value& out) noexcept : out_(out) {}

    void null() noexcept { out_ = nullptr; }
    void boolean(bool truth) { out_ = truth; }
    template <class Integer>
    void integer(Integer number) {
        if constexpr (std::is_signed_v<Integer>)
            out_ = static_cast<std::int64_t>(number);
        else if (std::in_range<std::int64_t>(number))
            out_ = static_cast<std::int64_t>(number); // as the parser reads it
        else
            out_ = static_cast<std::uint64_t>(number);
    }
    void number(double number) { out_ = number; }
    void string(std::string_view text) { out_ = json_view(text); }
    void any(json::value const& value) { out_ = value; }

    template <class Elements>
    void array(std::size_t count, Elements elements) {
        json::array& made = out_.emplace_array();
        made.reserve(count);
        elements([&](auto const& write) { write(value_sink(made.emplace_back(nullptr))); });
    }
    template <class Members>
    void object(std::size_t count, Members members) {
        json::object& made = out_.emplace_object();
        made.reserve(count);
        members([&](std::string_view name, auto const& write) {
            write(value_sink(made.emplace(json_view(name), nullptr).first->value()));
        });
    }

private:
    json::value& out_;
};

/// Appends to a text.
class text_sink {
public:
    explicit text_sink(std::string& out) noexcept : out_(out) {}

    void null() { out_ += "null"; }
    void boolean(bool truth) { out_ += truth ? "true" : "false"; }
    template <class Integer>
    void integer(Integer number) {
        std::array<char, 24> digits;
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        out_.append(digits.data(), end);
    }
    void number(double number) { json::append_number(out_, number); }
    void string(std::string_view text) { json::append_string(out_, text); }
    void any(json::value const& value) { json::append(out_, value); }

    template <class Elements>
    void array(std::size_t, Elements elements) {
        out_ += '[';
        bool first = true;
        elements([&](auto const& write) {
            if (!first) out_ += ',';
            first = false;
            write(text_sink(out_));
        });
        out_ += ']';
    }
    template <class Members>
    void object(std::size_t, Members members) {
        out_ += '{';
        bool first = true;
        members([&](std::string_view name, auto const& write) {
            if (!first) out_ += ',';
            first = false;
            json::append_string(out_, name);
            out_ += ':';
            write(text_sink(out_));
        });
        out_ += '}';
    }

private:
    std::string& out_;
};

template <class T, class Sink>
void write(T const& value, Sink sink);

/// Whether a member is left out: it is optional and empty.
template <class T>
bool is_absent(T const& value) {
    if constexpr (wrapping_type<T>) {
        return detail::is_absent(value.*wrapped_value<T>::pointer);
    } else if constexpr ((optional_type<T> || pointer_type<T>) && !struct_type<T>) {
        return !static_cast<bool>(value);
    } else {
        return false;
    }
}

template <class T, class Put, std::size_t... Indices>
void write_members([[maybe_unused]] T const& value, [[maybe_unused]] Put const& put,
                   std::index_sequence<Indices...>) {
    [[maybe_unused]] auto const write_one = [&](std::string_view name, auto const& member) {
        if (detail::is_absent(member)) return;
        put(name, [&](auto sink) { detail::write(member, sink); });
    };
    (write_one(name_of_member<T, Indices>, members_of<T>::template get<Indices>(value)), ...);
}
template <class T, class Put>
void write_members(T const& value, Put const& put) {
    detail::write_members(value, put, std::make_index_sequence<members_of<T>::count>{});
}

template <class Variant, class Sink>
void write_variant(Variant const& value, Sink sink) {
    constexpr node const& type = node_of<Variant>;
    if (value.valueless_by_exception()) return sink.null();
    action_grammar::detail::visit_error(value, [&](auto const& held) {
        using alternative = std::remove_cvref_t<decltype(held)>;
        constexpr node_kind kind = node_of<alternative>.kind;
        std::string_view const word = type.members[value.index()].name;
        sink.object(type.members.size(), [&](auto const& put) {
            put(type.tag, [&](auto inner) { inner.string(word); });
            if constexpr (kind == node_kind::object)
                detail::write_members(held, put);
            else if constexpr (kind != node_kind::null)
                put("value", [&](auto inner) { detail::write(held, inner); });
        });
    });
}

template <class T, class Sink>
void write_enumerator(T value, Sink sink) {
    for (auto const& each : enumerators_of<T>)
        if (each.value == value) return sink.string(each.name);
    sink.integer(static_cast<std::underlying_type_t<T>>(value));
}

template <class T, class Sink>
void write(T const& value, Sink sink) {
    if constexpr (wrapping_type<T>) {
        detail::write(value.*wrapped_value<T>::pointer, sink);
    } else if constexpr (represented_type<T>) {
        representation_of<T> const stands = contract_of<T>.to(value);
        detail::write(stands, sink);
    } else if constexpr (json_type<T>) {
        sink.any(value);
    } else if constexpr (null_type<T>) {
        sink.null();
    } else if constexpr (std::is_same_v<T, bool>) {
        sink.boolean(value);
    } else if constexpr (integer_type<T>) {
        sink.integer(value);
    } else if constexpr (number_type<T>) {
        sink.number(static_cast<double>(value));
    } else if constexpr (std::is_enum_v<T>) {
        detail::write_enumerator(value, sink);
    } else if constexpr (struct_type<T>) {
        sink.object(members_of<T>::count, [&](auto const& put) { detail::write_members(value, put); });
    } else if constexpr (string_type<T>) {
        sink.string({value.data(), value.size()});
    } else if constexpr (time_type<T> || date_type<T> || duration_type<T>) {
        sink.string(chrono_text(value));
    } else if constexpr (optional_type<T> || pointer_type<T>) {
        if (static_cast<bool>(value))
            detail::write(*value, sink);
        else
            sink.null();
    } else if constexpr (variant_type<T>) {
        detail::write_variant(value, sink);
    } else if constexpr (map_type<T>) {
        sink.object(value.size(), [&](auto const& put) {
            for (auto const& [name, element] : value)
                put(std::string_view(name.data(), name.size()),
                    [&](auto inner) { detail::write(element, inner); });
        });
    } else if constexpr (tuple_type<T>) {
        sink.array(std::tuple_size_v<T>, [&](auto const& put) {
            [&]<std::size_t... Indices>(std::index_sequence<Indices...>) {
                using std::get;
                (put([&](auto inner) { detail::write(get<Indices>(value), inner); }), ...);
            }(std::make_index_sequence<std::tuple_size_v<T>>{});
        });
    } else {
        sink.array(value.size(), [&](auto const& put) {
            // By the element's own type: std::vector<bool> hands out something else.
            for (typename T::value_type const& element : value)
                put([&](auto inner) { detail::write(element, inner); });
        });
    }
}

} // namespace action_grammar::reflection::detail

#endif
