# shellcheck shell=bash
# What tests of the program share. Sourced with the program as the only argument; the tests then run in a folder of
# their own.

program=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
failed=0
passed=0

title() { echo "== $1"; }
write() { printf '%s\n' "$2" >"$1"; }

# verdict WHAT STATUS: after `called`, whether the status is the expected one and `matched` is yes.
verdict() {
    if [ "$status" = "$1" ] && [ "$matched" = yes ]; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    printf 'FAILED: %s\n  expected status %s and: %s\n  status %s, standard output:\n%s\n  standard error:\n%s\n' \
        "$call" "$1" "$2" "$status" "$(cat out)" "$(cat err)"
}
called() {
    call="action-grammar $*"
    timeout 60 "$program" "$@" >out 2>err
    status=$?
    matched=yes
}

# says STATUS BEGINNING ARGUMENT...: standard output begins with these lines.
says() {
    local wanted=$1 text=$2
    shift 2
    called "$@"
    [[ $(<out)$'\n' == "$text"$'\n'* ]] || matched=no
    verdict "$wanted" "$text"
}

# mentions STATUS TEXT ARGUMENT...: standard output or error has this text within it.
mentions() {
    local wanted=$1 text=$2
    shift 2
    called "$@"
    [[ $(<out)$(<err) == *"$text"* ]] || matched=no
    verdict "$wanted" "$text"
}

# answers STATUS TEXT... -- ARGUMENT...: so many lines, the first of which has the first text within it, and so on.
answers() {
    local wanted=$1 texts=() lines i
    shift
    while [ "$1" != -- ]; do texts+=("$1") && shift; done
    shift
    called "$@"
    mapfile -t lines <out
    [ ${#lines[@]} -eq ${#texts[@]} ] || matched=no
    for i in "${!texts[@]}"; do [[ ${lines[i]:-} == *"${texts[i]}"* ]] || matched=no; done
    verdict "$wanted" "${texts[*]}"
}

finish() {
    echo "$passed passed, $failed failed"
    [ $failed -eq 0 ] && [ $passed -gt 0 ]
}
