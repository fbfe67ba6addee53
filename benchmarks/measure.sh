# shellcheck shell=bash
# How the benchmarks are built and measured. Sourced by run.sh and gate.sh from the top of the tree; not run.
. scripts/packages.sh
. scripts/steps.sh

compilers=(g++ clang++-19)
# For the units whose compilation is measured.
unit_flags=(-std=c++20 -O2 -Iinclude)

build_folder() { echo "build/bench-$1"; }

# build COMPILER TARGET...: the preset `bench`, once for each compiler.
build() {
    local folder compiler=$1
    shift
    folder=$(build_folder "$compiler")
    step "configure for $compiler" cmake --preset bench -B "$folder" -DCMAKE_CXX_COMPILER="$compiler" &&
        step "build with $compiler" cmake --build "$folder" --parallel "$(jobs_at_once)" --target "$@"
}

# instructions PROGRAM [OPTION...]: a line `SHAPE VERSION KIND INSTRUCTIONS` for each dump of a benchmark_count,
# counted between the entry to one of the measured functions and the return from it.
instructions() {
    local folder
    folder=$(mktemp -d)
    valgrind --tool=callgrind --callgrind-out-file="$folder/out" --collect-atstart=no \
        '--toggle-collect=entry::*)' "${@:2}" "$1" >/dev/null 2>"$folder/log" || cat "$folder/log" >&2
    awk '/^desc: Trigger: Client Request: / { name = $5 " " $6 " " $7 }
        /^(summary|totals): / && name != "" { print name, $2; name = "" }' "$folder"/out.*
    rm -rf "$folder"
}

# counts PROGRAM: `SHAPE VERSION KIND CALLS ALLOCATIONS ALL OWN`. ALL are the instructions of the calls, OWN those that
# remain without the operations of the resources, which are the same code in every version: a second run stops the
# count on entry to an operation.
counts() {
    local folder
    folder=$(mktemp -d)
    "$1" >"$folder/calls" || return 1
    instructions "$1" >"$folder/all"
    instructions "$1" '--toggle-collect=resource::*)' >"$folder/own"
    awk '{ key = $1 " " $2 " " $3 }
        FILENAME ~ /own$/ { own[key] = $4 }
        FILENAME ~ /all$/ { all[key] = $4 }
        FILENAME ~ /calls$/ { print key, $4, $5, all[key], own[key] }' \
        "$folder/own" "$folder/all" "$folder/calls"
    rm -rf "$folder"
}

# unit NAME: prints the source of a unit whose compilation is measured.
unit() {
    case $1 in
        empty) ;;
        \<*\>) echo "#include $1" ;;
        *) benchmarks/compile_time/generate.sh "${1% *}" "${1#* }" ;; # `linear 8`
    esac
}

# instantiations FILE: how many class and function templates clang instantiates. It depends neither on the machine nor
# on its load, so it can be held to a limit where seconds cannot.
instantiations() {
    local folder
    folder=$(mktemp -d)
    clang++-19 "${unit_flags[@]}" -O0 -ftime-trace="$folder/trace" -ftime-trace-granularity=0 -c "$1" \
        -o "$folder/object" && grep -oE '"name":"Instantiate(Class|Function)"' "$folder/trace" | wc -l
    rm -rf "$folder"
}

# classes FILE: the classes that g++ lays out, which is the nearest that it tells of the same.
classes() {
    local folder
    folder=$(mktemp -d)
    # A unit without a class writes no dump.
    g++ "${unit_flags[@]}" -O0 -fdump-lang-class="$folder/classes" -c "$1" -o "$folder/object" &&
        touch "$folder/classes" && grep -c '^Class ' "$folder/classes"
    rm -rf "$folder"
}
