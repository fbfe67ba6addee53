// Gates wait, refuse, or hand on.

#include "support.hpp"

using namespace shop;

namespace {

struct desk {
    ag::approval says = ag::approval::approved;
    [[nodiscard]] ag::approval ask(order const&) const noexcept { return says; }
    [[nodiscard]] ag::result<ag::approval, not_found> look(order const&) const noexcept {
        return ag::unexpected(not_found{"no desk", true});
    }
};
constexpr std::string_view placed = R"({"id":"a","total":1.5})";

} // namespace

TEST_CASE("a gate answers") {
    desk at;
    auto const made = doc::make_typed_action("desk", ag::gate<"approved">(&desk::ask), at);
    CHECK(made->about().name == "gate(desk)");
    CHECK(made->about().effect == ag::grade::fallible);
    CHECK(made->about().failures.empty());
    auto const open = run(*made, {json(placed)});
    REQUIRE(open.how == ag::status::completed);
    CHECK(text(open.value.to_json()) == R"({"id":"a","total":1.5})");

    at.says = ag::approval::waiting;
    CHECK(run(*made, {json(placed)}).how == ag::status::waiting);
    at.says = ag::approval::rejected;
    CHECK(run(*made, {json(placed)}).how == ag::status::rejected);
}

TEST_CASE("a gate may fail") {
    desk at;
    auto const made = doc::make_typed_action("desk", ag::gate<"approved">(&desk::look), at);
    auto const given = run(*made, {json(placed)});
    CHECK(given.how == ag::status::failed);
    CHECK(given.error.type == "not_found");
}

TEST_CASE("a gate that looks at nothing hands on what reaches it") {
    auto const made =
        doc::make_typed_action("hours", ag::gate<"open">([]() noexcept { return ag::approval::approved; }));
    CHECK(text(run(*made, {json("[1]")}).value.to_json()) == "[1]");
    std::vector<doc::contract> const inputs{schema(R"({"type":"array"})")};
    doc::use_request request;
    request.inputs = inputs;
    CHECK(made->check(request).output.compare_with(inputs.front()));
}
