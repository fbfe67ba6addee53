// A document in YAML. Reading it comes to an end; what is read is JSON that can be written; findings lie in the text
// and are rendered, and a document is accepted exactly if its JSON is.

#include "host.hpp"

#include <action_grammar/yaml/document.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace fuzz;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    document::policy by = policy_by(size);
    by.bounds.yaml_values = 20'000;
    document::validation const judged = document::validate_yaml(text, host(), by);
    FUZZ_REQUIRE(static_cast<bool>(judged) == judged.found.acceptable());
    look_at(judged.found, text);
    if (judged) use(judged, input_of({}));

    auto const read = document::read_yaml(text, by.bounds);
    if (!read) {
        FUZZ_REQUIRE(judged.found.list.size() == 1 && judged.found.list[0] == read.error());
        return 0;
    }
    std::string const written = json::serialize(*read->value);
    if (written.size() > by.bounds.bytes) return 0;
    auto const of_json = document::validate(written, host(), by);
    FUZZ_REQUIRE(static_cast<bool>(of_json) == static_cast<bool>(judged));
    auto const root = json::parse(written); // with the numbers as JSON has them
    FUZZ_REQUIRE(root.has_value());
    apply_fixes(judged.found, *root, written, by);
    return 0;
}
