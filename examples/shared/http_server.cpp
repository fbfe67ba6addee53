#include "http_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <csignal>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include <action_grammar/composition/run_executor.hpp>
#include <action_grammar/contract/json/serialize.hpp>

namespace shared {

namespace {

namespace ag = action_grammar;
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr auto as_result = asio::as_tuple(asio::use_awaitable);

http_request taken_apart(http::request<http::string_body>&& message) {
    http_request made;
    made.method = message.method_string();
    std::string_view target = message.target();
    auto const question = target.find('?');
    made.path = target.substr(0, question);
    target.remove_prefix(question == target.npos ? target.size() : question + 1);
    while (!target.empty()) {
        std::string_view const pair = target.substr(0, target.find('&'));
        auto const equals = pair.find('=');
        made.query.emplace(pair.substr(0, equals), equals == pair.npos ? "" : pair.substr(equals + 1));
        target.remove_prefix(pair.size() == target.size() ? pair.size() : pair.size() + 1);
    }
    made.idempotency_key = message["Idempotency-Key"];
    made.body = std::move(message.body());
    return made;
}

/// Why a request could not be read, if the other side is still there to be told.
std::optional<http_answer> refusal_for(error_code const& error, server_settings const& by) {
    if (error == http::error::body_limit)
        return refusal(413, "too_large", "a body may have " + std::to_string(by.body_bytes) + " bytes");
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return refusal(431, "too_large", "a header may have " + std::to_string(by.header_bytes) + " bytes");
    bool const is_parsers = error.category() == http::make_error_code(http::error::bad_method).category();
    if (!is_parsers || error == http::error::end_of_stream || error == http::error::partial_message)
        return std::nullopt;
    return refusal(400, "malformed_request", "this is not HTTP: " + error.message());
}

/// All but `answer_` runs on the thread that called `run`, which therefore needs no locks.
class server {
public:
    server(server_settings const& by, answerer answer)
        : by_(by),
          answer_(std::move(answer)),
          acceptor_(io_, {asio::ip::make_address(by.address), by.port}),
          workers_({.threads = by.workers, .waiting = by.waiting}) {}

    unsigned short port() const { return acceptor_.local_endpoint().port(); }

    bool run() {
        wait_for_signal();
        asio::co_spawn(io_, accept(), asio::detached);
        io_.run();
        workers_.stop(cut_short_ ? ag::monotonic_clock::now() : ag::time_point::max());
        return !cut_short_;
    }

private:
    /// Keeps a connection among those that have nothing to be waited for yet.
    class being_read {
    public:
        being_read(server& by, beast::tcp_stream& stream) : by_(by), stream_(&stream) {
            by_.reading_.insert(stream_);
        }
        being_read(being_read const&) = delete;
        being_read& operator=(being_read const&) = delete;
        ~being_read() { by_.reading_.erase(stream_); }

    private:
        server& by_;
        beast::tcp_stream* stream_;
    };

    asio::awaitable<void> accept() {
        while (!stopping_) {
            if (open_ >= by_.connections) {
                co_await until_one_ends(std::chrono::hours(1));
                continue;
            }
            auto [error, socket] = co_await acceptor_.async_accept(as_result);
            if (stopping_) break;
            if (error) { // such as for lack of descriptors, which others will give back
                co_await until_one_ends(std::chrono::milliseconds(100));
                continue;
            }
            ++open_;
            asio::co_spawn(io_, converse(beast::tcp_stream(std::move(socket))),
                           [this](std::exception_ptr const&) { ended(); });
        }
    }

    asio::awaitable<void> until_one_ends(std::chrono::milliseconds at_most) {
        room_.expires_after(at_most);
        co_await room_.async_wait(as_result);
    }

    asio::awaitable<void> converse(beast::tcp_stream stream) {
        http::request_parser<http::string_body> parser;
        parser.header_limit(static_cast<std::uint32_t>(by_.header_bytes));
        parser.body_limit(by_.body_bytes);

        error_code const error = co_await read(stream, parser);
        std::optional<http_answer> made;
        if (error)
            made = refusal_for(error, by_);
        else
            made = co_await answered(taken_apart(parser.release()));
        if (made) co_await write(stream, *std::move(made), parser.get().version());
    }

