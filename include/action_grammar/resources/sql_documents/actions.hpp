#ifndef ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_ACTIONS_HPP
#define ACTION_GRAMMAR_RESOURCES_SQL_DOCUMENTS_ACTIONS_HPP

// fetch and persist on databases, for documents.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/actions/fetch.hpp>
#include <action_grammar/actions/persist.hpp>
#include <action_grammar/actions/result.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/document/impl/filter_use.hpp>
#include <action_grammar/document/impl/wording.hpp>
#include <action_grammar/document/keyed_by_document.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/sql_documents/access.hpp>
#include <action_grammar/resources/sql_documents/check_access.hpp>
#include <action_grammar/resources/sql_documents/fetch_rows.hpp>
#include <action_grammar/resources/sql_documents/write_row.hpp>

namespace action_grammar::sql {

namespace detail {

using document::detail::tell;

/// An object that has all of these members, whatever they are.
inline json::value schema_of_members(std::vector<std::string> const& names) {
    if (names.empty()) return true;
    json::array required;
    for (std::string const& name : names)
        required.emplace_back(json::string(name));
    return json::object{{"type", "object"}, {"required", std::move(required)}};
}

/// Whether what reaches a step has the members that it needs.
inline void check_members(std::vector<std::string> const& names, std::string_view pointer,
                          document::use_request const& request, document::use& made) {
    if (!made.problems.empty()) return; // what is needed is not known then
    auto const wanted = document::contract::of_schema(schema_of_members(names));
    if (!wanted || wanted->is_anything()) return;
    auto const found = document::detail::input_of(request).compare_with(*wanted, request.policy);
    if (found.result != containment::answer::incompatible) return;
    std::string list;
    for (std::string const& name : names)
        list += (list.empty() ? "" : ", ") + name;
    tell(made, std::string(pointer),
         "the input does not have what is needed: " + document::detail::words_for(found),
         "the step needs an object with " + list, rule_code::contract_mismatch);
}

/// The names of a list, for a hint.
template <class List>
std::string names_of(List const& list) {
    std::string names;
    for (auto const& each : list)
        names += (names.empty() ? "it allows " : ", ") + each.name;
    return names.empty() ? "it allows none" : names;
}

/// `fetch(sqlite)`, `fetch(postgresql)`.
template <class Database>
class fetch_kind final : public document::action_kind {
public:
    fetch_kind(std::string_view resource, Database& from, std::shared_ptr<document_access const> access)
        : from_(from), access_(std::move(access)), about_(typed(nullptr, resource)->about()) {
        about_.summary = "Reads rows of a database.";
        about_.configuration =
            document::contract::of_type(document::value_type_of<fetch_configuration>).schema();
    }

    document::description const& about() const noexcept override { return about_; }

    document::use check(document::use_request const& request) const override {
        document::use made;
        made.effect = about_.effect;
        auto const read = document::detail::configuration_of<fetch_configuration>(request, made);
        if (!read) return made;
        ready_query ready;
        auto const row = read->sql ? own_query(*read, ready, request, made) : hosts_query(*read, ready, made);
        if (!row) return made;
        auto const text = written_with('$', ready.text);
        if (!text || text->names.size() != text->parameters) {
            tell(made, "/with/sql", text ? "its parameters have numbers; write :name" : text.error().message);
            return made;
        }
        check_members(text->names, read->sql ? "/with/sql" : "/with/query", request, made);
        made.output = output_of(*row, ready);
        if (!made.problems.empty()) return made;
        ready.row = row->validator();
        made.run =
            typed(std::make_shared<ready_query const>(std::move(ready)), about_.resource)->check({}).run;
        return made;
    }

private:
    /// The typed action that runs a query.
    auto typed(std::shared_ptr<ready_query const> query, std::string_view resource) const {
        return document::make_typed_action(
            resource, fetch<"rows">(on<Database>(fetch_rows<Database>{std::move(query)})), from_);
    }

