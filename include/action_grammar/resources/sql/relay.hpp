#ifndef ACTION_GRAMMAR_RESOURCES_SQL_RELAY_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_RELAY_HPP

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <action_grammar/actions/expected_like.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/resources/sql/collect.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sql/outbox.hpp>
#include <action_grammar/resources/sql/pool.hpp>

namespace action_grammar::sql {

/// How a relay delivers.
struct relay_options {
    /// How long a delivery may take before another relay takes it over, because this one is taken to be gone.
    std::chrono::milliseconds claim{30000};
    std::chrono::milliseconds first_pause{1000};  ///< After a failed delivery; then twice as long each time,
    std::chrono::milliseconds last_pause{300000}; ///< up to this.
    std::int64_t attempts =
        0; ///< After so many failures an event is given up, and its stream goes on. 0: never.
};

/// What a relay did.
struct relay_report {
    std::size_t delivered = 0;
    std::size_t failed = 0;   ///< Deliveries that will be tried again.
    std::size_t given_up = 0; ///< Events that failed too often.
    std::size_t taken_over =
        0; ///< Deliveries that took so long that another relay may have made them as well.

    friend bool operator==(relay_report const&, relay_report const&) = default;
};

/// Delivers the events of an outbox, each at least once and always with the same key. Events of one stream are
/// delivered in their order: one that fails holds back those behind it in its stream, and no others. Any number of
/// relays may work on one outbox. A relay that dies delivers nothing twice but what it was delivering, which another
/// delivers again when its claim has run out.
///
///     ag::sql::relay relay(shop, ag::sql::outbox("outbox"));
///     relay.deliver_pending([&](ag::sql::event const& told) { return broker.publish(told.topic, told.key, told.payload); });
///
/// For one thread at a time; threads have relays of their own.
template <database Database>
class relay {
public:
    relay(Database& database, outbox from, relay_options options = {})
        : database_(database), from_(from), options_(options), name_(random_name()) {}

    /// Delivers what is due, up to `most` deliveries.
    ///
    /// @param deliver  takes an `event const&` and returns a result, or nothing if it cannot fail; an error or an
    ///                 exception means that it is to be tried again. It gets the same event again when its success
    ///                 could not be recorded
    /// @return what was done; or the database's error, after which nothing is lost
    template <class Deliver>
    result<relay_report, error> deliver_pending(Deliver&& deliver, std::size_t most = 1000) {
        relay_report report;
        for (std::size_t i = 0; i < most; ++i) {
            auto next = claim();
            if (!next) return unexpected(std::move(next).error());
            if (!next->has_value()) break;
            claimed const& mine = **next;
            event const told{mine.key, mine.stream, mine.topic, mine.payload};
            auto settled =
                attempt(deliver, told) ? record_success(mine, report) : record_failure(mine, report);
            if (!settled) return unexpected(std::move(settled).error());
        }
        return report;
    }

private:
    using dialect = typename connection_of<Database>::dialect;

    struct claimed {
        std::int64_t id = 0;
        std::string key;
        std::string stream;
        std::string topic;
        std::string payload;
        std::int64_t attempts = 0;
        std::string claim;
    };

    /// Takes the first event of a stream whose turn it is. A claim is due again when it has run out.
    result<std::optional<claimed>, error> claim() {
        std::string const table = from_.quoted();
        std::string const now(dialect::now);
        std::string text =
            "UPDATE " + table + " SET claim = $1, attempts = attempts + 1, due = " + now
            + " + $2 WHERE id = (SELECT one.id FROM " + table
            + " AS one WHERE one.state = 0 AND one.due <= " + now + " AND NOT EXISTS (SELECT 1 FROM " + table
            + " AS earlier WHERE earlier.state = 0 AND earlier.stream = one.stream AND earlier.id < one.id)"
            + " ORDER BY one.id LIMIT 1";
        text += dialect::for_update_skipping_locked;
        text += ") RETURNING id, key, stream, topic, payload, attempts, claim";
        std::string const mine = name_ + std::to_string(++claims_);
        std::int64_t const patience = options_.claim.count();
        bindings bound;
        auto done = bound.add_all(mine, patience);
        if (!done) return unexpected(std::move(done).error());
        return sql::with_connection(database_, {}, [&](auto& open) {
            return sql::collect_optional<claimed>(open, text, bound.values(), effect::changes);
        });
    }

    template <class Deliver>
    static bool attempt(Deliver& deliver, event const& told) {
#if defined(__cpp_exceptions)
        try {
            return succeeds(deliver, told);
        } catch (...) {
            return false;
        }
#else
        return succeeds(deliver, told);
#endif
    }
    template <class Deliver>
    static bool succeeds(Deliver& deliver, event const& told) {
        using answer = std::invoke_result_t<Deliver&, event const&>;
        if constexpr (std::is_void_v<answer>) {
            deliver(told);
            return true;
        } else {
            static_assert(expected_like<answer>, "a deliverer returns nothing or a result");
            return deliver(told).has_value();
        }
    }

    result<void, error> record_success(claimed const& mine, relay_report& report) {
        return settle(mine, "state = 1, settled = " + std::string(dialect::now), 0, report.delivered, report);
    }
    result<void, error> record_failure(claimed const& mine, relay_report& report) {
        if (options_.attempts > 0 && mine.attempts >= options_.attempts)
            return settle(mine, "state = 2, settled = " + std::string(dialect::now), 0, report.given_up,
                          report);
        return settle(mine, "claim = '', due = " + std::string(dialect::now), pause_after(mine.attempts),
                      report.failed, report);
    }

    [[nodiscard]] std::int64_t pause_after(std::int64_t attempts) const noexcept {
        std::int64_t pause = options_.first_pause.count();
        for (std::int64_t i = 1; i < attempts && pause < options_.last_pause.count(); ++i)
            pause *= 2;
        return std::min<std::int64_t>(pause, options_.last_pause.count());
    }

    /// Changes the event if it is still this relay's.
    result<void, error> settle(claimed const& mine, std::string const& change, std::int64_t pause,
                               std::size_t& count, relay_report& report) {
        std::string const text =
            "UPDATE " + from_.quoted() + " SET " + change + " + $1 WHERE id = $2 AND claim = $3";
        auto touched = sql::with_connection(
            database_, {}, [&](auto& open) { return sql::execute(open, text, pause, mine.id, mine.claim); });
        if (!touched) return unexpected(std::move(touched).error());
        ++(*touched == 1 ? count : report.taken_over);
        return {};
    }

    static std::string random_name() {
        constexpr char digits[] = "0123456789abcdef";
        std::random_device source;
        std::string name;
        for (int i = 0; i < 4; ++i) {
            for (auto bits = source(); bits != 0; bits >>= 4)
                name += digits[bits & 15U];
        }
        return name + '-';
    }

    Database& database_;
    outbox from_;
    relay_options options_;
    std::string name_;
    std::uint64_t claims_ = 0;
};

} // namespace action_grammar::sql

#endif
