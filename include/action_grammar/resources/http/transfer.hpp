#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_TRANSFER_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_TRANSFER_HPP

// One request over one connection, and what came of it.

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

#include <sys/socket.h>
#include <unistd.h>

#include <action_grammar/resources/http/address.hpp>
#include <action_grammar/resources/http/error.hpp>
#include <action_grammar/resources/http/library.hpp>
#include <action_grammar/resources/http/message.hpp>
#include <action_grammar/resources/http/options.hpp>

namespace action_grammar::http::detail {

/// What became of a transfer.
struct transfer_result {
    response answer;
    bool headers_complete = false;
    bool sent = false; ///< Something of the request may have left the machine.
    bool failed = false;
    error_kind kind = error_kind::client; ///< If it failed.
    std::string reason;
};

/// Runs one exchange on a handle of libcurl, which keeps its connections for the next.
class transfer {
public:
    transfer(CURL* handle, options const& by, network reach) : handle_(handle), by_(by), reach_(reach) {
        curl_easy_reset(handle_);
    }
    transfer(transfer const&) = delete;
    transfer& operator=(transfer const&) = delete;

    /// @param lines    the request's headers, each `"Name: value"`
    /// @param left     until the deadline; positive
    transfer_result run(parsed_url const& url, method how, std::string const& body, curl_slist* lines,
                        bool fresh, std::chrono::milliseconds left) {
        set_limits(left);
        set_security();
        set(CURLOPT_CURLU, url.get());
        set(CURLOPT_HTTPHEADER, lines);
        set_method(how, body);
        // libcurl sends a request again by itself when a kept connection turns out to be dead: nothing that may happen
        // once is sent on one.
        set(CURLOPT_FRESH_CONNECT, fresh ? 1L : 0L);
        CURLcode const code = settings_ == CURLE_OK ? curl_easy_perform(handle_) : settings_;
        take(code);
        curl_easy_reset(handle_); // it refers to what goes away
        return std::move(found_);
    }

private:
    template <class Value>
    void set(CURLoption option, Value value) noexcept {
        CURLcode const code = curl_easy_setopt(handle_, option, value);
        if (settings_ == CURLE_OK) settings_ = code;
    }

    static long clamped(std::chrono::milliseconds time) noexcept {
        return static_cast<long>(
            std::clamp<std::chrono::milliseconds::rep>(time.count(), 1, std::numeric_limits<int>::max()));
    }