    std::optional<document::contract> hosts_query(fetch_configuration const& read, ready_query& ready,
                                                  document::use& made) const {
        if (read.rows || read.most || read.row) {
            tell(made, "/with",
                 "how many rows a query of the host's gives, and what they are, the host has said",
                 "leave out rows, most and row");
            return std::nullopt;
        }
        auto const known = std::find_if(access_->queries.begin(), access_->queries.end(),
                                        [&](document_query const& each) { return each.name == read.query; });
        if (!read.query || known == access_->queries.end()) {
            tell(made, read.query ? "/with/query" : "/with",
                 read.query ? "the host lets documents use no query of that name" : "no query is named",
                 names_of(access_->queries));
            return std::nullopt;
        }
        ready.text = known->text;
        ready.rows = known->rows;
        ready.most = known->rows == rows_wanted::many ? known->most : 1;
        auto row = document::contract::of_schema(known->row);
        return row ? std::optional(*std::move(row)) : std::nullopt;
    }

    std::optional<document::contract> own_query(fetch_configuration const& read, ready_query& ready,
                                                document::use_request const& request,
                                                document::use& made) const {
        if (!access_->own_queries) {
            tell(made, "/with/sql", "the host lets documents bring no queries of their own",
                 names_of(access_->queries));
            return std::nullopt;
        }
        if (read.query || !begins_as_query(*read.sql)) {
            tell(made, "/with/sql",
                 read.query ? "a step has one query" : "a query begins with SELECT, WITH or VALUES");
            return std::nullopt;
        }
        ready.text = *read.sql;
        ready.is_own = true;
        ready.rows = read.rows.value_or(rows_wanted::one);
        std::uint32_t const most = std::min(read.most.value_or(access_->most_rows), access_->most_rows);
        ready.most = ready.rows == rows_wanted::many ? most : 1;
        return document::detail::contract_in(read.row.value_or(json::value(true)), "/with/row", request,
                                             made.problems);
    }

    static document::contract output_of(document::contract const& row, ready_query const& ready) {
        switch (ready.rows) {
        case rows_wanted::many: return document::contract::list_of(row, {0, ready.most});
        case rows_wanted::optional: {
            auto const none = document::contract::of_schema(json::object{{"type", "null"}});
            return none ? document::contract::one_of({row, *none}) : document::contract();
        }
        default: return row;
        }
    }

    Database& from_;
    std::shared_ptr<document_access const> access_;
    document::description about_;
};

/// `persist(sqlite)`, `persist(postgresql)`.
template <class Database>
class persist_kind final : public document::action_kind {
public:
    persist_kind(std::string_view resource, Database& to, std::shared_ptr<document_access const> access)
        : to_(to), access_(std::move(access)), about_(keyed(nullptr, resource)->about()) {
        about_.summary = "Writes its input as a row of a database.";
        about_.configuration =
            document::contract::of_type(document::value_type_of<persist_configuration>).schema();
        about_.protections = {protection::keyed, protection::natural, protection::unprotected};
    }

    document::description const& about() const noexcept override { return about_; }

    document::use check(document::use_request const& request) const override {
        document::use made;
        made.effect = about_.effect;
        auto const read = document::detail::configuration_of<persist_configuration>(request, made);
        if (!read) return made;
        auto const known = std::find_if(access_->tables.begin(), access_->tables.end(),
                                        [&](document_table const& each) { return each.name == read->table; });
        if (known == access_->tables.end()) {
            tell(made, "/with/table", "the host lets documents write to no table of that name",
                 names_of(access_->tables));
            return made;
        }
        check_mode(*read, *known, request.guard, made);
        check_columns(*read, *known, made);
        auto const columns = read->columns.value_or(known->columns);
        check_members(read->mode == write_mode::remove ? known->identity : columns, "/with/table", request,
                      made);
        auto const row = document::contract::of_schema(known->row);
        if (!row) return made;
        made.output = read->mode == write_mode::remove
                        ? document::detail::contract_of_member("deleted", "integer")
                        : *row;
        if (!made.problems.empty()) return made;
        made.run = run_of(
            std::make_shared<ready_write const>(ready_write{*known, read->mode, columns, row->validator()}),
            request.guard);
        return made;
    }

private:
    auto keyed(std::shared_ptr<ready_write const> write, std::string_view resource) const {
        return document::make_typed_action(
            resource,
            persist<"row">(on<Database>(write_keyed<Database>{std::move(write)}), keyed_by_document), to_);
    }
    std::shared_ptr<document::runner const> run_of(std::shared_ptr<ready_write const> write,
                                                   protection guard) const {
        if (guard == protection::keyed) return keyed(std::move(write), about_.resource)->check({}).run;
        auto const operation = on<Database>(write_unkeyed<Database>{std::move(write)});
        auto const kind =
            guard == protection::natural
                ? document::make_typed_action(about_.resource, persist<"row">(operation, natural), to_)
                : document::make_typed_action(about_.resource, persist<"row">(operation, unprotected), to_);
        return kind->check({}).run;
    }

