#!/usr/bin/env bash
# A PostgreSQL server of its own for the tests: in FOLDER, on a socket there and on no network, of anybody who may use
# the folder. PostgreSQL does not run as root; for root it runs as the user postgres.
#
#     postgresql.sh start FOLDER    makes a new cluster, starts it, and makes the database "test"
#     postgresql.sh stop FOLDER     stops it and removes the folder
#     postgresql.sh halt FOLDER     stops it as a crash does; the folder stays
#     postgresql.sh resume FOLDER   starts it after a halt, and returns when it has recovered
#
# POSTGRESQL_SETTINGS in the environment has further ones, such as "-c fsync=on".
#
# Connect with "host=FOLDER dbname=test user=tester". A path of a socket is at most 107 bytes; keep FOLDER short.
set -eu

action=$1
folder=$2
programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(pg_config --bindir)

as_server() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && exec setpriv --reuid postgres --regid postgres --clear-groups -- "$@")
    else
        (cd / && exec "$@")
    fi
}

stop() {
    if [ -f "$folder/cluster/postmaster.pid" ]; then
        as_server "$programs/pg_ctl" -D "$folder/cluster" -m immediate -w stop >/dev/null || true
    fi
    rm -rf "$folder"
}

halt() {
    as_server "$programs/pg_ctl" -D "$folder/cluster" -m immediate -w stop >/dev/null
}

resume() {
    as_server "$programs/pg_ctl" -D "$folder/cluster" -l "$folder/server.log" -w -t 300 -o \
        "-c listen_addresses='' -c unix_socket_directories='$folder' -c fsync=off -c max_connections=50 ${POSTGRESQL_SETTINGS:-}" \
        start >/dev/null || {
        cat "$folder/server.log" >&2
        return 1
    }
}

start() {
    stop
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
    as_server "$programs/initdb" -D "$folder/cluster" -U tester -A trust -E UTF8 --locale=C -N >"$folder/log" 2>&1 || {
        cat "$folder/log" >&2
        return 1
    }
    resume
    as_server "$programs/createdb" -h "$folder" -U tester test
}

case $action in
    start) start ;;
    stop) stop ;;
    halt) halt ;;
    resume) resume ;;
    *) echo "postgresql.sh: no action '$action'" >&2 && exit 2 ;;
esac
