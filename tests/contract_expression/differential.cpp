#include "contract_expression/evaluate.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace action_grammar_tests;

// Where results are meant to differ from those of jq 1.6, the generator does not go, and docs/reference/expressions.md
// says what is different:
//   limit(0; f), repeat, error(null), index of text with characters beyond ASCII, gsub of the empty match and of an
//   anchored pattern, % of numbers beyond 64 bits, exp10, integers beyond 2^53, nan as a bound of a slice (jq aborts),
//   reduce and foreach with several starts, any and all with several verdicts on one item (both go wrong in jq 1.6),
//   errors raised behind a `try` (jq 1.6 catches them too), transpose of objects, messages of tonumber and fromjson, walk with empty.

class generator {
public:
    explicit generator(unsigned seed) : random_(seed) {}

    std::string filter(int depth) {
        if (depth == 0)
            return pick(
                {".", ".a", ".b", ".[0]", "1", "\"x\"", "null", "[]", "{}", ".[]?", "$v", "2.5", "true"});
        int const next = depth - 1;
        switch (random_() % 23) {
        case 0: return joined({filter(next), " | ", filter(next)});
        case 1: return joined({"(", filter(next), ", ", filter(next), ")"});
        case 2:
        case 3:
            return joined({"(", filter(next), " ",
                           pick({"+", "-", "*", "/", "%", "==", "<", ">=", "!=", "and", "or", "//"}), " ",
                           filter(next), ")"});
        case 4: return "[" + filter(next) + "]";
        case 5: return joined({"{a: (", filter(next), "), (\"b\", \"c\"): (", filter(next), ")}"});
        case 6:
            return joined({"(if ", filter(next), " then ", filter(next), " else ", filter(next), " end)"});
        case 7: return joined({"((", filter(next), ") as $v | ", filter(next), ")"});
        case 8: return joined({"reduce (", filter(next), ") as $v (", one_of(next), "; ", filter(next), ")"});
        case 9:
            return joined(
                {"[foreach (", filter(next), ") as $v (", one_of(next), "; ", filter(next), "; [$v, .])]"});
        case 10: return "[(" + filter(next) + ")?]";
        case 11: return "[.[]? | " + filter(next) + "]";
        case 12: return joined({"(", filter(next), ") | ", pick(plain_)});
        case 13:
            return joined({pick({"map", "sort_by", "group_by", "min_by", "max_by", "unique_by", "map_values",
                                 "with_entries", "select", "isempty", "first", "path", "paths"}),
                           "(", filter(next), ")"});
        case 21: return joined({pick({"any(", "all("}), one_of(next), ")"});
        case 14:
            return joined(
                {"(", path(next), " ", pick({"=", "|=", "+=", "-=", "*=", "//="}), " ", filter(next), ")"});
        case 15: return "del(" + path(next) + ")";
        case 16: return "[path(" + path(next) + ")]";
        case 17: return "\"<\\(" + filter(next) + ")>\"";
        case 18: return "[limit(3; " + filter(next) + ")]";
        case 19: return joined({"(def f(g): g | ", filter(next), "; f(", filter(next), "))"});
        case 20: return joined({"((", filter(next), ") as [$v] | ", filter(next), ")"});
        default: return path(next);
        }
    }

    /// With exactly one output.
    std::string one_of(int depth) { return "first((" + filter(depth) + "), false)"; }

    std::string path(int depth) {
        if (depth == 0)
            return pick({".", ".a", ".b", ".[0]", ".[]?", ".[1:]", "..", ".a[0]", ".[-1]", "first",
                         "getpath([\"a\"])"});
        int const next = depth - 1;
        switch (random_() % 8) {
        case 0: return joined({path(next), " | ", path(next)});
        case 1: return joined({"(", path(next), ", ", path(next), ")"});
        case 2: return joined({"(", path(next), " | select(", filter(next), "))"});
        case 3: return joined({"(if ", filter(next), " then ", path(next), " else ", path(next), " end)"});
        case 4: return path(next);
        case 5: return "first(" + path(next) + ")";
        case 6: return joined({"(", path(next), " // ", path(next), ")"});
        default: return path(0);
        }
    }

private:
    /// In the order of writing, which the operands of + need not be in.
    static std::string joined(std::initializer_list<std::string> parts) {
        std::string whole;
        for (std::string const& part : parts)
            whole += part;
        return whole;
    }
    template <class List>
    std::string pick(List const& list) {
        return std::string(*(std::begin(list) + static_cast<std::ptrdiff_t>(random_() % std::size(list))));
    }
    std::string pick(std::initializer_list<std::string_view> list) {
        return pick<std::initializer_list<std::string_view>>(list);
    }

