#ifndef ACTION_GRAMMAR_BENCHMARKS_CONTRACT_CONVERT_ORDER_HPP
#define ACTION_GRAMMAR_BENCHMARKS_CONTRACT_CONVERT_ORDER_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace contract_benchmarks {

/// The contract of data/order.json as types: 19 members in four structs, one of them in a vector.
struct address {
    std::string street;
    std::string city;
    std::string country;
    bool operator==(address const&) const = default;
};
struct customer {
    std::int64_t id = 0;
    std::string name;
    std::string email;
    contract_benchmarks::address address;
    bool operator==(customer const&) const = default;
};
struct line {
    std::string sku;
    std::string title;
    std::int64_t quantity = 0;
    double unit_price = 0;
    bool operator==(line const&) const = default;
};
struct order {
    std::string id;
    std::string placed_at;
    std::string status;
    bool express = false;
    double total = 0;
    std::string note;
    contract_benchmarks::customer customer;
    std::vector<line> lines;
    bool operator==(order const&) const = default;
};

/// What a library does between texts, its own values and the type.
struct converter {
    std::string name;
    std::function<order(std::string_view)> from_text;
    std::function<std::string(order const&)> to_text;
    /// The same from and to a value of the library, which is held by the function.
    std::function<order()> from_value;
    std::function<bool(order const&)> to_value; ///< The value is released.
};

/// `text` is what `from_value` holds the value of.
converter with_action_grammar(std::string_view text);
converter with_boost_json(std::string_view text);
converter with_nlohmann_json(std::string_view text);

} // namespace contract_benchmarks

#endif
