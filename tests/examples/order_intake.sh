#!/usr/bin/env bash
# What examples/order_intake promises, tried on the program.
#
#     order_intake.sh PROGRAM twice|killed|together|guard|document      (the receiver is PROGRAM_receiver)
#
#   twice      prints for each order what order_intake.expected says; a second run says the same, with every accepted
#              order already placed, and changes nothing; of each order that was placed the receiver kept one event
#   killed     killed with SIGKILL 40 times while it works, it still ends in the state of a run that nobody disturbed,
#              and the receiver, which is killed too, with every event once
#   together   so do two that run at the same time on the same database
#   guard      a receiver in the own network that nobody opened by its name is not told, and nothing is lost by that
#   document   a document comes to the same for every order, one that differs is noticed, and the mistakes of one that
#              may not run are told
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=$(realpath "$1")
mode=$2
cd "$here/../../examples/order_intake"
work=$(mktemp -d)
receiver=''
trap '[ -z "$receiver" ] || end_receiver KILL || true; rm -rf "$work"' EXIT

fail() {
    echo "$1" >&2
    exit 1
}

# start_receiver OPTION...: it keeps what it is told in $work/events, and listens at `url`.
start_receiver() {
    local tries=0
    mkdir -p "$work/events"
    rm -f "$work/said"
    "${program}_receiver" "$@" "$work/events" >"$work/said" &
    receiver=$!
    until grep -qs . "$work/said"; do
        [ $((tries += 1)) -le 2000 ] || fail "the receiver did not listen in a minute"
        sleep 0.03
    done
    url=$(sed -n 's/^listening on //p' "$work/said")
}
# end_receiver SIGNAL
end_receiver() {
    local status=0
    kill "-$1" $receiver
    wait $receiver 2>/dev/null || status=$?
    receiver=''
    [ "$1" = KILL ] || [ $status -eq 0 ] || fail "the receiver ended with $status"
}

# The shop, and of each event what it says and whether it was delivered; not when, and by whom.
dump() {
    sqlite3 "$1" 'PRAGMA integrity_check' '.dump stock rates orders order_lines' \
        'SELECT key, stream, topic, payload, state FROM outbox ORDER BY key'
}

# The receiver kept an event for each order that was placed, once, and those of a customer in their order.
kept_all_of() {
    compare <(sqlite3 "$1" "SELECT 'order_placed/' || id FROM orders ORDER BY id") \
        <(jq -r .key "$work/events/events.jsonl" | sort) "the events that were kept are not one for each order"
    compare <(sqlite3 -separator ' ' "$1" 'SELECT payload FROM outbox ORDER BY stream, id') \
        <(jq -s -c 'sort_by(.said.customer) | .[].said' "$work/events/events.jsonl") \
        "the events that were kept say something else, or came in another order"
}

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
start_receiver --lose-every 50
start=${EPOCHREALTIME/./}
"$program" --tell "$url" "$work/calm" >"$work/calm.table"
duration_us=$((${EPOCHREALTIME/./} - start))
dump "$work/calm" >"$work/calm.dump"
placed=$(sqlite3 "$work/calm" 'SELECT count(*) FROM orders')

