#ifndef ACTION_GRAMMAR_EXAMPLES_SHARED_HTTP_SERVER_HPP
#define ACTION_GRAMMAR_EXAMPLES_SHARED_HTTP_SERVER_HPP

// As much of an HTTP/1.1 server as the examples need, on Boost.Beast.

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <stop_token>
#include <string>

namespace shared {

struct http_request {
    std::string method;
    std::string path;
    std::map<std::string, std::string> query; ///< as written: nothing is decoded
    std::string idempotency_key;              ///< The header Idempotency-Key; empty if there is none.
    std::string body;
};

struct http_answer {
    unsigned status = 200;
    std::string body;
    std::string type = "application/json";
    std::string allow;        ///< the methods of the path, where it has none of that name
    unsigned retry_after = 0; ///< in seconds, where it is to be tried again
};

/// Bounds on what strangers may ask of the process.
struct server_settings {
    std::string address = "127.0.0.1";
    unsigned short port = 0;      ///< 0 is any that is free
    std::size_t workers = 4;      ///< threads that answer
    std::size_t waiting = 32;     ///< requests that wait for one of them; what is more is answered with 503
    std::size_t connections = 64; ///< open at once; others wait to be accepted
    std::size_t body_bytes = 262144; ///< of a request
    std::size_t header_bytes = 8192;
    std::chrono::milliseconds reading{10'000}; ///< until a request is there
    std::chrono::milliseconds writing{10'000}; ///< until an answer is taken
    std::chrono::milliseconds grace{15'000};   ///< for running requests, once it is asked to stop
};

/// Answers a request; called from several threads at once. What it throws is answered with 500. `stop` asks it not to
/// begin what it has not begun.
using answerer = std::function<http_answer(http_request const& request, std::stop_token stop)>;

/// Serves until SIGTERM or SIGINT: takes no new requests then, and ends when the running ones are answered. True if all
/// were, within the grace. Each connection is for one request. Throws std::exception if it cannot listen.
///
/// @param listening  called once with the port
bool serve(server_settings const& by, answerer answer,
           std::function<void(unsigned short port)> const& listening);

/// An answer that says what is wrong with a request, `{"error": {"type", "message"}}`.
http_answer refusal(unsigned status, std::string const& type, std::string const& message);

} // namespace shared

#endif
