#ifndef ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_RUNNER_HPP
#define ACTION_GRAMMAR_RESOURCES_HTTP_DOCUMENTS_RUNNER_HPP

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <action_grammar/composition/clock.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/validator.hpp>
#include <action_grammar/document/resource_action.hpp>
#include <action_grammar/resources/http/operations.hpp>
#include <action_grammar/resources/http_documents/access.hpp>

namespace action_grammar::http::detail {

/// A use of `fetch(http)` or `emit(http)`, made ready.
struct ready_request {
    client* by = nullptr;
    std::vector<target> targets;
    verb what = verb::fetch;
    protection guard = protection::undeclared;
    method how = method::get;
    std::string url;
    std::map<std::string, std::string> headers;
    std::string secret; ///< The name of a credential; empty: none.
    std::vector<target> shown_to;
    credential_scheme scheme = credential_scheme::bearer;
    std::string body;
    std::chrono::milliseconds timeout{};
    std::optional<schema::validator> output; ///< Without it the answer is its status, or anything.
};

class request_runner final : public document::runner {
public:
    explicit request_runner(ready_request of) : of_(std::move(of)) {}

    document::answer run(std::span<document::datum const> values,
                         document::call const& with) const noexcept override {
        return document::run_resource(of_.what, [&] {
            document::datum const given = values.empty() ? document::datum() : values.front();
            auto made = prepared(given.to_json(), with);
            if (!made) return failed(made.error());
            deadline const until{std::min(with.until.at, monotonic_clock::now() + of_.timeout)};
            auto answer = of_.by->send(*made, until);
            if (!answer) return failed(answer.error());
            return answer_of(*std::move(answer));
        });
    }

private:
    document::answer failed(error const& why) const {
        return document::answer_of_failure(why, of_.what, of_.guard);
    }

    result<request, error> prepared(json::value const& input, document::call const& with) const {
        settings said;
        said.auth = {{of_.secret}, of_.scheme};
        said.body = of_.body;
        bool const own_accept = std::any_of(of_.headers.begin(), of_.headers.end(),
                                            [](auto const& each) { return same_word(each.first, "Accept"); });
        if (own_accept) said.accept = {};
        auto made = make_request(of_.how, of_.url, said, input);
        if (!made) return made;
        for (auto const& [name, text] : of_.headers) {
            auto value = fill_header(text, input);
            if (!value) return unexpected(not_made(of_.how, std::move(value).error()));
            made->headers.add(name, *value);
        }
        made->mutates = mutates(of_.what);
        made->targets = of_.targets;
        made->auth_targets = of_.shown_to;
        if (of_.guard == protection::keyed) made->idempotency_key = std::string(with.key);
        return made;
    }

    document::answer answer_of(response&& came) const {
        document::answer made;
        if (mutates(of_.what) && !of_.output) {
            made.value = document::datum(json::value(json::object{{"status", came.status}}));
            return made;
        }
        error why;
        why.kind = error_kind::body;
        why.status = came.status;
        why.method = to_string(of_.how);
        why.url = came.url;
        why.in_doubt = mutates(of_.what);
        auto value = value_of<json::value>(std::move(came));
        if (!value) {
            why.message = "the answer cannot be used: " + value.error();
            return failed(why);
        }
        if (of_.output && !of_.output->accepts(*value)) {
            why.message = document::detail::broken_promise("the answer", *value, *of_.output);
            return failed(why);
        }
        made.value = document::datum(*std::move(value));
        return made;
    }

    ready_request of_;
};

} // namespace action_grammar::http::detail

#endif
