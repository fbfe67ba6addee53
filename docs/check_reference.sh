#!/usr/bin/env bash
# Checks that docs/reference.md lists every public name, with a header that declares it, and no other name.
#
#     check_reference.sh [--list]      (--list prints the public names and their headers instead)
#
# What a public name is, in this code base:
#
#   - it is declared at the beginning of a line (clang-format does not indent namespaces), in namespace action_grammar
#     or one within it, whose name then stands before it as in json::parse, and in none that is called detail;
#   - it is a class, enumeration, concept, alias, variable, function or operator other than ==;
#   - or it is a macro ACTION_GRAMMAR_..., except include guards and the sentences ACTION_GRAMMAR_AGnnn, which the
#     catalogue holds.
#
# composition/misspellings.hpp is left out: it declares what is refused. So is document/impl/: it holds definitions of
# what other headers declare, and internals.
#
# A row of the reference begins "| `name` | `folder/header.hpp` |"; a name declared in several headers may have a row
# for each, and needs one. What it is begins with a dagger when <action_grammar/action_grammar.hpp> does not bring it.
#
# ACTION_GRAMMAR_ROOT names another tree to check.
set -uo pipefail
export LC_ALL=C
cd "${ACTION_GRAMMAR_ROOT:-$(dirname "${BASH_SOURCE[0]}")/..}" || exit 2

# shellcheck disable=SC2016
names='
FNR == 1 { public = 0; within = ""; depth = levels = 0; header = FILENAME; sub("^include/action_grammar/", "", header) }
function found(name) { if (name != "") print within name, header }

match($0, /^#define ACTION_GRAMMAR_[A-Z0-9_]+/) {
    name = substr($0, 9, RLENGTH - 8)
    within = ""
    if (name !~ /_HPP$/ && name !~ /^ACTION_GRAMMAR_AG[0-9]+$/) found(name)
    next
}
# Namespaces within each other, each closed by a comment with its name.
function enter(names,    count, parts, i) {
    count = split(names, parts, "::")
    for (i = 1; i <= count; ++i) spaces[++depth] = parts[i]
    opened[++levels] = count
}
function look_around(    i) {
    within = ""
    public = depth > 0 && spaces[1] == "action_grammar"
    for (i = 1; i <= depth; ++i) if (spaces[i] == "detail") public = 0
    for (i = 2; i <= depth; ++i) within = within spaces[i] "::"
}
/^namespace [a-z_:0-9]+ \{/ { enter($2); look_around(); next }
/^\} \/\/ namespace/ { if (levels > 0) depth -= opened[levels--]; look_around(); next }
!public || !/^[a-z\[]/ { next }
/^(template|requires|static_assert|namespace|friend|&&|\|\|)/ { next }
{
    line = $0
    sub(/\/\/.*/, "", line)
    gsub(/\[\[[^]]*\]\] */, "", line)
    if (line ~ /^(struct|class) [a-z0-9_]+;/) next # only announced here
    if (match(line, /^using [a-z0-9_]+(::[a-z0-9_]+)+;/)) { # a name from elsewhere
        sub(/;.*/, "", line)
        sub(/.*::/, "", line)
        found(line)
        next
    }
    if (match(line, /^(struct|class|enum class|concept|using) [a-z0-9_]+/)) {
        count = split(substr(line, 1, RLENGTH), words, " ")
        # A specialization is not a new name.
        if (substr(line, RLENGTH + 1, 1) != "<") found(words[count])
        next
    }
    if (line ~ /^(class|struct|enum|using|concept)/) next
    if (match(line, /operator *[^ (a-z]+/)) {
        name = substr(line, RSTART, RLENGTH)
        if (name != "operator==") found(name)
        next
    }
    # The arguments of templates could hold anything.
    while (gsub(/<[^<>]*>/, "", line)) {}
    initialized = line ~ /^inline constexpr [^(]* = /
    if (!initialized && match(line, /[a-z_][a-z0-9_]*\(/)) {
        name = substr(line, RSTART, RLENGTH - 1)
        if (name != "noexcept" && name != "requires") found(name)
    } else if (line ~ /^inline constexpr / && match(line, /[a-z_][a-z0-9_]* *(\[\] *)?(=|\{|;)/)) {
        name = substr(line, RSTART, RLENGTH)
        sub(/[^a-z0-9_].*/, "", name)
        found(name)
    }
}'

declared=$(find include/action_grammar -name '*.hpp' -not -name misspellings.hpp -not -path '*/document/impl/*' |
    sort | xargs awk "$names" | sort -u)
if [ "${1:-}" = --list ]; then
    echo "$declared"
    exit 0
fi

listed=$(sed -n 's/^| `\([^`]*\)` | `\([^`]*\.hpp\)` |.*/\1 \2/p' docs/reference.md |
    sed 's/\\|/|/' | sort)
failed=0
complain() { echo "docs/reference.md: $1" && failed=1; }

while read -r name; do
    complain "lacks $name ($(grep -F -- "$name " <<<"$declared" | awk -v n="$name" '$1 == n { print $2 }' | paste -sd ' '))"
done < <(comm -23 <(cut -d ' ' -f 1 <<<"$declared" | sort -u) <(cut -d ' ' -f 1 <<<"$listed" | sort -u))
while read -r name header; do
    if [ -f "include/action_grammar/$header" ]; then
        complain "$name is not declared in $header"
    elif [ -n "$name" ]; then
        complain "$name: there is no header $header"
    fi
done < <(comm -23 <(sort -u <<<"$listed") <(echo "$declared"))
while read -r twice; do
    complain "has two rows for $twice"
done < <(uniq -d <<<"$listed")


# What the umbrella includes, and what that includes.
brought=$(
    cd include/action_grammar && reached=() waiting=(action_grammar.hpp)
    while [ ${#waiting[@]} -gt 0 ]; do
        next=${waiting[0]} && waiting=("${waiting[@]:1}")
        [[ " ${reached[*]} " == *" $next "* ]] && continue
        reached+=("$next")
        mapfile -t -O ${#waiting[@]} waiting < <(sed -n 's|^#include <action_grammar/\(.*\)>.*|\1|p' "$next")
    done
    printf '%s\n' "${reached[@]}"
)
while read -r name; do
    complain "$name: a dagger marks what the umbrella header does not bring, and nothing else"
done < <(awk -F ' *[|] *' '
    NR == FNR { brought[$0] = 1; next }
    /^\| `[^`]*` \| `[^`]*\.hpp` \|/ {
        gsub(/\\\|/, "/") # an operator`s bar is no separator
        header = substr($3, 2, length($3) - 2)
        if ((header in brought) == (index($4, "†") == 1)) print $2
    }' <(echo "$brought") docs/reference.md)

[ $failed -eq 0 ] || exit 1
echo "$(cut -d ' ' -f 1 <<<"$declared" | sort -u | grep -c .) public names are in the reference"
