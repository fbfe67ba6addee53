#!/usr/bin/env bash
# Fuzzes every target here with libFuzzer under the address and undefined-behavior sanitizers, as many at once as there
# are processors.
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
compiler=(clang++-19)
command -v ccache >/dev/null && compiler=(ccache clang++-19)

of_documents() { # TARGET: whether it judges documents, of which the layer is compiled once for all
    grep -q '"host.hpp"' "tests/fuzz/$1.cpp"
}

object() { # SOURCE OBJECT [OPTION...]
    "${compiler[@]}" -std=c++20 -O1 -g1 -fno-omit-frame-pointer -fsanitize=fuzzer,address,undefined \
        -fno-sanitize-recover=all -Iinclude "${@:3}" -c "$1" -o "$2"
}

compile() {
    local options=() objects=("$folder/$1.o")
    if of_documents "$1"; then
        options=(-DACTION_GRAMMAR_SEPARATE_COMPILATION)
        objects+=("$folder"/layer.{document,yaml}.o -lyaml-cpp)
    fi
    object "tests/fuzz/$1.cpp" "$folder/$1.o" ${options[@]+"${options[@]}"} &&
        clang++-19 -fsanitize=fuzzer,address,undefined "${objects[@]}" -o "$folder/$1" -lboost_json -lre2 -lfmt
}

compile_layer() { # NAME
    echo "#include <action_grammar/$1/src.hpp>" >"$folder/layer.$1.cpp"
    object "$folder/layer.$1.cpp" "$folder/layer.$1.o" -DACTION_GRAMMAR_SEPARATE_COMPILATION
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

# One target, told when it is through; its name in `failures` unless it went well.
try() {
    local told
    if told=$(step "$1: build" compile "$1" && step "$1: fuzz" fuzz "$1"); then
        told+=$'\n'$(sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)$/    \1 inputs without a finding/p' "$folder/$1.log")
    else
        echo "$1" >>"$failures"
    fi
    printf '%s\n' "$told"
}

failures=$(mktemp)
trap 'rm -f "$failures"' EXIT
for target in "${targets[@]}"; do
    of_documents "$target" || continue
    step "layer of documents: build" compile_layer document && step "layer of YAML: build" compile_layer yaml || exit 1
    break
done
for target in "${targets[@]}"; do
    while [ "$(jobs -rp | wc -l)" -ge "$(jobs_at_once)" ]; do wait -n; done
    try "$target" &
done
wait
[ ! -s "$failures" ] && [ ${#targets[@]} -gt 0 ]
