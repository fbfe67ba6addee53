#ifndef ACTION_GRAMMAR_RESOURCES_FILES_OPERATIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_FILES_OPERATIONS_HPP

// The operations of files, for the verbs:
//
//     ag::fetch<"orders">(files::lines<order>("orders.jsonl"))
//     ag::persist<"noted">(files::append<order, std::string>("orders.jsonl", "id"), ag::keyed_by(&order::id))
//     ag::persist<"saved">(files::replace<state>("state.json"), ag::natural)
//
// Their resource is a `files::root`, below which the names stand.

#include <concepts>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/resources/files/json_lines.hpp>
#include <action_grammar/resources/files/replace.hpp>
#include <action_grammar/resources/files/root.hpp>

namespace action_grammar::files {

namespace detail {

template <class Row>
struct reading_lines {
    std::string_view path;
    result<std::vector<Row>, error> operator()(root& below, deadline until) const {
        return read_rows<Row>(below, path, until);
    }
};

template <class Value>
struct reading_value {
    std::string_view path;
    result<Value, error> operator()(root& below, deadline until) const {
        auto const text = read_whole(below, path, until);
        if (!text) return unexpected(text.error());
        auto value = decode_text<Value>(*text);
        if (value) return *std::move(value);
        decode_error const& what = value.error().errors.front();
        error why = malformed_line(path, what.line, what);
        return unexpected(std::move(why));
    }
};

inline std::string text_of_key(std::string_view key) { return std::string(key); }
template <std::integral Number>
std::string text_of_key(Number key) {
    return std::to_string(key);
}

template <class Row, class Key>
struct appending_keyed {
    std::string_view path;
    std::string_view member;
    result<appended, error> operator()(root& below, Row const& row, idempotency_key<Key> key,
                                       deadline until) const {
        return append_keyed(below, path, encode(row), member, text_of_key(key.value), until);
    }
};

template <class Row>
struct appending_row {
    std::string_view path;
    result<void, error> operator()(root& below, Row const& row, deadline until) const {
        return append_line(below, path, encode_text(row), until);
    }
};

template <class Value>
struct replacing {
    std::string_view path;
    result<void, error> operator()(root& below, Value const& value) const {
        return replace_whole(below, path, encode_text(value) + '\n');
    }
};

} // namespace detail

/// An operation for `fetch`: all rows of a file of JSON lines.
///
/// Errors: `malformed` with line and column; `too_large` for the limits of the root; `torn` for a last line without an
/// end; `path` for a name that leads elsewhere. Linear in the file
template <class Row>
[[nodiscard]] constexpr auto lines(std::string_view path) {
    return on<root>(detail::reading_lines<Row>{path});
}

/// An operation for `fetch`: the one JSON value of a file.
template <class Value>
[[nodiscard]] constexpr auto value(std::string_view path) {
    return on<root>(detail::reading_value<Value>{path});
}

/// An operation for `persist` and `emit`: one more line of JSON, which is there entirely and to stay, or not at all. A
/// repeat writes it again: `unprotected`.
template <class Row>
[[nodiscard]] constexpr auto append(std::string_view path) {
    return on<root>(detail::appending_row<Row>{path});
}

/// The same, once for each key: `keyed_by`. A line of that key that is there already stays as it is.
///
/// @tparam Key     what `keyed_by` projects: text, or an integer
/// @param member   of the row's JSON, that holds the key. The file's keys are kept in memory once they were read
template <class Row, class Key>
[[nodiscard]] constexpr auto append(std::string_view path, std::string_view member) {
    return on<root>(detail::appending_keyed<Row, Key>{path, member});
}

/// An operation for `persist`: a file that holds the value, and nothing else, from then on. `natural`. A file is either
/// replaced or appended to: a line that is appended while it is replaced is lost.
template <class Value>
[[nodiscard]] constexpr auto replace(std::string_view path) {
    return on<root>(detail::replacing<Value>{path});
}

} // namespace action_grammar::files

#endif
