#!/usr/bin/env bash
# Runs a command with DATABASE_URL naming a throw-away PostgreSQL server of its own.
# No autovacuum: what it learns of the tables between two tests (that they are empty) misleads the planner in the next.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -n "$bin" ] || { echo "PostgreSQL is not installed: nothing was run on it" >&2; exit 2; }
folder=$(mktemp -d)
port=${PGTESTPORT:-54329}
run() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$folder"
stop() { run "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$folder"; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
run "$bin/initdb" -D "$folder/data" -U volteface -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
run "$bin/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=60 -c autovacuum=off" start >/dev/null
run "$bin/createdb" -h 127.0.0.1 -p "$port" -U volteface volteface
DATABASE_URL="postgresql://volteface@127.0.0.1:$port/volteface" "$@"
