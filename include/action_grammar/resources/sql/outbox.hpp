#ifndef ACTION_GRAMMAR_RESOURCES_SQL_OUTBOX_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_OUTBOX_HPP

// Events that are stored together with the change that they tell of, in one transaction, and delivered later: the
// change and its event are one mutation. See relay.hpp for the delivery.

#include <chrono>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sql/identifier.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>

namespace action_grammar::sql {

/// Something that happened, for others to be told.
struct event {
    std::string key; ///< Never used for another event; receivers recognize a repeat by it.
    std::string
        stream; ///< Events of one stream are delivered in their order, one after the other: an order's id, say.
    std::string topic;   ///< What kind of event it is, or where it goes.
    std::string payload; ///< JSON, most often.

    friend bool operator==(event const&, event const&) = default;
};

/// A table of events. Those that were delivered stay in it until `forget`, so that a repeated key is recognized.
class outbox {
public:
    /// @param table  not in a schema of its own name; `create` makes it
    constexpr explicit outbox(table_name table) noexcept : table_(table) {}

    [[nodiscard]] constexpr table_name table() const noexcept { return table_; }

    /// Makes the table and its index unless they are there.
    template <connection Connection>
    result<void, error> create(Connection& open) const {
        using dialect = typename Connection::dialect;
        std::string text = "CREATE TABLE IF NOT EXISTS " + quoted() + " (id ";
        text += dialect::counted_key;
        text +=
            ", key text NOT NULL UNIQUE, stream text NOT NULL, topic text NOT NULL, payload text NOT NULL, "
            "state smallint NOT NULL DEFAULT 0, attempts integer NOT NULL DEFAULT 0, "
            "due bigint NOT NULL DEFAULT 0, claim text NOT NULL DEFAULT '', settled bigint NOT NULL DEFAULT "
            "0)";
        if (auto made = sql::execute(open, text); !made) return unexpected(std::move(made).error());
        std::string const name(table_.view().substr(table_.view().find('.') + 1));
        text = "CREATE INDEX IF NOT EXISTS \"" + name + "_pending\" ON " + quoted()
             + " (stream, id) WHERE state = 0";
        if (auto made = sql::execute(open, text); !made) return unexpected(std::move(made).error());
        return {};
    }

    /// Adds an event in the transaction that is open on a connection, unless its key is there already. Two transactions
    /// that add to one stream wait for each other, so that its order is the one in which they are committed.
    template <connection Connection>
    result<void, error> add(Connection& open, event const& added) const {
        using dialect = typename Connection::dialect;
        if (!open.in_transaction()) {
            return unexpected(
                error{error_kind::misused, "",
                      "an event is added in the transaction of what it tells of, and none is open"});
        }
        if constexpr (!dialect::lock_name.empty()) {
            auto locked =
                sql::execute(open, dialect::lock_name, std::string(table_.view()) + '/' + added.stream);
            if (!locked) return unexpected(std::move(locked).error());
        }
        auto done = sql::execute(open,
                                 "INSERT INTO " + quoted()
                                     + " (key, stream, topic, payload) VALUES ($1, $2, $3, $4) "
                                       "ON CONFLICT (key) DO NOTHING",
                                 added.key, added.stream, added.topic, added.payload);
        if (!done) return unexpected(std::move(done).error());
        return {};
    }

    /// Deletes the events that were delivered, or given up, longer ago than `age`. Returns how many.
    template <connection Connection>
    result<std::int64_t, error> forget(Connection& open, std::chrono::milliseconds age) const {
        std::string text = "DELETE FROM " + quoted() + " WHERE state <> 0 AND settled <= ";
        text += Connection::dialect::now;
        return sql::execute(open, text + " - $1", static_cast<std::int64_t>(age.count()));
    }

    /// The table's name as it stands in a statement.
    [[nodiscard]] std::string quoted() const {
        std::string text;
        append_quoted(text, table_.view());
        return text;
    }

private:
    table_name table_;
};

namespace detail {

template <class Write, class MakeEvent>
struct write_with_event {
    using row = typename Write::row;
    using database_type = typename Write::database_type;
    Write write;
    outbox into;
    [[no_unique_address]] MakeEvent make_event;

    result<row, error> operator()(database_type& to, row const& written, deadline until) const {
        return sql::with_transaction(to, until, [&](auto& open) -> result<row, error> {
            auto stored = write.within(open, written);
            if (!stored) return stored;
            if (auto added = into.add(open, make_event(std::as_const(*stored))); !added)
                return unexpected(std::move(added).error());
            return stored;
        });
    }
};

template <class Database, class Input, class MakeEvent>
struct event_alone {
    outbox into;
    [[no_unique_address]] MakeEvent make_event;

    result<void, error> operator()(Database& to, Input const& input, deadline until) const {
        return sql::with_transaction(
            to, until, [&](auto& open) { return into.add(open, make_event(std::as_const(input))); });
    }
};

} // namespace detail

/// The operation that writes a row and an event that tells of it, both or none: one mutation, with the protection of
/// the writing.
///
///     ag::persist<"receipt">(ag::sql::with_event(ag::sql::insert<ag::sqlite::pool, &order::id>("orders"),
///                                                ag::sql::outbox("outbox"), order_placed),
///                            ag::keyed_by(&order::id))
///
/// @param write       made by `insert`, `upsert` or `update`
/// @param make_event  the `event` of the row as it is stored; its key is made of the row's own, so that the event of a
///                    repeat is recognized
template <class Write, class Database, class MakeEvent>
    requires requires(MakeEvent const& make, typename Write::row const& stored) {
        { make(stored) } -> std::same_as<event>;
    }
[[nodiscard]] constexpr auto with_event(action_grammar::detail::bound_operation<Write, Database> write,
                                        outbox into, MakeEvent make_event) {
    return on<Database>(
        detail::write_with_event<Write, MakeEvent>{write.function.get(), into, std::move(make_event)});
}

/// The operation of `emit` that puts an event into the outbox; to be protected by `keyed_by` what makes the event's
/// key.
template <database Database, class Input, class MakeEvent>
    requires requires(MakeEvent const& make, Input const& input) {
        { make(input) } -> std::same_as<event>;
    }
[[nodiscard]] constexpr auto put_out(outbox into, MakeEvent make_event) {
    return on<Database>(detail::event_alone<Database, Input, MakeEvent>{into, std::move(make_event)});
}

} // namespace action_grammar::sql

#endif