    void set_limits(std::chrono::milliseconds left) noexcept {
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_TIMEOUT_MS, clamped(left));
        set(CURLOPT_CONNECTTIMEOUT_MS, clamped(std::min(left, by_.connect_deadline)));
        set(CURLOPT_QUICK_EXIT, 1L); // a name that is still being resolved is not waited for
        set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(by_.most_body_bytes));
        set(CURLOPT_WRITEFUNCTION, &transfer::on_body);
        set(CURLOPT_WRITEDATA, this);
        set(CURLOPT_HEADERFUNCTION, &transfer::on_header);
        set(CURLOPT_HEADERDATA, this);
        set(CURLOPT_ERRORBUFFER, words_.data());
    }

    void set_security() noexcept {
        set(CURLOPT_PROTOCOLS_STR, by_.allow_http ? "http,https" : "https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1)); // sending is known to end or not
        set(CURLOPT_HTTP09_ALLOWED, 0L);
        set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
        set(CURLOPT_PATH_AS_IS, 1L);
        set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        if (!by_.ca_file.empty()) {
            set(CURLOPT_CAINFO, by_.ca_file.c_str());
            set(CURLOPT_CAPATH, static_cast<char const*>(nullptr));
        }
        set(CURLOPT_PROXY, by_.proxy ? by_.proxy->c_str() : "");
        if (!by_.proxy) {
            set(CURLOPT_OPENSOCKETFUNCTION, &transfer::on_socket);
            set(CURLOPT_OPENSOCKETDATA, this);
        }
        set(CURLOPT_USERAGENT, by_.user_agent.c_str());
    }

    void set_method(method how, std::string const& body) noexcept {
        switch (how) {
        case method::get: set(CURLOPT_HTTPGET, 1L); return;
        case method::head: set(CURLOPT_NOBODY, 1L); return;
        case method::post: set(CURLOPT_POST, 1L); break;
        case method::put:
        case method::patch:
        case method::erase:
            set(CURLOPT_CUSTOMREQUEST, to_string(how).data());
            if (how == method::erase && body.empty()) return;
            set(CURLOPT_POST, 1L);
            break;
        }
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        set(CURLOPT_POSTFIELDS, body.c_str());
    }

    // ---- what libcurl calls; nothing may be thrown through it

    template <class Work>
    static std::size_t counted(std::size_t size, Work work) noexcept {
        try {
            return work() ? size : 0;
        } catch (...) {
            return 0;
        }
    }

    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self) noexcept {
        auto& here = *static_cast<transfer*>(self);
        return counted(size, [&] { return here.take_header({data, size}); });
    }
    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self) noexcept {
        auto& here = *static_cast<transfer*>(self);
        return counted(size, [&] { return here.take_body({data, size}); });
    }
    static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address) noexcept {
        auto& here = *static_cast<transfer*>(self);
        if (purpose != CURLSOCKTYPE_IPCXN
            || network_of(&address->addr, static_cast<std::size_t>(address->addrlen)) > here.reach_) {
            here.address_refused_ = true;
            return CURL_SOCKET_BAD;
        }
        return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    }

    bool take_header(std::string_view line) {
        header_bytes_ += line.size();
        if (header_bytes_ > by_.most_header_bytes) {
            too_large_ = "the headers are longer than " + std::to_string(by_.most_header_bytes) + " bytes";
            return false;
        }
        response& answer = found_.answer;
        if (line.starts_with("HTTP/")) { // the answer, or another after an interim one
            answer.headers.clear();
            std::size_t const space = std::min(line.find(' '), line.size());
            std::string_view const digits = line.substr(std::min(space + 1, line.size()), 3);
            answer.status = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), answer.status);
            return true;
        }
        while (line.ends_with('\n') || line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty()) {
            found_.headers_complete = found_.headers_complete || answer.status >= 200;
            return true;
        }
        std::size_t const colon = line.find(':');
        if (found_.headers_complete || colon == line.npos) return true; // trailers are nobody's
        answer.headers.add(line.substr(0, colon), trimmed(line.substr(colon + 1)));
        return true;
    }

    bool take_body(std::string_view part) {
        std::string& body = found_.answer.body;
        if (part.size() > by_.most_body_bytes - body.size()) {
            too_large_ = "the body is longer than " + std::to_string(by_.most_body_bytes) + " bytes";
            return false;
        }
        body.append(part);
        return true;
    }

    // ---- what became of it

    void take(CURLcode code) {
        long size = 0;
        double begun = 0;
        curl_easy_getinfo(handle_, CURLINFO_REQUEST_SIZE, &size);
        curl_easy_getinfo(handle_, CURLINFO_PRETRANSFER_TIME, &begun);
        found_.sent = size > 0 || begun > 0 || found_.answer.status != 0;
        if (code == CURLE_OK) return;
        found_.failed = true;
        // libcurl's own limit of a line; what it says of memory means that.
        if ((code == CURLE_OUT_OF_MEMORY || code == too_large_line) && found_.sent
            && !found_.headers_complete)
            too_large_ = "a line of the headers is too long";
        found_.kind = kind_of(code);
        found_.reason = !too_large_.empty()    ? too_large_
                      : address_refused_       ? "its address is in a network that is not open to it"
                      : words_.front() != '\0' ? std::string(words_.data())
                                               : std::string(curl_easy_strerror(code));
    }

    error_kind kind_of(CURLcode code) const noexcept {
        if (!too_large_.empty()) return error_kind::too_large;
        switch (code) {
        case CURLE_UNSUPPORTED_PROTOCOL: // also said of an answer that is no HTTP/1
            return found_.sent ? error_kind::malformed : error_kind::protocol_refused;
        case CURLE_BAD_FUNCTION_ARGUMENT: // said of a line of an answer's headers that is none
            return found_.sent ? error_kind::malformed : error_kind::client;
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY: return error_kind::dns;
        case CURLE_COULDNT_CONNECT:
        case CURLE_INTERFACE_FAILED:
            return address_refused_ ? error_kind::address_refused : error_kind::connect;
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR: return error_kind::tls;
        case CURLE_OPERATION_TIMEDOUT: return error_kind::deadline;
        case CURLE_FILESIZE_EXCEEDED: return error_kind::too_large;
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_ERROR:
        case CURLE_RECV_ERROR:
            return found_.answer.status != 0 ? error_kind::truncated : error_kind::connection_lost;
        case CURLE_PARTIAL_FILE: return error_kind::truncated;
        case CURLE_WEIRD_SERVER_REPLY:
        case CURLE_BAD_CONTENT_ENCODING: return error_kind::malformed;
        default: return error_kind::client;
        }
    }

    static constexpr auto too_large_line = static_cast<CURLcode>(100); ///< CURLE_TOO_LARGE, since 8.6.

    CURL* handle_;
    options const& by_;
    network reach_; ///< The furthest inside that a connection may lead.
    CURLcode settings_ = CURLE_OK;
    transfer_result found_;
    std::size_t header_bytes_ = 0;
    std::string too_large_;
    bool address_refused_ = false;
    std::array<char, CURL_ERROR_SIZE> words_{};
};

} // namespace action_grammar::http::detail

#endif
