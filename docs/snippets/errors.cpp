// The snippets of how-to/errors.md.

#include <cassert>
#include <exception>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>

#include <action_grammar/action_grammar.hpp>

namespace ag = action_grammar;

struct payment {
    std::string account;
    int cents;
};
struct receipt {
    std::string id;
};

// [types]
struct account_closed {
    std::string account;
};
struct network_error {
    bool refused = false; // the connection was refused: nothing was sent
    bool sent = false;    // the request went out, and no answer came back
    [[nodiscard]] constexpr bool transient() const noexcept { return refused; }
    [[nodiscard]] constexpr bool in_doubt() const noexcept { return sent; }
};
// [/types]

// [foreign]
namespace driver { // somebody else's error type
enum class error { timeout, constraint, connection_lost };

constexpr bool is_transient(error e) noexcept { return e == error::timeout; }
constexpr bool is_in_doubt(error e) noexcept { return e == error::connection_lost; }
} // namespace driver
static_assert(ag::transient(driver::error::timeout) && ag::doubtful(driver::error::connection_lost));
// [/foreign]

// [several]
using lookup_error = std::variant<driver::error, network_error>; // what one operation can end in

constexpr lookup_error unreachable_bank(network_error{.refused = true});
static_assert(ag::transient(unreachable_bank) && !ag::doubtful(unreachable_bank)); // as what it holds
// [/several]

struct accounts {
    bool closed = false;
    bool broken = false;
    ag::result<payment, account_closed> open(payment const& wanted) {
        if (broken) throw std::runtime_error("accounts: out of order");
        if (closed) return ag::unexpected(account_closed{wanted.account});
        return wanted;
    }
};
struct bank {
    network_error trouble{};
    ag::result<receipt, network_error> transfer(payment const& ordered) {
        if (trouble.refused || trouble.sent) return ag::unexpected(trouble);
        return receipt{ordered.account + "-1"};
    }
};

// [sentence]
inline constexpr auto pay =
    ag::command<"pay">(ag::fetch<"account">(&accounts::open)
                       | ag::validate<"amount">([](payment const& p) noexcept { return p.cents > 0; })
                       | ag::persist<"receipt">(&bank::transfer, ag::keyed_by(&payment::account)));
// [/sentence]

// [handle]
struct report {
    std::string operator()(account_closed const& e) const { return "closed: " + e.account; }
    std::string operator()(ag::invalid const& e) const { return "refused by " + std::string(e.label); }
    std::string operator()(network_error const&) const { return "the bank did not do it"; }
    std::string operator()(ag::thrown const& e) const {
        try {
            std::rethrow_exception(e.exception());
        } catch (std::exception const& exception) {
            return exception.what();
        } catch (...) {
            return "unknown exception";
        }
    }
};

std::string handle(payment const& wanted, accounts& from, bank& to) {
    auto const paid = ag::run(pay, wanted, ag::environment{from, to});
    switch (paid.status()) {
    case ag::status::completed: return "paid: " + paid->id;
    case ag::status::in_doubt: return "look before paying again: " + std::string(paid.failed_action());
    case ag::status::failed: return std::visit(report{}, paid.error());
    case ag::status::waiting:
    case ag::status::rejected: break; // only with a gate
    }
    return "unreachable";
}
// [/handle]

// [map]
struct refusal {
    int code;
};

struct to_refusal {
    refusal operator()(account_closed const&) const noexcept { return {404}; }
    refusal operator()(ag::invalid const&) const noexcept { return {422}; }
    refusal operator()(network_error const&) const noexcept { return {502}; }
    // not for ag::thrown: an error that the mapping does not take stays as it is
};

inline constexpr auto pay_for_http = ag::command<"pay_for_http">(ag::with(ag::map_error(to_refusal{}), pay));

using ended = decltype(ag::run(pay_for_http, payment{}, ag::environment{accounts{}, bank{}}));
static_assert(std::is_same_v<ended::error_type, std::variant<refusal, ag::thrown>>);
// [/map]

int main() {
    accounts from;
    bank to;
    assert(handle({"a", 5}, from, to) == "paid: a-1");
    assert(handle({"a", 0}, from, to) == "refused by amount");
    to.trouble.refused = true;
    assert(handle({"a", 5}, from, to) == "the bank did not do it");
    to.trouble = {.refused = false, .sent = true};
    assert(handle({"a", 5}, from, to) == "look before paying again: receipt");
    from.closed = true;
    assert(handle({"a", 5}, from, to) == "closed: a");

    // [mapped]
    auto const refused = ag::run(pay_for_http, payment{"a", 5}, ag::environment{from, to});
    assert(std::get<refusal>(refused.error()).code == 404);
    assert(refused.failed_action() == "account" && refused.phase() == ag::phase::prepare);
    // [/mapped]
    from.broken = true;
    assert(handle({"a", 5}, from, to) == "accounts: out of order");
}
