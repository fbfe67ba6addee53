#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_URL_TEMPLATE_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_URL_TEMPLATE_HPP

// URLs with places for an input's members: "/v2/carts/{id}?since={since}". A value fills its place and nothing else:
// what it holds is percent-encoded, and no value reaches scheme, server or the number of segments.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/members.hpp>

namespace action_grammar::http {

namespace detail {

/// What is wrong with a template, or null.
constexpr char const* template_flaw(std::string_view text) noexcept {
    std::size_t const scheme_end = text.find("://");
    std::size_t const server = scheme_end == text.npos ? 0 : scheme_end + 3;
    if (scheme_end == text.npos && !text.starts_with('/'))
        return "a URL begins with its scheme, or with / to stand below the client's base URL";
    std::size_t const path = std::min(text.find_first_of("/?#", server), text.size());
    if (text.substr(0, path).find_first_of("{}") != text.npos)
        return "a place for a value stands in the path or in the query, never in scheme or server";
    if (text.find('#') != text.npos) return "a URL that is asked has no fragment";
    if (scheme_end == text.npos && text.starts_with("//"))
        return "a URL below the client's base URL begins with one /";
    bool inside = false;
    bool in_query = false;
    unsigned places = 0;
    for (std::size_t i = path; i < text.size(); ++i) {
        if (!inside && (text[i] == '?' || text[i] == '&')) {
            in_query = true;
            places = 0;
        } else if (text[i] == '{') {
            if (inside || i + 1 == text.size() || text[i + 1] == '}')
                return "a { is not followed by a name and }";
            if (++places > 1 && in_query) return "a parameter of a query has one place at most";
            inside = true;
        } else if (text[i] == '}') {
            if (!inside) return "a } has no { before it";
            inside = false;
        } else if (static_cast<unsigned char>(text[i]) <= 0x20 || text[i] == 0x7f) {
            return "a URL has no spaces or control characters";
        }
    }
    return inside ? "a { is not followed by a name and }" : nullptr;
}

/// Calls `visit(name)` for each place of a template that has no flaw.
template <class Visitor>
constexpr void for_each_place(std::string_view text, Visitor visit) {
    for (std::size_t begin = text.find('{'); begin != text.npos; begin = text.find('{', begin)) {
        std::size_t const end = text.find('}', begin);
        if (end == text.npos) return;
        visit(text.substr(begin + 1, end - begin - 1));
        begin = end;
    }
}

/// Whether a struct has a member of that name in JSON; of other types anything may be there.
template <class Input>
constexpr bool may_have_member(std::string_view name) noexcept {
    if constexpr (std::is_same_v<Input, json::value> || !reflection::detail::struct_type<Input>) {
        return std::is_same_v<Input, json::value> || reflection::detail::map_type<Input>;
    } else {
        return [name]<std::size_t... Indices>(std::index_sequence<Indices...>) {
            return ((reflection::detail::name_of_member<Input, Indices> == name) || ...);
        }(std::make_index_sequence<reflection::detail::members_of<Input>::count>{});
    }
}

// Called in a constant expression, they end it: their names are the message.
inline void AG302_config_invalid_this_is_no_url_template() noexcept {}
inline void AG302_config_invalid_a_place_of_the_url_names_no_member_of_the_input() noexcept {}

} // namespace detail

/// A URL with places for members of an Input, checked by the compiler: that it is one, and that the members are
/// there.
template <class Input>
class url_for {
public:
    template <class Text>
        requires std::convertible_to<Text const&, std::string_view>
    consteval url_for(Text const& text) : text_(text) { // NOLINT(google-explicit-constructor)
        if (detail::template_flaw(text_) != nullptr) detail::AG302_config_invalid_this_is_no_url_template();
        detail::for_each_place(text_, [](std::string_view name) {
            if (!detail::may_have_member<Input>(name))
                detail::AG302_config_invalid_a_place_of_the_url_names_no_member_of_the_input();
        });
    }
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

namespace detail {

/// Appends a byte percent-encoded.
inline void append_byte(std::string& to, unsigned char byte) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    to += '%';
    to += digits[byte >> 4U];
    to += digits[byte & 15U];
}

/// Appends a text with everything but the unreserved characters of RFC 3986 percent-encoded.
inline void append_encoded(std::string& to, std::string_view text) {
    for (char const c : text) {
        bool const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                        || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            to += c;
        else
            append_byte(to, static_cast<unsigned char>(c));
    }
}

/// The text of a value in a URL or a header: of a string, a number or a truth; false of anything else.
inline bool scalar_text(json::value const& value, std::string& text) {
    if (auto const* string = value.if_string()) {
        text.assign(string->data(), string->size());
        return true;
    }
    if (!value.is_bool() && !value.is_number()) return false;
    text = json::serialize(value);
    return true;
}

/// Whether a text, taken as a path, would lead up, however a server decodes it.
inline bool leads_up(std::string_view text) noexcept {
    for (std::size_t begin = 0; begin <= text.size();) {
        std::size_t const end = std::min(text.find_first_of("/\\", begin), text.size());
        std::string_view const segment = text.substr(begin, end - begin);
        if (segment == "." || segment == "..") return true;
        begin = end + 1;
    }
    return false;
}

inline json::value const* member_of(json::value const& input, std::string_view name) noexcept {
    json::object const* const object = input.if_object();
    return object == nullptr ? nullptr : object->if_contains({name.data(), name.size()});
}

/// Fills the places of a path. Errors: what is wrong with which member.
inline result<void, std::string> append_path(std::string& to, std::string_view path,
                                             json::value const& input) {
    std::string text;
    while (!path.empty()) {
        std::size_t const begin = std::min(path.find('{'), path.size());
        to += path.substr(0, begin);
        if (begin == path.size()) break;
        std::size_t const end = path.find('}', begin);
        std::string const name(path.substr(begin + 1, end - begin - 1));
        json::value const* const value = member_of(input, name);
        if (value == nullptr)
            return unexpected("the input has no member \"" + name + "\" for the URL's path");
        if (!scalar_text(*value, text))
            return unexpected("/" + name + ": expected a string, a number or a truth for the URL's path");
        if (text.empty())
            return unexpected("/" + name + ": an empty text cannot be a part of the URL's path");
        if (leads_up(text) || text.find('\0') != text.npos)
            return unexpected("/" + name + ": this text would lead elsewhere in the URL's path");
        append_encoded(to, text);
        path.remove_prefix(end + 1);
    }
    return {};
}

/// Fills one `name={member}` of a query, once for each element of a list; without the member it is left out.
inline result<void, std::string> append_parameter(std::string& to, char& separator,
                                                  std::string_view parameter, json::value const& input) {
    auto const add = [&](std::string_view before, std::string_view value, std::string_view after) {
        to += separator;
        separator = '&';
        to += before;
        append_encoded(to, value);
        to += after;
    };
    std::size_t const begin = parameter.find('{');
    if (begin == parameter.npos) {
        add(parameter, {}, {});
        return {};
    }
    std::size_t const end = parameter.find('}', begin);
    std::string const name(parameter.substr(begin + 1, end - begin - 1));
    std::string_view const before = parameter.substr(0, begin);
    std::string_view const after = parameter.substr(end + 1);
    json::value const* const value = member_of(input, name);
    if (value == nullptr || value->is_null()) return {};
    std::string text;
    if (auto const* list = value->if_array()) {
        for (json::value const& each : *list) {
            if (!scalar_text(each, text))
                return unexpected("/" + name + ": expected strings, numbers or truths for the URL's query");
            add(before, text, after);
        }
        return {};
    }
    if (!scalar_text(*value, text))
        return unexpected("/" + name + ": expected a string, a number or a truth for the URL's query");
    add(before, text, after);
    return {};
}

/// A template, filled with an input's members. Errors: what is wrong with which member.
inline result<std::string, std::string> fill_url(std::string_view text, json::value const& input) {
    if (char const* const flaw = template_flaw(text)) return unexpected(std::string(flaw));
    std::size_t const scheme_end = text.find("://");
    std::size_t const server = scheme_end == text.npos ? 0 : scheme_end + 3;
    std::size_t const path = std::min(text.find_first_of("/?", server), text.size());
    std::size_t const query = std::min(text.find('?', path), text.size());
    std::string made(text.substr(0, path));
    if (auto filled = append_path(made, text.substr(path, query - path), input); !filled)
        return unexpected(std::move(filled).error());
    char separator = '?';
    for (std::size_t begin = query + 1; begin <= text.size();) {
        std::size_t const end = std::min(text.find('&', begin), text.size());
        if (auto filled = append_parameter(made, separator, text.substr(begin, end - begin), input); !filled)
            return unexpected(std::move(filled).error());
        begin = end + 1;
    }
    return made;
}

/// A header's value with places, filled with an input's members; nothing when a member is absent.
inline result<std::string, std::string> fill_header(std::string_view text, json::value const& input) {
    std::string made;
    std::string value_text;
    while (!text.empty()) {
        std::size_t const begin = std::min(text.find('{'), text.size());
        std::size_t const end = begin == text.size() ? text.npos : text.find('}', begin);
        if (end == text.npos) {
            made += text;
            break;
        }
        made += text.substr(0, begin);
        std::string const name(text.substr(begin + 1, end - begin - 1));
        json::value const* const value = member_of(input, name);
        if (value == nullptr || !scalar_text(*value, value_text))
            return unexpected("/" + name + ": expected a string, a number or a truth for a header");
        made += value_text;
        text.remove_prefix(end + 1);
    }
    return made;
}

} // namespace detail

} // namespace action_grammar::http

#endif
