#ifndef ACTION_GRAMMAR_EXAMPLES_HOST_SERVICE_HPP
#define ACTION_GRAMMAR_EXAMPLES_HOST_SERVICE_HPP

// From requests to the document layer, and from its answers to HTTP.
//
//     POST /validate             a document                      200 or 422, the findings
//     POST /explain?format=F     a document; json text mermaid   200, or 422 and the findings
//     POST /run                  {"document", "input"}           200, the outcome; or 422 and the findings
//     POST /simulate             {"document", "input", "values"} 200, what it would do; or 422 and the findings
//     GET  /vocabulary                                           what documents may name
//     GET  /schema?profile=P     full openai anthropic           the JSON Schema of documents
//
// A document within a request is an object, or a string of its text: then its findings have lines.
//
// A run that has the header Idempotency-Key is recorded in a ledger: a repeat gets the first one's answer, and its
// mutation is not sent.

#include <stop_token>

#include <action_grammar/document/limits.hpp>
#include <action_grammar/document/registry.hpp>
#include <action_grammar/resources/sqlite/pool.hpp>

#include "../shared/http_server.hpp"

namespace host {

using shared::http_answer;
using shared::http_request;

class service {
public:
    /// @param actions  what documents may name; it must outlive this
    /// @param by       how documents of strangers are judged
    /// @param ledger   the database with the ledger; it must outlive this
    service(action_grammar::document::registry const& actions, action_grammar::document::policy const& by,
            action_grammar::sqlite::pool& ledger)
        : actions_(actions), by_(by), ledger_(ledger) {}

    /// Answers a request. Safe to call from several threads at once.
    [[nodiscard]] http_answer answer(http_request const& request, std::stop_token stop) const;

private:
    http_answer validate(http_request const& request, std::stop_token const& stop) const;
    http_answer explain(http_request const& request, std::stop_token const& stop) const;
    http_answer run(http_request const& request, std::stop_token const& stop) const;
    http_answer simulate(http_request const& request, std::stop_token const& stop) const;
    http_answer vocabulary(http_request const& request, std::stop_token const& stop) const;
    http_answer schema(http_request const& request, std::stop_token const& stop) const;

    struct route;
    static route const routes[];

    action_grammar::document::registry const& actions_;
    action_grammar::document::policy by_;
    action_grammar::sqlite::pool& ledger_;
};

} // namespace host

#endif
