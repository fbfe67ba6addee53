#ifndef ACTION_GRAMMAR_TESTS_RESOURCES_SQL_DATABASES_HPP
#define ACTION_GRAMMAR_TESTS_RESOURCES_SQL_DATABASES_HPP

// The databases that the tests run on: each test case has an empty one of its own, a new file or a new schema.

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include <action_grammar/resources/postgresql/pool.hpp>
#include <action_grammar/resources/sql/execute.hpp>
#include <action_grammar/resources/sqlite/pool.hpp>

#include "support/catch.hpp"

namespace ag = action_grammar;
namespace sql = ag::sql;
using sql::error_kind;

/// The value of a result that has to have one.
template <class Result>
auto sound(Result&& made) {
    if (!made) throw std::runtime_error(to_string(made.error()));
    if constexpr (!std::is_void_v<typename std::remove_cvref_t<Result>::value_type>) return *std::move(made);
}

/// The error of a result that has to have one.
template <class Result>
sql::error failed(Result const& made) {
    REQUIRE_FALSE(made.has_value());
    return made.error();
}

inline std::string unique_name() {
    static int count = 0;
    return "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

/// A new file of SQLite.
class on_sqlite {
public:
    using connection = ag::sqlite::connection;
    using pool = ag::sqlite::pool;
    static constexpr char const* bytes = "BLOB";

    on_sqlite() : path_(std::filesystem::temp_directory_path() / (unique_name() + ".db")) {}
    on_sqlite(on_sqlite const&) = delete;
    on_sqlite& operator=(on_sqlite const&) = delete;
    ~on_sqlite() {
        std::error_code ignored;
        for (char const* const end : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(path_.string() + end, ignored);
    }

    [[nodiscard]] ag::sqlite::options options() const {
        return {.file = path_.string(), .busy_timeout = std::chrono::milliseconds(50)};
    }
    [[nodiscard]] connection open() const { return sound(connection::open(options())); }

private:
    std::filesystem::path path_;
};

/// A new schema of the server that the tests are told of by ACTION_GRAMMAR_TEST_POSTGRESQL.
class on_postgresql {
public:
    using connection = ag::postgresql::connection;
    using pool = ag::postgresql::pool;
    static constexpr char const* bytes = "bytea";

    on_postgresql() : schema_(unique_name()) {
        auto made = sound(connection::open({.conninfo = server()}));
        sound(made.execute_script("CREATE SCHEMA " + schema_));
    }
    on_postgresql(on_postgresql const&) = delete;
    on_postgresql& operator=(on_postgresql const&) = delete;
    ~on_postgresql() {
        auto gone = connection::open({.conninfo = server()});
        if (gone) (void)gone->execute_script("DROP SCHEMA " + schema_ + " CASCADE");
    }

    [[nodiscard]] ag::postgresql::options options() const {
        return {.conninfo = server() + " options='-c search_path=" + schema_ + " -c lock_timeout=50'"};
    }
    [[nodiscard]] connection open() const { return sound(connection::open(options())); }

    static std::string server() {
        char const* const told = std::getenv("ACTION_GRAMMAR_TEST_POSTGRESQL");
        if (told == nullptr)
            throw std::runtime_error("ACTION_GRAMMAR_TEST_POSTGRESQL is not set; see support/postgresql.sh");
        return told;
    }

private:
    std::string schema_;
};

#endif
