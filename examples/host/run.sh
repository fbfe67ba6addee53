#!/usr/bin/env bash
# Starts the host on a new database beside the program, holds the session with it, and stops it.
#
#     run.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
rm -f "$program.sqlite"* "$program.out"

"$program" "$program.sqlite" >"$program.out" &
host=$!
trap 'kill $host 2>/dev/null || true' EXIT
for _ in $(seq 300); do
    grep -q . "$program.out" && break
    sleep 0.1
done
bash session.sh "$(sed -n 's/^listening on //p' "$program.out")"

trap - EXIT
kill $host
wait $host
echo "-- the host has ended"
