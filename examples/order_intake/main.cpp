// A day's orders, taken in.
//
// Reads a file of orders, one JSON document in each line, and runs the command `place_order`
// (place_order.hpp) for each of them on a SQLite database. Some orders are malformed, some ask for what is
// not there, some come twice. Prints what became of every one of them.
//
// Run it twice: the second run finds every order in the books and changes nothing. Kill it at any moment and
// run it again: it ends in the same state. Nothing in this file does anything about that; the shape of
// `place_order` does.
//
// Every order that is placed leaves word of it. `--tell URL` then tells whoever listens there (receiver.cpp
// does), each of them under a key by which a repeat is recognized.
//
//     order_intake [--pause-us N] [--tell URL] [DATABASE [ORDERS [CATALOGUE]]]
//     order_intake --beside DOCUMENT [DATABASE [ORDERS [CATALOGUE]]]
//     order_intake --check DOCUMENT
//
// The database is made when it is not there, by default beside the program. `--pause-us` waits N microseconds
// before each order, which gives one the time to kill it. `--beside` also runs a composition in JSON for each
// order, on a database of its own, and prints what both came to. `--check` prints what is wrong with one.

#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "delivery.hpp"
#include "place_order.hpp"
#include "side_by_side.hpp"
#include "store.hpp"
#include "words.hpp"

