// The snippets of how-to/resources-and-substitutes.md.

#include <cassert>
#include <map>
#include <string>
#include <tuple>
#include <variant>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct item {
    std::string sku;
    int price;
};
struct not_found {
    std::string sku;
};

// [interface]
struct catalog {
    virtual ag::result<item, not_found> find(std::string const& sku) = 0;
};

inline constexpr auto find_item = ag::query<"find_item">(ag::fetch<"item">(&catalog::find));
// [/interface]

// [double]
struct catalog_double final : catalog {
    std::map<std::string, int> prices;
    int asked = 0;

    ag::result<item, not_found> find(std::string const& sku) override {
        ++asked;
        auto const found = prices.find(sku);
        if (found == prices.end()) return ag::unexpected(not_found{sku});
        return item{sku, found->second};
    }
};
// [/double]

// [on]
struct database {
    std::map<std::string, int> rows;
};

ag::result<item, not_found> read_item(database& from, std::string const& sku) {
    auto const row = from.rows.find(sku);
    if (row == from.rows.end()) return ag::unexpected(not_found{sku});
    return item{row->first, row->second};
}

inline constexpr auto read_from_database =
    ag::query<"read_from_database">(ag::fetch<"item">(ag::on<database>(read_item)));
// [/on]

// [several]
struct tax_office {
    int percent;
};

inline constexpr auto taxed = ag::query<"taxed">(ag::fetch<"item">(ag::on<database, tax_office const>( //
    [](database& from, tax_office const& office, std::string const& sku) -> ag::result<item, not_found> {
        auto found = read_item(from, sku);
        if (found) found->price += found->price * office.percent / 100;
        return found;
    })));
// [/several]

// [parameter]
template <class Catalog>
inline constexpr auto find_item_in = ag::query<"find_item_in">(ag::fetch<"item">(&Catalog::find));

struct sql_catalog { // no virtual function
    ag::result<item, not_found> find(std::string const& sku) { return item{sku, 100}; }
};
struct fake_catalog {
    ag::result<item, not_found> find(std::string const& sku) { return item{sku, 1}; }
};
// [/parameter]

// [two]
struct archive : database {}; // two databases of one class: a type for each
struct live : database {};

inline constexpr auto read_either = ag::query<"read_either">(
    ag::all(ag::fetch<"old">(ag::on<archive>(read_item)), ag::fetch<"new">(ag::on<live>(read_item))));
// [/two]

// [asked]
using supplied = ag::environment<catalog_double&>;
static_assert(ag::provides<supplied, catalog>);
static_assert(!ag::provides<supplied, database>);
// [/asked]

int main() {
    // [test]
    catalog_double items;
    items.prices["sku-1"] = 250;

    auto const found = ag::run(find_item, std::string("sku-1"), ag::environment{items});
    assert(found && found->price == 250 && items.asked == 1);

    auto const missing = ag::run(find_item, std::string("sku-2"), ag::environment{items});
    assert(missing.failed_action() == "item" && std::get<not_found>(missing.error()).sku == "sku-2");
    // [/test]

    // [temporary]
    auto const read = ag::run(read_from_database, std::string("a"), ag::environment{database{{{"a", 7}}}});
    assert(read && read->price == 7);
    // [/temporary]

    archive old;
    old.rows["a"] = 1;
    live fresh;
    fresh.rows["a"] = 2;
    auto const either = ag::run(read_either, std::string("a"), ag::environment{old, fresh});
    assert(either && std::get<0>(*either).price == 1 && std::get<1>(*either).price == 2);

    database rows{{{"a", 100}}};
    tax_office const office{20};
    auto const with_tax = ag::run(taxed, std::string("a"), ag::environment{rows, office});
    assert(with_tax && with_tax->price == 120);

    // [parameter_run]
    auto const real = ag::run(find_item_in<sql_catalog>, std::string("a"), ag::environment{sql_catalog{}});
    auto const faked = ag::run(find_item_in<fake_catalog>, std::string("a"), ag::environment{fake_catalog{}});
    // [/parameter_run]
    assert(real->price == 100 && faked->price == 1);
}