    std::mt19937 random_;
    std::vector<std::string_view> plain_{"length",
                                         "keys",
                                         "not",
                                         "add",
                                         "sort",
                                         "unique",
                                         "reverse",
                                         "min",
                                         "max",
                                         "flatten",
                                         "to_entries",
                                         "tojson",
                                         "tostring",
                                         "type",
                                         "floor",
                                         "(arrays | transpose)",
                                         "[paths]",
                                         "tonumber",
                                         "ascii_upcase",
                                         "explode",
                                         "from_entries",
                                         "[tostream]",
                                         "@json",
                                         "@html",
                                         "@base64",
                                         "@uri",
                                         "has(0)",
                                         "has(\"a\")",
                                         "contains(1)",
                                         "join(\",\")",
                                         "split(\"x\")",
                                         "test(\"x\")",
                                         "last",
                                         "any",
                                         "all",
                                         "[..]",
                                         "[leaf_paths]",
                                         "ltrimstr(\"x\")",
                                         "keys_unsorted",
                                         "index(1)",
                                         "indices(1)",
                                         "[match(\"x\"; \"g\")]",
                                         "sub(\"x\"; \"y\")",
                                         "utf8bytelength",
                                         "[combinations]"};
};

constexpr std::array<std::string_view, 10> inputs{
    R"(null)",
    R"(true)",
    R"(-3)",
    R"(2.5)",
    R"("xyx")",
    R"([])",
    R"([1,[2,"x"],{"a":3}])",
    R"({"b":[1,2],"a":null})",
    R"({"a":{"a":1,"b":"x"},"b":[{"a":2}]})",
    R"([3,1,2,1])",
};

std::string shell_quoted(std::string_view text) {
    std::string quoted = "'";
    for (char const c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

/// Runs the jq program with one filter that does to each input what `evaluated` does; its compiled-in functions take it
/// 20 ms to read, so there are many filters to a run.
std::vector<std::string> by_program(std::vector<std::string> const& filters) {
    namespace files = std::filesystem;
    auto const script =
        files::temp_directory_path() / ("action_grammar_" + std::to_string(std::random_device{}()) + ".jq");
    {
        std::ofstream program(script);
        program << "def run(f): [try (f | tojson) catch \"!\"] | join(\" \");\n";
        for (std::size_t i = 0; i < filters.size(); ++i)
            program << (i == 0 ? "" : ", ") << "(0 as $v | run(" << filters[i] << "))\n";
    }
    std::string command = "printf '%s\\n'";
    for (std::string_view const input : inputs)
        command += " " + shell_quoted(input);
    command += " | jq -r -f " + shell_quoted(script.string()) + " 2>&1";
    std::vector<std::string> lines;
    std::FILE* const pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string line;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
        if (c != '\n') {
            line += static_cast<char>(c);
            continue;
        }
        lines.push_back(line);
        line.clear();
    }
    CHECK(pclose(pipe) == 0);
    files::remove(script);
    return lines;
}

TEST_CASE("generated expressions have the outputs that jq 1.6 gives them") {
    constexpr unsigned batches = 50;
    constexpr unsigned per_batch = 40;
    std::size_t agreed = 0;
    for (unsigned batch = 0; batch < batches; ++batch) {
        generator generate(batch);
        std::vector<std::string> filters;
        for (unsigned i = 0; i < per_batch; ++i)
            filters.push_back(generate.filter(1 + static_cast<int>(i % 4)));
        auto const expected = by_program(filters);
        INFO(expected.front());
        REQUIRE(expected.size() == filters.size() * inputs.size());
        for (std::size_t input = 0; input < inputs.size(); ++input)
            for (std::size_t i = 0; i < filters.size(); ++i) {
                std::string const ours =
                    evaluated("0 as $v | [try ((" + filters[i] + ") | tojson) catch \"!\"] | join(\" \")",
                              inputs[input]);
                std::string const theirs = text_of(json::value(expected[input * filters.size() + i]));
                if (ours == theirs) {
                    ++agreed;
                    continue;
                }
                FAIL_CHECK(filters[i] << " on " << inputs[input] << "\n  ours: " << ours
                                      << "\n  jq:   " << theirs);
            }
    }
    CHECK(agreed == batches * per_batch * inputs.size());
}

} // namespace
