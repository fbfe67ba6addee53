#!/usr/bin/env bash
# Shows that the two checks of the documentation can fail: each mistake is made in a copy of the tree.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

fresh_copy() {
    rm -rf "$scratch/tree"
    mkdir "$scratch/tree" && cp -R "$here/../README.md" "$here/../include" "$here" "$scratch/tree" &&
        cd "$scratch/tree" || return
}

# refused CHECK TEXT MISTAKE...: after the mistake the check fails, and says TEXT.
refused() {
    local check=$1 text=$2 status
    shift 2
    fresh_copy && "$@" || exit 2
    ACTION_GRAMMAR_ROOT=$PWD bash "$here/$check.sh" >"$scratch/said" 2>&1
    status=$?
    if [ $status -ne 1 ] || ! grep -qF -- "$text" "$scratch/said"; then
        echo "FAILED: $check says nothing of: $*" && cat "$scratch/said"
        failed=1
    fi
}

# accepted CHECK: the unchanged copy passes.
accepted() {
    fresh_copy || exit 2
    ACTION_GRAMMAR_ROOT=$PWD bash "$here/$1.sh" >"$scratch/said" 2>&1 || {
        echo "FAILED: $1 refuses the tree as it is" && cat "$scratch/said"
        failed=1
    }
}

replace() { # FILE SED-PROGRAM: a program that changes nothing is a mistake in this test
    cp "$1" "$scratch/before" && sed -i "$2" "$1" && ! cmp -s "$1" "$scratch/before"
}
append() { printf '%s\n' "${@:2}" >>"$1"; }

accepted check_snippets
refused check_snippets '+    | ag::persist<"receipt">' replace README.md 's/ag::persist<"receipt">/ag::persist<"recept">/'
refused check_snippets '+    | ag::persist<"receipt">' \
    replace docs/snippets/place_order.cpp 's/&order_table::upsert, /\&order_table::upsert,  /'
refused check_snippets 'right above it' append docs/tutorial.md '```cpp' 'int lonely;' '```'
refused check_snippets 'right above it' append docs/tutorial.md '```c++' 'int lonely;' '```'
refused check_snippets 'has no region [nowhere]' \
    append README.md '<!-- snippet: docs/snippets/place_order.cpp nowhere -->' '```cpp' '```'
refused check_snippets 'cannot be read' append README.md '<!-- snippet: docs/no.cpp run -->' '```cpp' '```'
refused check_snippets 'below the marker' append README.md '<!-- snippet: docs/snippets/place_order.cpp run -->' ''
refused check_snippets 'is not closed' append docs/tutorial.md '```text' 'no end'

accepted check_reference
refused check_reference 'lacks fetch' replace docs/reference.md '/^| `fetch` |/d'
refused check_reference 'lacks json::value' replace docs/reference.md '/^| `json::value` |/d'
refused check_reference 'lacks brand_new' \
    replace include/action_grammar/actions/fetch.hpp 's/^} \/\/ namespace action_grammar$/struct brand_new {};\n&/'
refused check_reference 'no header actions/nowhere.hpp' \
    replace docs/reference.md 's|^\(.* `fetch` .*\)actions/fetch.hpp|\1actions/nowhere.hpp|'
refused check_reference 'a dagger marks' replace docs/reference.md '/^. .thread_pool/s/† //'
refused check_reference 'document::judged_document is not declared in document/impl/judged.hpp' \
    append docs/reference.md '| `document::judged_document` | `document/impl/judged.hpp` | † internal |'
refused check_reference 'stale is not declared in' append docs/reference.md '| `stale` | `actions/fetch.hpp` | gone |'

# --write mends what an edit broke.
fresh_copy && replace README.md 's/ag::persist<"receipt">/ag::persist<"recept">/' || exit 2
ACTION_GRAMMAR_ROOT=$PWD bash "$here/check_snippets.sh" --write >/dev/null && cmp -s README.md "$here/../README.md" || {
    echo "FAILED: --write does not mend README.md"
    failed=1
}

[ $failed -eq 0 ] && echo "the checks fail when they should"
