#ifndef ACTION_GRAMMAR_CONTRACT_JSON_PARSE_HPP
#define ACTION_GRAMMAR_CONTRACT_JSON_PARSE_HPP

// JSON text to a value. Boost.JSON's parser does the work; added are what a document from a stranger needs
// (limits, members named twice, the place of an error) and exactness: its 1.81 rounds some doubles to a
// neighbor.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/json/value.hpp>

namespace action_grammar::json {

/// What becomes of an object that names a member twice, on which RFC 8259 leaves all open.
enum class duplicate_members : std::uint8_t {
    refused,   ///< An error, since one of the two would be lost.
    last_wins, ///< As most parsers do.
};

/// What becomes of an escape like `\ud83d` that is half of a character, which RFC 8259 allows and UTF-8
/// cannot hold.
enum class unpaired_surrogates : std::uint8_t {
    refused,  ///< An error, since the string would not be the one that was meant.
    replaced, ///< By U+FFFD, the replacement character.
};

/// What a text may ask of its reader.
struct parse_limits {
    std::size_t bytes = std::size_t{64} << 20; ///< Length of the text.
    std::size_t depth = 512;                   ///< Arrays and objects within each other.
    duplicate_members duplicates = duplicate_members::refused;
    unpaired_surrogates surrogates = unpaired_surrogates::refused;
};

/// Why a text is not JSON, or not within the limits, and where.
struct parse_error {
    std::string message;    ///< One sentence, without the place.
    std::size_t offset = 0; ///< Bytes before the place.
    std::size_t line = 1;   ///< From 1.
    std::size_t column = 1; ///< In bytes, from 1.

    friend bool operator==(parse_error const&, parse_error const&) = default;
};

/// The place of `offset` in `text`: line and column, both from 1, the column in bytes.
struct text_position {
    std::size_t line = 1;
    std::size_t column = 1;
};
inline text_position position_in(std::string_view text, std::size_t offset) noexcept {
    std::string_view const before = text.substr(0, std::min(offset, text.size()));
    auto const lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
    std::size_t const line_start = lines == 0 ? 0 : before.rfind('\n') + 1;
    return {lines + 1, before.size() - line_start + 1};
}

namespace detail {

using boost::json::error_code;

/// What Boost.JSON's parser asks of whoever listens to it; derived classes hear what they care for.
struct parse_listener {
    using string_view = boost::json::string_view;

    static constexpr std::size_t max_object_size = boost::json::object::max_size();
    static constexpr std::size_t max_array_size = boost::json::array::max_size();
    static constexpr std::size_t max_key_size = boost::json::string::max_size();
    static constexpr std::size_t max_string_size = boost::json::string::max_size();

    static bool on_document_begin(error_code&) { return true; }
    static bool on_document_end(error_code&) { return true; }
    static bool on_object_begin(error_code&) { return true; }
    static bool on_object_end(std::size_t, error_code&) { return true; }
    static bool on_array_begin(error_code&) { return true; }
    static bool on_array_end(std::size_t, error_code&) { return true; }
    static bool on_key_part(string_view, std::size_t, error_code&) { return true; }
    static bool on_key(string_view, std::size_t, error_code&) { return true; }
    static bool on_string_part(string_view, std::size_t, error_code&) { return true; }
    static bool on_string(string_view, std::size_t, error_code&) { return true; }
    static bool on_number_part(string_view, error_code&) { return true; }
    static bool on_int64(std::int64_t, string_view, error_code&) { return true; }
    static bool on_uint64(std::uint64_t, string_view, error_code&) { return true; }
    static bool on_double(double, string_view, error_code&) { return true; }
    static bool on_bool(bool, error_code&) { return true; }
    static bool on_null(error_code&) { return true; }
    static bool on_comment_part(string_view, error_code&) { return true; }
    static bool on_comment(string_view, error_code&) { return true; }
};

/// Builds the value that the parser reads.
class value_builder : public parse_listener {
public:
    explicit value_builder(storage_ptr storage) { stack_.reset(std::move(storage)); }

    value release() { return stack_.release(); }
    /// How many members the text named, whether or not all of them are in the value.
    std::size_t members() const noexcept { return members_; }

    bool on_object_end(std::size_t members, error_code&) {
        members_ += members;
        stack_.push_object(members);
        return true;
    }
    bool on_array_end(std::size_t elements, error_code&) { return stack_.push_array(elements), true; }
    bool on_key_part(string_view part, std::size_t, error_code&) { return stack_.push_chars(part), true; }
    bool on_key(string_view rest, std::size_t, error_code&) { return stack_.push_key(rest), true; }
    bool on_string_part(string_view part, std::size_t, error_code&) { return stack_.push_chars(part), true; }
    bool on_string(string_view rest, std::size_t, error_code&) { return stack_.push_string(rest), true; }
    bool on_number_part(string_view part, error_code&) {
        return number_.append(part.data(), part.size()), true;
    }
    bool on_int64(std::int64_t number, string_view, error_code&) {
        number_.clear();
        stack_.push_int64(number);
        return true;
    }
    bool on_uint64(std::uint64_t number, string_view, error_code&) {
        number_.clear();
        stack_.push_uint64(number);
        return true;
    }
    bool on_double(double approximation, string_view rest, error_code& error) {
        std::string_view digits{rest.data(), rest.size()};
        if (!number_.empty()) digits = number_.append(digits);
        double exact = 0;
        auto const [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), exact);
        if (status == std::errc::result_out_of_range) {
            // Too small is zero, as everywhere; too large would be another number.
            if (approximation > 1 || approximation < -1) {
                error = boost::json::error::exponent_overflow;
                return false;
            }
            exact = 0;
        }
        number_.clear();
        stack_.push_double(exact);
        return true;
    }
    bool on_bool(bool truth, error_code&) { return stack_.push_bool(truth), true; }
    bool on_null(error_code&) { return stack_.push_null(), true; }

private:
    boost::json::value_stack stack_;
    std::string number_;
    std::size_t members_ = 0;
};

/// Stops the parser where a member is named a second time.
class duplicate_finder : public parse_listener {
public:
    std::string const& name() const noexcept { return name_; }

