// Schema text and value text, one behind the other with a zero byte between: loaded, compiled, validated.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/schema/coerce.hpp>
#include <action_grammar/contract/schema/validator.hpp>

namespace ag = action_grammar;
namespace json = ag::json;
namespace schema = ag::schema;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    if (size < 1) return 0;
    unsigned const choice = data[0];
    std::string_view const all(reinterpret_cast<char const*>(data) + 1, size - 1);
    std::string_view const first = all.substr(0, all.find('\0'));
    std::string_view const second = first.size() < all.size() ? all.substr(first.size() + 1) : first;

    schema::load_options options;
    options.default_dialect = static_cast<schema::dialect>(choice % 5);
    if ((choice & 8U) != 0) options.malformed = schema::leniency::ignored;
    if ((choice & 16U) != 0) options.unknown_dialect = schema::leniency::ignored;
    if ((choice & 32U) != 0)
        options.resolve = [](std::string_view) { return std::optional<json::value>(true); };

    auto const compiled = schema::compile_text(first, options);
    auto const value = json::parse(second);
    if (!compiled || !value) return 0;

    schema::validate_options bounds;
    bounds.steps = 100'000;
    bounds.depth = 256;
    bounds.assert_formats = (choice & 64U) != 0;
    bool const accepted = compiled->accepts(*value, bounds);
    schema::report const found = compiled->validate(*value, bounds);
    // The two ways agree, unless one of them ran into a bound; the one that reports does more.
    if (!found.limit_reached && found.valid != accepted) std::abort();
    if (found.valid != found.errors.empty()) std::abort();
    if (auto const changed = schema::coerce(*compiled, *value, bounds);
        changed && accepted && *changed != *value)
        std::abort();
    return 0;
}
