#!/usr/bin/env bash
# Takes a day's orders in, on a new database beside the program, and then takes them all in again: the second time
# every order is there already, and not a byte of the database changes. Then once more on two new databases, in C++ and
# as a document, which come to the same; and a document with mistakes, which does not run.
#
#     run.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
database=$program.sqlite

rm -f "$database"*
echo "-- the first run"
"$program" "$database"
cp "$database" "$database.first"

echo
echo "-- the second run, its last lines"
"$program" "$database" | sed -n '/^[0-9]* orders$/,$p'
cmp "$database" "$database.first"
echo "the database is the same, byte for byte"

echo
echo "-- in C++, and as a document"
rm -f "$database"*
"$program" --beside place_order.json "$database"
cmp "$database" "$database.document"
echo "the databases are the same, byte for byte"

echo
echo "-- a document with mistakes"
! "$program" --check refused.json
