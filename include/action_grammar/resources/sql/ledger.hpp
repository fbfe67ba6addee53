#ifndef ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_LEDGER_HPP

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/ledger/effect_ledger.hpp>
#include <action_grammar/ledger/effect_rule.hpp>
#include <action_grammar/ledger/recorded_run.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sql/holder_name.hpp>
#include <action_grammar/resources/sql/ledger_record.hpp>
#include <action_grammar/resources/sql/ledger_rows.hpp>
#include <action_grammar/resources/sql/ledger_statements.hpp>
#include <action_grammar/resources/sql/sent_together.hpp>

namespace action_grammar::sql {

/// The ledger of effects in a database, in a table `action_grammar_effects`: `sqlite::ledger`, `postgresql::ledger`.
///
/// It works on a connection of its own run. Under `same_transaction` the mutation has to work on that same connection,
/// and what it changes and the record are committed together. Under any other protection the record is committed
/// before the mutation is sent, and after its answer has come.
///
///     auto ledger = ag::sqlite::ledger(database);
///     if (auto made = ledger.create(); !made) return ag::unexpected(made.error());
///     auto reply = ag::run(place_order, request, ag::environment{database, ledger});
///
/// Runs in several processes may work on one database: a claim is a row of a primary key. Time is the database's, so
/// that the machines' clocks may differ.
template <connection Connection>
class ledger final : public effect_ledger {
public:
    /// @param database  outside of any transaction; must outlive this
    explicit ledger(Connection& database, ledger_options wanted = {})
        : database_(&database), options_(wanted) {}

    /// Makes the table, where there is none.
    result<void, error> create() { return done(sql::execute(*database_, words().create)); }

    result<effect_claim, ledger_error> begin(action_grammar::effect const& one) noexcept override {
        auto made = action_grammar::detail::without_throwing([&] { return claim(one); });
        if (made) return std::move(*made);
        abandon_transaction(one);
        return unexpected(ledger_error{});
    }

    result<void, ledger_error> complete(action_grammar::effect const& one, effect_claim const& claimed,
                                        std::string_view answer) noexcept override {
        bool may_have_happened = !is_shared(one);
        auto kept = action_grammar::detail::without_throwing(
            [&] { return keep(one, claimed, answer, may_have_happened); });
        if (kept) return std::move(*kept);
        abandon_transaction(one);
        return unexpected(ledger_error{may_have_happened ? ledger_error::reason::not_recorded
                                                         : ledger_error::reason::unavailable,
                                       {},
                                       {}});
    }

    void withdraw(action_grammar::effect const& one, effect_claim const& claimed) noexcept override {
        if (is_shared(one)) return abandon_transaction(one);
        note(claimed.repeat ? words().doubt : words().give_up, one, claimed);
    }
    void doubt(action_grammar::effect const& one, effect_claim const& claimed) noexcept override {
        if (is_shared(one)) return abandon_transaction(one);
        note(words().doubt, one, claimed);
    }

    /// Effects, those that changed longest ago first.
    result<std::vector<ledger_record>, error> list(ledger_query const& wanted = {}) {
        std::string const state = wanted.state ? std::string(name(*wanted.state)) : std::string();
        bindings given;
        if (auto bound = given.add_all(state, wanted.composition, wanted.most); !bound)
            return unexpected(std::move(bound).error());
        auto rows = database_->run(words().list, given.values(), sql::effect::reads);
        if (!rows) return unexpected(std::move(rows).error());
        std::vector<ledger_record> all;
        for (;;) {
            auto more = rows->next();
            if (!more) return unexpected(std::move(more).error());
            if (!*more) return all;
            all.push_back(detail::record_in(*rows));
        }
    }

    /// Writes down what a person found out of an effect that is not done and that no run is at. False: there is no such.
    result<bool, error> resolve(action_grammar::effect const& one, effect_finding const& found) {
        auto const changed =
            found.happened ? sql::execute(*database_, words().resolve, one.composition, one.version, one.key,
                                          found.answer)
                           : sql::execute(*database_, words().forget, one.composition, one.version, one.key);
        if (!changed) return unexpected(changed.error());
        return *changed == 1;
    }

