#!/usr/bin/env bash
# Checks one negative compile test: the file is refused, by the right rule, readably; and its twin compiles.
#
#     check.sh COMPILER FILE [FLAG...]
#
# FILE is `AGnnn_name.cpp` and says in comments what its error must hold:
#
#     // EXPECT: AG201
#     // LABELS: "receipt" "event"
#
# `AGnnn_name.twin.cpp` beside it is the same program with the mistake mended. That a file does not compile shows
# little, since a missing header does that too; hence the twin, and hence all of these:
#
#   - the compiler refuses the file with exactly one error, and the first error line has the code;
#   - every label stands in the message itself, not only in the user's line that the compiler quotes;
#   - the whole output is at most 10 lines from g++ and 12 from clang ("1 error generated." not counted);
#   - the twin compiles under the same warnings and prints nothing.
#
# With ACTION_GRAMMAR_PASSED naming a folder, a pair that passed is remembered there and not compiled again until
# anything that could change the answer has changed.
set -u
export LC_ALL=C

if [ $# -lt 2 ]; then
    echo "usage: check.sh COMPILER FILE [FLAG...]" >&2
    exit 2
fi
compiler=$1
negative=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
include=$(cd "$here/../../include" && pwd)
flags=(-std=c++20 -O0 -Wall -Wextra -fdiagnostics-color=never -I "$include" "$@")
twin=${negative%.cpp}.twin.cpp
name=$(basename "$negative" .cpp)

compiler_version=$("$compiler" --version) || exit 2
case $compiler_version in
    *clang*) family=clang line_limit=12 ;;
    *) family=g++ line_limit=10 ;;
esac

complaints=()
complain() { complaints+=("$1"); }

# What the file expects.

code=$(sed -n 's|^// EXPECT: *\([A-Z0-9]*\) *$|\1|p' "$negative")
mapfile -t labels < <(sed -n 's|^// LABELS:||p' "$negative" | grep -o '"[^"]*"' | tr -d '"')
[[ $code =~ ^AG[0-9]{3}$ ]] || complain "it must have one line like '// EXPECT: AG201'"
[[ $name == "${code}"_* ]] || complain "its name must begin with the code that it expects"
[ ${#labels[@]} -gt 0 ] || grep -q '^// LABELS: *none *$' "$negative" ||
    complain "it must have a line like '// LABELS: \"receipt\" \"event\"', or '// LABELS: none'"
[ -f "$twin" ] || complain "there is no twin $(basename "$twin")"

# What was checked before, and has not changed.

passed=
if [ -n "${ACTION_GRAMMAR_PASSED:-}" ] && [ ${#complaints[@]} -eq 0 ]; then
    passed=$ACTION_GRAMMAR_PASSED/$family.$name
    fingerprint=$({
        printf '%s\n' "$compiler_version" "${flags[@]}"
        cat "$here/check.sh" "$negative" "$twin"
        find "$include" -type f -name '*.hpp' | sort | xargs -r sha256sum
    } | sha256sum)
    if [ "$(cat "$passed" 2>/dev/null)" = "$fingerprint" ]; then
        echo "$name: $family: unchanged since it passed"
        exit 0
    fi
fi

# What the compiler says. It compiles to an object, as users do: some templates are instantiated only then.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
refusal=$scratch/refusal
twin_output=$scratch/twin

"$compiler" "${flags[@]}" -c "$negative" -o "$scratch/negative.o" >"$refusal" 2>&1 &&
    complain "it compiles"

errors=$(grep -cE '(^|[ :])(fatal )?error: ' "$refusal")
first_error=$(grep -m 1 -E '(^|[ :])(fatal )?error: ' "$refusal")
lines=$(grep -cvE '^[0-9]+ errors? generated\.$' "$refusal")
if [ ${#complaints[@]} -eq 0 ]; then
    grep -qw -- "$code" <<<"$first_error" || complain "its first error line does not contain $code"
    [ "$errors" -eq 1 ] || complain "it has $errors errors instead of one"
    [ "$lines" -le $line_limit ] || complain "its message has $lines lines; $family may print $line_limit"
    # Lines like `   12 | ag::persist<"receipt">(...)` and `      |     ^~~~` quote the user's own text.
    message=$(grep -vE '^ *[0-9]* \|' "$refusal")
    for label in "${labels[@]}"; do
        grep -qFw -- "$label" <<<"$message" || complain "its message does not name \"$label\""
    done
fi

if [ -f "$twin" ]; then
    if ! "$compiler" "${flags[@]}" -c "$twin" -o "$scratch/twin.o" >"$twin_output" 2>&1; then
        complain "its twin does not compile"
    elif [ -s "$twin_output" ]; then
        complain "its twin compiles with warnings"
    fi
fi

if [ ${#complaints[@]} -eq 0 ]; then
    echo "$name: $family: refused with $code in $lines lines; its twin compiles"
    if [ -n "$passed" ]; then
        mkdir -p "$ACTION_GRAMMAR_PASSED" && printf '%s\n' "$fingerprint" >"$passed"
    fi
    exit 0
fi

for complaint in "${complaints[@]}"; do
    echo "$name: $family: FAILED: $complaint"
done
echo "--- the compiler's output for $(basename "$negative")"
cat "$refusal"
if [ -s "$twin_output" ]; then
    echo "--- the compiler's output for $(basename "$twin")"
    cat "$twin_output"
fi
exit 1
