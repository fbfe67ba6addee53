#include <memory>
#include <string>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

#include "order.hpp"

namespace contract_benchmarks {

converter with_action_grammar(std::string_view text) {
    namespace ag = action_grammar;
    auto const value = std::make_shared<ag::json::value>(*ag::json::parse(text));
    return {
        "action_grammar",
        [](std::string_view from) { return *ag::decode_text<order>(from); },
        [](order const& from) { return ag::encode_text(from); },
        [value] { return *ag::decode<order>(*value); },
        [](order const& from) { return ag::encode(from).is_object(); },
    };
}

} // namespace contract_benchmarks
