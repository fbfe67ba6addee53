#ifndef ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CELLS_HPP
#define ACTION_GRAMMAR_RESOURCES_POSTGRESQL_CELLS_HPP

// Values as they go to the server and as they come from it. Both ways they are text, except for bytes on the way
// there.

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <libpq-fe.h>

#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/error.hpp>
#include <action_grammar/resources/sql/value.hpp>

namespace action_grammar::postgresql::detail {

/// The types that are not text to a reader; the numbers are fixed in the server's catalogue (`pg_type.dat`).
enum : Oid {
    bool_type = 16,
    bytea_type = 17,
    int8_type = 20,
    int2_type = 21,
    int4_type = 23,
    oid_type = 26,
    float4_type = 700,
    float8_type = 701,
    timestamp_type = 1114,
    timestamptz_type = 1184,
    numeric_type = 1700
};

/// The values of a statement as libpq takes them. Types are left to the server, which infers them from the text.
class parameters {
public:
    /// Errors: text with a character that is zero, which PostgreSQL cannot hold.
    result<void, sql::error> assign(std::span<sql::value const> values) {
        for (sql::value const& bound : values) {
            int format = 0;
            if (auto const* const flag = std::get_if<bool>(&bound)) {
                push(*flag ? "t" : "f");
            } else if (auto const* const integer = std::get_if<std::int64_t>(&bound)) {
                push(owned_.emplace_back(std::to_string(*integer)));
            } else if (auto const* const number = std::get_if<double>(&bound)) {
                push(owned_.emplace_back(text_of(*number)));
            } else if (auto const* const text = std::get_if<std::string_view>(&bound)) {
                if (text->find('\0') != text->npos) return unexpected(zero_in_text(pointers_.size() + 1));
                push(owned_.emplace_back(*text));
            } else if (auto const* const exact = std::get_if<sql::decimal>(&bound)) {
                push(owned_.emplace_back(exact->digits));
            } else if (auto const* const bytes = std::get_if<sql::blob>(&bound)) {
                format = 1;
                static constexpr char none = 0;
                pointers_.push_back(bytes->empty() ? &none : reinterpret_cast<char const*>(bytes->data()));
                if (bytes->size() > 0x3fffffff) return unexpected(too_long(pointers_.size()));
                lengths_.push_back(static_cast<int>(bytes->size()));
            } else {
                pointers_.push_back(nullptr);
                lengths_.push_back(0);
            }
            formats_.push_back(format);
        }
        return {};
    }

    [[nodiscard]] int size() const noexcept { return static_cast<int>(pointers_.size()); }
    [[nodiscard]] char const* const* pointers() const noexcept { return pointers_.data(); }
    [[nodiscard]] int const* lengths() const noexcept { return lengths_.data(); }
    [[nodiscard]] int const* formats() const noexcept { return formats_.data(); }

private:
    void push(char const* text) {
        pointers_.push_back(text);
        lengths_.push_back(0);
    }
    void push(std::string const& text) { push(text.c_str()); }
    /// The shortest text that is read back as the same number.
    static std::string text_of(double number) {
        if (number != number) return "NaN";
        if (number - number != 0) return number > 0 ? "Infinity" : "-Infinity";
        std::array<char, 32> digits{};
        auto const [end, status] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
        return {digits.data(), end};
    }
    static sql::error zero_in_text(std::size_t number) {
        return {sql::error_kind::mismatch,
                "22021",
                "PostgreSQL's text cannot hold the character that is zero; store it as bytes",
                "",
                0,
                "$" + std::to_string(number)};
    }
    static sql::error too_long(std::size_t number) {
        return {sql::error_kind::mismatch,
                "54000",
                "a value is longer than the 1 GB that PostgreSQL can hold",
                "",
                0,
                "$" + std::to_string(number)};
    }

    std::deque<std::string> owned_;
    std::vector<char const*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

/// The value that a text of the server is, by its type. What has to be written anew goes into `scratch`.
inline sql::value read_cell(std::string_view text, Oid type, std::string& scratch) {
    char const* const end = text.data() + text.size();
    switch (type) {
    case bool_type: return text == "t";
    case int2_type:
    case int4_type:
    case int8_type:
    case oid_type: {
        std::int64_t number = 0;
        std::from_chars(text.data(), end, number);
        return number;
    }
    case float4_type:
    case float8_type: {
        double number = 0;
        auto const status = std::from_chars(text.data(), end, number); // "NaN" and "Infinity" as well
        return status.ec == std::errc() ? sql::value(number) : sql::value(text);
    }
    case numeric_type: return sql::decimal{text};
    case bytea_type: { // "\x6869"
        auto const nibble = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
        scratch.clear();
        for (std::size_t i = 2; i + 1 < text.size(); i += 2)
            scratch += static_cast<char>(nibble(text[i]) * 16 + nibble(text[i + 1]));
        return sql::blob(reinterpret_cast<std::byte const*>(scratch.data()), scratch.size());
    }
    case timestamp_type:
    case timestamptz_type: { // "2026-02-03 04:05:06.7+02" as RFC 3339 has it
        if (text.size() < 19 || text[10] != ' ') return text;
        scratch = text;
        scratch[10] = 'T';
        if (type == timestamp_type) {
            scratch += 'Z';
        } else if (scratch[scratch.size() - 3] == '+' || scratch[scratch.size() - 3] == '-') {
            scratch += ":00";
        }
        return std::string_view(scratch);
    }
    default: return text;
    }
}

} // namespace action_grammar::postgresql::detail

#endif