    asio::awaitable<error_code> read(beast::tcp_stream& stream,
                                     http::request_parser<http::string_body>& parser) {
        being_read const entry(*this, stream);
        beast::flat_buffer buffer(by_.header_bytes + 65536);
        stream.expires_after(by_.reading);
        if (auto [error, bytes] = co_await http::async_read_header(stream, buffer, parser, as_result); error)
            co_return error;
        if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            if (auto [error, bytes] = co_await asio::async_write(stream, asio::buffer(go_on), as_result);
                error)
                co_return error;
        }
        auto [error, bytes] = co_await http::async_read(stream, buffer, parser, as_result);
        co_return error;
    }

    /// The answer, made on one of the workers; without a room in their queue, that there is none.
    asio::awaitable<http_answer> answered(http_request request) {
        return asio::async_initiate<asio::use_awaitable_t<> const, void(http_answer)>(
            [this](auto handler, http_request asked) {
                auto const resume = std::make_shared<decltype(handler)>(std::move(handler));
                auto told = workers_.submit([this, resume, asked = std::move(asked)] {
                    give(resume, answer_without_exceptions(asked));
                });
                if (told.wait_for(std::chrono::seconds(0)) != std::future_status::ready || told.get()) return;
                http_answer busy = refusal(503, "busy", "more requests wait than may; come back later");
                busy.retry_after = 1;
                give(resume, std::move(busy));
            },
            asio::use_awaitable, std::move(request));
    }
    /// Goes on with a conversation, on its thread.
    template <class Handler>
    void give(std::shared_ptr<Handler> const& resume, http_answer made) {
        asio::post(io_, [resume, made = std::move(made)]() mutable { std::move (*resume)(std::move(made)); });
    }
    http_answer answer_without_exceptions(http_request const& request) {
        try {
            return answer_(request, cut_.get_token());
        } catch (std::exception const& thrown) {
            return refusal(500, "internal", thrown.what());
        }
    }

    asio::awaitable<void> write(beast::tcp_stream& stream, http_answer made, unsigned version) {
        http::response<http::string_body> message(static_cast<http::status>(made.status), version);
        message.set(http::field::content_type, made.type);
        message.set(http::field::connection, "close");
        if (!made.allow.empty()) message.set(http::field::allow, made.allow);
        if (made.retry_after > 0) message.set(http::field::retry_after, std::to_string(made.retry_after));
        message.body() = std::move(made.body);
        message.prepare_payload();
        stream.expires_after(by_.writing);
        co_await http::async_write(stream, message, as_result);
        error_code ignored;
        stream.socket().shutdown(tcp::socket::shutdown_send, ignored);

        // Closing while the other side still sends would take the answer from it.
        std::array<char, 4096> unread{};
        stream.expires_after(std::chrono::seconds(1));
        for (std::size_t left = 8 * by_.body_bytes; left > 0;) {
            auto [error, bytes] = co_await stream.async_read_some(asio::buffer(unread), as_result);
            if (error) break;
            left -= std::min(left, bytes);
        }
    }

    void ended() {
        --open_;
        room_.cancel();
        if (stopping_ && open_ == 0) grace_.cancel();
    }

    void wait_for_signal() {
        signals_.async_wait([this](error_code const& error, int) {
            if (!error) stop();
        });
    }

    void stop() {
        stopping_ = true;
        acceptor_.close();
        room_.cancel();
        for (beast::tcp_stream* each : reading_)
            each->cancel();
        if (open_ == 0) return;
        grace_.expires_after(by_.grace);
        grace_.async_wait([this](error_code const& error) {
            if (!error) cut_short();
        });
    }

    void cut_short() {
        cut_short_ = true;
        cut_.request_stop();
        io_.stop();
    }

    server_settings by_;
    answerer answer_;
    std::set<beast::tcp_stream*> reading_; ///< whose requests are not there yet
    std::size_t open_ = 0;
    bool stopping_ = false;
    bool cut_short_ = false;
    std::stop_source cut_;
    // With `io_` go the conversations that were cut short, which use what is above.
    asio::io_context io_{1};
    tcp::acceptor acceptor_;
    asio::signal_set signals_{io_, SIGTERM, SIGINT};
    asio::steady_timer room_{io_};
    asio::steady_timer grace_{io_};
    ag::run_executor workers_; // what they run uses what is above
};

} // namespace

http_answer refusal(unsigned status, std::string const& type, std::string const& message) {
    using action_grammar::json::object;
    http_answer made;
    made.status = status;
    made.body =
        action_grammar::json::serialize(object{{"error", object{{"type", type}, {"message", message}}}});
    return made;
}

bool serve(server_settings const& by, answerer answer,
           std::function<void(unsigned short port)> const& listening) {
    server made(by, std::move(answer));
    listening(made.port());
    return made.run();
}

} // namespace shared
