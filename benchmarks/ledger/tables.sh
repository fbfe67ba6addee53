# shellcheck shell=bash
# The table of recorded commits. Sourced by run.sh; not run.

# shellcheck disable=SC2034 # used by name
ledger_programs=(benchmark_ledger_commit)

# ledger_rows FILESYSTEM PROGRAM ARGUMENT...: rows of the table for 1 and 4 clients.
ledger_rows() {
    local clients
    for clients in 1 4; do
        "${@:2}" "clients=$clients" >"$work/commits" || return 1
        awk -v place="$1" '{ time[$3] = $4; name = $1; clients = $2 }
            END { printf "| %s, %s | %d | %.0f | %.0f | %.2f |\n", name, place, clients, time["by_hand"],
                time["recorded"], time["by_hand"] / time["recorded"] }' "$work/commits"
    done
}

ledger_tables() {
    local program server=$work/postgresql status=0
    program=$(build_folder g++)/benchmarks/ledger/benchmark_ledger_commit
    chmod 755 "$work"
    POSTGRESQL_SETTINGS='-c fsync=on' bash tests/support/postgresql.sh start "$server" || return 1
    printf '### A commit under same_transaction and its record\n\n'
    echo "| database | clients | by hand, us | recorded, us | throughput, ratio |"
    echo "| --- | ---: | ---: | ---: | ---: |"
    ledger_rows "WAL, synchronous full" "$program" "sqlite=$work/ledger.db" &&
        ledger_rows "fsync on" "$program" "postgresql=host=$server dbname=test user=tester" || status=1
    if [ -w /dev/shm ]; then
        ledger_rows "in memory" "$program" "sqlite=/dev/shm/benchmark_ledger_$$.db" || status=1
        rm -f /dev/shm/benchmark_ledger_$$.db*
    fi
    bash tests/support/postgresql.sh stop "$server"
    return $status
}
