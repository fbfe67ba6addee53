#ifndef ACTION_GRAMMAR_TESTS_FAULTS_KILL_SERVER_HPP
#define ACTION_GRAMMAR_TESTS_FAULTS_KILL_SERVER_HPP

// A receiver behind HTTP: a server that counts keys, and one who asks it over a socket.
//
//     POST /keyed/KEY, /states/KEY, /plain/KEY    the answer's number
//     GET  /plain/KEY                             the number that it was given, or 404
//     GET  /count/KEY                             how many effects the key has had
//     GET  /duplicates                            how many plain keys have had several

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "crash_receivers.hpp"

namespace faults {

/// The server's side. It answers one request after the other, of connections in the order in which they were made: what
/// somebody sent before he was killed is done before what is sent after him.
class counting_server {
public:
    counting_server() {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        listening_ = ::socket(AF_INET, SOCK_STREAM, 0);
        socklen_t size = sizeof at;
        if (::bind(listening_, reinterpret_cast<sockaddr*>(&at), size) != 0 || ::listen(listening_, 64) != 0
            || ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
            std::terminate();
        port_ = ntohs(at.sin_port);
    }
    counting_server(counting_server const&) = delete;
    counting_server& operator=(counting_server const&) = delete;
    ~counting_server() { ::close(listening_); }

    [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

    /// Serves until the process ends, which it does with its parent.
    [[noreturn]] void serve() {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::signal(SIGPIPE, SIG_IGN);
        for (;;) {
            std::vector<pollfd> ready{{listening_, POLLIN, 0}};
            for (auto const& one : open_)
                ready.push_back({one.socket, POLLIN, 0});
            if (::poll(ready.data(), ready.size(), -1) < 0) continue;
            for (std::size_t i = 1; i < ready.size(); ++i)
                if (ready[i].revents != 0) read(open_[i - 1]);
            std::erase_if(open_, [](caller const& one) { return one.socket < 0; });
            if (ready[0].revents != 0) open_.push_back({::accept(listening_, nullptr, nullptr), {}});
        }
    }

private:
    struct caller {
        int socket;
        std::string received;
    };

    void read(caller& one) {
        char buffer[2048];
        auto const size = ::recv(one.socket, buffer, sizeof buffer, 0);
        if (size <= 0) {
            ::close(std::exchange(one.socket, -1));
            return;
        }
        one.received.append(buffer, static_cast<std::size_t>(size));
        for (auto end = one.received.find("\r\n\r\n"); end != std::string::npos;
             end = one.received.find("\r\n\r\n")) {
            std::int64_t const number = answer(one.received.substr(0, one.received.find("\r\n")));
            one.received.erase(0, end + 4);
            std::string const body = std::to_string(number);
            std::string const reply = std::string(number == 0 ? "HTTP/1.1 404 Not Found" : "HTTP/1.1 200 OK")
                                    + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n"
                                    + body;
            (void)!::write(one.socket, reply.data(), reply.size());
        }
    }

    /// @param line  `METHOD /TABLE/KEY HTTP/1.1`
    std::int64_t answer(std::string const& line) {
        auto const path = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
        auto const slash = path.find('/', 1);
        auto const table = path.substr(1, slash - 1);
        std::string const key = slash == std::string::npos ? "" : path.substr(slash + 1);
        if (table == "duplicates")
            return std::count_if(plain_.begin(), plain_.end(),
                                 [](auto const& one) { return one.second.size() > 1; });
        if (table == "count")
            return static_cast<std::int64_t>(keyed_.count(key) + states_.count(key)
                                             + (plain_.count(key) != 0 ? plain_[key].size() : 0));
        if (line.starts_with("GET")) return plain_.count(key) != 0 ? plain_[key].front() : 0;
        if (table == "keyed") return keyed_.try_emplace(key, ++numbers_).first->second;
        if (table == "states") return ++states_[key];
        return plain_[key].emplace_back(++numbers_);
    }

    int listening_;
    std::uint16_t port_;
    std::vector<caller> open_;
    std::map<std::string, std::int64_t> keyed_;
    std::map<std::string, std::int64_t> states_;
    std::map<std::string, std::vector<std::int64_t>> plain_;
    std::int64_t numbers_ = 0;
};

/// The world behind a counting server.
class http_receiver final : public receiver {
public:
    explicit http_receiver(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        int const on = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&at), sizeof at) != 0) std::terminate();
    }
    ~http_receiver() override { ::close(socket_); }

    ag::result<receipt, trouble> put_keyed(order const& wanted,
                                           ag::idempotency_key<std::string> key) override {
        return receipted(wanted, ask("POST /keyed/" + key.value));
    }
    ag::result<receipt, trouble> set(order const& wanted) override {
        return receipted(wanted, ask("POST /states/" + wanted.id));
    }
    ag::result<receipt, trouble> put(order const& wanted) override {
        return receipted(wanted, ask("POST /plain/" + wanted.id));
    }
    ag::result<std::optional<receipt>, trouble> find(order const& wanted) override {
        auto const number = ask("GET /plain/" + wanted.id);
        if (!number) return ag::unexpected(trouble{"the connection broke"});
        if (*number == 0) return std::optional<receipt>();
        return std::optional(receipt{wanted.id, *number});
    }

    /// The number that a request is answered with; none when the connection broke.
    std::optional<std::int64_t> ask(std::string const& request) {
        std::string const text = request + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
            return std::nullopt;
        std::string received;
        char buffer[512];
        for (;;) {
            auto const size = ::recv(socket_, buffer, sizeof buffer, 0);
            if (size <= 0) return std::nullopt;
            received.append(buffer, static_cast<std::size_t>(size));
            auto const body = received.find("\r\n\r\n");
            if (body == std::string::npos) continue;
            auto const length = std::stoul(received.substr(received.find("Length: ") + 8));
            if (received.size() >= body + 4 + length) return std::stol(received.substr(body + 4));
        }
    }

private:
    static ag::result<receipt, trouble> receipted(order const& wanted, std::optional<std::int64_t> number) {
        if (!number) return ag::unexpected(trouble{"the connection broke"});
        return receipt{wanted.id, *number};
    }

    int socket_;
};

} // namespace faults

#endif