    /// Forgets effects that were done longer ago than this, by the database's clock: a repeat that comes later does them
    /// again. Those that are not done stay. Returns how many; call it again while it is `most`.
    result<std::int64_t, error> clean_up(std::chrono::milliseconds age, std::int64_t most = 10'000) {
        return sql::execute(*database_, words().clean_up, std::int64_t{age.count()}, most);
    }

private:
    static detail::ledger_statements const& words() {
        // SQLite keeps the rows in the tree of the key then, and writes half the pages.
        static detail::ledger_statements const said{
            std::string(Connection::dialect::now), std::string(Connection::dialect::got_lock),
            Connection::dialect::name == "sqlite" ? " WITHOUT ROWID" : ""};
        return said;
    }
    static bool is_shared(action_grammar::effect const& one) noexcept {
        return one.guard == protection::same_transaction;
    }
    /// Whether the open transaction is all there is of a claim: it has the database to itself, or a lock of the key.
    static bool is_unwritten(action_grammar::effect const& one, effect_claim const& claimed) noexcept {
        return is_shared(one) && !claimed.repeat;
    }

    template <class Value>
    static result<void, error> done(result<Value, error> made) {
        if (!made) return unexpected(std::move(made).error());
        return {};
    }
    static result<effect_claim, ledger_error> refused(ledger_error::reason why,
                                                      action_grammar::effect const& one, std::string detail) {
        return unexpected(ledger_error{why, std::string(one.key), std::move(detail)});
    }
    static result<effect_claim, ledger_error> unavailable(action_grammar::effect const& one,
                                                          error const& failed) {
        return refused(ledger_error::reason::unavailable, one, to_string(failed));
    }

    result<effect_claim, ledger_error> claim(action_grammar::effect const& one) {
        if (database_->in_transaction())
            return refused(ledger_error::reason::unavailable, one,
                           "the ledger's connection is in a transaction already");
        auto made = is_shared(one) ? claim_by_transaction(one) : claim_row(one);
        if (!made || made->done) abandon_transaction(one);
        if constexpr (requires { Connection::dialect::shows_what_is_not_synced; })
            if (made && made->done && !is_settled_) return confirm(one, std::move(*made));
        return made;
    }
    /// What a process wrote that died while it committed can be read, and is not on the disk yet, where a loss of power
    /// takes an answer back that was given. Another commit puts it there.
    result<effect_claim, ledger_error> confirm(action_grammar::effect const& one, effect_claim found) {
        auto const written = sql::execute(*database_, words().confirm, one.composition, one.version, one.key);
        if (!written) return unavailable(one, written.error());
        is_settled_ = true;
        return found;
    }
    result<effect_claim, ledger_error> claim_by_transaction(action_grammar::effect const& one) {
        std::string const mine = holder_name();
        auto there = begin_and_look(one);
        if (!there) return unavailable(one, there.error());
        if (!*there) return effect_claim{false, false, {}, mine};
        return contend(one, **there, mine);
    }
    /// Begins a transaction beside which no other one has this key, and looks for what was recorded before.
    result<std::optional<detail::found_record>, error> begin_and_look(action_grammar::effect const& one) {
        bindings given;
        if (auto bound = given.add_all(one.composition, one.version, one.key); !bound)
            return unexpected(std::move(bound).error());
        if constexpr (Connection::dialect::lock_name.empty()) {
            return detail::found_in(
                detail::begin_and_run(*database_, words().find, given.values(), sql::effect::reads));
        } else {
            std::string lock(one.composition);
            lock.append("/").append(one.version).append("/").append(one.key);
            if (auto bound = given.add(lock); !bound) return unexpected(std::move(bound).error());
            bool locked = false;
            auto there = detail::found_in(
                detail::begin_and_run(*database_, words().lock_and_find, given.values(), sql::effect::reads),
                &locked);
            if (!there || locked) return there;
            // Another transaction has the key. What it records can be read when it has ended, and not before.
            if (auto waited = sql::execute(*database_, Connection::dialect::lock_name, lock); !waited)
                return unexpected(std::move(waited).error());
            return look(one);
        }
    }
    result<effect_claim, ledger_error> claim_row(action_grammar::effect const& one) {
        std::string const mine = holder_name();
        auto const claimed = write_claim(one, mine);
        if (claimed && *claimed == 1) return effect_claim{false, false, {}, mine};
        // A claim whose answer was lost may be there all the same.
        if (!claimed && !claimed.error().in_doubt()) return unavailable(one, claimed.error());
        auto there = look(one);
        if (!there) return unavailable(one, there.error());
        if (!*there) return refused(ledger_error::reason::unavailable, one, "the claim was lost; try again");
        if ((*there)->holder == mine) return effect_claim{false, false, {}, mine};
        return contend(one, **there, mine);
    }
    result<std::int64_t, error> write_claim(action_grammar::effect const& one, std::string const& mine) {
        return sql::execute(*database_, words().claim, one.composition, one.version, one.key, one.action,
                            name(one.guard), mine, std::int64_t{options_.lease.count()});
    }
    /// Of an effect that another run has come to before.
    result<effect_claim, ledger_error> contend(action_grammar::effect const& one,
                                               detail::found_record const& there, std::string const& mine) {
        using ruled = action_grammar::detail::recorded_before;
        switch (action_grammar::detail::ruling(one, there.action, there.state, there.held)) {
        case ruled::of_another_action:
            return refused(ledger_error::reason::key_reused, one,
                           "the key belongs to \"" + there.action + "\"");
        case ruled::answered: return effect_claim{true, true, there.answer, {}};
        case ruled::in_progress:
            return refused(ledger_error::reason::in_progress, one,
                           "a run with this key is under way, or died a moment ago");
        case ruled::in_doubt: return leave_in_doubt(one);
        case ruled::taken_over: break;
        }
        auto const taken = sql::execute(*database_, words().take_over, one.composition, one.version, one.key,
                                        mine, std::int64_t{options_.lease.count()}, there.holder);
        if (!taken) return unavailable(one, taken.error());
        if (*taken != 1)
            return refused(ledger_error::reason::in_progress, one, "another run has taken it over");
        return effect_claim{false, true, {}, mine};
    }
    result<effect_claim, ledger_error> leave_in_doubt(action_grammar::effect const& one) {
        static_cast<void>(sql::execute(*database_, words().abandon, one.composition, one.version, one.key));
        return refused(ledger_error::reason::in_doubt, one,
                       "find out whether it happened, then: action-grammar ledger resolve");
    }

