// Any text as an expression, on any value: neither reading nor evaluating it may go wrong.
//
// The input is the filter's text, a line feed, and the JSON text of the value, which is null if it is none.

#include <action_grammar/contract/expression/filter.hpp>
#include <action_grammar/contract/json/parse.hpp>
#include <action_grammar/contract/json/serialize.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    namespace ag = action_grammar;
    std::string_view const whole(reinterpret_cast<char const*>(data), size);
    std::size_t const line = whole.rfind('\n');
    std::string_view const text = whole.substr(0, line);
    auto const filter = ag::expression::compile(text, {.bytes = 4096});
    if (!filter) return 0;
    ag::json::value input;
    if (line != std::string_view::npos)
        if (auto parsed = ag::json::parse(whole.substr(line + 1))) input = *std::move(parsed);
    ag::expression::evaluation_limits const limits{
        .fuel = 20'000, .depth = 200, .nesting = 100, .outputs = 100, .bytes = std::size_t{1} << 20};
    auto const result = filter->evaluate(input, limits);
    if (result)
        for (auto const& each : *result)
            static_cast<void>(ag::json::serialize(each));
    return 0;
}
