// Somebody who wants to know of orders: takes events over HTTP, keeps each once, and says how many there were.
//
//     order_intake_receiver [--port N] [--lose-every N] FOLDER
//
// An event is POST /events/<topic>, with its key in the header Idempotency-Key. Kept events are lines of
// FOLDER/events.jsonl. Prints "listening on http://127.0.0.1:PORT/events" once it does; on SIGTERM and SIGINT it says how
// many events it kept and how many it recognized as repeats, and ends.
//
// `--lose-every N`: of every Nth event that it keeps the answer is lost, as it may be in life, so that the event comes
// again.

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/resources/files/operations.hpp>

#include <charconv>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "../shared/http_server.hpp"

namespace {

namespace ag = action_grammar;

struct received {
    std::string key;
    std::string topic;
    ag::json::value said;
};

/// Who is killed while it writes has not kept the event, and was not heard to say so.
constexpr auto keep = ag::command<"keep">(ag::persist<"kept">(
    ag::files::append<received, std::string>("events.jsonl", "key"), ag::keyed_by(&received::key)));

class receiver {
public:
    receiver(ag::files::root folder, std::size_t lose_every)
        : folder_(std::move(folder)), lose_every_(lose_every) {}

    /// For one thread at a time.
    shared::http_answer answer(shared::http_request const& request) {
        constexpr std::string_view events = "/events/";
        if (request.method != "POST" || !request.path.starts_with(events))
            return shared::refusal(404, "unknown_path", "there is POST /events/<topic>");
        if (request.idempotency_key.empty())
            return shared::refusal(400, "no_key", "an event has a key, in the header Idempotency-Key");
        auto said = ag::json::parse(request.body);
        if (!said) return shared::refusal(400, "malformed_json", said.error().message);

        auto const kept = ag::run(
            keep, received{request.idempotency_key, request.path.substr(events.size()), *std::move(said)},
            ag::environment{folder_});
        if (!kept) return shared::refusal(500, "not_kept", "the event could not be kept");
        if (kept->repeated) {
            ++repeats_;
        } else if (++kept_ % lose_every_ == 0) {
            return shared::refusal(504, "lost", "whoever stands between has lost the answer");
        }
        shared::http_answer taken;
        taken.status = 204;
        return taken;
    }

    void say() const { std::printf("%zu events kept, %zu repeats recognized\n", kept_, repeats_); }

private:
    ag::files::root folder_;
    std::size_t lose_every_;
    std::size_t kept_ = 0;
    std::size_t repeats_ = 0;
};

struct arguments {
    shared::server_settings server;
    std::size_t lose_every = SIZE_MAX;
    std::string folder;
};

template <class Number>
bool read_number(std::string_view text, Number least, Number& to) {
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    return error == std::errc() && end == text.data() + text.size() && to >= least;
}

std::optional<arguments> read_arguments(std::vector<std::string> const& words) {
    arguments given;
    given.server.workers = 1;
    std::size_t i = 1;
    for (; i + 1 < words.size() && words[i].starts_with("--"); i += 2) {
        bool const known =
            words[i] == "--port"         ? read_number<unsigned short>(words[i + 1], 0, given.server.port)
            : words[i] == "--lose-every" ? read_number<std::size_t>(words[i + 1], 1, given.lose_every)
                                         : false;
        if (!known) return std::nullopt;
    }
    if (i + 1 != words.size() || words[i].starts_with("-")) return std::nullopt;
    given.folder = words[i];
    return given;
}

int fail(std::string_view what, std::string_view why) {
    std::fprintf(stderr, "order_intake_receiver: %.*s: %.*s\n", static_cast<int>(what.size()), what.data(),
                 static_cast<int>(why.size()), why.data());
    return 1;
}

} // namespace

int main(int count, char** words) {
    auto const given = read_arguments({words, words + count});
    if (!given) return fail("usage", "order_intake_receiver [--port N] [--lose-every N] FOLDER");
    auto folder = ag::files::root::open(given->folder, {.tail = ag::files::torn_tail::dropped});
    if (!folder) return fail(given->folder, folder.error().message);
    receiver taker(*std::move(folder), given->lose_every);
    try {
        bool const all_answered = shared::serve(
            given->server,
            [&](shared::http_request const& request, std::stop_token const&) {
                return taker.answer(request);
            },
            [](unsigned short port) {
                std::printf("listening on http://127.0.0.1:%u/events\n", unsigned{port});
                std::fflush(stdout);
            });
        taker.say();
        return all_answered ? 0 : fail("stop", "an event was not answered");
    } catch (std::exception const& thrown) {
        return fail("cannot serve", thrown.what());
    }
}
