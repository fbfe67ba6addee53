// What docs/how-to/contracts.md shows.

// [include]
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>
#include <action_grammar/contract/reflection/schema_of.hpp>
// [/include]

#include <boost/hana/adapt_struct.hpp>

#include <cassert>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <variant>
#include <vector>

namespace ag = action_grammar;

// [plain]
enum class size { small, large };
struct line {
    std::string article;
    int quantity;
};
struct order {
    std::string id;
    std::vector<line> lines;
    std::optional<std::string> note;
    size parcel;
    std::chrono::year_month_day due;
};
// [/plain]

// [said]
template <>
inline constexpr auto ag::contract_of<line> =
    ag::object(ag::description("An article and how many of it"),
               ag::member<&line::article>(ag::matches("^[a-z][a-z0-9-]*$"), ag::examples("tea", "green-tea")),
               ag::member<&line::quantity>(ag::minimum(1), ag::maximum(99), ag::description("how many")));
template <>
inline constexpr auto ag::contract_of<order> = ag::object(
    ag::member<&order::lines>(ag::min_items(1)), ag::member<&order::parcel>(ag::default_value("small")));
// [/said]

// [schema]
static_assert(
    ag::schema_of<line>
    == R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{)"
       R"("article":{"type":"string","pattern":"^[a-z][a-z0-9-]*$","examples":["tea","green-tea"]},)"
       R"("quantity":{"type":"integer","minimum":1,"maximum":99,"description":"how many"}},)"
       R"("required":["article","quantity"],"additionalProperties":false,)"
       R"("description":"An article and how many of it"})");
// [/schema]

// [dialects]
constexpr std::string_view for_older_readers = ag::schema_of<order, ag::dialect::draft7>;
constexpr std::string_view for_models =
    ag::strict_schema_of<order>; // every member required, nothing else allowed
// [/dialects]

// [strong]
struct order_number {
    std::string value;
};
template <>
inline constexpr auto ag::contract_of<order_number> =
    ag::wraps<&order_number::value>(ag::matches("^[A-Z]{2}-[0-9]+$"));
// [/strong]

// [money]
struct money {
    std::int64_t cents = 0; // exactly
};
inline std::string to_text(money const& amount) {
    std::string text = std::to_string(amount.cents < 0 ? -amount.cents : amount.cents);
    if (text.size() < 3) text.insert(0, 3 - text.size(), '0');
    text.insert(text.size() - 2, 1, '.');
    return amount.cents < 0 ? "-" + text : text;
}
inline std::optional<money> to_money(std::string text) {
    std::erase(text, '.');
    money amount;
    auto const [end, status] = std::from_chars(text.data(), text.data() + text.size(), amount.cents);
    if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt; // too large
    return amount;
}
template <>
inline constexpr auto ag::contract_of<money> =
    ag::represented_as<std::string>(&to_text, &to_money, ag::matches("^-?[0-9]+\\.[0-9]{2}$"));
// [/money]

// [variant]
struct card {
    std::string number;
};
struct invoice {
    int days;
};
using payment = std::variant<card, invoice>;
template <>
inline constexpr auto ag::contract_of<payment> = ag::tagged("by", ag::alternative<invoice>("bill"));
// [/variant]

// [enumeration]
enum class priority { low = 100, high = 1000 };
template <>
inline constexpr auto ag::contract_of<priority> =
    ag::enumeration(ag::enumerator<priority::low>("low"), ag::enumerator<priority::high>("high"));
// [/enumeration]

// [adapted]
class account {
public:
    account() = default;
    explicit account(std::string name) : owner(std::move(name)) {}
    std::string owner;
    bool active = true;
};
BOOST_HANA_ADAPT_STRUCT(account, owner, active);
// [/adapted]

// [listed]
class profile {
public:
    std::string name;
    int age = 0;

private:
    [[maybe_unused]] int cached_ = 0;
};
template <>
inline constexpr auto ag::contract_of<profile> =
    ag::object(ag::open, ag::member<&profile::name>(), ag::member<&profile::age>(ag::minimum(0)));
// [/listed]

// [tree]
struct category {
    std::string name;
    std::vector<category> within;
};
// [/tree]

int main() {
    // [decode]
    auto const read = ag::decode_text<order>(
        R"({"id": "A-1", "lines": [{"article": "tea", "quantity": 2}], "due": "2026-11-24"})");
    assert(read.has_value() && read->lines[0].quantity == 2 && !read->note && read->parcel == size::small);
    // [/decode]

    // [encode]
    assert(ag::encode_text(*read)
           == R"({"id":"A-1","lines":[{"article":"tea","quantity":2}],"parcel":"small","due":"2026-11-24"})");
    // [/encode]

    // [errors]
    auto const refused =
        ag::decode_text<order>("{\n  \"id\": 7,\n  \"lines\": [{\"article\": \"Tea\", \"quantity\": 0}]\n}");
    assert(
        to_string(refused.error())
        == "2:9: /id: expected a string, found the number 7\n"
           "3:25: /lines/0/article: expected a string matching ^[a-z][a-z0-9-]*$, found the string \"Tea\"\n"
           "3:44: /lines/0/quantity: expected at least 1, found the number 0\n"
           "1:1: /due: expected a date such as \"2026-11-24\", found nothing\n");
    // [/errors]

    // [options]
    ag::decode_options options;
    options.unknown = ag::unknown_members::ignored;
    options.errors = 1; // the first alone
    options.depth = 32;
    options.bytes = 64 * 1024;
    assert(
        ag::decode_text<line>(R"({"article": "tea", "quantity": 1, "color": "green"})", options).has_value());
    // [/options]

    assert(ag::encode_text(order_number{"AB-1"}) == "\"AB-1\"");
    assert(!ag::decode_text<order_number>("\"ab\"").has_value());
    assert(ag::encode_text(money{-5}) == "\"-0.05\"" && ag::decode_text<money>("\"3.50\"")->cents == 350);
    // [tagged]
    assert(ag::encode_text(payment(invoice{14})) == R"({"by":"bill","days":14})");
    assert(ag::decode_text<payment>(R"({"number": "4711", "by": "card"})")->index() == 0);
    // [/tagged]
    assert(ag::encode_text(priority::high) == "\"high\"");
    assert(ag::encode_text(account("ann")) == R"({"owner":"ann","active":true})");
    assert(ag::decode_text<profile>(R"({"name": "bo", "age": 3, "more": []})")->age == 3);
    assert(ag::encode_text(category{"a", {{"b", {}}}})
           == R"({"name":"a","within":[{"name":"b","within":[]}]})");
    assert(!for_older_readers.empty() && !for_models.empty());
}
