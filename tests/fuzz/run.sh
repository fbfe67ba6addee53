#!/usr/bin/env bash
# Fuzzes every target here with libFuzzer under the address and undefined-behavior sanitizers.
#
#     tests/fuzz/run.sh [SECONDS [TARGET...]]      (60 s of every target)
#
# A target is a file NAME.cpp; NAME.seeds/ holds its first inputs and NAME.dict its words, where there are any. What is
# found while it runs is kept in build/fuzz/NAME.corpus for the next run; an input that breaks something is written to
# build/fuzz/NAME.finding-*, and the script fails.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
. scripts/packages.sh
. scripts/steps.sh
require_packages tests

seconds=${1:-60}
shift $(($# > 0 ? 1 : 0))
targets=("$@")
[ $# -gt 0 ] || targets=($(cd tests/fuzz && printf '%s\n' *.cpp | sed 's/\.cpp$//'))
folder=build/fuzz
mkdir -p "$folder"

compile() {
    clang++-19 -std=c++20 -O1 -g1 -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined \
        -fno-sanitize-recover=all -Iinclude "tests/fuzz/$1.cpp" -o "$folder/$1" -lboost_json -lre2
}

fuzz() { # TARGET: at most `seconds`, 2 GB, 10 s and 4 KiB an input
    local options=(-max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -max_len=4096 -print_final_stats=1
        -artifact_prefix="$folder/$1.finding-") seeds=()
    [ -d "tests/fuzz/$1.seeds" ] && seeds=("tests/fuzz/$1.seeds")
    [ -f "tests/fuzz/$1.dict" ] && options+=(-dict="tests/fuzz/$1.dict")
    mkdir -p "$folder/$1.corpus"
    # Containers that grow on one side of an uninstrumented library and shrink on the other look overflowed.
    ASAN_OPTIONS=detect_container_overflow=0 "$folder/$1" "${options[@]}" "$folder/$1.corpus" ${seeds[@]+"${seeds[@]}"} \
        >"$folder/$1.log" 2>&1 || { tail -n 40 "$folder/$1.log" && return 1; }
}

failed=0
for target in "${targets[@]}"; do
    step "$target: build" compile "$target" && step "$target: fuzz" fuzz "$target" || {
        failed=$((failed + 1))
        continue
    }
    sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)$/    \1 inputs without a finding/p' "$folder/$target.log"
done
[ $failed -eq 0 ] && [ ${#targets[@]} -gt 0 ]
