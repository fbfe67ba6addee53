#!/usr/bin/env bash
# Crashes, kills, races and a database that goes away: whether the ledger keeps its promises then.
#
#     tests/faults/run.sh [--programs FOLDER] [--long] [NAME...]
#
# NAME: crash_matrix crash_matrix_postgresql kill_workers kill_workers_http race_commits race_keys postgresql_stops; all
# unless some are named. FOLDER has the programs; without it they are built. --long: 100,000 kills, five minutes of a
# server that is stopped, and every pair of places. A size can be given by hand: KILLS, RUNS, ROUNDS, SEED in the
# environment.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
programs=''
long=false
names=()
while [ $# -gt 0 ]; do
    case $1 in
        --programs) programs=$2 && shift ;;
        --long) long=true ;;
        -*) sed -n '4,9s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
        *) names+=("$1") ;;
    esac
    shift
done
[ ${#names[@]} -gt 0 ] ||
    names=(crash_matrix crash_matrix_postgresql kill_workers kill_workers_http race_commits race_keys postgresql_stops)

if [ -z "$programs" ]; then
    cd "$here/../.."
    cmake --preset gcc >/dev/null
    cmake --build --preset gcc --target fault_{crash_matrix,kill_workers,race_commits,race_keys,postgresql_stops} >/dev/null
    programs=$PWD/build/gcc/tests
fi

# In memory if there is such a place: these programs kill processes, and none of them cuts the power.
place=${TMPDIR:-/tmp}
[ ! -w /dev/shm ] || place=/dev/shm
folder=$(mktemp -d "$place/ag_faults.XXXXXX")
chmod 755 "$folder"
server=$(mktemp -d -t action_grammar_faults.XXXXXX)
started=false
clean_up() {
    ! $started || bash "$here/../support/postgresql.sh" stop "$server"
    rm -rf "$folder" "$server"
}
trap clean_up EXIT

conninfo="host=$server dbname=test user=tester"
need_server() {
    $started || bash "$here/../support/postgresql.sh" start "$server"
    started=true
}

# size SHORT LONG
size() { if $long; then echo "$2"; else echo "$1"; fi; }
seed=${SEED:-1}

failed=0
run() { "$programs/fault_$1" "${@:2}" || failed=1; }
for name in "${names[@]}"; do
    case $name in
        crash_matrix) run crash_matrix "sqlite=$folder" "all=$(size 0 1)" ;;
        crash_matrix_postgresql)
            need_server
            run crash_matrix "postgresql=$conninfo" "world=$folder" "all=$(size 0 1)"
            ;;
        kill_workers) run kill_workers "folder=$folder" "kills=${KILLS:-$(size 5000 100000)}" "seed=$seed" ;;
        kill_workers_http)
            run kill_workers "folder=$folder" "kills=${KILLS:-$(size 1000 20000)}" "seed=$seed" receiver=http
            ;;
        race_commits) run race_commits "folder=$folder" ;;
        race_keys)
            need_server
            run race_keys "folder=$folder" "rounds=${ROUNDS:-$(size 20 1000)}" "postgresql=$conninfo"
            ;;
        postgresql_stops)
            need_server
            run postgresql_stops "server=$server" "control=$here/../support/postgresql.sh" "folder=$folder" \
                "runs=${RUNS:-$(size 4000 100000)}" "seconds=$(size 10 300)" "every_ms=$(size 800 3000)" "seed=$seed"
            ;;
        *) echo "run.sh: no program '$name'" >&2 && exit 2 ;;
    esac
done
exit $failed
