#ifndef ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_WRITE_ROW_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_WRITE_ROW_HPP

// The operations behind persist(sqlite) and persist(postgresql): an object of JSON as a row.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/operation.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/value.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/resources/sql/with_transaction.hpp>
#include <action_grammar/resources/sql/write.hpp>
#include <action_grammar/resources/sql_documents/access.hpp>
#include <action_grammar/resources/sql_documents/check_access.hpp>
#include <action_grammar/resources/sql_documents/fetch_rows.hpp>

namespace action_grammar::sql::detail {

/// A write made ready for a step.
struct ready_write {
    document_table table;
    write_mode mode = write_mode::insert;
    std::vector<std::string> columns; ///< Those that are written.
    schema::validator row;

    [[nodiscard]] static std::vector<std::string_view> views(std::vector<std::string> const& names) {
        return {names.begin(), names.end()};
    }
};

/// Writes an input's members into the columns of the same names.
template <class Connection>
result<json::value, error> write_row(Connection& open, ready_write const& write, json::value const& input,
                                     std::string_view const* key) {
    auto columns = ready_write::views(write.columns);
    auto identity = ready_write::views(write.table.identity);
    auto const returned = ready_write::views(write.table.columns);
    bool const in_column = key != nullptr && !write.table.key_column.empty();
    if (in_column) {
        columns.push_back(write.table.key_column);
        identity.assign(1, write.table.key_column);
    }
    row_shape const shape{write.table.name, columns, identity, returned};
    auto const add_one = [&](bindings& bound, std::string_view name) {
        return in_column && name == write.table.key_column ? bound.add(*key, name)
                                                           : bound.add_member(input, name);
    };
    auto const promised = [&](result<json::value, error> row) -> result<json::value, error> {
        if (row && !write.row.accepts(*row)) return unexpected(unpromised(write.row, *row, ""));
        return row;
    };
    switch (write.mode) {
    case write_mode::insert:
        return promised(insert_row<json::value>(
            open, shape, key != nullptr ? on_conflict::return_existing : on_conflict::fail, add_one));
    case write_mode::upsert:
        return promised(insert_row<json::value>(open, shape, on_conflict::update, add_one));
    case write_mode::update: return promised(update_row<json::value>(open, shape, add_one));
    default: {
        auto deleted = delete_row(open, shape, touches::at_most_one, add_one);
        if (!deleted) return unexpected(std::move(deleted).error());
        return json::value(json::object{{"deleted", *deleted}});
    }
    }
}

/// Whether an input is a row: no member is left out or left over. Of a deletion, members that it does not need may be.
inline result<void, error> check_input(ready_write const& write, json::value const& input) {
    auto const* const object = input.if_object();
    if (object == nullptr)
        return unexpected(
            error{error_kind::mismatch, "", "a row is an object, with a member for each column"});
    if (write.mode == write_mode::remove) return {};
    for (auto const& member : *object) {
        std::string_view const name(member.key().data(), member.key().size());
        if (!holds(write.columns, name)) {
            return unexpected(error{error_kind::mismatch, "",
                                    "the input has a member that is no column to write: " + std::string(name),
                                    "", 0, std::string(name)});
        }
    }
    return {};
}

/// A mutation that is natural or unprotected.
template <class Database>
struct write_unkeyed {
    std::shared_ptr<ready_write const> write;

    result<json::value, error> operator()(Database& to, json::value const& input, deadline until) const {
        if (auto sound = check_input(*write, input); !sound) return unexpected(std::move(sound).error());
        return sql::with_transaction(
            to, until, [&](auto& open) { return detail::write_row(open, *write, input, nullptr); });
    }
};

/// A mutation with a key.
template <class Database>
struct write_keyed {
    std::shared_ptr<ready_write const> write;

    result<json::value, error> operator()(Database& to, json::value const& input,
                                          idempotency_key<std::string> key, deadline until) const {
        if (auto sound = check_input(*write, input); !sound) return unexpected(std::move(sound).error());
        if (write->table.key_column.empty() && !is_identity_of(input, key.value)) {
            return unexpected(error{error_kind::mismatch, "",
                                    "the key of the step is not the value of the table's identity, \""
                                        + write->table.identity.front()
                                        + "\", by which a repeat is recognized",
                                    "", 0, write->table.identity.front()});
        }
        std::string_view const text = key.value;
        return sql::with_transaction(
            to, until, [&](auto& open) { return detail::write_row(open, *write, input, &text); });
    }

private:
    bool is_identity_of(json::value const& input, std::string_view key) const {
        auto const* const found = input.get_object().if_contains(write->table.identity.front());
        if (found == nullptr) return true; // told when it is bound
        auto const* const text = found->if_string();
        return text != nullptr ? std::string_view(text->data(), text->size()) == key
                               : json::serialize(*found) == key;
    }
};

} // namespace action_grammar::sql::detail

#endif
