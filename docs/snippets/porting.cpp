// The snippets of how-to/porting.md: one handler, before and after, and both give the same answers.

#include <cassert>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct request {
    std::string user;
    int cents;
};
struct account {
    std::string user;
    int limit;
};
struct entry {
    std::string id;
};
struct response {
    int code;
    std::string body;

    bool operator==(response const&) const = default;
};

struct busy : std::runtime_error {
    busy() : std::runtime_error("busy") {}
};

struct account_store {
    std::optional<account> find(std::string const& user) {
        if (user == "nobody") return std::nullopt;
        return account{user, 1000};
    }
};
struct ledger {
    bool locked = false;
    entry add(std::string const& user, int cents) {
        if (locked) throw busy{};
        return entry{user + "-" + std::to_string(cents)};
    }
};
struct notifier {
    int sent = 0;
    void send(std::string const&) { ++sent; }
};

// [before]
response charge_by_hand(request const& asked, account_store& accounts, ledger& books, notifier& mail) {
    auto const found = accounts.find(asked.user);
    if (!found) return {404, asked.user};
    if (asked.cents > found->limit) return {409, "over the limit"};
    try {
        auto const made = books.add(found->user, asked.cents); // what if the answer is lost?
        mail.send(found->user);                                // what if this throws?
        return {200, made.id};
    } catch (busy const&) {
        return {503, "try again"};
    }
}
// [/before]

// [operations]
struct no_account {
    std::string user;
};
struct over_limit {};
struct books_busy {
    [[nodiscard]] static constexpr bool transient() noexcept { return true; }
};

ag::result<account, no_account> find_account(account_store& accounts, request const& asked) {
    if (auto found = accounts.find(asked.user)) return *std::move(found);
    return ag::unexpected(no_account{asked.user});
}

ag::result<void, over_limit> within_limit(request const& asked, account const& from) noexcept {
    if (asked.cents > from.limit) return ag::unexpected(over_limit{});
    return {};
}

struct charge_request {
    std::string user;
    int cents;
};

charge_request to_charge(request const& asked, account const& from) { return {from.user, asked.cents}; }

ag::result<entry, books_busy> add_entry(ledger& books, charge_request const& made) {
    try {
        return books.add(made.user, made.cents);
    } catch (busy const&) {
        return ag::unexpected(books_busy{}); // thrown before anything was written
    } // anything else leaves the commit in doubt, and is reported so
}

void send_mail(notifier& mail, request const& asked) { mail.send(asked.user); }
// [/operations]

// [sentence]
inline constexpr auto charge_account =
    ag::command<"charge_account">(ag::fetch<"account">(ag::on<account_store>(find_account))
                                  | ag::validate<"limit">(ag::from<"input", "account">, within_limit)
                                  | ag::transform<"charge">(ag::from<"input", "account">, to_charge)
                                  | ag::persist<"entry">(ag::on<ledger>(add_entry), ag::unprotected));

inline constexpr auto tell =
    ag::command<"tell">(ag::emit<"mail">(ag::on<notifier>(send_mail), ag::unprotected));
// [/sentence]

// [after]
struct to_response {
    response operator()(no_account const& e) const { return {404, e.user}; }
    response operator()(over_limit) const { return {409, "over the limit"}; }
    response operator()(books_busy) const { return {503, "try again"}; }
    response operator()(ag::thrown const&) const { return {500, "error"}; }
};

response charge(request const& asked, account_store& accounts, ledger& books, notifier& mail) {
    auto const charged = ag::run(charge_account, asked, ag::environment{accounts, books});
    if (charged.status() == ag::status::in_doubt) return {202, "being looked into"};
    if (!charged) return std::visit(to_response{}, charged.error());
    if (!ag::run(tell, asked, ag::environment{mail})) {
        // a mail that was not sent is noted, and the charge stands
    }
    return {200, charged->id};
}
// [/after]

int main() {
    account_store accounts;
    for (bool const locked : {false, true}) {
        for (request const& asked : {request{"ada", 10}, request{"ada", 2000}, request{"nobody", 1}}) {
            ledger books{locked};
            notifier by_hand;
            notifier ported;
            assert(charge_by_hand(asked, accounts, books, by_hand) == charge(asked, accounts, books, ported));
            assert(by_hand.sent == ported.sent);
        }
    }
}
