// libFuzzer: any bytes are decoded or refused; what is decoded survives encoding; the places of errors are
// in the text.

#include <action_grammar/contract/reflection/decode.hpp>
#include <action_grammar/contract/reflection/encode.hpp>

#include "../contract_reflection/shop.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

namespace ag = action_grammar;

void require(bool holds) {
    if (!holds) std::abort();
}

template <class T>
void convert(std::string_view text, ag::decode_options const& options) {
    auto const decoded = ag::decode_text<T>(text, options);
    if (!decoded.has_value()) {
        require(!decoded.error().errors.empty());
        for (ag::decode_error const& error : decoded.error().errors) {
            require(error.line >= 1 && error.column >= 1);
            require(!to_string(error).empty());
        }
        return;
    }
    std::string const written = ag::encode_text(*decoded);
    require(ag::json::serialize(ag::encode(*decoded)) == written);
    auto const again = ag::decode_text<T>(written, options);
    require(again.has_value());
    require(ag::encode_text(*again) == written);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size == 0) return 0;
    std::string_view const text(reinterpret_cast<char const*>(data) + 1, size - 1);
    ag::decode_options options;
    options.depth = 64;
    options.errors = data[0] % 5;
    options.unknown = static_cast<ag::unknown_members>(data[0] / 8 % 3);
    switch (data[0] >> 5) {
    case 0: convert<shop::everything>(text, options); break;
    case 1: convert<shop::order>(text, options); break;
    case 2: convert<std::vector<shop::shape>>(text, options); break;
    case 3: convert<shop::tree>(text, options); break;
    case 4: convert<shop::constrained>(text, options); break;
    case 5:
        convert<std::tuple<std::chrono::system_clock::time_point, std::chrono::nanoseconds, shop::money>>(
            text, options);
        break;
    case 6: convert<shop::settings>(text, options); break;
    default: convert<ag::json::value>(text, options); break;
    }
    return 0;
}
