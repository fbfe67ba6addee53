# shellcheck shell=bash
# The tables of the contract layer. Sourced by run.sh from the top of the tree; not run.

contract_data=benchmarks/contract/data
contract_programs=(benchmark_contract_{validate,filter,convert,contain,count})
repetitions=7 # of every measurement, taking turns with the others of its program; the least counts

# contract_program COMPILER NAME: where it is built.
contract_program() { echo "$(build_folder "$1")/benchmarks/contract/benchmark_contract_$2"; }

# least PROGRAM: `CASE ALTERNATIVE NANOSECONDS` lines, in the program's order. Fails when the alternatives do not
# answer the same.
least() {
    local listed measured
    listed=$("$1" --benchmark_list_tests 2>"$work/errors") || { cat "$work/errors" >&2; return 1; }
    measured=$("$1" --benchmark_repetitions=$repetitions --benchmark_enable_random_interleaving=true \
        --benchmark_min_time=0.05 --benchmark_format=csv 2>"$work/errors") || { cat "$work/errors" >&2; return 1; }
    # Repetitions that take turns come in any order, and the aggregates of Google Benchmark among them.
    awk -F, 'FNR == NR { order[++count] = $0; listed["\"" $0 "\""] = $0; next }
        $1 == "name" { for (i = 1; i <= NF; ++i) if ($i == "cpu_time") column = i }
        $1 in listed {
            name = listed[$1]
            if (!(name in least) || $column < least[name]) least[name] = $column
        }
        END { for (i = 1; i <= count; ++i) print order[i], least[order[i]] }' <(echo "$listed") - <<<"$measured"
}

# The names and units in which the tables are written.
awk_units='
    function microseconds(time) {
        time /= 1000
        return time < 10 ? sprintf("%.3f", time) : time < 1000 ? sprintf("%.1f", time) : sprintf("%.0f", time)
    }
    function ratio(times) { return sprintf(times < 1 ? "%.2f" : times < 100 ? "%.1f" : "%.0f", times) }
    function words(name) { gsub(/_/, " ", name); return name }'

# pivot LABEL ALTERNATIVE...: `CASE ALTERNATIVE NANOSECONDS` lines as a row for each case, each alternative behind the
# first with its ratio to the first.
pivot() {
    awk -v label="$1" -v alternatives="${*:2}" "$awk_units"'
        BEGIN { columns = split(alternatives, name, " ") }
        !($1 in seen) { seen[$1]; cases[++count] = $1 }
        { time[$1, $2] = $3 }
        END { for (i = 1; i <= count; ++i) {
            row = "| " words(cases[i]) " | " label
            ours = time[cases[i], name[1]]
            for (c = 1; c <= columns; ++c) {
                this = time[cases[i], name[c]]
                row = row " | " (this == "" ? "-" : microseconds(this))
                if (c > 1) row = row " | " (this == "" || ours == "" ? "-" : ratio(this / ours))
            }
            print row " |"
        } }'
}

# header TITLE ALTERNATIVE...: of a table of pivot.
header() {
    local alternative columns="| $1 | compiler | $2, us" rule='| --- | --- | ---:'
    for alternative in "${@:3}"; do
        columns+=" | $alternative | ratio"
        rule+=' | ---: | ---:'
    done
    printf '%s |\n%s |\n' "${columns//_/ }" "$rule"
}

# ajv: its times, or nothing where npm or the registry is not at hand. It is installed into the build folder.
ajv() {
    local folder=build/bench-ajv
    if ! [ -d $folder/node_modules/ajv ]; then
        command -v npm >/dev/null && mkdir -p $folder && cp benchmarks/contract/validate/package.json $folder/ &&
            (cd $folder && npm install --no-package-lock --no-audit --no-fund --ignore-scripts) >&2 || return 0
    fi
    NODE_PATH=$folder/node_modules node benchmarks/contract/validate/ajv.cjs 0.05 $contract_data/{shipment,order}.json
}

validation_table() {
    local compiler
    ajv >"$work/ajv" || return 1
    header contract action_grammar ajv valijson
    for compiler in "${compilers[@]}"; do
        least "$(contract_program "$compiler" validate)" >"$work/validate" || return 1
        cat "$work/validate" "$work/ajv" | pivot "$compiler" action_grammar ajv valijson
    done
    if [ -s "$work/ajv" ]; then
        printf '\najv %s on node %s.\n' "$(sed -n 's/.*"ajv": "\(.*\)".*/\1/p' benchmarks/contract/validate/package.json)" \
            "$(node --version)"
    else
        printf '\najv was not measured: npm could not install it here.\n'
    fi
}

