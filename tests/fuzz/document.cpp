// A document and an input, as texts with a zero byte between. Judging comes to an end. What is accepted runs, mutates
// at most once, and is explained; findings lie in the text and are rendered; fixes do what they say.

#include "host.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace fuzz;
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    std::string_view const text = cut(rest);
    document::policy const by = policy_by(size);
    document::validation const judged = document::validate(text, host(), by);
    FUZZ_REQUIRE(static_cast<bool>(judged) == judged.found.acceptable());
    look_at(judged.found, text);
    if (judged) use(judged, input_of(rest));
    if (auto const root = json::parse(text)) apply_fixes(judged.found, *root, text, by);
    return 0;
}
