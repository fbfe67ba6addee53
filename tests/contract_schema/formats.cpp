// Formats, asserted.

#include <action_grammar/contract/schema/formats.hpp>

#include "cases.hpp"

namespace {

using namespace schema_tests;

struct format_case {
    char const* format;
    char const* text;
    bool has;
};

constexpr format_case formats[] = {
    {"date-time", "2024-02-29T12:00:00Z", true},
    {"date-time", "2023-02-29T12:00:00Z", false},
    {"date-time", "1998-12-31T23:59:60Z", true},
    {"date-time", "1998-12-31T15:59:60.123-08:00", true},
    {"date-time", "1998-12-31T22:59:60Z", false},
    {"date-time", "2024-01-01 12:00:00Z", false},
    {"date-time", "2024-01-01T12:00:00", false},
    {"date", "2024-13-01", false},
    {"date", "2024-01-01x", false},
    {"time", "24:00:00Z", false},
    {"time", "12:00:00+24:00", false},
    {"time", "12:00:00.Z", false},
    {"duration", "P1Y2M3DT4H5M6S", true},
    {"duration", "P2W", true},
    {"duration", "P1D2H", false},
    {"duration", "PT", false},
    {"email", "a.b+c@example.com", true},
    {"email", "\"a b\"@example.com", true},
    {"email", "a@[127.0.0.1]", true},
    {"email", "a..b@example.com", false},
    {"email", ".a@example.com", false},
    {"email", "example.com", false},
    {"hostname", "a-b.example", true},
    {"hostname", "-a.example", false},
    {"hostname", "a..b", false},
    {"hostname", "a_b", false},
    {"ipv4", "127.0.0.1", true},
    {"ipv4", "127.0.0.256", false},
    {"ipv4", "127.0.0.01", false},
    {"ipv4", "127.0.1", false},
    {"ipv6", "::", true},
    {"ipv6", "1::8", true},
    {"ipv6", "1:2:3:4:5:6:7:8", true},
    {"ipv6", "::ffff:1.2.3.4", true},
    {"ipv6", "1:2:3:4:5:6:7", false},
    {"ipv6", "1::2::3", false},
    {"ipv6", "1:2:3:4:5:6:7::", true},
    {"ipv6", "1:2:3:4:5:6:7:8::", false},
    {"ipv6", "12345::", false},
    {"ipv6", ":1", false},
    {"uri", "http://u:p@host:80/a/b?c=d#e", true},
    {"uri", "urn:isbn:123", true},
    {"uri", "http://[::1]/", true},
    {"uri", "/a/b", false},
    {"uri", "http://a b", false},
    {"uri", "http://a/%zz", false},
    {"uri", "1http://a", false},
    {"uri-reference", "/a/b", true},
    {"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true},
    {"uuid", "2eb8aa08aa9811eab4aa73b441d16380", false},
    {"json-pointer", "/a~1b/~0", true},
    {"json-pointer", "a", false},
    {"json-pointer", "/~2", false},
    {"relative-json-pointer", "1/a", true},
    {"relative-json-pointer", "01/a", false},
    {"regex", "^(a|b)*$", true},
    {"regex", "a(", false},
    {"no-such-format", "anything", true},
};

TEST_CASE("formats are asserted when asked for, and describe otherwise") {
    schema::validate_options asserted;
    asserted.assert_formats = true;
    for (format_case const& each : formats) {
        INFO(each.format << ' ' << each.text);
        auto const by = compiled(R"({"format": ")" + std::string(each.format) + R"("})");
        CHECK(by.accepts(json::value(each.text), asserted) == each.has);
        CHECK(by.accepts(json::value(each.text)));
        CHECK(by.accepts(7, asserted));
    }
}

TEST_CASE("every beginning of a text is answered for every format") {
    for (format_case const& each : formats) {
        std::string const text = each.text;
        for (std::size_t i = 0; i <= text.size(); ++i)
            static_cast<void>(schema::has_format(each.format, std::string_view(text).substr(0, i)));
    }
}

} // namespace
