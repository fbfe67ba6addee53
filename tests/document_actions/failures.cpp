// How an action fails, and what is said of it.

#include <stdexcept>
#include <variant>

#include "support.hpp"

using namespace shop;

namespace {

struct worded {
    std::string why;
    [[nodiscard]] std::string message() const { return "because " + why; }
};
struct silent {
    int code = 0;
};
struct opaque {
    opaque() = default;
    explicit opaque(int) {}
    virtual ~opaque() = default;
};
enum class trouble : unsigned char { busy, gone };
bool is_transient(trouble of) { return of == trouble::busy; }

template <class Error>
doc::answer failing(Error error) {
    auto const made = doc::make_typed_action(
        "f",
        ag::fetch<"f">([error](int) noexcept -> ag::result<int, Error> { return ag::unexpected(error); }));
    return run(*made, {json("1")});
}

} // namespace

TEST_CASE("an error tells its type its message and its detail") {
    auto const given = failing(not_found{"no such cart", true});
    CHECK(given.how == ag::status::failed);
    CHECK(given.part == ag::phase::prepare);
    CHECK(given.retryable);
    CHECK(given.error.type == "not_found");
    CHECK(given.error.message == "no such cart");
    CHECK(text(given.error.detail) == R"({"message":"no such cart","transient":true})");
    CHECK(given.error.transient);
    CHECK_FALSE(given.error.in_doubt);
    CHECK(given.error.exception == nullptr);
}
TEST_CASE("an error speaks by a member function") {
    CHECK(failing(worded{"so"}).error.message == "because so");
}
TEST_CASE("an error that says nothing is shown as JSON") {
    CHECK(failing(silent{7}).error.message == R"({"code":7})");
}
TEST_CASE("an error without a contract is shown by its type") {
    auto const given = failing(opaque{});
    CHECK(given.error.message == "opaque");
    CHECK(given.error.detail.is_null());
}
TEST_CASE("a string is an error in words") { CHECK(failing(std::string("plain")).error.message == "plain"); }
TEST_CASE("an enumerator is its name") {
    auto const given = failing(trouble::busy);
    CHECK(given.error.type == "trouble");
    CHECK(given.error.message == "busy");
    CHECK(given.error.transient);
    CHECK_FALSE(failing(trouble::gone).error.transient);
}

TEST_CASE("a variant fails as the error that it holds") {
    using either = std::variant<silent, not_found>;
    auto const made = doc::make_typed_action("f", ag::fetch<"f">([](int) noexcept -> ag::result<int, either> {
                                                 return ag::unexpected(either(not_found{"gone", true}));
                                             }));
    auto const& modes = made->about().failures;
    REQUIRE(modes.size() == 2);
    CHECK(modes[0].type == "silent");
    CHECK(modes[1].type == "not_found");
    CHECK(modes[1].transient == ag::tendency::sometimes);
    auto const given = run(*made, {json("1")});
    CHECK(given.error.type == "not_found");
    CHECK(given.error.message == "gone");
    CHECK(given.error.transient);
}

TEST_CASE("a predicate that says no is invalid") {
    auto const made = doc::make_typed_action(
        "v", ag::validate<"in stock">([](cart const& of) noexcept { return of.quantity > 0; }));
    auto const given = run(*made, {json(R"({"id":"a","quantity":0})")});
    CHECK(given.how == ag::status::failed);
    CHECK(given.error.type == "invalid");
    CHECK(given.error.message == "\"in stock\" said no");
}

TEST_CASE("an exception is a failure that keeps it") {
    auto const made = doc::make_typed_action(
        "t", ag::transform<"t">([](int) -> int { throw std::runtime_error("out of paper"); }));
    auto const given = run(*made, {json("1")});
    CHECK(given.how == ag::status::failed);
    CHECK(given.error.type == "thrown");
    CHECK(given.error.message == "out of paper");
    REQUIRE(given.error.exception != nullptr);
    CHECK_THROWS_AS(std::rethrow_exception(given.error.exception), std::runtime_error);
}

TEST_CASE("an exception of any type is a failure") {
    auto const made = doc::make_typed_action("t", ag::transform<"t">([](int) -> int { throw 5; }));
    auto const given = run(*made, {json("1")});
    CHECK(given.how == ag::status::failed);
    CHECK_FALSE(given.error.message.empty());
}
