#!/usr/bin/env bash
# Checks that every rule which typed code can break has a negative test, and that every page of the rules names one
# that exists.
#
#     coverage.sh
#
# The rules that typed code can break are those that include/action_grammar/actions/diagnostics.hpp asserts.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2

# AG302 is told by the name of a function that no constant expression may call, since a function's argument is no
# constant to assert: clang prints it in a note behind its error, not in the error.
exempt="AG302"

failures=0
complain() {
    echo "$1"
    failures=$((failures + 1))
}

asserted=$(grep -o 'ACTION_GRAMMAR_AG[0-9]*' include/action_grammar/actions/diagnostics.hpp | sed 's/.*_//' | sort -u)
known=$(grep -o '^#define ACTION_GRAMMAR_AG[0-9]*' include/action_grammar/rules/sentences.hpp | sed 's/.*_//' | sort -u)
if [ -z "$asserted" ] || [ -z "$known" ]; then complain "no rules found: have the headers moved?"; fi

for code in $asserted; do
    [[ " $exempt " == *" $code "* ]] && continue
    compgen -G "tests/fail/${code}_*.cpp" >/dev/null || complain "$code has no file in tests/fail"
done
for file in tests/fail/AG*.cpp; do
    code=$(basename "$file" | cut -d_ -f1)
    grep -qx "$code" <<<"$known" || complain "$file: the catalogue has no $code"
done
while read -r page file; do
    code=$(basename "$page" .md)
    [[ " $exempt " == *" $code "* ]] && continue
    [ -f "$file" ] || complain "$page names $file, which does not exist"
done < <(grep -o 'tests/fail/AG[0-9A-Za-z_]*\.cpp' docs/rules/*.md | sed 's/:/ /')

[ $failures -eq 0 ] && echo "$(wc -w <<<"$asserted") rules: every one has its negative test, but $exempt"
exit $((failures > 0))