    static void check_mode(persist_configuration const& read, document_table const& table, protection guard,
                           document::use& made) {
        bool const allowed =
            std::find(table.modes.begin(), table.modes.end(), read.mode) != table.modes.end();
        if (!allowed) return tell(made, "/with/mode", "the host does not let documents do this to the table");
        bool const inserts = read.mode == write_mode::insert;
        if (inserts && guard == protection::natural)
            tell(made, "/protection", "an insert is not idempotent by nature",
                 "protect it by a key, or use the mode \"upsert\"");
        if (!inserts && guard == protection::keyed)
            tell(made, "/protection", "nothing recognizes the key of an upsert, an update or a deletion",
                 "they are natural");
    }

    static void check_columns(persist_configuration const& read, document_table const& table,
                              document::use& made) {
        if (!read.columns) return;
        for (std::string const& column : *read.columns) {
            if (!holds(table.columns, column))
                tell(made, "/with/columns",
                     "\"" + column.substr(0, 64) + "\" is no column that documents may write");
            else if (std::count(read.columns->begin(), read.columns->end(), column) != 1)
                tell(made, "/with/columns", "\"" + column + "\" stands twice");
        }
        for (std::string const& column : table.identity)
            if (!holds(*read.columns, column))
                tell(made, "/with/columns", "the identity is missing: \"" + column + '"');
        if (read.mode == write_mode::update && read.columns->size() <= table.identity.size())
            tell(made, "/with/columns", "there is nothing to update beside the identity");
    }

    Database& to_;
    std::shared_ptr<document_access const> access_;
    document::description about_;
};

} // namespace detail

/// Lets documents use a database: `fetch(sqlite)` and `persist(sqlite)`, or those of PostgreSQL.
///
///     {"id": "stock", "action": "fetch(sqlite)", "with": {"query": "stock_of_sku"}}
///     {"id": "receipt", "action": "persist(sqlite)", "with": {"table": "orders", "mode": "insert"},
///      "protection": {"keyed": "order/id"}}
///
/// A query's parameters and a row's columns are members of the step's input. What a query or a table gives satisfies the
/// schema of its row, which is checked when it runs.
///
/// @param database  a pool; it must outlive the registry and what is assembled with it
/// @param access    what documents may do; a document from a stranger runs no SQL but that
/// @param name      of the resource, if a host has several: `"orders"` for `fetch(orders)`
/// Errors: what is wrong with `access`; the registry has an action of that name.
template <class Connection>
result<void, document::registration_error>
register_actions(document::registry& actions, pool<Connection>& database, document_access access,
                 std::string_view name = Connection::dialect::name) {
    if (auto flaw = detail::flaw_of(access)) {
        return unexpected(document::registration_error{"fetch(" + std::string(name) + ')', *std::move(flaw)});
    }
    auto const shared = std::make_shared<document_access const>(std::move(access));
    auto added =
        actions.add(std::make_shared<detail::fetch_kind<pool<Connection>> const>(name, database, shared));
    if (!added) return added;
    return actions.add(
        std::make_shared<detail::persist_kind<pool<Connection>> const>(name, database, shared));
}

} // namespace action_grammar::sql

#endif
