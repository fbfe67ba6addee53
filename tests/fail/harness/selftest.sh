#!/usr/bin/env bash
# Shows that check.sh fails when it should: a check that cannot fail has made wrong error messages pass elsewhere.
#
#     selftest.sh COMPILER
#
# Each case writes a negative file and its twin, and says which one complaint check.sh must make of them. The cases
# use no header of the library, so what they show does not depend on it.
set -u
compiler=${1:?usage: selftest.sh COMPILER}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failures=0

# What a rule's refusal looks like: one assertion with the code, under a template that carries the labels.
refusal='template <unsigned Size> struct label {
    char text[Size]{};
    constexpr label(char const (&literal)[Size]) { for (unsigned i = 0; i != Size; ++i) text[i] = literal[i]; }
};
template <label...> inline constexpr bool never = false;
template <label First, label Second> void refuse() {
    static_assert(never<First, Second>, "AG201: a path can mutate twice");
}'
expectations='// EXPECT: AG201
// LABELS: "receipt" "event"'
mended='int mended();'

# expect NAME COMPLAINT NEGATIVE TWIN: check.sh makes exactly one complaint, which this pattern matches ("" for none).
expect() {
    local name=$1 complaint=$2 output status made
    printf '%s\n' "$3" >"$scratch/$name.cpp"
    if [ -n "$4" ]; then printf '%s\n' "$4" >"$scratch/$name.twin.cpp"; fi
    output=$(bash "$here/../check.sh" "$compiler" "$scratch/$name.cpp")
    status=$?
    made=$(sed -n 's/^.*: FAILED: //p' <<<"$output")
    # shellcheck disable=SC2053 # the right side is a pattern
    if [[ $made == $complaint ]] && [[ $made != *$'\n'* ]] && { [ -n "$complaint" ] && [ $status -eq 1 ] || [ $status -eq 0 ]; }; then
        echo "ok: $name: ${complaint:-passes}"
    else
        echo "NOT ok: $name: expected '${complaint:-to pass}', exit status $status and this output:"
        printf '%s\n' "$output"
        failures=$((failures + 1))
    fi
}

expect AG201_sound "" "$expectations
$refusal
template void refuse<\"receipt\", \"event\">();" "$mended"

expect AG201_compiles "it compiles" "$expectations
int compiles();" "$mended"

expect AG201_missing_include "its first error line does not contain AG201" "// EXPECT: AG201
// LABELS: none
#include <no_such_header> // AG201" "$mended"
# The same with the labels in the message: only the code tells it from the real refusal.
expect AG201_other_error "its first error line does not contain AG201" "$expectations
static_assert(false, \"receipt event\");" "$mended"

expect AG201_code_in_a_note "its first error line does not contain AG201" "$expectations
template <int> struct AG201 { static_assert(sizeof(int) == 0, \"receipt event\"); };
AG201<0> value;" "$mended"

expect AG201_two_errors "it has 2 errors instead of one" "$expectations
static_assert(false, \"AG201 receipt event\");
static_assert(false, \"AG201 receipt event\");" "$mended"

expect AG201_missing_label "its message does not name \"event\"" "$expectations
$refusal
template void refuse<\"receipt\", \"other\">();" "$mended"

expect AG201_label_only_quoted "its message does not name \"event\"" "$expectations
static_assert(false, \"AG201 receipt\"); // event" "$mended"

expect AG201_twin_fails "its twin does not compile" "$expectations
$refusal
template void refuse<\"receipt\", \"event\">();" "int mended() { return missing; }"

expect AG201_twin_warns "its twin compiles with warnings" "$expectations
$refusal
template void refuse<\"receipt\", \"event\">();" "static int unused() { return 1; }"

expect AG201_no_twin "there is no twin AG201_no_twin.twin.cpp" "$expectations
$refusal
template void refuse<\"receipt\", \"event\">();" ""

expect AG202_other_name "its name must begin with the code that it expects" "$expectations
$refusal
template void refuse<\"receipt\", \"event\">();" "$mended"

expect AG201_no_labels "it must have a line like '// LABELS: \"receipt\" \"event\"', or '// LABELS: none'" "// EXPECT: AG201
static_assert(false, \"AG201\");" "$mended"

# The assertion stands under many frames of instantiation, as it would in a helper that does not check at the door.
expect AG201_too_long "its message has [1-9][0-9] lines; * may print 1[02]" "$expectations
template <int Depth> constexpr int frame() {
    static_assert(Depth != 0, \"AG201 receipt event\");
    if constexpr (Depth > 0) return frame<Depth - 1>(); else return 0;
}
int const value = frame<30>();" "$mended"

[ $failures -eq 0 ]
