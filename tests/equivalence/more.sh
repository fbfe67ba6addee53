#!/usr/bin/env bash
# Judges more generated compositions as types and as documents than the tests do.
#
#     tests/equivalence/more.sh [FIRST [COUNT]]      (by default 600 and 1400, which makes 2000 with those of the tests)
#
# Number N always stands for the same composition; see tests/document_equivalence/generate.hpp. Compiles 100 at a time, so
# that a compiler needs some 400 MB. CXX names another compiler than g++.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2

first=${1:-600}
end=$((first + ${2:-1400}))
batch=100
made=$(mktemp -d) || exit 2
trap 'rm -rf "$made"' EXIT
compile=("${CXX:-g++}" -std=c++20 -O0 -DACTION_GRAMMAR_SEPARATE_COMPILATION -Iinclude -Itests)

{
    printf '#include <action_grammar/document/src.hpp>\n' >"$made/layer.cpp" &&
        "${compile[@]}" -c "$made/layer.cpp" -o "$made/layer.o" &&
        "${compile[@]}" -c tests/document_equivalence/compare.cpp -o "$made/compare.o"
} || exit 2

failed=0
for ((from = first; from < end; from += batch)); do
    count=$((end - from < batch ? end - from : batch))
    cat >"$made/batch.cpp" <<END
#include "document_equivalence/batch.hpp"
#include "support/catch.hpp"
TEST_CASE("compositions") { CHECK(equivalence_tests::compared<$from, $count>().differences == 0); }
END
    if "${compile[@]}" -c "$made/batch.cpp" -o "$made/batch.o" &&
        "${CXX:-g++}" "$made/batch.o" "$made/compare.o" "$made/layer.o" -lCatch2WithMain -lboost_json -lre2 -lfmt \
            -o "$made/batch" && "$made/batch" >"$made/log"; then
        printf '%6d to %6d  ok\n' "$from" $((from + count - 1))
    else
        printf '%6d to %6d  FAILED\n' "$from" $((from + count - 1))
        cat "$made/log"
        failed=$((failed + 1))
    fi
done
[ $failed -eq 0 ]
