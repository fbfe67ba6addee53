// Actions that a step configures.

#include <stdexcept>

#include "support.hpp"

using namespace shop;

namespace {

struct scale {
    int factor = 1;
    std::optional<std::string> unit;
};
struct factors {
    int extra = 100;
};

auto scaling() {
    return doc::make_configured_action<scale>("scale", [](scale const& by) {
        return ag::transform<"s">(
            [by](int of) { return std::to_string(of * by.factor) + by.unit.value_or(""); });
    });
}

} // namespace

TEST_CASE("a configuration is the struct that the factory takes") {
    auto const made = scaling();
    CHECK(made->about().name == "transform(scale)");
    CHECK(made->about().configuration.at("properties").as_object().contains("factor"));
    CHECK(made->about().output.type() == doc::value_type_of<std::string>);
    auto const use = used(*made, R"({"factor":3,"unit":"kg"})");
    CHECK(use.problems.empty());
    CHECK(text(run(use, "5").value.to_json()) == R"("15kg")");
}

TEST_CASE("what is wrong with a configuration is told at its place") {
    auto const use = used(*scaling(), R"({"factor":"many","colour":1})");
    CHECK(use.run == nullptr);
    CHECK(use.output.type() == doc::value_type_of<std::string>); // what follows is judged all the same
    REQUIRE(use.problems.size() == 2);
    CHECK(use.problems[0].code == ag::rule_code::config_invalid);
    CHECK(use.problems[0].level == ag::severity::error);
    CHECK(use.problems[0].pointer == "/with/factor");
    CHECK_FALSE(use.problems[0].key);
    CHECK(use.problems[0].message.find("expected an integer") != std::string::npos);
    CHECK(use.problems[0].message.find("found the string \"many\"") != std::string::npos);
    CHECK(use.problems[1].pointer == "/with/colour");
    CHECK(use.problems[1].key);
}

TEST_CASE("an absent configuration is an empty one") {
    auto const use = used(*scaling());
    CHECK(use.run == nullptr);
    REQUIRE(use.problems.size() == 1);
    CHECK(use.problems[0].pointer == "/with/factor");
    CHECK(use.problems[0].message.find("found nothing") != std::string::npos);
}

TEST_CASE("a factory may refuse a configuration") {
    auto const make = [](scale const& by) {
        auto action = ag::transform<"s">([by](int of) noexcept { return of * by.factor; });
        using result = ag::result<decltype(action), std::string>;
        if (by.factor == 0) return result(ag::unexpected(std::string("the factor is zero")));
        if (by.factor < 0) throw std::runtime_error("the factor is negative");
        return result(std::move(action));
    };
    auto const made = doc::make_configured_action<scale>("scale", make);
    CHECK(made->about().effect == ag::grade::infallible);
    CHECK(text(run(used(*made, R"({"factor":3})"), "5").value.to_json()) == "15");
    for (auto const& [with, why] : {std::pair{R"({"factor":0})", "the factor is zero"},
                                    std::pair{R"({"factor":-1})", "the factor is negative"}}) {
        auto const use = used(*made, with);
        CHECK(use.run == nullptr);
        REQUIRE(use.problems.size() == 1);
        CHECK(use.problems[0].code == ag::rule_code::config_invalid);
        CHECK(use.problems[0].pointer == "/with");
        CHECK(use.problems[0].message.find(why) != std::string::npos);
    }
}

TEST_CASE("a configured action has its resources") {
    factors all;
    auto const made = doc::make_configured_action<scale>(
        "scale",
        [](scale const& by) {
            return ag::fetch<"s">(ag::on<factors>(
                [by](factors& more, int of) noexcept { return of * by.factor + more.extra; }));
        },
        all);
    CHECK(made->about().resources.size() == 1);
    CHECK(text(run(used(*made, R"({"factor":3})"), "5").value.to_json()) == "115");
}

TEST_CASE("an action that takes no configuration says so") {
    auto const made = doc::make_typed_action("x", ag::transform<"x">([](int of) noexcept { return of; }));
    auto const use = used(*made, "{}");
    CHECK(use.run == nullptr);
    REQUIRE(use.problems.size() == 1);
    CHECK(use.problems[0].code == ag::rule_code::config_invalid);
    CHECK(use.problems[0].pointer == "/with");
    CHECK(use.problems[0].key);
}
