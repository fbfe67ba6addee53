#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_SECRET_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_SECRET_HPP

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace action_grammar::http {

/// The name of a secret that the host keeps. Compositions and documents have names; the secret itself is looked up
/// when a request is sent, and is in no error.
struct secret_ref {
    std::string_view name;

    friend constexpr bool operator==(secret_ref, secret_ref) noexcept = default;
};

/// How a secret is shown to a server.
enum class credential_scheme : std::uint8_t {
    bearer, ///< A token (RFC 6750).
    basic   ///< `"user:password"` (RFC 7617).
};

/// Gives the secret of a name, or nothing. Called by any thread that sends a request.
using secret_lookup = std::function<std::optional<std::string>(std::string_view name)>;

/// Secrets in memory, for hosts without a store of their own. Safe to use from many threads; a secret may be
/// replaced while requests are sent.
class secret_store {
public:
    void set(std::string name, std::string secret) {
        std::lock_guard const lock(guard_);
        secrets_.insert_or_assign(std::move(name), std::move(secret));
    }
    [[nodiscard]] std::optional<std::string> find(std::string_view name) const {
        std::lock_guard const lock(guard_);
        auto const found = secrets_.find(name);
        if (found == secrets_.end()) return std::nullopt;
        return found->second;
    }
    /// For `options::secrets`. The store must outlive the client.
    [[nodiscard]] secret_lookup lookup() const {
        return [this](std::string_view name) { return find(name); };
    }

private:
    mutable std::mutex guard_;
    std::map<std::string, std::string, std::less<>> secrets_;
};

} // namespace action_grammar::http

#endif
