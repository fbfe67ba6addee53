#!/usr/bin/env bash
# What examples/order_intake promises, tried on the program.
#
#     order_intake.sh PROGRAM twice|killed|together|document
#
#   twice      prints for each order what order_intake.expected says; a second run says the same, with every accepted
#              order already placed, and changes nothing
#   killed     killed with SIGKILL 40 times while it works, it still ends in the state of a run that nobody disturbed
#   together   so do two that run at the same time on the same database
#   document   a document comes to the same for every order, one that differs is noticed, and the mistakes of one that
#              may not run are told
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
mode=$2
cd "$here/../../examples/order_intake"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "$1" >&2
    exit 1
}

dump() { sqlite3 "$1" 'PRAGMA integrity_check' .dump; }

# The table without what may differ between two runs: whether this run or an earlier one accepted an order, and what
# is still missing for an order that asks for more.
verdicts() { sed -n '/^$/q; s/  accepted      /  already placed/; s/\(  out of stock      [^ ]*\).*/\1/; p' "$1"; }

compare() {
    diff "$1" "$2" >"$work/difference" || {
        head -20 "$work/difference"
        fail "$3"
    }
}

# An undisturbed run, which the others are compared with.
start=${EPOCHREALTIME/./}
"$program" "$work/calm" >"$work/calm.table"
duration_us=$((${EPOCHREALTIME/./} - start))
dump "$work/calm" >"$work/calm.dump"
placed=$(sqlite3 "$work/calm" 'SELECT count(*) FROM orders')

# Runs once more on a database that was disturbed, and compares.
ends_like_calm() {
    "$program" "$1" >"$work/table" || fail "the run after it failed"
    dump "$1" >"$work/dump"
    compare "$work/calm.dump" "$work/dump" "the database is not that of an undisturbed run"
    compare <(verdicts "$work/calm.table") <(verdicts "$work/table") "the verdicts are not those of an undisturbed run"
}

twice() {
    compare "$here/order_intake.expected" "$work/calm.table" "the orders did not become what they should"
    cp "$work/calm" "$work/before"
    ends_like_calm "$work/calm"
    cmp "$work/calm" "$work/before" || fail "the second run wrote to the database"
    ! grep -q ' accepted ' "$work/table" || fail "the second run accepted an order again"
    # What left the shelf is what was ordered.
    sqlite3 "$work/new" <catalogue.sql
    local missing
    missing=$(sqlite3 "$work/calm" "ATTACH '$work/new' AS new" "
        SELECT count(*) FROM stock JOIN new.stock AS old USING (sku)
        WHERE old.on_hand - stock.on_hand
           IS NOT (SELECT coalesce(sum(quantity), 0) FROM order_lines WHERE order_lines.sku = stock.sku)")
    [ "$missing" -eq 0 ] || fail "$missing skus do not add up"
    echo "$placed orders placed once, by two runs"
}

# How far a killed run came. Looks at a copy, so that the program and not sqlite3 mends what was left.
placed_in() {
    rm -f "$work"/look*
    cp "$1" "$work/look" 2>/dev/null || { echo 0 && return; }
    [ ! -f "$1-journal" ] || cp "$1-journal" "$work/look-journal"
    sqlite3 "$work/look" 'SELECT count(*) FROM orders' 2>/dev/null || echo 0
}

killed() {
    local kills=0 halfway=0 torn=0 tries=0 rounds=0 longest_us pid status came
    RANDOM=${SEED:-$$}
    echo "SEED=${SEED:-$$}, an undisturbed run takes $duration_us us"
    longest_us=$((duration_us / 2 < 200000 ? duration_us / 2 : 200000))
    while [ $kills -lt 40 ]; do
        rounds=$((rounds + 1))
        rm -f "$work"/killed*
        # Six on one database: each starts where the last was killed. Every other one makes pauses, so that it is
        # killed between two orders; the others are mostly killed while they write.
        for _ in 1 2 3 4 5 6; do
            tries=$((tries + 1))
            [ $tries -le 400 ] || fail "of 400 runs only $kills could be killed in time"
            "$program" --pause-us $((tries % 2 * 500)) "$work/killed" >/dev/null &
            pid=$!
            sleep "$(printf '0.%06d' $(((RANDOM * 32768 + RANDOM) % longest_us)))"
            kill -KILL $pid 2>/dev/null || true
            status=0
            wait $pid 2>/dev/null || status=$?
            [ $status -eq 137 ] || continue
            kills=$((kills + 1))
            [ ! -s "$work/killed-journal" ] || torn=$((torn + 1))
            came=$(placed_in "$work/killed")
            [ "$came" -eq 0 ] || [ "$came" -eq "$placed" ] || halfway=$((halfway + 1))
        done
        ends_like_calm "$work/killed"
    done
    echo "$kills kills on $rounds databases: $halfway with some of the orders placed, $torn while writing"
    [ $halfway -ge 10 ] || fail "too few of them hit the middle"
}

together() {
    local round first
    for round in 1 2 3 4 5; do
        rm -f "$work"/both*
        "$program" "$work/both" >/dev/null &
        first=$!
        "$program" "$work/both" >/dev/null || fail "round $round: the second failed"
        wait $first || fail "round $round: the first failed"
        ends_like_calm "$work/both"
    done
    echo "5 times two at once"
}

# What each order came to, by the table of a run and by one side of a comparison.
by_table() {
    awk '/^$/ { exit } NR == 1 { next } {
        verdict = substr($0, 7, 16); sub(/ +$/, "", verdict)
        order = substr($0, 25, 9); sub(/ +$/, "", order)
        again = verdict == "already placed" ? ", again" : ""
        gsub(/ /, "_", verdict)
        print verdict ~ /^(accepted|already_placed)$/ ? "completed: " order " " substr($0, 36) again : verdict
    }' "$1"
}
by_side() {
    awk -v side="$2" '/^$/ { exit } NR == 1 { next } {
        came_to = side == 1 ? substr($0, 7, 46) : substr($0, 55)
        sub(/ +$/, "", came_to)
        sub(/^failed at ".*": /, "", came_to)
        print came_to
    }' "$1"
}

document() {
    local status=0
    "$program" --beside place_order.json "$work/new" >"$work/sides" || fail "the document did not come to the same"
    cmp "$work/new" "$work/new.document" || fail "the database of the document is another"
    grep -qx '374 orders, each the same both ways: .*' "$work/sides" || fail "it does not say so"
    compare <(by_table "$work/calm.table") <(by_side "$work/sides" 1) "the compiled run did not come to what it should"
    compare <(by_table "$work/calm.table") <(by_side "$work/sides" 2) "the document did not come to what it should"

    sed 's/already_placed: .repeated/already_placed: false/' place_order.json >"$work/another.json"
    "$program" --beside "$work/another.json" "$work/other" >"$work/sides" || status=$?
    [ $status -eq 1 ] && grep -qx '21 of 374 orders did not come to the same' "$work/sides" ||
        fail "a document that says something else went unnoticed"

    status=0
    "$program" --check refused.json >"$work/refused" || status=$?
    [ $status -eq 1 ] || fail "a document with mistakes was not refused"
    compare "$here/order_intake_refused.expected" "$work/refused" "it is not told what it should"
    echo "374 orders came to the same, compiled and as a document"
}

case $mode in
    twice | killed | together | document) "$mode" ;;
    *) fail "usage: order_intake.sh PROGRAM twice|killed|together|document" ;;
esac
