# shellcheck shell=bash
# The tables of documents. Sourced by run.sh behind those of the contract layer; not run.

# shellcheck disable=SC2034 # used by name
document_programs=(benchmark_document_{validate,execute,count})

# document_program COMPILER NAME: where it is built.
document_program() { echo "$(build_folder "$1")/benchmarks/document/benchmark_document_$2"; }

document_time_table() {
    local compiler
    echo "| document | compiler | parse, us | form | validate | assemble | to parsing | run | typed | ratio |"
    echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for compiler in "${compilers[@]}"; do
        least "$(document_program "$compiler" validate)" >"$work/stages" &&
            least "$(document_program "$compiler" execute)" >>"$work/stages" || return 1
        awk -v compiler="$compiler" "$awk_units"'
            !($1 in seen) { seen[$1]; documents[++count] = $1 }
            { time[$1, $2] = $3 }
            END { for (i = 1; i <= count; ++i) {
                d = documents[i]; typed = time[d, "typed"]
                printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", words(d), compiler,
                    microseconds(time[d, "parse"]), microseconds(time[d, "form"]), microseconds(time[d, "validate"]),
                    microseconds(time[d, "assemble"]), ratio(time[d, "validate"] / time[d, "parse"]),
                    microseconds(time[d, "document"]), typed == "" ? "-" : microseconds(typed),
                    typed == "" ? "-" : ratio(time[d, "document"] / typed)
            } }' "$work/stages"
    done
}

document_count_table() {
    local compiler
    echo "| document | compiler | parse | form | validate | the first time | assemble | run | typed |"
    echo "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for compiler in "${compilers[@]}"; do
        call_counts "$(document_program "$compiler" count)" >"$work/counts" || return 1
        awk -v compiler="$compiler" "$awk_units"'
            { stage = $1; sub(/.*_/, "", stage); name = substr($1, 1, length($1) - length(stage) - 1) }
            !(name in seen) { seen[name]; documents[++count] = name }
            { counted[name, stage] = $2 }
            END { for (i = 1; i <= count; ++i) {
                d = documents[i]; typed = counted[d, "typed"]; cold = counted[d, "cold"]
                printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n", words(d), compiler, counted[d, "parse"],
                    counted[d, "form"], counted[d, "validate"], cold == "" ? "-" : cold, counted[d, "assemble"],
                    counted[d, "run"], typed == "" ? "-" : typed
            } }' "$work/counts"
    done
}

document_tables() {
    printf '### Documents, time per call\n\n'
    document_time_table || return 1
    printf '\n### Documents, instructions per call\n\n'
    document_count_table
}