namespace {

using namespace order_intake;

/// What became of an order, for the table.
struct fate {
    std::string verdict;
    std::string order;
    std::string detail;
    bool decided = true; ///< false when the trouble was not with the order, but with what it is processed by
};

/// One overload for each error that `place_order` can end in: the compiler insists that none is forgotten.
struct in_table {
    fate operator()(malformed const& e) const { return {"malformed", "", e.where + ": " + e.why}; }
    fate operator()(unknown_sku const& e) const { return {"unknown sku", e.order, e.sku}; }
    fate operator()(unknown_currency const& e) const { return {"unknown currency", e.order, e.currency}; }
    fate operator()(out_of_stock const& e) const {
        return {"out of stock", e.order,
                e.sku + ": " + std::to_string(e.on_hand) + " there, " + std::to_string(e.wanted) + " wanted"};
    }
    fate operator()(id_reused const& e) const { return {"id reused", e.order, "another order has this id"}; }
    fate operator()(store_error const& e) const { return {"not processed", "", e.message, false}; }
    fate operator()(ag::thrown const& e) const {
        try {
            std::rethrow_exception(e.exception());
        } catch (std::exception const& exception) {
            return {"not processed", "", exception.what(), false};
        } catch (...) {
            return {"not processed", "", "unknown exception", false};
        }
    }
    template <class... Errors>
    fate operator()(one_of<Errors...> const& e) const {
        return std::visit(*this, e);
    }
};

/// The handler's whole caller: a line in, its fate out.
fate take_in(std::string const& line, catalogue& items, order_book& books) {
    auto const placed = ag::run(place_order, line, ag::environment{items, books});
    if (!placed) {
        fate refused = std::visit(in_table{}, placed.error());
        // Sent, and the answer lost. The next run finds out: the order is in the books under its id or not.
        if (placed.status() == ag::status::in_doubt) refused.verdict = "in doubt";
        return refused;
    }
    return {placed->already_placed ? "already placed" : "accepted", placed->order, in_words(placed->total)};
}

struct arguments {
    std::string database;
    std::string orders = "orders.jsonl";
    std::string catalogue = "catalogue.sql";
    std::string document; ///< empty unless one is to be looked at or run
    std::string tell;     ///< where to, if at all
    bool check_only = false;
    std::chrono::microseconds pause{0};
};

std::optional<arguments> read_arguments(std::vector<std::string> words) {
    arguments given;
    given.database = std::filesystem::path(words.front()).replace_extension(".sqlite").string();
    words.erase(words.begin());
    while (words.size() >= 2 && words.front().starts_with("--")) {
        std::string const option = words[0];
        std::string const value = words[1];
        words.erase(words.begin(), words.begin() + 2);
        if (option == "--pause-us") {
            int pause = 0;
            char const* const end = value.data() + value.size();
            if (std::from_chars(value.data(), end, pause).ptr != end || pause < 0) return std::nullopt;
            given.pause = std::chrono::microseconds(pause);
        } else if (option == "--tell") {
            given.tell = value;
        } else if (option == "--beside" || option == "--check") {
            given.document = value;
            given.check_only = option == "--check";
            if (given.check_only && !words.empty()) return std::nullopt;
        } else {
            return std::nullopt;
        }
    }
    if (words.size() > 3 || (!words.empty() && words.front().starts_with("-"))) return std::nullopt;
    if (!words.empty()) given.database = words[0];
    if (words.size() > 1) given.orders = words[1];
    if (words.size() > 2) given.catalogue = words[2];
    return given;
}

int fail(std::string_view what, std::string_view why) {
    std::fprintf(stderr, "order_intake: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(why.size()), why.data());
    return 1;
}

std::string text_of(std::string const& file) {
    std::ifstream opened(file);
    return {std::istreambuf_iterator<char>(opened), {}};
}

/// Tells who listens of every order that nobody was told of before. The exit status.
int tell_of_orders(sqlite::connection& database, std::string const& to) {
    auto const told = deliver(database, to);
    if (!told) return fail("events", told.error().message + "; run it again, which is safe");
    std::printf("\n%zu events delivered", told->delivered);
    if (told->failed > 0) std::printf(", %zu tries failed and were repeated", told->failed);
    std::printf("\n");
    if (told->left == 0) return 0;
    return fail("events", std::to_string(told->left) + " are still to be delivered"
                              + (told->why.empty() ? "" : ": " + told->why)
                              + "; run it again, which is safe");
}

} // namespace

int main(int count, char** words) {
    auto const given = read_arguments({words, words + count});
    if (!given) {
        return fail("usage", "order_intake [--pause-us N] [--tell URL] [--beside DOCUMENT] [DATABASE [ORDERS "
                             "[CATALOGUE]]], or "
                             "order_intake --check DOCUMENT");
    }
    std::string document;
    if (!given->document.empty()) {
        document = text_of(given->document);
        if (document.empty()) return fail(given->document, "cannot be read");
    }
    if (given->check_only) return check(document, given->document);

    std::string const schema = text_of(given->catalogue);
    if (schema.empty()) return fail(given->catalogue, "cannot be read");
    std::ifstream orders(given->orders);
    if (!orders) return fail(given->orders, "cannot be read");

    auto database = open_shop(given->database, schema);
    if (!database) return fail(given->database, database.error().message);
    sqlite_catalogue items(*database);
    sqlite_order_book books(*database);
    if (!document.empty()) {
        std::string const other = given->database + ".document";
        auto beside = open_shop(other, schema);
        if (!beside) return fail(other, beside.error().message);
        sqlite_catalogue other_items(*beside);
        sqlite_order_book other_books(*beside);
        return run_side_by_side(orders, {items, books}, {other_items, other_books}, document,
                                given->document);
    }

    std::printf("%4s  %-16s  %-9s  %s\n", "line", "verdict", "order", "detail");
    std::map<std::string, int> summary;
    int number = 0;
    for (std::string line; std::getline(orders, line);) {
        if (given->pause.count() > 0) std::this_thread::sleep_for(given->pause);
        fate const became = take_in(line, items, books);
        std::printf("%4d  %-16s  %-9s  %s\n", ++number, became.verdict.c_str(),
                    became.order.empty() ? "-" : became.order.c_str(), became.detail.c_str());
        if (!became.decided) return fail(became.verdict, became.detail + "; run it again, which is safe");
        ++summary[became.verdict];
    }

    std::printf("\n%d orders\n", number);
    for (auto const& [verdict, times] : summary)
        std::printf("%6d  %s\n", times, verdict.c_str());
    return given->tell.empty() ? 0 : tell_of_orders(*database, given->tell);
}