# Runs once more on a database that was disturbed, and compares.
ends_like_calm() {
    "$program" --tell "$url" "$1" >"$work/table" || fail "the run after it failed"
    kept_all_of "$1"
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
    grep -qx '0 events delivered' "$work/table" || fail "the second run delivered an event again"
    end_receiver TERM
    tail -n 1 "$work/said" | grep -qx "$placed events kept, $((placed / 50)) repeats recognized" ||
        fail "the receiver says: $(cat "$work/said")"
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

# What a killed run left: how many orders it placed, how many of their events it delivered, and how many were on their
# way. Looks at a copy, so that the program and not sqlite3 mends what was left.
left_by() {
    rm -f "$work"/look*
    cp "$1" "$work/look" 2>/dev/null || { echo 0 0 0 && return; }
    [ ! -f "$1-wal" ] || cp "$1-wal" "$work/look-wal"
    sqlite3 -separator ' ' "$work/look" "SELECT (SELECT count(*) FROM orders), sum(state = 1), sum(state = 0 AND claim <> '')
        FROM outbox HAVING count(*) > 0" 2>/dev/null | grep . || echo 0 0 0
}

# random_sleep US: up to so long.
random_sleep() { sleep "$(printf '0.%06d' $(((RANDOM * 32768 + RANDOM) % $1)))"; }

killed() {
    local kills=0 placing=0 telling=0 underway=0 tries=0 rounds=0 longest_us pid status came told sent port=${url##*:}
    port=${port%%/*}
    RANDOM=${SEED:-$$}
    echo "SEED=${SEED:-$$}, an undisturbed run takes $duration_us us"
    longest_us=$((duration_us / 2 < 200000 ? duration_us / 2 : 200000))
    "$program" "$work/untold" >/dev/null || fail "a run without a receiver failed"
    while [ $kills -lt 40 ]; do
        rounds=$((rounds + 1))
        end_receiver KILL
        rm -rf "$work"/killed* "$work/events"
        start_receiver --port "$port"
        # In every other round the orders are there, and all that is left to do is to tell of them.
        [ $((rounds % 2)) -eq 1 ] || cp "$work/untold" "$work/killed"
        # Six on one database: each starts where the last was killed. Those that place orders make pauses, so that a
        # quick machine does not place all of them before it is killed; of every other one the receiver is killed first.
        for _ in 1 2 3 4 5 6; do
            tries=$((tries + 1))
            [ $tries -le 400 ] || fail "of 400 runs only $kills could be killed in time"
            "$program" --pause-us $((rounds % 2 * 500)) --tell "$url" "$work/killed" >/dev/null 2>&1 &
            pid=$!
            random_sleep $longest_us
            if [ $((tries % 2)) -eq 0 ]; then
                end_receiver KILL
                start_receiver --port "$port"
                random_sleep $longest_us
            fi
            kill -KILL $pid 2>/dev/null || true
            status=0
            wait $pid 2>/dev/null || status=$?
            [ $status -eq 137 ] || continue
            kills=$((kills + 1))
            read -r came told sent <<<"$(left_by "$work/killed")"
            [ "$came" -eq 0 ] || [ "$came" -eq "$placed" ] || placing=$((placing + 1))
            [ "$told" -eq 0 ] || [ "$told" -eq "$came" ] || telling=$((telling + 1))
            [ "$sent" -eq 0 ] || underway=$((underway + 1))
        done
        ends_like_calm "$work/killed"
    done
    echo "$kills kills on $rounds databases: $placing with some of the orders placed, $telling with some of their events" \
        "delivered, $underway with an event on its way"
    [ $placing -ge 5 ] && [ $telling -ge 5 ] || fail "too few of them hit the middle"
}

guard() {
    local status=0
    "$program" --tell "${url/127.0.0.1/127.0.0.2}" "$work/guarded" >/dev/null 2>"$work/errors" || status=$?
    [ $status -eq 1 ] && grep -q "^order_intake: events: $placed are still to be delivered: .*not open to it" "$work/errors" ||
        fail "a receiver that was not opened: $status, $(cat "$work/errors")"
    end_receiver TERM
    rm -r "$work/events"
    start_receiver
    ends_like_calm "$work/guarded"
    echo "$placed events were kept back, and then delivered"
}

together() {
    local round first
    for round in 1 2 3 4 5; do
        end_receiver KILL
        rm -rf "$work"/both* "$work/events"
        start_receiver
        "$program" --tell "$url" "$work/both" >/dev/null &
        first=$!
        "$program" --tell "$url" "$work/both" >/dev/null || fail "round $round: the second failed"
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
    twice | killed | together | guard | document) "$mode" ;;
    *) fail "usage: order_intake.sh PROGRAM twice|killed|together|guard|document" ;;
esac
