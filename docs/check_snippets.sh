#!/usr/bin/env bash
# Checks that the C++ in the documentation is the C++ that is compiled and run.
#
#     check_snippets.sh [--write]
#
# A block of C++ in README.md or docs/ has a marker on the line above it, and equals a region of that file, byte for
# byte:
#
#     <!-- snippet: docs/snippets/place_order.cpp sentence -->      // [sentence]
#     ```cpp                                                        inline constexpr auto place_order = ...
#     inline constexpr auto place_order = ...                       // [/sentence]
#     ```
#
# Regions may nest; the marker lines of others are left out, and so is the indentation of the region's own. With --write the blocks are replaced by their regions.
# docs/rules/ is not looked at: its fragments are broken on purpose, and tests/fail/ compiles them.
#
# ACTION_GRAMMAR_ROOT names another tree to check.
set -uo pipefail
export LC_ALL=C
cd "${ACTION_GRAMMAR_ROOT:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 2

write=no
case "${1:-}" in
    --write) write=yes ;;
    '') ;;
    *) echo "usage: check_snippets.sh [--write]" >&2 && exit 2 ;;
esac

# Prints a page as it should be. Complains of what cannot be mended: a block without a marker, a marker without a
# block, a file or a region that is not there.
# shellcheck disable=SC2016
expected='
function complain(what) { printf "%s:%d: %s\n", FILENAME, FNR, what > "/dev/stderr"; bad = 1 }

function print_region(file, region,    line, inside, found, closed, printed, indent, status) {
    while ((status = (getline line < file)) > 0) {
        if (line ~ "^ *// \\[" region "\\]$") {
            inside = found = 1
            indent = index(line, "/") - 1
            continue
        }
        if (line ~ "^ *// \\[/" region "\\]$") { closed = found; inside = 0; continue }
        if (!inside || line ~ "^ *// \\[/?[a-z0-9_]+\\]$") continue
        if (substr(line, 1, indent) ~ /^ *$/) line = substr(line, indent + 1)
        print line
        printed = 1
    }
    close(file)
    if (status < 0) complain(file " cannot be read")
    else if (!found) complain(file " has no region [" region "]")
    else if (!closed) complain("the region [" region "] of " file " is not closed")
    else if (!printed) complain("the region [" region "] of " file " is empty")
}

skipping { if ($0 == "```") { skipping = 0; print } next }
fenced { if ($0 ~ "^ *(```|~~~) *$") fenced = 0; print; next }
/^<!-- snippet: [^ ]+ [a-z0-9_]+ -->$/ { marker = FNR; file = $3; region = $4; print; next }
/^<!-- *snippet/ { complain("a marker is written <!-- snippet: FILE REGION -->"); print; next }
marker && marker == FNR - 1 && $0 != "```cpp" { complain("there must be a line ```cpp right below the marker") }
/^ *(```|~~~) *(cpp|c\+\+|C\+\+|cxx|cc|hpp)/ {
    print
    if ($0 != "```cpp" || !marker || marker != FNR - 1) {
        complain("a block of C++ must have a line <!-- snippet: FILE REGION --> right above it")
        fenced = 1
        next
    }
    print_region(file, region)
    skipping = 1
    next
}
/^ *(```|~~~)/ { fenced = 1 }
{ print }
END {
    if (skipping || fenced) complain("a block is not closed")
    exit bad
}'

page=$(mktemp)
trap 'rm -f "$page"' EXIT
failed=0
blocks=0
while read -r file; do
    blocks=$((blocks + $(grep -c '^```cpp$' "$file")))
    if ! awk "$expected" "$file" >"$page"; then
        failed=1
    elif cmp -s "$file" "$page"; then
        continue
    elif [ $write = yes ]; then
        cat "$page" >"$file"
        echo "$file: refreshed"
    else
        diff -u --label "$file" --label "$file, as compiled" "$file" "$page"
        failed=1
    fi
done < <(find README.md docs -name '*.md' -not -path 'docs/rules/*' | sort)

if [ $failed -ne 0 ]; then
    echo "docs/check_snippets.sh --write refreshes the blocks that have a marker"
    exit 1
fi
echo "$blocks blocks of C++ are as compiled"
