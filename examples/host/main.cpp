// A small service that runs compositions of strangers: over HTTP come documents, and back go findings, or what a run on a
// SQLite database came to. What a document can do is what actions.cpp registers, and no more.
//
//     host [--address A] [--port N] [--workers N] [--waiting N] [--connections N] [--timeout-ms N] [--grace-ms N]
//          DATABASE [SCHEMA]
//
// Prints "listening on http://ADDRESS:PORT" once it does; the port is any that is free unless one is given. There is
// neither encryption nor a password: leave it on the loopback address, or put it behind what has both. SIGTERM and SIGINT
// end it when the running requests are answered, with 0; with 1 if that takes longer than the grace.

#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../shared/http_server.hpp"
#include "service.hpp"
#include "sqlite_shop.hpp"

namespace {

struct arguments {
    shared::server_settings server;
    std::string database;
    std::string schema = "schema.sql";
};

template <class Number>
bool read_number(std::string_view text, Number least, Number& to) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc() && end == text.data() + text.size() && to >= least;
}

/// Takes `value` for the option `name`, if there is one and it may have that.
bool read_option(std::string const& name, std::string const& value, shared::server_settings& to) {
    if (name == "--address") return to.address = value, true;
    if (name == "--port") return read_number<unsigned short>(value, 0, to.port);
    if (name == "--workers") return read_number<std::size_t>(value, 1, to.workers);
    if (name == "--waiting") return read_number<std::size_t>(value, 0, to.waiting);
    if (name == "--connections") return read_number<std::size_t>(value, 1, to.connections);
    int ms = 0;
    if (!read_number(value, 1, ms)) return false;
    std::chrono::milliseconds const time(ms);
    if (name == "--timeout-ms") return to.reading = to.writing = time, true;
    if (name == "--grace-ms") return to.grace = time, true;
    return false;
}

std::optional<arguments> read_arguments(std::vector<std::string> const& words) {
    arguments given;
    std::size_t i = 1;
    for (; i + 1 < words.size() && words[i].starts_with("--"); i += 2) {
        if (!read_option(words[i], words[i + 1], given.server)) return std::nullopt;
    }
    if (i >= words.size() || words.size() > i + 2 || words[i].starts_with("-")) return std::nullopt;
    given.database = words[i];
    if (words.size() == i + 2) given.schema = words[i + 1];
    return given;
}

/// What documents of strangers may ask for: less than the library would allow.
action_grammar::document::policy for_strangers() {
    action_grammar::document::policy made;
    made.bounds.depth = 32;
    made.bounds.shape.nodes = 1'000;
    made.bounds.findings = 50;
    made.bounds.run_values = 100'000;
    return made;
}

int fail(std::string_view what, std::string_view why) {
    std::fprintf(stderr, "host: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(why.size()), why.data());
    return 1;
}

} // namespace

int main(int count, char** words) {
    auto const given = read_arguments({words, words + count});
    if (!given) {
        return fail("usage", "host [--address A] [--port N] [--workers N] [--waiting N] [--connections N] "
                             "[--timeout-ms N] [--grace-ms N] DATABASE [SCHEMA]");
    }
    std::ifstream opened(given->schema);
    std::string const schema{std::istreambuf_iterator<char>(opened), {}};
    if (schema.empty()) return fail(given->schema, "cannot be read");

    try {
        // A run has a connection for the ledger, and one for what it does.
        action_grammar::sqlite::pool database({.file = given->database}, {.most = 2 * given->server.workers});
        if (auto made = host::make_shop(database, schema); !made)
            return fail(given->database, made.error().message);
        host::sqlite_shop shop(database);
        auto const actions = host::actions_of(shop);
        host::service const answers(actions, for_strangers(), database);
        bool const all_answered = shared::serve(
            given->server,
            [&](shared::http_request const& request, std::stop_token stop) {
                return answers.answer(request, std::move(stop));
            },
            [&](unsigned short port) {
                std::printf("listening on http://%s:%u\n", given->server.address.c_str(), unsigned{port});
                std::fflush(stdout);
            });
        return all_answered ? 0 : fail("stop", "some requests were not answered");
    } catch (std::exception const& thrown) {
        return fail("cannot serve", thrown.what());
    }
}
