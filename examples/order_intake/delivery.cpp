#include "delivery.hpp"

#include <action_grammar/resources/http/client.hpp>
#include <action_grammar/resources/sql/relay.hpp>

#include <chrono>
#include <thread>
#include <utility>

namespace order_intake {

namespace {

namespace http = ag::http;
using namespace std::chrono_literals;

constexpr auto patience = 10s;
constexpr auto time_of_a_request = 2s;

/// Who holds an event for longer than this has died: a request takes half of it at most.
constexpr sql::relay_options by{.claim = 2 * time_of_a_request, .first_pause = 50ms, .last_pause = 500ms};

/// Nothing leads into the own network, not even a name that somebody else controls, but what is opened here by name.
http::options only_to(std::string const& to) {
    http::options made;
    made.base_url = to;
    made.deadline = time_of_a_request;
    made.allow_http = true;
    made.internal_hosts = {"127.0.0.1"};
    return made;
}

http::request request_for(sql::event const& told) {
    http::request made;
    made.how = http::method::post;
    made.url = "/" + told.topic;
    made.body = told.payload;
    made.idempotency_key = told.key;
    made.mutates = true;
    return made;
}

} // namespace

ag::result<delivery, store_error> deliver(sqlite::connection& database, std::string const& to) {
    http::client receiver(only_to(to));
    sql::relay relay(database, outbox, by);
    delivery made;
    bool hopeless = false;
    auto last_success = std::chrono::steady_clock::now();
    for (;;) {
        auto const report = relay.deliver_pending([&](sql::event const& told) {
            auto answer = receiver.send(request_for(told));
            if (!answer) made.why = answer.error().url + ": " + answer.error().message;
            hopeless = !answer && !answer.error().transient;
            return answer;
        });
        if (!report) return ag::unexpected(report.error());
        if (report->delivered > 0) last_success = std::chrono::steady_clock::now();
        made.delivered += report->delivered;
        made.failed += report->failed;

        // Left are events that failed a moment ago, and those of a relay that may have died.
        auto const left =
            sql::select<std::int64_t>(database, 1, "SELECT count(*) FROM outbox WHERE state = 0");
        if (!left) return ag::unexpected(left.error());
        made.left = left->front();
        if (made.left == 0 || hopeless || std::chrono::steady_clock::now() - last_success >= patience)
            return made;
        std::this_thread::sleep_for(20ms);
    }
}

} // namespace order_intake
