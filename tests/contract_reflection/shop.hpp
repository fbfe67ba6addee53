#ifndef ACTION_GRAMMAR_TESTS_CONTRACT_REFLECTION_SHOP_HPP
#define ACTION_GRAMMAR_TESTS_CONTRACT_REFLECTION_SHOP_HPP

// Types of every kind, for the tests of decoding and encoding.

#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/reflection/contract_of.hpp>

#include <boost/hana/adapt_struct.hpp>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

namespace shop {

namespace ag = action_grammar;

enum class color { red, green, blue };
enum class size { small, large };

struct order_id {
    std::string value;
    friend bool operator==(order_id const&, order_id const&) = default;
};
/// Two decimals, exactly.
struct money {
    std::int64_t cents = 0;
    friend bool operator==(money const&, money const&) = default;
};
inline std::string to_text(money const& amount) {
    bool const negative = amount.cents < 0;
    auto const magnitude =
        negative ? 0 - static_cast<std::uint64_t>(amount.cents) : static_cast<std::uint64_t>(amount.cents);
    std::string cents = std::to_string(magnitude % 100);
    if (cents.size() < 2) cents.insert(0, 1, '0');
    return (negative ? "-" : "") + std::to_string(magnitude / 100) + "." + cents;
}
inline std::optional<money> to_money(std::string text) {
    std::erase(text, '.');
    money amount;
    auto const [end, status] = std::from_chars(text.data(), text.data() + text.size(), amount.cents);
    if (status != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return amount;
}

struct point {
    double x = 0;
    double y = 0;
    friend bool operator==(point const&, point const&) = default;
};
struct circle {
    double radius = 0;
    friend bool operator==(circle const&, circle const&) = default;
};
struct square {
    double side = 0;
    friend bool operator==(square const&, square const&) = default;
};
using shape = std::variant<circle, square, std::string, std::monostate>;

struct line {
    std::string article;
    std::int32_t quantity = 0;
    money price;
    friend bool operator==(line const&, line const&) = default;
};
struct order {
    order_id id;
    std::vector<line> lines;
    std::optional<std::string> note;
    color shade = color::red;
    bool gift = false;
    friend bool operator==(order const&, order const&) = default;
};

struct everything {
    bool truth = false;
    std::int8_t tiny = 0;
    std::uint8_t small = 0;
    std::int32_t medium = 0;
    std::int64_t large = 0;
    std::uint64_t huge = 0;
    float single_precision = 0;
    double double_precision = 0;
    std::string text;
    color shade = color::red;
    shop::size named = size::small;
    order_id strong;
    money amount;
    point nested;
    std::vector<point> points;
    std::array<int, 3> three{};
    std::optional<double> maybe;
    std::shared_ptr<int> shared;
    std::map<std::string, point> by_name;
    std::unordered_map<std::string, int> counts;
    std::set<std::string> unique;
    std::tuple<int, std::string, std::optional<bool>> mixed;
    shape outline;
    std::chrono::system_clock::time_point at;
    std::chrono::year_month_day day{std::chrono::year(2000), std::chrono::month(1), std::chrono::day(1)};
    std::chrono::milliseconds length{};
    std::vector<bool> flags;
    ag::json::value any;
};

struct tree {
    std::string name;
    std::vector<tree> children;
    friend bool operator==(tree const&, tree const&) = default;
};
struct chain {
    int value = 0;
    std::unique_ptr<chain> next;
};

struct adapted {
    adapted() {}
    int a = 0;
    std::string b;
};
class listed {
public:
    int shown = 0;
    std::string also;

private:
    [[maybe_unused]] int hidden_ = 7;
};
struct relaxed {
    int known = 0;
};
struct settings {
    int retries = 3;
    std::string host = "unset";
    color shade = color::blue;
    double factor = 2;
    bool on = false;
};

struct constrained {
    int least = 1;
    int most = 0;
    double above = 1;
    double below = 0;
    int even = 0;
    double cents = 0;
    std::string letters = "ab";
    std::string word = "a";
    std::vector<int> few{1};
    std::vector<double> distinct;
    std::optional<int> maybe;
    std::uint64_t big = 0;
};

} // namespace shop

BOOST_HANA_ADAPT_STRUCT(shop::adapted, a, b);

template <>
inline constexpr auto action_grammar::contract_of<shop::size> = action_grammar::enumeration(
    action_grammar::enumerator<shop::size::small>("S"), action_grammar::enumerator<shop::size::large>("L"));
template <>
inline constexpr auto action_grammar::contract_of<shop::order_id> =
    action_grammar::wraps<&shop::order_id::value>(action_grammar::matches("^[A-Z]{2}-[0-9]+$"));
template <>
inline constexpr auto action_grammar::contract_of<shop::money> = action_grammar::represented_as<std::string>(
    &shop::to_text, &shop::to_money, action_grammar::matches("^-?(0|[1-9][0-9]*)\\.[0-9]{2}$"));
template <>
inline constexpr auto action_grammar::contract_of<shop::order> =
    action_grammar::object(action_grammar::member<&shop::order::lines>(action_grammar::min_items(1)),
                           action_grammar::member<&shop::order::gift>(action_grammar::default_value(false)));
template <>
inline constexpr auto action_grammar::contract_of<shop::line> = action_grammar::object(
    action_grammar::member<&shop::line::quantity>(action_grammar::minimum(1), action_grammar::maximum(99)));
template <>
inline constexpr auto action_grammar::contract_of<shop::listed> = action_grammar::object(
    action_grammar::member<&shop::listed::also>(), action_grammar::member<&shop::listed::shown>());
template <>
inline constexpr auto action_grammar::contract_of<shop::relaxed> =
    action_grammar::object(action_grammar::open);
template <>
inline constexpr auto action_grammar::contract_of<shop::settings> = action_grammar::object(
    action_grammar::member<&shop::settings::retries>(action_grammar::default_value(-5)),
    action_grammar::member<&shop::settings::host>(action_grammar::default_value("localhost")),
    action_grammar::member<&shop::settings::shade>(action_grammar::default_value("green")),
    action_grammar::member<&shop::settings::factor>(action_grammar::default_value(0.5)),
    action_grammar::member<&shop::settings::on>(action_grammar::default_value(true)));
template <>
inline constexpr auto action_grammar::contract_of<shop::constrained> = action_grammar::object(
    action_grammar::member<&shop::constrained::least>(action_grammar::minimum(1)),
    action_grammar::member<&shop::constrained::most>(action_grammar::maximum(10)),
    action_grammar::member<&shop::constrained::above>(action_grammar::exclusive_minimum(0)),
    action_grammar::member<&shop::constrained::below>(action_grammar::exclusive_maximum(0.5)),
    action_grammar::member<&shop::constrained::even>(action_grammar::multiple_of(2)),
    action_grammar::member<&shop::constrained::cents>(action_grammar::multiple_of(0.01)),
    action_grammar::member<&shop::constrained::letters>(action_grammar::min_length(2),
                                                        action_grammar::max_length(3)),
    action_grammar::member<&shop::constrained::word>(action_grammar::matches("^[a-z]+$")),
    action_grammar::member<&shop::constrained::few>(action_grammar::min_items(1),
                                                    action_grammar::max_items(2)),
    action_grammar::member<&shop::constrained::distinct>(action_grammar::unique_items),
    action_grammar::member<&shop::constrained::maybe>(action_grammar::minimum(0)),
    action_grammar::member<&shop::constrained::big>(
        action_grammar::maximum(std::uint64_t{18446744073709551614U})));

#endif
