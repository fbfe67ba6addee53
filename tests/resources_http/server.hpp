#ifndef ACTION_GRAMMAR_TESTS_RESOURCES_HTTP_SERVER_HPP
#define ACTION_GRAMMAR_TESTS_RESOURCES_HTTP_SERVER_HPP

// A server on 127.0.0.1 that behaves as badly as its script says.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <action_grammar/resources/http/client.hpp>
#include <action_grammar/resources/http/header_list.hpp>

namespace hostile {

namespace ag = action_grammar;
namespace http = action_grammar::http;

/// A request as it came.
struct seen {
    std::string line; ///< `"GET /cart HTTP/1.1"`
    http::header_list headers;
    std::string body;
    int connection = 0; ///< Counted from 1.

    [[nodiscard]] std::string header(std::string_view name) const {
        return std::string(headers.find(name).value_or(""));
    }
};

/// The server's end of a connection.
class peer {
public:
    explicit peer(int socket) : socket_(socket) {}

    /// False once the client is gone.
    bool send(std::string_view text) {
        while (!text.empty()) {
            ssize_t const sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            text.remove_prefix(static_cast<std::size_t>(sent));
            sent_ += static_cast<std::size_t>(sent);
        }
        return true;
    }
    /// An answer as it should be.
    bool answer(std::string_view status, std::string_view body, std::string_view more = {},
                std::string_view type = "application/json") {
        return send("HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + std::string(type)
                    + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more)
                    + "\r\n" + std::string(body));
    }
    bool json(std::string_view body) { return answer("200 OK", body); }
    /// Ends the connection; `abrupt` by a reset.
    void close(bool abrupt = false) {
        linger const at_once{1, 0};
        if (abrupt) ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        open_ = false;
    }
    /// Says nothing more until the client, or the test, has had enough.
    void wait_until_gone() {
        while (receive()) {
        }
        open_ = false;
    }
    [[nodiscard]] bool open() const { return open_; }
    [[nodiscard]] std::size_t sent() const { return sent_; }

    std::optional<seen> read() {
        std::size_t end = 0;
        while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
            if (!receive()) return std::nullopt;
        seen made;
        std::string const head = std::exchange(pending_, pending_.substr(end + 4)).substr(0, end + 2);
        std::size_t at = head.find("\r\n");
        made.line = head.substr(0, at);
        while ((at += 2) < head.size()) {
            std::size_t const next = head.find("\r\n", at);
            std::string const line = head.substr(at, next - at);
            std::size_t const colon = line.find(':');
            made.headers.add(line.substr(0, colon), line.substr(std::min(colon + 2, line.size())));
            at = next;
        }
        std::string const length = made.header("Content-Length");
        std::size_t const size = length.empty() ? 0 : std::stoul(length);
        while (pending_.size() < size)
            if (!receive()) return std::nullopt;
        made.body = std::exchange(pending_, pending_.substr(size)).substr(0, size);
        return made;
    }

private:
    bool receive() {
        char part[4096];
        ssize_t const got = ::recv(socket_, part, sizeof part, 0);
        if (got <= 0) return false;
        pending_.append(part, static_cast<std::size_t>(got));
        return true;
    }

    int socket_;
    bool open_ = true;
    std::size_t sent_ = 0;
    std::string pending_;
};

class server {
public:
    using script = std::function<void(peer&, seen const&)>;

    explicit server(script by)
        : by_(std::move(by)), listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const plain = reinterpret_cast<sockaddr*>(&address);
        if (::bind(listening_, plain, size) != 0 || ::listen(listening_, 64) != 0
            || ::getsockname(listening_, plain, &size) != 0)
            throw std::runtime_error("the test's server cannot listen");
        port_ = ntohs(address.sin_port);
        accepting_ = std::thread([this] { accept(); });
    }
    ~server() {
        stopping_ = true;
        ::shutdown(listening_, SHUT_RDWR);
        accepting_.join();
        {
            std::lock_guard const lock(guard_);
            for (int const each : sockets_)
                ::shutdown(each, SHUT_RDWR);
        }
        for (std::thread& each : serving_)
            each.join();
        ::close(listening_);
    }
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    [[nodiscard]] std::string url(std::string_view path = {}) const {
        return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
    }
    [[nodiscard]] int port() const { return port_; }
    [[nodiscard]] int connections() const { return connections_; }
    [[nodiscard]] bool stopping() const { return stopping_; }
    [[nodiscard]] std::vector<seen> requests() const {
        std::lock_guard const lock(guard_);
        return requests_;
    }

private:
    void accept() {
        for (;;) {
            int const socket = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
            if (socket < 0 || stopping_) {
                if (socket >= 0) ::close(socket);
                return;
            }
            std::lock_guard const lock(guard_);
            sockets_.push_back(socket);
            serving_.emplace_back([this, socket, number = ++connections_] { serve(socket, number); });
        }
    }
    void serve(int socket, int number) {
        peer client(socket);
        while (client.open()) {
            auto request = client.read();
            if (!request) break;
            request->connection = number;
            {
                std::lock_guard const lock(guard_);
                requests_.push_back(*request);
            }
            by_(client, *request);
        }
        std::lock_guard const lock(guard_);
        std::erase(sockets_, socket);
        ::close(socket);
    }

    script by_;
    int listening_;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::atomic<bool> stopping_ = false;
    mutable std::mutex guard_;
    std::vector<int> sockets_;
    std::vector<std::thread> serving_;
    std::vector<seen> requests_;
    std::thread accepting_;
};

/// A client that may ask servers on this machine.
inline http::options local(server const& at) {
    http::options by;
    by.base_url = at.url();
    by.allow_http = true;
    by.internal_hosts = {"127.0.0.1"};
    by.deadline = std::chrono::seconds{30};
    return by;
}

/// How long something takes.
template <class Work>
std::chrono::milliseconds took(Work work) {
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
}

inline http::request asking(std::string url, http::method how = http::method::get) {
    http::request made;
    made.how = how;
    made.url = std::move(url);
    made.mutates = how != http::method::get && how != http::method::head;
    return made;
}

} // namespace hostile

#endif
