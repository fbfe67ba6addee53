// A JSON value, taken for a spec of Tasker, for a vocabulary, and for a document that is to be cut. Each comes to an
// end; findings can be rendered; documents and parts are what they are said to be.

#include "host.hpp"

#include <action_grammar/document/import_tasker.hpp>
#include <action_grammar/document/locate.hpp>
#include <action_grammar/document/split.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace fuzz;

void as_spec(json::value const& given, std::string_view text, document::policy const& by) {
    auto made = document::import_tasker(given, host(), by);
    document::locate(made.found, text);
    look_at(made.found, text);
    for (auto const& each : made.compositions)
        for (json::value const& one : each.documents)
            look_at(document::validate(json::serialize(one), host(), by).found, json::serialize(one));
}

void as_vocabulary(std::string_view text) {
    auto const read = document::registry_of_vocabulary(text);
    if (!read) {
        look_at(read.error(), text);
        return;
    }
    json::value const exported = document::export_vocabulary(*read);
    auto const again = document::registry_of_vocabulary(json::serialize(exported));
    FUZZ_REQUIRE(again.has_value() && document::export_vocabulary(*again) == exported);
    for (auto const& each : read->all())
        FUZZ_REQUIRE(!document::inspect(each->about()).empty());
    FUZZ_REQUIRE(document::search(*read, text.substr(0, 64), 5).size() <= 5);
}

void as_document(std::string_view text, document::policy const& by) {
    auto const parts = document::split(text, host(), by);
    if (!parts) {
        FUZZ_REQUIRE(!parts.error().reason.empty());
        return;
    }
    FUZZ_REQUIRE(!parts->empty());
    for (json::value const& each : *parts)
        FUZZ_REQUIRE(static_cast<bool>(document::validate(json::serialize(each), host(), by)));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    document::policy const by = policy_by(size);
    as_vocabulary(text);
    as_document(text, by);
    if (auto const value = json::parse(text)) as_spec(*value, text, by);
    return 0;
}