    result<std::optional<detail::found_record>, error> look(action_grammar::effect const& one) {
        bindings given;
        if (auto bound = given.add_all(one.composition, one.version, one.key); !bound)
            return unexpected(std::move(bound).error());
        return detail::found_in(database_->run(words().find, given.values(), sql::effect::reads));
    }
    result<void, ledger_error> keep(action_grammar::effect const& one, effect_claim const& claimed,
                                    std::string_view answer, bool& may_have_happened) {
        if (is_shared(one) && database_->depth() != 1) {
            abandon_transaction(one);
            return not_kept(one, {error_kind::misused, "",
                                  "the mutation ended or left open a transaction that is not its own"});
        }
        // The record would be part of a transaction that may never be committed.
        if (!is_shared(one) && database_->in_transaction())
            return not_kept(one, {error_kind::misused, "",
                                  "the mutation left a transaction open on the ledger's connection"});
        if (is_unwritten(one, claimed)) {
            auto const kept = record_and_commit(one, claimed, answer, may_have_happened);
            return kept ? result<void, ledger_error>() : lost_or_failed(one, answer, kept.error());
        }
        auto const written = write(one, claimed, answer);
        if (!written) {
            abandon_transaction(one);
            return not_kept(one, written.error());
        }
        if (*written == 0) return kept_before(one, answer);
        if (!is_shared(one)) return {};
        may_have_happened = true;
        auto const committed = database_->commit();
        return committed ? result<void, ledger_error>() : lost_or_failed(one, answer, committed.error());
    }
    /// Of a transaction that was not committed, as far as is known.
    result<void, ledger_error> lost_or_failed(action_grammar::effect const& one, std::string_view answer,
                                              error const& failed) {
        if (failed.in_doubt()) return after_lost_commit(one, answer, failed);
        abandon_transaction(one);
        return not_kept(one, failed);
    }
    /// Writes the whole record, which was no more than a lock until now.
    ///
    /// @param sent  set before what could commit it
    result<void, error> record_and_commit(action_grammar::effect const& one, effect_claim const& claimed,
                                          std::string_view answer, bool& sent) {
        bindings given;
        if (auto bound = given.add_all(one.composition, one.version, one.key, one.action, name(one.guard),
                                       claimed.holder, answer);
            !bound)
            return bound;
        if constexpr (detail::commits_with_statement<Connection>) {
            sent = true;
            return done(database_->run_and_commit(words().record, given.values()));
        } else {
            auto written = run_to_end(*database_, words().record, given.values());
            if (!written) return unexpected(std::move(written).error());
            sent = true;
            return database_->commit();
        }
    }
    result<std::int64_t, error> write(action_grammar::effect const& one, effect_claim const& claimed,
                                      std::string_view answer) {
        auto finished =
            sql::execute(*database_, words().finish, one.composition, one.version, one.key, answer);
        if (!finished || *finished == 1) return finished;
        // Of one that was forgotten meanwhile, or is done.
        return sql::execute(*database_, words().complete, one.composition, one.version, one.key, one.action,
                            name(one.guard), claimed.holder, answer);
    }
    /// Of an effect whose record another run has completed, which took it over when this one's lease was over.
    result<void, ledger_error> kept_before(action_grammar::effect const& one, std::string_view answer) {
        abandon_transaction(one);
        auto const there = look(one);
        if (!there) return not_kept(one, there.error());
        return same_answer(one, *there ? (*there)->answer : std::string(), answer);
    }
    /// An answer that is not the kept one is given to nobody: a repeat would be given another.
    result<void, ledger_error> same_answer(action_grammar::effect const& one, std::string_view kept,
                                           std::string_view answer) const {
        if (kept == answer) return {};
        return unexpected(
            ledger_error{ledger_error::reason::in_progress, std::string(one.key),
                         "another run was answered differently meanwhile; a repeat is given its answer"});
    }
    result<void, ledger_error> not_kept(action_grammar::effect const& one, error const& failed) const {
        bool const undone = is_shared(one) && !failed.in_doubt();
        return unexpected(
            ledger_error{undone ? ledger_error::reason::unavailable : ledger_error::reason::not_recorded,
                         std::string(one.key), to_string(failed)});
    }
    /// Whether a commit took place whose answer was lost: another claim of the key waits for it, and finds it or not.
    result<void, ledger_error> after_lost_commit(action_grammar::effect const& one, std::string_view answer,
                                                 error const& failed) {
        abandon_transaction(one);
        is_settled_ = false;
        auto const again = claim(one);
        if (again && again->done) return same_answer(one, again->answer, answer);
        if (!again || !settle(one, *again)) {
            abandon_transaction(one);
            return not_kept(one, failed);
        }
        return unexpected(ledger_error{ledger_error::reason::unavailable, std::string(one.key),
                                       "the commit was lost, and nothing happened: " + to_string(failed)});
    }

