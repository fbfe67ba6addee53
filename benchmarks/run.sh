#!/usr/bin/env bash
# Builds and measures, and prints the tables of docs/benchmarks.md.
#
#     benchmarks/run.sh [--write] [composition] [contract] [document] [ledger]
#
# --write puts the tables into the page; all parts are measured unless some are named.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 2
. benchmarks/measure.sh
. benchmarks/contract/tables.sh
. benchmarks/document/tables.sh
. benchmarks/ledger/tables.sh

writing=false
parts=()
for argument; do
    case $argument in
        --write) writing=true ;;
        composition | contract | document | ledger) parts+=("$argument") ;;
        *) echo 'usage: benchmarks/run.sh [--write] [composition] [contract] [document] [ledger]' >&2 && exit 2 ;;
    esac
done
[ ${#parts[@]} -gt 0 ] || parts=(composition contract document ledger)
require_packages benchmarks

page=docs/benchmarks.md
repeats=3 # of every timed compilation; the least counts, for what else runs on the machine only adds
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# instruction_table SUFFIX: of both compilers, against the version by hand.
instruction_table() {
    local compiler
    echo "| shape | compiler | by hand | typed | ratio | monadic | ratio | own: by hand | typed | ended early, ratio | allocations: by hand | typed |"
    echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for compiler in "${compilers[@]}"; do
        counts "$(build_folder "$compiler")/benchmarks/benchmark_count$1" >"$work/counts" || return 1
        awk -v compiler="$compiler" '
            !($1 in seen) { seen[$1]; shapes[++count] = $1 }
            { made[$1, $2, $3] = $5 / $4; all[$1, $2, $3] = $6 / $4; own[$1, $2, $3] = $7 / $4 }
            END { for (i = 1; i <= count; ++i) {
                s = shapes[i]; k = "accepted"
                printf "| %s | %s | %.1f | %.1f | %.3f | %.1f | %.3f | %.1f | %.1f | %.3f | %g | %g |\n", s, compiler,
                    all[s, "by_hand", k], all[s, "typed", k], all[s, "typed", k] / all[s, "by_hand", k],
                    all[s, "monadic", k], all[s, "monadic", k] / all[s, "by_hand", k],
                    own[s, "by_hand", k], own[s, "typed", k],
                    all[s, "typed", "refused"] / all[s, "by_hand", "refused"],
                    made[s, "by_hand", k], made[s, "typed", k]
            } }' "$work/counts"
    done
}

# times PROGRAM: `SHAPE VERSION NANOSECONDS` per call, the least of several repetitions.
times() {
    "$1" --benchmark_repetitions=5 --benchmark_min_time=0.05 --benchmark_format=csv 2>/dev/null |
        awk -F, '$1 == "name" { for (i = 1; i <= NF; ++i) if ($i ~ /per_call/) column = i }
            $1 ~ /^"[a-z_]+ (by_hand|typed|monadic)"$/ {
                name = substr($1, 2, length($1) - 2); now = $column * 1e9
                if (!(name in least)) order[++count] = name
                if (!(name in least) || now < least[name]) least[name] = now
            }
            END { for (i = 1; i <= count; ++i) print order[i], least[order[i]] }'
}

time_table() {
    local compiler suffix
    echo "| shape | operations | compiler | by hand, ns | typed, ns | monadic, ns |"
    echo "| --- | --- | --- | ---: | ---: | ---: |"
    for suffix in "" _may_throw; do
        for compiler in "${compilers[@]}"; do
            times "$(build_folder "$compiler")/benchmarks/benchmark_time$suffix" |
                awk -v compiler="$compiler" -v operations="${suffix:-noexcept}" '
                    $2 == "by_hand" { by_hand = $3 }
                    $2 == "typed" { typed = $3 }
                    $2 == "monadic" { sub(/^_/, "", operations); sub(/_/, " ", operations)
                        printf "| %s | %s | %s | %.1f | %.1f | %.1f |\n", $1, operations, compiler, by_hand, typed, $3 }'
        done
    done
}

# compilation COMPILER FILE: `SECONDS MEGABYTES OBJECT_BYTES LONGEST_SYMBOL`.
compilation() {
    local run
    for ((run = 0; run < repeats; ++run)); do
        command time -f '%U %M' "$1" "${unit_flags[@]}" -c "$2" -o "$work/object.o" 2>&1 || return 1
    done | awk 'NR == 1 || $1 < seconds { seconds = $1 } $2 > peak { peak = $2 }
        END { printf "%.2f %d ", seconds, peak / 1024 }'
    wc -c <"$work/object.o" | tr '\n' ' '
    nm "$work/object.o" | awk 'length($NF) > longest { longest = length($NF) } END { print longest + 0 }'
}

compile_table() {
    local name seconds peak object symbol compiler counted
    echo "| unit | compiler | user time, s | peak memory, MB | object, bytes | longest symbol | instantiations |"
    echo "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for compiler in "${compilers[@]}"; do
        for name in empty '<chrono>' '<action_grammar/core.hpp>' '<action_grammar/action_grammar.hpp>' \
            'linear '{4,8,10,16,32,64} 'multi_source '{4,8,10,16,32,64}; do
            unit "$name" >"$work/unit.cpp"
            read -r seconds peak object symbol < <(compilation "$compiler" "$work/unit.cpp")
            case $compiler in
                g++) counted="$(classes "$work/unit.cpp") classes" ;;
                *) counted=$(instantiations "$work/unit.cpp") ;;
            esac
            echo "| \`$name\` | $compiler | $seconds | $peak | $object | $symbol | $counted |"
        done
    done
}

# What all tables begin with.
measured_with() {
    echo "Measured with $(g++ --version | sed -n '1s/(.*) //p') and $(clang++-19 --version | sed -n '1s/.*\(clang\) version \([0-9.]*\).*/\1 \2/p'), \`-O2\`."
}

composition_tables() {
    printf '### Instructions and allocations per call, operations that promise not to throw\n\n'
    instruction_table ""
    printf '\n### Instructions and allocations per call, operations that may throw\n\n'
    instruction_table _may_throw
    printf '\n### Time per call\n\n'
    time_table
    printf '\n### Compilation\n\n'
    compile_table
}

# shellcheck disable=SC2034 # both lists are used by name
composition_programs=(benchmark_{count,time}{,_may_throw})

# write PART: its tables, in their place in the page.
write() {
    awk -v part="$1" -v tables="$work/$1-tables" '
        /<!-- end of tables -->/ { skipping = 0 }
        !skipping
        $0 ~ "<!-- " part " tables:" { skipping = 1; print ""; while ((getline line < tables) > 0) print line; print "" }' \
        "$page" >"$work/page" && cp "$work/page" "$page"
}

for part in "${parts[@]}"; do
    programs="${part}_programs[@]"
    for compiler in "${compilers[@]}"; do
        build "$compiler" "${!programs}" >&2 || exit 1
    done
    { measured_with && echo && "${part}_tables"; } >"$work/$part-tables" || exit 1
    cat "$work/$part-tables"
    ! $writing || write "$part" || exit 1
done
