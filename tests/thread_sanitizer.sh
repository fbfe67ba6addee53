#!/usr/bin/env bash
# Runs the tests of tests/document_concurrency, and the races for keys of a ledger, where data races are seen: built with
# clang's thread sanitizer, the layer of documents included.
#
#     tests/thread_sanitizer.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
. scripts/packages.sh
. scripts/steps.sh
require_packages tests

folder=build/thread_sanitizer
mkdir -p "$folder"
compiler=(clang++-19)
command -v ccache >/dev/null && compiler=(ccache clang++-19)
options=(-std=c++20 -O1 -g1 -fsanitize=thread -DACTION_GRAMMAR_SEPARATE_COMPILATION -Iinclude -Itests
    -isystem "$(pg_config --includedir)")

object() { "${compiler[@]}" "${options[@]}" -c "$1" -o "$2"; }

link() {
    clang++-19 -fsanitize=thread "$folder"/{layer,threads}.o -o "$folder/threads" "$@" -lboost_json -lre2 -lfmt
}

# Debian's package of Catch2's version 2 has its main in a library of its own.
link_with_catch() { link -lCatch2WithMain || link -lCatch2Main -lCatch2; }

link_races() {
    clang++-19 -fsanitize=thread "$folder/races.o" -o "$folder/races" -lsqlite3 -lpq -lboost_json -lre2
}

race() {
    local place status
    place=$(mktemp -d)
    "$folder/races" "folder=$place" rounds=20 threads=3
    status=$?
    rm -rf "$place"
    return $status
}

export TSAN_OPTIONS=halt_on_error=0:exitcode=66
status=0
step "races for keys: build" object tests/faults/race_keys.cpp "$folder/races.o" &&
    step "races for keys: link" link_races &&
    step "races for keys" race || status=1

echo '#include <action_grammar/document/src.hpp>' >"$folder/layer.cpp"
step "layer of documents: build" object "$folder/layer.cpp" "$folder/layer.o" &&
    step "tests: build" object tests/document_concurrency/threads.cpp "$folder/threads.o" &&
    step "tests: link" link_with_catch &&
    step "tests" "$folder/threads" || status=1
exit $status