filter_table() {
    local compiler
    for compiler in "${compilers[@]}"; do
        least "$(contract_program "$compiler" filter)" >"$work/filter-$compiler" || return 1
    done
    header evaluation action_grammar libjq
    for compiler in "${compilers[@]}"; do
        grep -v '_compile ' "$work/filter-$compiler" | pivot "$compiler" action_grammar libjq
    done
    echo
    header compilation action_grammar libjq
    for compiler in "${compilers[@]}"; do
        sed -n 's/_compile / /p' "$work/filter-$compiler" | pivot "$compiler" action_grammar libjq
    done
}

conversion_table() {
    local compiler
    header direction action_grammar boost_json nlohmann_json
    for compiler in "${compilers[@]}"; do
        least "$(contract_program "$compiler" convert)" >"$work/convert" || return 1
        pivot "$compiler" action_grammar boost_json nlohmann_json <"$work/convert"
    done
}

containment_table() {
    local compiler
    for compiler in "${compilers[@]}"; do
        least "$(contract_program "$compiler" contain)" >"$work/contain-$compiler" || return 1
    done
    echo "| pair | answer | compare: ${compilers[0]}, us | ${compilers[1]} | make both ready: ${compilers[0]} | ${compilers[1]} |"
    echo "| --- | --- | ---: | ---: | ---: | ---: |"
    awk "$awk_units"'
        # Of those sorted, the least that so many in a hundred do not exceed.
        function percentile(kind, file, percent,    i, j, held, sorted) {
            for (i = 1; i <= count; ++i) {
                held = time[pairs[i], kind, file]
                for (j = i - 1; j >= 1 && sorted[j] > held; --j) sorted[j + 1] = sorted[j]
                sorted[j + 1] = held
            }
            j = int(percent * count / 100)
            return microseconds(sorted[j < percent * count / 100 ? j + 1 : j])
        }
        function summary(title, percent) {
            printf "| **%s** | | %s | %s | %s | %s |\n", title, percentile("compare", 1, percent),
                percentile("compare", 2, percent), percentile("compile", 1, percent), percentile("compile", 2, percent)
        }
        FNR == 1 { ++file }
        $2 == "compile" { time[$1, "compile", file] = $3; next }
        !($1 in answer) { answer[$1] = $2; pairs[++count] = $1 }
        { time[$1, "compare", file] = $3 }
        END {
            for (i = 1; i <= count; ++i) {
                p = pairs[i]
                printf "| %s | %s | %s | %s | %s | %s |\n", words(p), answer[p], microseconds(time[p, "compare", 1]),
                    microseconds(time[p, "compare", 2]), microseconds(time[p, "compile", 1]),
                    microseconds(time[p, "compile", 2])
            }
            summary("median", 50); summary("p95", 95); summary("p99", 99); summary("greatest", 100)
        }' "$work/contain-${compilers[0]}" "$work/contain-${compilers[1]}"
}

# call_counts PROGRAM: `CASE INSTRUCTIONS` per call, in the program's order.
call_counts() {
    local folder status
    folder=$(mktemp -d)
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" "$1" \
        >"$folder/calls" 2>"$folder/log"
    status=$?
    if [ $status -eq 0 ]; then
        awk 'FILENAME ~ /calls$/ { order[++count] = $1; next }
            /^desc: Trigger: Client Request: / { name = $5; calls = $6 }
            /^(summary|totals): / && name != "" { found[name] = $2 / calls; name = "" }
            END { for (i = 1; i <= count; ++i) printf "%s %.0f\n", order[i], found[order[i]] }' \
            "$folder/calls" "$folder"/out.*
    else
        cat "$folder/log" >&2
    fi
    rm -rf "$folder"
    return $status
}

count_table() {
    local compiler
    for compiler in "${compilers[@]}"; do
        call_counts "$(contract_program "$compiler" count)" >"$work/counts-$compiler" || return 1
    done
    echo "| call | ${compilers[0]} | ${compilers[1]} |"
    echo "| --- | ---: | ---: |"
    paste -d ' ' "$work/counts-${compilers[0]}" "$work/counts-${compilers[1]}" |
        awk '{ gsub(/_/, " ", $1); printf "| %s | %s | %s |\n", $1, $2, $4 }'
}

contract_tables() {
    printf '### Validation of a value of 2 KB, time per call\n\n'
    validation_table || return 1
    printf '\n### Filters, time per call\n\n'
    filter_table || return 1
    printf '\n### Conversion of an order of 2 KB, time per call\n\n'
    conversion_table || return 1
    printf '\n### Containment, time per call\n\n'
    containment_table || return 1
    printf '\n### Instructions per call\n\n'
    count_table
}
