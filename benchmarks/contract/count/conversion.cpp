#include <string>

#include <action_grammar/contract/json/serialize.hpp>
#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

#include "../convert/order.hpp"
#include "count.hpp"

namespace contract_benchmarks {

namespace ag = action_grammar;

void count_conversion() {
    auto const value = given("order.json").at("value");
    std::string const text = ag::json::serialize(value);
    order const expected = *ag::decode_text<order>(text);
    count("convert_from_text", [&] { return ag::decode_text<order>(text).has_value(); });
    count("convert_to_text", [&] { return ag::encode_text(expected).size() >= text.size(); });
    count("convert_from_value", [&] { return ag::decode<order>(value).has_value(); });
    count("convert_to_value", [&] { return ag::encode(expected).is_object(); });
}

} // namespace contract_benchmarks
