#ifndef ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_OUTSIDE_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_SIMULATION_OUTSIDE_HPP

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/resources/sqlite/ledger.hpp>

#include "simulation_world.hpp"

namespace fault_tests {

namespace ag = action_grammar;

struct order {
    std::string id;
};
struct receipt {
    std::string order;
    int number = 0;
};

struct trouble {
    bool in_doubt = false;
    bool transient = true;
};

/// What is to be done once, and what the world knows of it.
struct errand {
    ag::protection guard = ag::protection::unprotected;
    int key = 0;

    std::optional<receipt> first;   ///< What the receiver answered when it happened.
    std::vector<int> happened_by{}; ///< The try that each effect was sent by.
    int tries = 0;
    int sends = 0; ///< Those that may have had an effect.
    int messages = 0;
    int heard_from = 0;      ///< Messages before this one are not heard any more.
    int claimed_by = 0;      ///< The try that has the effect to itself.
    bool is_overrun = false; ///< Something arrived when its sender had the effect no longer to itself.

    std::vector<int> acknowledged{}; ///< What runs answered that completed.
    std::vector<int> failed_tries{}; ///< Whose run said that it may be run again.

    [[nodiscard]] std::string id() const { return std::to_string(key); }
};

/// A worker's line to the receiver of one errand.
///
/// The receiver recognizes keys under `keyed`, sets a value under `natural`, can be asked under `verified`, and knows
/// nothing otherwise. One that was asked hears nothing any more that was sent before: without that its answer would say
/// nothing.
class line {
public:
    line(world& around, errand& what, ag::sqlite::connection& database)
        : world_(&around), what_(&what), database_(&database), mine_(what.tries++) {}

    ag::result<receipt, trouble> put(order const&) { return send(); }
    ag::result<receipt, trouble> put_keyed(order const&, ag::idempotency_key<std::string>) { return send(); }
    ag::result<std::optional<receipt>, trouble> find(order const&) {
        world_->between_steps(fault_point::dies_before_asking);
        if (world_->is_dead() || world_->strikes(fault_point::question_unanswered))
            return ag::unexpected(trouble{});
        what_->heard_from = what_->messages;
        auto const known = what_->first;
        world_->between_steps(fault_point::dies_after_asking);
        return known;
    }
    /// In the ledger's own database.
    ag::result<receipt, ag::sql::error> insert(order const&) {
        world_->between_steps(fault_point::dies_before_sending);
        was_sent = true;
        auto const made = ag::sql::execute(*database_, "INSERT INTO effects (errand, try) VALUES ($1, $2)",
                                           what_->key, mine_);
        world_->between_steps(fault_point::dies_after_sending);
        if (!made) return ag::unexpected(made.error());
        return receipt{what_->id(), what_->key * 1000 + mine_};
    }

    [[nodiscard]] int number_of_try() const noexcept { return mine_; }
    void is_claimed() noexcept { what_->claimed_by = mine_; }
    bool was_sent = false;

private:
    ag::result<receipt, trouble> send() {
        world_->between_steps(fault_point::dies_before_sending);
        if (world_->is_dead()) return ag::unexpected(trouble{true});
        was_sent = true;
        if (world_->strikes(fault_point::request_refused)) return ag::unexpected(trouble{});
        ++what_->sends;
        world_->note("sends %d:%d", static_cast<int>(what_->guard), what_->key);
        auto const answer = deliver();
        world_->between_steps(fault_point::dies_after_sending);
        return answer;
    }
    ag::result<receipt, trouble> deliver() {
        constexpr trouble lost{true};
        if (world_->strikes(fault_point::request_dropped)) return ag::unexpected(lost);
        if (world_->strikes(fault_point::request_delayed)) {
            deliver_later();
            return ag::unexpected(lost);
        }
        bool const recognizes =
            what_->guard == ag::protection::keyed || what_->guard == ag::protection::natural;
        if (recognizes && world_->strikes(fault_point::request_doubled)) deliver_later();
        receipt const given = arrive(*world_, *what_, mine_);
        if (world_->strikes(fault_point::answer_dropped)) return ag::unexpected(lost);
        if (world_->strikes(fault_point::answer_late)) {
            world_->pause(world_->chance.between(10, 2000));
            return ag::unexpected(lost);
        }
        if (world_->strikes(fault_point::line_throws)) throw std::runtime_error("the line went dead");
        return given;
    }
    void deliver_later() {
        world_->later(world_->chance.between(1, 3000),
                      [around = world_, what = what_, mine = mine_, number = what_->messages++] {
                          if (number >= what->heard_from) arrive(*around, *what, mine);
                      });
    }
    static receipt arrive(world& around, errand& what, int by) {
        if (what.claimed_by != by) what.is_overrun = true;
        around.note("%d:%d arrives, sent by try %d", static_cast<int>(what.guard), what.key, by);
        if (what.guard == ag::protection::keyed && what.first) return *what.first;
        what.happened_by.push_back(by);
        receipt const made{what.id(), what.key * 1000 + static_cast<int>(what.happened_by.size())};
        if (!what.first) what.first = made;
        return made;
    }

    world* world_;
    errand* what_;
    ag::sqlite::connection* database_;
    int mine_;
};

inline constexpr auto make_order = ag::transform<"order">([](int n) { return order{std::to_string(n)}; });
inline constexpr auto receipt_number =
    ag::transform<"number">([](receipt const& given) noexcept { return given.number; });

inline constexpr auto keyed = ag::command<"keyed">(
    make_order | ag::persist<"receipt">(&line::put_keyed, ag::keyed_by(&order::id)) | receipt_number);
inline constexpr auto natural =
    ag::command<"natural">(make_order | ag::persist<"receipt">(&line::put, ag::natural) | receipt_number);
inline constexpr auto in_transaction = ag::command<"in_transaction">(
    make_order | ag::persist<"receipt">(&line::insert, ag::same_transaction) | receipt_number);
inline constexpr auto verified = ag::command<"verified">(
    make_order | ag::persist<"receipt">(&line::put, ag::verified_by(&line::find)) | receipt_number);
inline constexpr auto unprotected = ag::command<"unprotected">(
    make_order | ag::persist<"receipt">(&line::put, ag::unprotected) | receipt_number);

} // namespace fault_tests

#endif
