#!/usr/bin/env bash
# Prints a unit with one composition of COUNT actions and a function that runs it.
#
#     generate.sh linear|multi_source COUNT
#
# Three actions repeat: a fetch on a resource of its own, a transform, a validate; the last is a persist. Every value
# has a type of its own, so that no instantiation serves two steps. In `multi_source` fetches and transforms take two
# values: that of the step before and one from half as far back.
set -euo pipefail

awk -v shape="$1" -v count="$2" '
function kind(i) { return i == count ? "persist" : i % 3 == 1 ? "fetch" : i % 3 == 2 ? "transform" : "validate" }
# A validate hands on the value before it, so its label stands for that type.
function value(i) { return i > 0 && kind(i) == "validate" ? value(i - 1) : "value_" i }
function name(i) { return i == 0 ? "input" : "step " i }

# The second value of a step, when it takes two.
function other(i) { return shape == "multi_source" && kind(i) ~ /fetch|transform/ && i > 2 ? int(i / 2) : -1 }
function parameters(i) {
    return value(i - 1) " const& a" (other(i) < 0 ? "" : ", " value(other(i)) " const& b")
}
function body(i) { return "a.number + " i (other(i) < 0 ? "" : " + b.number") }
function sources(i) {
    return other(i) < 0 ? "" : "ag::from<\"" name(i - 1) "\", \"" name(other(i)) "\">, "
}

BEGIN {
    print "#include <action_grammar/core.hpp>\n"
    print "namespace ag = action_grammar;\n"
    for (i = 0; i < 4; ++i) print "struct error_" i " { int code; };"
    for (i = 0; i <= count; ++i) if (value(i) == "value_" i) print "struct " value(i) " { int number; };"
    for (i = 1; i <= count; ++i) {
        if (kind(i) ~ /fetch|persist/)
            print "struct resource_" i " { ag::result<" value(i) ", error_" i % 4 "> get(" parameters(i) "); };"
    }
    print "\ninline constexpr auto composed = ag::command<\"composed\">("
    for (i = 1; i <= count; ++i) {
        printf "    %s ag::%s<\"%s\">(%s", i == 1 ? " " : "|", kind(i), name(i), sources(i)
        if (kind(i) == "fetch") printf "&resource_%d::get)", i
        if (kind(i) == "persist") printf "&resource_%d::get, ag::keyed_by(&%s::number))", i, value(i - 1)
        if (kind(i) == "validate") printf "[](%s) noexcept { return a.number != %d; })", parameters(i), i
        if (kind(i) == "transform")
            printf "[](%s) noexcept { return %s{%s}; })", parameters(i), value(i), body(i)
        print i == count ? ");\n" : ""
    }
    printf "int run(value_0 const& input"
    for (i = 1; i <= count; ++i) if (kind(i) ~ /fetch|persist/) printf ", resource_%d& r%d", i, i
    printf ") {\n    auto const reply = ag::run(composed, input, ag::environment{"
    for (i = 1; i <= count; ++i) if (kind(i) ~ /fetch|persist/) printf "%sr%d", i == 1 ? "" : ", ", i
    print "});\n    return reply ? reply->number : -1;\n}"
}'