    bool on_object_begin(error_code&) { return objects_.emplace_back(), true; }
    bool on_object_end(std::size_t, error_code&) { return objects_.pop_back(), true; }
    bool on_key_part(string_view part, std::size_t, error_code&) {
        return name_.append(part.data(), part.size()), true;
    }
    bool on_key(string_view rest, std::size_t, error_code& error) {
        name_.append(rest.data(), rest.size());
        if (!objects_.back().insert(name_).second) {
            error = boost::json::error::extra_data;
            return false;
        }
        name_.clear();
        return true;
    }

private:
    std::vector<std::set<std::string>> objects_;
    std::string name_;
};

inline std::size_t members_within(value const& whole) {
    std::size_t count = 0;
    if (auto const* object = whole.if_object()) {
        count = object->size();
        for (auto const& member : *object)
            count += members_within(member.value());
    } else if (auto const* array = whole.if_array()) {
        for (value const& element : *array)
            count += members_within(element);
    }
    return count;
}

/// The code unit that an escape at `place` denotes, `\u` and four hexadecimal digits; 0 if there is none.
inline unsigned escaped_unit(std::string_view text, std::size_t place) noexcept {
    std::string_view const digits = text.substr(std::min(place, text.size())).substr(0, 6);
    unsigned unit = 0;
    if (digits.size() != 6 || digits[0] != '\\' || digits[1] != 'u') return 0;
    auto const [end, status] = std::from_chars(digits.data() + 2, digits.data() + 6, unit, 16);
    return status == std::errc{} && end == digits.data() + 6 ? unit : 0;
}

/// `text` with every unpaired surrogate replaced, each by an escape of the same length, so that places stay.
inline std::string without_unpaired_surrogates(std::string_view text) {
    std::string replaced(text);
    for (std::size_t i = replaced.find('\\'); i != replaced.npos; i = replaced.find('\\', i)) {
        unsigned const unit = escaped_unit(replaced, i);
        bool const leading = unit >= 0xd800 && unit < 0xdc00;
        bool const trailing = unit >= 0xdc00 && unit < 0xe000;
        unsigned const next = leading ? escaped_unit(replaced, i + 6) : 0;
        if (leading && next >= 0xdc00 && next < 0xe000) {
            i += 12;
        } else if (leading || trailing) {
            replaced.replace(i + 2, 4, "fffd");
            i += 6;
        } else {
            i += 2;
        }
    }
    return replaced;
}

inline boost::json::parse_options options_for(parse_limits const& limits) {
    boost::json::parse_options options;
    options.max_depth = limits.depth;
    return options;
}

inline parse_error error_at(std::string_view text, std::size_t offset, std::string message) {
    text_position const place = position_in(text, offset);
    return {std::move(message), offset, place.line, place.column};
}

inline std::string sentence_for(error_code const& error, parse_limits const& limits) {
    using reason = boost::json::error;
    if (error == reason::too_deep)
        return "arrays and objects are nested more than " + std::to_string(limits.depth) + " deep";
    if (error == reason::incomplete) return "the text ends before the value does";
    if (error == reason::exponent_overflow) return "the number is too large for a double";
    if (error == reason::extra_data) return "something follows the value";
    return error.message();
}

} // namespace detail

/// The value that `text` holds: JSON of RFC 8259, with nothing but space around it. Integers of 64 bits are
/// kept exactly, every other number is the double nearest to it. All memory of the value is of `storage`.
/// Linear in the text.
inline result<value, parse_error> parse(std::string_view text, parse_limits const& limits = {},
                                        storage_ptr const& storage = {}) {
    if (text.size() > limits.bytes)
        return unexpected(detail::error_at(
            text, limits.bytes, "the text is longer than " + std::to_string(limits.bytes) + " bytes"));
    if (limits.surrogates == unpaired_surrogates::replaced && text.find("\\u") != text.npos) {
        parse_limits paired = limits;
        paired.surrogates = unpaired_surrogates::refused;
        return parse(detail::without_unpaired_surrogates(text), paired, storage);
    }

    boost::json::basic_parser<detail::value_builder> parser(detail::options_for(limits), storage);
    detail::error_code error;
    std::size_t const read = parser.write_some(false, text.data(), text.size(), error);
    if (!error && read < text.size()) error = boost::json::error::extra_data;
    if (error) return unexpected(detail::error_at(text, read, detail::sentence_for(error, limits)));

    value parsed = parser.handler().release();
    if (limits.duplicates == duplicate_members::refused
        && detail::members_within(parsed) != parser.handler().members()) {
        boost::json::basic_parser<detail::duplicate_finder> finder(detail::options_for(limits));
        std::size_t const place = finder.write_some(false, text.data(), text.size(), error);
        return unexpected(detail::error_at(
            text, place, "the member \"" + finder.handler().name() + "\" is named twice in one object"));
    }
    return parsed;
}

} // namespace action_grammar::json

#endif
