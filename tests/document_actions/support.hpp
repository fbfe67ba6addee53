#ifndef ACTION_GRAMMAR_TESTS_DOCUMENT_ACTIONS_SUPPORT_HPP
#define ACTION_GRAMMAR_TESTS_DOCUMENT_ACTIONS_SUPPORT_HPP

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <action_grammar/action_grammar.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/document/builtin_actions.hpp>
#include <action_grammar/document/registry.hpp>

#include "support/catch.hpp"

namespace shop {

namespace ag = action_grammar;
namespace doc = action_grammar::document;

struct cart {
    std::string id;
    int quantity = 0;
};
struct rates {
    double factor = 1;
};
struct order {
    std::string id;
    double total = 0;
};
struct receipt {
    std::string order;
};
struct not_found {
    std::string message;
    bool transient = false;
};

inline ag::json::value parsed(std::string_view text) {
    auto made = ag::json::parse(text);
    REQUIRE(made.has_value());
    return *made;
}
inline doc::datum json(std::string_view text) { return doc::datum(parsed(text)); }
inline doc::contract schema(std::string_view text) {
    auto made = doc::contract::of_schema(parsed(text));
    REQUIRE(made.has_value());
    return *made;
}

/// A use without configuration, of an input of which nothing is known.
inline doc::use used(doc::action_kind const& kind) {
    std::vector<doc::contract> const inputs(std::max<std::size_t>(kind.about().parameters.size(), 1));
    doc::use_request request;
    request.inputs = inputs;
    return kind.check(request);
}
inline doc::use used(doc::action_kind const& kind, std::string_view with, doc::contract const& input = {},
                     doc::producers policy = doc::producers::open) {
    std::vector<doc::contract> const inputs{input};
    ag::json::value const configuration = parsed(with);
    doc::use_request request;
    request.with = &configuration;
    request.inputs = inputs;
    request.policy = policy;
    return kind.check(request);
}

inline doc::answer run(doc::action_kind const& kind, std::vector<doc::datum> const& values,
                       doc::call const& with = {}) {
    auto const made = used(kind);
    REQUIRE(made.run != nullptr);
    return made.run->run(values, with);
}
inline doc::answer run(doc::use const& made, std::string_view value) {
    REQUIRE(made.run != nullptr);
    std::vector<doc::datum> const values{json(value)};
    return made.run->run(values, {});
}

inline std::string text(ag::json::value const& value) { return ag::json::serialize(value); }

} // namespace shop

#endif
