#!/usr/bin/env bash
# Takes a day's orders in, on a new database beside the program, and tells a receiver of each; then takes them all in
# again: the second time every order is there already, nobody is told anything, and not a byte of the database changes.
# Then once more on two new databases, in C++ and as a document, which come to the same; and a document with mistakes,
# which does not run.
#
#     run.sh PROGRAM      (the receiver is PROGRAM_receiver)
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
database=$program.sqlite
events=$program.events

rm -rf "$database"* "$events"
mkdir "$events"
# Of every fiftieth event it loses the answer, so that this is sent again.
"${program}_receiver" --lose-every 50 "$events" >"$events/said" &
receiver=$!
trap 'kill $receiver 2>/dev/null || true' EXIT
for _ in $(seq 300); do
    grep -q . "$events/said" && break
    sleep 0.1
done
url=$(sed -n 's/^listening on //p' "$events/said")

echo "-- the first run"
"$program" --tell "$url" "$database"
cp "$database" "$database.first"

echo
echo "-- the second run, its last lines"
"$program" --tell "$url" "$database" | sed -n '/^[0-9]* orders$/,$p'
cmp "$database" "$database.first"
echo "the database is the same, byte for byte"

echo
echo "-- the receiver, and the last event that it kept"
trap - EXIT
kill $receiver
wait $receiver
sed 1d "$events/said"
tail -n 1 "$events/events.jsonl"

echo
echo "-- in C++, and as a document"
rm -f "$database"*
"$program" --beside place_order.json "$database"
cmp "$database" "$database.document"
echo "the databases are the same, byte for byte"

echo
echo "-- a document with mistakes"
! "$program" --check refused.json
