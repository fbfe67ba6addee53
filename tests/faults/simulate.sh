#!/usr/bin/env bash
# Simulates many seeds, on as many processes as wanted, and adds up what happened.
#
#     tests/faults/simulate.sh [--program FILE] [SEEDS [PROCESSES [FROM]]]     (1,000,000 seeds, one for each processor)
#
# FILE: a built ledger_simulation; without it the preset gcc builds one. Fails when a promise was broken; what a seed
# does is told by `ledger_simulation --trace SEED`.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
program=''
if [ "${1:-}" = --program ]; then
    program=$2
    shift 2
fi
seeds=${1:-1000000}
processes=${2:-$(nproc)}
from=${3:-0}

if [ -z "$program" ]; then
    cd "$here/../.."
    cmake --preset gcc >/dev/null
    cmake --build --preset gcc --target ledger_simulation >/dev/null
    program=build/gcc/tests/ledger_simulation
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
each=$((seeds / processes / 4 + 1))
failed=0
for ((first = from; first < from + seeds; first += each)); do
    echo "$first $((first + each > from + seeds ? from + seeds - first : each))"
done | xargs -P "$processes" -L 1 sh -c '"$1" --seeds "$3" "$4" >"$2/$3" || exit 1' sh "$program" "$folder" || failed=1

grep -h 'breaks a promise$' "$folder"/* || true
awk '/^  broken/ { broken[substr($0, index($0, ": ") + 2)] += $2; next }
     /^  [0-9]/ { count = $1; $1 = ""; faults[substr($0, 2)] += count; next }
     / seeds in / { all += $1 }
     END { for (each in faults) printf "  %d  %s\n", faults[each], each
           for (each in broken) printf "  broken %d times: %s\n", broken[each], each
           print all " seeds" }' "$folder"/*
exit $failed
