// Certificates: one that nobody vouches for is refused, unless the host trusts it.

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include <csignal>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "resources_http/support.hpp"

using namespace hostile;
using http::error_kind;

namespace {

class folder {
public:
    folder() {
        std::string made = (std::filesystem::temp_directory_path() / "action_grammar_tls_XXXXXX").string();
        REQUIRE(::mkdtemp(made.data()) != nullptr);
        path_ = made;
    }
    ~folder() { std::filesystem::remove_all(path_); }
    [[nodiscard]] std::string operator/(char const* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

void certificate(folder const& in, std::string const& alternative) {
    std::string const make =
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=shop -addext subjectAltName="
        + alternative + " -keyout " + (in / "key.pem") + " -out " + (in / "cert.pem") + " 2>/dev/null";
    REQUIRE(std::system(make.c_str()) == 0);
}

/// `openssl s_server`, which answers every request with a page about itself.
class secure_server {
public:
    explicit secure_server(folder const& in) {
        std::array<int, 2> ends{};
        REQUIRE(::pipe(ends.data()) == 0);
        process_ = ::fork();
        if (process_ == 0) {
            ::dup2(ends[1], 1);
            ::close(ends[0]);
            ::dup2(::open("/dev/null", O_WRONLY), 2);
            std::string const key = in / "key.pem";
            std::string const cert = in / "cert.pem";
            ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key.c_str(), "-cert",
                     cert.c_str(), "-www", static_cast<char*>(nullptr));
            ::_exit(1);
        }
        ::close(ends[1]);
        std::string said;
        for (char c = 0; ::read(ends[0], &c, 1) == 1;) {
            if (c != '\n') {
                said += c;
                continue;
            }
            if (said.starts_with("ACCEPT ")) break;
            said.clear();
        }
        output_ = ends[0];
        port_ = said.substr(said.rfind(':') + 1);
        REQUIRE_FALSE(port_.empty());
    }
    ~secure_server() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(output_);
    }
    [[nodiscard]] std::string url(std::string const& host = "127.0.0.1") const {
        return "https://" + host + ':' + port_ + '/';
    }

private:
    pid_t process_ = 0;
    int output_ = 0;
    std::string port_;
};

} // namespace

TEST_CASE("a certificate that nobody vouches for is refused, and accepted with its file") {
    folder const in;
    certificate(in, "IP:127.0.0.1");
    secure_server const at(in);
    http::options by;
    by.internal_hosts = {"127.0.0.1", "localhost"};
    {
        http::client client(by);
        auto const refused = client.send(asking(at.url(), http::method::post));
        REQUIRE_FALSE(refused.has_value());
        CHECK(refused.error().kind == error_kind::tls);
        CHECK(refused.error().message.find("self-signed") != std::string::npos);
        CHECK_FALSE(refused.error().transient);
        CHECK_FALSE(refused.error().in_doubt);
    }
    by.ca_file = in / "cert.pem";
    http::client trusting(by);
    auto const answer = trusting.send(asking(at.url()));
    REQUIRE(answer.has_value());
    CHECK(answer->status == 200);

    // It is that server's, and under no other name.
    auto const other = trusting.send(asking(at.url("localhost")));
    REQUIRE_FALSE(other.has_value());
    CHECK(other.error().kind == error_kind::tls);

    by.ca_file = in / "key.pem";
    http::client misled(by);
    auto const nothing = misled.send(asking(at.url()));
    REQUIRE_FALSE(nothing.has_value());
    CHECK(nothing.error().kind == error_kind::tls);
}

TEST_CASE("a server that speaks no TLS is refused") {
    server const at([](peer& to, seen const&) { to.json("{}"); });
    http::options by = local(at);
    by.deadline = std::chrono::milliseconds{500};
    http::client client(by);
    auto const refused =
        client.send(asking("https://127.0.0.1:" + std::to_string(at.port()) + "/", http::method::post));
    REQUIRE_FALSE(refused.has_value());
    CHECK((refused.error().kind == error_kind::tls || refused.error().kind == error_kind::deadline));
    CHECK_FALSE(refused.error().in_doubt);
    CHECK(at.requests().empty());
}
