#!/usr/bin/env bash
# What a change may not make worse, in numbers that do not jitter: instructions against the version by hand, no
# allocation, and template instantiations. Everything else is in benchmarks/run.sh.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
. benchmarks/measure.sh
require_packages benchmarks

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Reads `FOUR WORDS OF TITLE, FOUND LIMIT` lines and judges each; what is no number was not measured, and fails.
judge() {
    awk '{ over = !($(NF - 1) ~ /^[0-9.]+$/ && $(NF - 1) + 0 <= $NF + 0)
           printf "%-58s %9s  limit %9s  %s\n", $1 " " $2 " " $3 " " $4, $(NF - 1), $NF, over ? "FAILED" : "ok"
           failed += over }
        END { exit failed > 0 || NR == 0 }'
}

for compiler in "${compilers[@]}"; do
    if ! { build "$compiler" benchmark_count &&
        counts "$(build_folder "$compiler")/benchmarks/benchmark_count" >"$work/counts"; }; then
        failed=1
        continue
    fi
    awk -v compiler="$compiler" '
        $3 != "accepted" || $1 !~ /^(linear|multi_source|decide)$/ { next }
        $2 == "by_hand" { by_hand = $6 }
        $2 == "typed" {
            ratio = by_hand && $6 ? sprintf("%.3f", $6 / by_hand) : "none"
            printf "%s %s instruction ratio %s 1.010\n", compiler, $1, ratio
            printf "%s %s allocations each %g 0\n", compiler, $1, $5 / $4
        }' "$work/counts" | judge || failed=1
done

# An instantiation or two more is noise of a change; two in a hundred is its price.
while read -r shape count limit; do
    case $shape in '' | \#*) continue ;; esac
    unit "$shape $count" >"$work/unit.cpp"
    echo "clang++-19 $shape $count instantiations $(instantiations "$work/unit.cpp") $((limit * 102 / 100))"
done <benchmarks/limits.txt | judge || failed=1

[ $failed -eq 0 ]