    /// A disk that failed may bring a lost commit back until another one has taken its place: one that writes.
    bool settle(action_grammar::effect const& one, effect_claim const& claimed) {
        if (is_unwritten(one, claimed)) {
            auto const written = write_claim(one, claimed.holder);
            if (!written) return false;
        }
        auto const undone =
            sql::execute(*database_, words().give_up, one.composition, one.version, one.key, claimed.holder);
        return undone && database_->commit();
    }

    void abandon_transaction(action_grammar::effect const& one) noexcept {
        if (!is_shared(one) || database_->depth() == 0) return;
        static_cast<void>(action_grammar::detail::without_throwing([&] {
            static_cast<void>(database_->rollback());
            return true;
        }));
    }
    void note(std::string const& text, action_grammar::effect const& one,
              effect_claim const& claimed) noexcept {
        // What fails leaves the effect `started`, out of which the next run makes the same, once the lease is over.
        static_cast<void>(action_grammar::detail::without_throwing([&] {
            static_cast<void>(
                sql::execute(*database_, text, one.composition, one.version, one.key, claimed.holder));
            return true;
        }));
    }

    Connection* database_;
    ledger_options options_;
    bool is_settled_ = false; ///< What can be read is known to be on the disk.
};

} // namespace action_grammar::sql

#endif
