#include "contract_expression/evaluate.hpp"

#include <array>
#include <string>
#include <string_view>

namespace {

using namespace action_grammar_tests;

struct refused {
    std::string_view filter;
    std::size_t line;
    std::size_t column;
    std::string_view message; ///< Its beginning.
    std::string_view hint;
};

TEST_CASE("what is no expression is refused with the place and the repair") {
    for (refused const& each : std::to_array<refused>({
             {"", 1, 1, "expected a term, found the end", ""},
             {".a |", 1, 5, "expected a term, found the end", ""},
             {"mpa(.a)", 1, 1, "unknown function `mpa`; did you mean `map`?", "map"},
             {".a\n| lenght", 2, 3, "unknown function `lenght`; did you mean `length`?", "length"},
             {"map(1; 2)", 1, 1, "`map` takes 1 argument, not 2", ""},
             {"range", 1, 1, "`range` takes 1, 2 or 3 arguments, not 0", ""},
             {"1 as $price | $prise", 1, 15, "unknown variable `$prise`; did you mean `$price`?", "$price"},
             {"$x", 1, 1, "unknown variable `$x`; bind it first", ""},
             {"break $out", 1, 7, "unknown label `$out`", ""},
             {"@bas64", 1, 1, "unknown format `@bas64`; did you mean `@base64`?", "base64"},
             {"\"abc", 1, 1, "the string that begins here does not end", ""},
             {"\"a\\qb\"", 1, 3, "unknown escape in a string", ""},
             {"1 == 2 == 3", 1, 8, "`==` does not follow another operator of its kind", ""},
             {"[1, 2", 1, 6, "expected `]` to close the `[` at byte 1", ""},
             {"if . then 1", 1, 12, "expected `end` or `else` in the `if` at byte 1", ""},
             {". as [$a] ?// $a | 1", 1, 11, "`?//` between patterns is not available", ""},
             {"test(\"(\")", 1, 6, "Regex failure", ""},
             {"test(\"(?=a)\")", 1, 6, "Regex failure", ""},
             {"env", 1, 1, "`env` is not available: it reads the environment", ""},
             {"$ENV.PATH", 1, 1, "`$ENV` is not available: it reads the environment", ""},
             {"input", 1, 1, "`input` is not available: it reads further inputs", ""},
             {"now | todate", 1, 1, "`now` is not available: it reads the clock", ""},
             {"include \"x\";", 1, 1, "`include` is not available: it reads files", ""},
             {"import \"x\" as x; 1", 1, 1, "`import` is not available: it reads files", ""},
             {"debug", 1, 1, "`debug` is not available: it writes", ""},
             {"halt_error", 1, 1, "`halt_error` is not available: it ends", ""},
             {"get_search_list", 1, 1, "`get_search_list` is not available", ""},
         })) {
        INFO(each.filter);
        auto const made = compiled(each.filter);
        REQUIRE(!made);
        CHECK(made.error().line == each.line);
        CHECK(made.error().column == each.column);
        CHECK(made.error().message.substr(0, each.message.size()) == each.message);
        CHECK(made.error().hint == each.hint);
    }
}

std::string repeated(std::string_view part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i)
        text += part;
    return text;
}

TEST_CASE("expressions nested ten thousand deep are refused, long ones are not") {
    for (std::string_view const part :
         {"[", "(", "-", "{a:", "\"\\(", "if 1 then ", "def f: ", "try ", "1 + ", "1 // ", "1 as $x | ",
          "label $f | ", ". as [[", "reduce ", "-(", ".[", "first("}) {
        INFO(part);
        auto const made = compiled(repeated(part, 10'000) + "1");
        REQUIRE(!made);
    }
    CHECK(!compiled(repeated("[", 10'000) + repeated("]", 10'000)));
    CHECK(!compiled(repeated(".a", 10'000)));
    CHECK(evaluated("true | " + repeated("not | ", 99'999) + "not", "null") == "true");
    CHECK(!compiled(repeated(" ", (1 << 20) + 1)));
}

} // namespace
