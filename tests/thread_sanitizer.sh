#!/usr/bin/env bash
# Runs the tests of tests/document_concurrency where data races are seen: built with clang's thread sanitizer, the layer
# of documents included.
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
options=(-std=c++20 -O1 -g1 -fsanitize=thread -DACTION_GRAMMAR_SEPARATE_COMPILATION -Iinclude -Itests)

object() { "${compiler[@]}" "${options[@]}" -c "$1" -o "$2"; }

link() {
    clang++-19 -fsanitize=thread "$folder"/{layer,threads}.o -o "$folder/threads" "$@" -lboost_json -lre2 -lfmt
}

# Debian's package of Catch2's version 2 has its main in a library of its own.
link_with_catch() { link -lCatch2WithMain || link -lCatch2Main -lCatch2; }

echo '#include <action_grammar/document/src.hpp>' >"$folder/layer.cpp"
step "layer of documents: build" object "$folder/layer.cpp" "$folder/layer.o" &&
    step "tests: build" object tests/document_concurrency/threads.cpp "$folder/threads.o" &&
    step "tests: link" link_with_catch &&
    step "tests" env TSAN_OPTIONS=halt_on_error=0:exitcode=66 "$folder/threads"
